"""Where the files of ``resources/`` are: source tree, installed wheel or frozen program."""

import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def root() -> Path:
    """The folder ``resources/``. Raises FileNotFoundError when the installation is incomplete."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else [package / "resources", package.parent / "resources"]
    for place in places:
        if (place / "data").is_dir():
            return place
    raise FileNotFoundError(f"resources not found in {[str(place) for place in places]}")


def path(name: str) -> Path:
    """The file or folder ``resources/NAME``."""
    return root() / name


@cache
def toml(name: str) -> dict[str, Any]:
    """The parsed file ``resources/NAME``; shared, not to be changed."""
    return tomllib.loads(path(name).read_text(encoding="utf-8"))
