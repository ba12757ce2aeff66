"""``python -m installers.linux dist/ListCleaner OUT``: a Debian package of the program's folder.

It is for systems as new as the one it was built on (its C library) or newer.
"""

import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email.utils import formatdate
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap
from xml.sax.saxutils import escape

from installers.product import HERE, Product, product

ROOT = HERE.parent
PLACE = Path("opt/listcleaner")
# Libraries that PyInstaller leaves to the system, and the packages that have them.
SYSTEM = {
    **dict.fromkeys(
        ("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "ld-linux-x86-64.so.2"),
        "libc6",
    ),
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxcb.so.1": "libxcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",  # only for printing
}
FILES = ("fontconfig-config", "xkb-data")  # what the libraries inside read
BETTER = (
    "fonts-noto-cjk",
    "xdg-utils",
    "xdg-desktop-portal",
)  # Chinese letters, "open the folder", the desktop's file dialogs


def depends(folder: Path) -> list[str]:
    """The packages the programs in a folder need. Raises KeyError for a library nobody is known to have."""
    inside = {path.name for path in folder.rglob("*.so*")}
    told = "".join(_objdump(path) for path in _programs(folder))
    needed = {SYSTEM[name] for name in set(re.findall(r"NEEDED\s+(\S+)", told)) - inside}
    glibc = max(tuple(map(int, found.split("."))) for found in re.findall(r"GLIBC_(\d+\.\d+)", told))
    named = sorted(needed - {"libc6"} | set(FILES))
    return [f"libc6 (>= {'.'.join(map(str, glibc))})", *named]


def _programs(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                if stream.read(4) == b"\x7fELF":
                    yield path


def _objdump(path: Path) -> str:
    return subprocess.run(["objdump", "-p", path], check=True, capture_output=True, encoding="utf-8").stdout


def desktop_entry(about: Product) -> str:
    """The entry of the menu. It offers the program for its file types; which program is the usual one, the desktop says."""
    lines = {
        "Type": "Application",
        "Name": about.name,
        "Name[zh_CN]": "名单清理",
        "Comment": about.summary["en"],
        "Comment[zh_CN]": about.summary["zh_CN"],
        "Exec": f"/usr/bin/{about.command} %F",
        "Icon": about.id,
        "Terminal": "false",
        "StartupNotify": "true",
        "Categories": "Office;ContactManagement;",
        "Keywords": ";".join(about.keywords) + ";",
        "MimeType": ";".join(kind.mime for kind in about.opens) + ";",
    }
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())


def metainfo(about: Product) -> str:
    """What software centres show (AppStream)."""

    def both(tag: str, texts: dict[str, str]) -> str:
        marks = {"en": "", "zh_CN": ' xml:lang="zh_CN"'}
        return "".join(f"<{tag}{marks[spoken]}>{escape(text)}</{tag}>\n" for spoken, text in texts.items())

    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
<id>{about.id}</id>
<metadata_license>CC0-1.0</metadata_license>
<project_license>{about.licence}</project_license>
<name>{escape(about.name)}</name>
{both("summary", about.summary)}<developer_name>{escape(about.publisher)}</developer_name>
<description>
{both("p", about.description)}</description>
<launchable type="desktop-id">{about.id}.desktop</launchable>
<content_rating type="oars-1.1"/>
<provides><binary>{about.command}</binary></provides>
</component>
"""


def control(about: Product, folder: Path, size: int) -> str:
    """The package's head. ``size``: in KiB."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, encoding="utf-8"
    )
    lines = {
        "Package": about.command,
        "Version": about.version,
        "Architecture": architecture.stdout.strip(),
        "Maintainer": about.contact,
        "Installed-Size": str(size),
        "Depends": ", ".join(depends(folder)),
        "Recommends": ", ".join(BETTER),
        "Section": "mail",
        "Priority": "optional",
        "Description": "\n ".join([about.summary["en"], *wrap(about.description["en"], 78)]),
    }
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def fill(tree: Path, folder: Path, about: Product) -> None:
    """Lays out what is installed, below ``tree``."""
    shutil.copytree(folder, tree / PLACE, symlinks=True)
    share = tree / "usr/share"
    icons, document = share / "icons/hicolor", share / "doc" / about.command
    files: dict[Path, bytes] = {
        share / f"applications/{about.id}.desktop": desktop_entry(about).encode(),
        share / f"metainfo/{about.id}.metainfo.xml": metainfo(about).encode(),
        icons / f"256x256/apps/{about.id}.png": (HERE / "icons/listcleaner.png").read_bytes(),
        icons / f"scalable/apps/{about.id}.svg": (ROOT / "resources/listcleaner.svg").read_bytes(),
        document / "copyright": (ROOT / "LICENSE").read_bytes(),
        document / "changelog.gz": gzip.compress(changelog(about).encode(), mtime=0),
    }
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin" / about.command).symlink_to(Path("/", PLACE, about.command))


def changelog(about: Product) -> str:
    """As Debian wants it; what changed is in CHANGELOG.md."""
    return (
        f"{about.command} ({about.version}) stable; urgency=medium\n\n  * See What’s new in the program’s Help.\n\n"
        f" -- {about.contact}  {formatdate(0)}\n"
    )


def build(folder: Path, out: Path) -> Path:
    """Writes the package into ``out`` and returns its path."""
    about = product()
    with TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        fill(tree, folder, about)
        tree.chmod(0o755)
        files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
        sums = "".join(
            f"{md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n"
            for path in files
        )
        (tree / "DEBIAN").mkdir()
        size = sum(path.stat().st_size for path in files) // 1024
        (tree / "DEBIAN/control").write_text(control(about, folder, size), encoding="utf-8")
        (tree / "DEBIAN/md5sums").write_text(sums, encoding="utf-8")
        out.mkdir(parents=True, exist_ok=True)
        # zstd: xz would make it a fifth smaller in ten times the time
        command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "--build", str(tree), str(out)]
        told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return out / told.split("'")[-2].rpartition("/")[2]


if __name__ == "__main__":
    print(build(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute()))
