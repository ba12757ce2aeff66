"""The program's name, version and file types, as ``product.toml`` and ``listcleaner/__init__.py`` say."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from listcleaner import __version__

HERE = Path(__file__).parent


@dataclass(frozen=True)
class FileType:
    """A kind of file the system may offer the program for."""

    extension: str
    mime: str
    name: str


@dataclass(frozen=True)
class Product:
    """See ``product.toml``. ``summary`` and ``description``: by language."""

    name: str
    program: str
    command: str
    id: str
    publisher: str
    contact: str
    licence: str
    keywords: list[str]
    summary: dict[str, str]
    description: dict[str, str]
    opens: list[FileType]
    version: str = __version__

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """The version as Windows wants it: four numbers."""
        first, second, third = (int(part) for part in self.version.split(".")[:3])
        return first, second, third, 0


def product() -> Product:
    """The product."""
    told = tomllib.loads((HERE / "product.toml").read_text(encoding="utf-8"))
    return Product(**told | {"opens": [FileType(**kind) for kind in told["opens"]]})
