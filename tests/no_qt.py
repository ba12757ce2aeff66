"""A pytest plugin that makes Qt impossible to import: ``pytest -p no:pytest-qt -p tests.no_qt tests/core tests/cli``.

``.ci/run`` runs the tests of the core and the command line with it, as they would run where Qt was never installed.
"""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

import pytest

QT = {"PySide6", "shiboken6", "PyQt6", "pytestqt"}


class NoQt(MetaPathFinder):
    """Finds nothing, and says no to Qt."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name.partition(".")[0] in QT:
            raise ImportError(f"{name} is blocked here: this part must work without Qt")
        return None


sys.meta_path.insert(0, NoQt())


def pytest_addoption(parser: pytest.Parser) -> None:
    for setting in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):  # pytest-qt's own, in pyproject.toml
        parser.addini(setting, "belongs to pytest-qt, which is not loaded")
