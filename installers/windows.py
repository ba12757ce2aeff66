"""``python -m installers.windows dist/ListCleaner OUT [--quick] [--64-bit]``: the Windows installer, made by NSIS on any system.

It is a 32-bit program, which every Windows runs; ``--64-bit`` is for a Wine that does not, and for Debian's NSIS only.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from installers.product import HERE, Product, product


def file_types(about: Product) -> str:
    """The endings the installer offers the program for, as NSIS reads them."""
    offers = "".join(f'  !insertmacro ${{UN}}Offer "{kind.extension}"\n' for kind in about.opens)
    return f"!macro FileTypes UN\n{offers}!macroend\n"


def build(folder: Path, out: Path, quick: bool = False, wide: bool = False) -> Path:
    """Writes the installer into ``out`` and returns its path.

    ``quick``: larger, to see whether it can be made. ``wide``: a 64-bit program.
    """
    about = product()
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"{about.program}-{about.version}-setup.exe"
    with TemporaryDirectory() as name:
        types = Path(name) / "types.nsh"
        types.write_text(file_types(about), encoding="utf-8")
        told = {
            "NAME": about.name, "PROGRAM": about.program, "CONSOLE": f"{about.command}-console",
            "VERSION": about.version, "NUMBERS": ".".join(map(str, about.numbers)), "PUBLISHER": about.publisher,
            "SOURCE": folder, "OUT": made, "ICON": HERE / "icons" / "listcleaner.ico", "FILETYPES": types,
            "COMPRESSION": "zlib" if quick else "lzma",
        }  # fmt: skip
        defined = [f"-D{key}={value}" for key, value in told.items()]
        script = str(HERE / "windows.nsi")
        target = ["-XTarget amd64-unicode"] if wide else []
        subprocess.run(
            ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, *target, script], check=True
        )
    return made


if __name__ == "__main__":
    folder, out = (Path(name).absolute() for name in sys.argv[1:3])
    print(build(folder, out, quick="--quick" in sys.argv, wide="--64-bit" in sys.argv))
