"""``python -m installers.licences``: writes ``resources/licences/shipped.txt``, what Help shows of
the licences of all that is shipped (those of the icons lie beside them).

They come from the installed packages themselves; those of Qt and of the system's libraries from Debian's common texts.
"""

import re
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

from installers.product import HERE
from listcleaner import resources

COMMON = Path("/usr/share/common-licenses")
RULE = "=" * 78
QT_PARTS = ("pyside6", "shiboken6")  # said at the top
LEFT_OUT = {"dnspython"}  # wanted by email-validator; build.spec says why it does not come along
QT = """Qt, PySide6 and Shiboken
Copyright (C) The Qt Company Ltd. and other contributors. LGPL-3.0.

List Cleaner uses Qt unchanged, as libraries of their own beside the program, in the folder _internal/PySide6: you may replace
them by other builds of the same version. Their sources are published by the Qt Project, for each
version: https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/"""
REST = """PyInstaller's start program: GPL-2.0 with an exception that allows to ship it with programs of any licence.
On Linux some of Debian's libraries come along, unchanged: X11 and xcb (MIT), fontconfig and FreeType (MIT-like, FTL), GLib,
systemd, libcap, libgcrypt and libgpg-error (LGPL-2.1), D-Bus (AFL-2.1), OpenSSL (Apache-2.0), SQLite (public domain), ICU
(Unicode), zlib, xz, bzip2, zstd, lz4, brotli, expat, libpng, PCRE2, libffi, libuuid, libbsd, libmd, xkbcommon (licences like BSD
or MIT), libstdc++, libgcc, libgfortran, libquadmath (GPL-3.0 with the runtime exception)."""


def shipped() -> list[Distribution]:
    """The packages the program needs to run, with those they need, by name."""
    ours = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    waiting, found = [Requirement(need) for need in ours["project"]["dependencies"]], {}
    while waiting:
        need = waiting.pop()
        if (
            need.name in found
            or need.name in LEFT_OUT
            or not (need.marker is None or need.marker.evaluate({"extra": ""}))
        ):
            continue
        found[need.name] = distribution(need.name)
        waiting += map(Requirement, found[need.name].requires or [])
    return sorted(found.values(), key=lambda one: one.name.lower())


def texts(one: Distribution) -> str:
    """The licence texts a package brings."""
    files = [
        file for file in one.files or [] if re.search(r"(LICEN[CS]E|COPYING|NOTICE)[^/]*$", str(file), re.I)
    ]
    found = [Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip() for file in files]
    return "\n\n".join(dict.fromkeys(found))


def name_of(one: Distribution) -> str:
    """The licence's own name."""
    told = one.metadata.get("License-Expression") or one.metadata.get("License") or ""
    first = told.strip().splitlines()[0] if told.strip() else ""
    classes = [
        value.rpartition(" :: ")[2]
        for value in one.metadata.get_all("Classifier") or []
        if "License" in value
    ]
    return first if 0 < len(first) < 60 else ", ".join(classes)


def is_qt(one: Distribution) -> bool:
    """Whether it is a part of Qt for Python."""
    return one.name.lower().startswith(QT_PARTS)


def section(one: Distribution) -> str:
    """What is said of a package. Raises LookupError when nobody knows under which licence it may be shipped."""
    name, text = name_of(one), texts(one)
    if not name or not text:
        raise LookupError(f"{one.name} {one.version} comes without a licence")
    return f"{one.name} {one.version}: {name}\n\n{text}"


def named(written: str) -> set[str]:
    """The packages that have a section in the file."""
    return set(re.findall(rf"^{RULE}\n\n(\S+) \d\S*: ", written, re.M))


def written() -> str:
    """The whole file."""
    parts = [QT, *(section(one) for one in shipped() if not is_qt(one))]
    python = Path(
        sys.base_prefix, "lib", f"python{sys.version_info.major}.{sys.version_info.minor}", "LICENSE.txt"
    )
    parts.append(f"Python\n\n{python.read_text(encoding='utf-8').strip()}")
    parts.append(REST)
    parts += [
        (COMMON / name).read_text(encoding="utf-8").strip()
        for name in ("LGPL-3", "LGPL-2.1", "GPL-3", "GPL-2")
    ]
    lines = f"\n\n{RULE}\n\n".join(parts).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


if __name__ == "__main__":
    (resources.root() / "licences" / "shipped.txt").write_text(written(), encoding="utf-8", newline="\n")
