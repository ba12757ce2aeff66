"""What the app tells macOS of itself beside its name, version and icon: what is put into ``Info.plist``."""

from installers.product import Product


def info_plist(about: Product) -> dict[str, object]:
    """For PyInstaller's ``BUNDLE``."""
    return {
        "CFBundleDocumentTypes": [opened(kind.name, kind.extension) for kind in about.opens],
        "CFBundleLocalizations": list(about.summary),  # the system's own dialogs then speak them, too
        "LSBackgroundOnly": False,  # there is a console program beside it: PyInstaller takes the app for one without windows
        "NSHighResolutionCapable": True,
    }


def opened(name: str, extension: str) -> dict[str, object]:
    """A kind of file the program may open, but is never the usual one for."""
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeExtensions": [extension],
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
    }
