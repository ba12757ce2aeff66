"""The layers of the design, as a test: who may import whom, and what each layer keeps away from."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted((ROOT / "listcleaner").rglob("*.py"))
}
CORE = sorted(name for name in MODULES if name.startswith("listcleaner.core"))
COMMAND_LINE = sorted(
    name for name in MODULES if name.startswith(("listcleaner.cli", "listcleaner.commands"))
)
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES.items()}

# A module belongs to the longest of these names that it starts with, and imports its own layer or lower ones.
LAYERS = {
    "listcleaner": 0,
    "listcleaner.resources": 0,
    "listcleaner.core": 1,
    "listcleaner.terminal": 2,
    "listcleaner.userdata": 2,
    "listcleaner.commands": 2,
    "listcleaner.cli": 3,
    "listcleaner.gui": 2,
    "listcleaner.gui.dialogs": 3,
    "listcleaner.gui.pages": 4,
    "listcleaner.gui.frame": 4,
    "listcleaner.gui.main_window": 5,
    "listcleaner.gui.app": 6,
    "listcleaner.gui.screenshots": 6,
    "listcleaner.gui.selftest": 7,
    "listcleaner.gui.start": 7,
    "listcleaner.__main__": 8,
}
DOORS = {
    f"listcleaner.gui.{name}" for name in ("app", "screenshots", "selftest", "start")
}  # what a shell may open
SHARED_BY_PAGES = {"page"}  # the base they have in common
HEAVY = {"pandas", "numpy", "PySide6", "shiboken6", "openpyxl", "xlsxwriter", "python_calamine"}
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "requests",
    "httpx",
    "smtplib",
    "ftplib",
    "dns",
    "PySide6.QtNetwork",
}


def layer(module: str) -> int:
    name = module
    while name not in LAYERS:
        name = name.rpartition(".")[0]
    assert name != "listcleaner" or module == name, f"say in LAYERS where {module} belongs"
    return LAYERS[name]


def imported(module: str, nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Names of the modules these nodes import, absolute; ``from package import module`` names the module."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield whole if whole in MODULES or base == "PySide6" else base


def at_module_level(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def starts_with(name: str, prefixes: set[str]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def ours(module: str) -> set[str]:
    return {name for name in imported(module, ast.walk(TREES[module])) if name in MODULES}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_its_own_layer_and_lower_ones(module: str) -> None:
    allowed = DOORS if module in COMMAND_LINE else set()
    upwards = {name for name in ours(module) - allowed if layer(name) > layer(module)}
    assert not upwards


@pytest.mark.parametrize("module", COMMAND_LINE)
def test_the_command_line_knows_the_window_only_by_its_door_and_only_when_it_opens_it(module: str) -> None:
    at_import = set(imported(module, at_module_level(TREES[module])))
    assert not {name for name in ours(module) if name.startswith("listcleaner.gui")} - DOORS
    assert not {name for name in at_import if name.startswith("listcleaner.gui")}


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("listcleaner.gui.")])
def test_the_window_does_not_use_the_command_line(module: str) -> None:
    assert not ours(module) & {*COMMAND_LINE, "listcleaner.__main__"}


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("listcleaner.gui.pages.")])
def test_pages_do_not_import_each_other(module: str) -> None:
    pages = {name for name in ours(module) if name.startswith("listcleaner.gui.pages.") and name != module}
    own_package = module.split(".")[3]  # a page may be a package of several modules
    assert {name.split(".")[3] for name in pages} <= {own_package, *SHARED_BY_PAGES}


@pytest.mark.parametrize("module", CORE)
def test_the_core_has_no_window_no_output_no_clock_and_no_global_state(module: str) -> None:
    tree = TREES[module]
    names = set(imported(module, ast.walk(tree)))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not {name for name in names if starts_with(name, {"PySide6", "shiboken6"})}
    assert not called & {"print", "input", "tr", "self.tr", "sys.stdout.write", "sys.stderr.write"}
    assert not called & {
        f"{kind}.{now}"
        for kind in ("datetime", "date", "dt.datetime", "datetime.datetime")
        for now in ("now", "utcnow", "today")
    }
    assert not called & {"time.time", "pd.Timestamp.now", "pd.Timestamp.today"}
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_can_reach_the_network(module: str) -> None:
    assert not {name for name in imported(module, ast.walk(TREES[module])) if starts_with(name, NETWORK)}


@pytest.mark.parametrize("module", ["listcleaner", "listcleaner.cli", "listcleaner.__main__"])
def test_nothing_heavy_is_imported_by_the_command_line_itself(module: str) -> None:
    at_import = imported(module, at_module_level(TREES[module]))
    assert not {name for name in at_import if starts_with(name, HEAVY)}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_one_reason_to_change(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= 400


def run_python(code: str) -> dict[str, list[str]]:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["clean", "--help"]])
def test_help_and_version_answer_without_loading_pandas_or_qt(arguments: list[str]) -> None:
    code = f"""
import json, sys
from listcleaner import __main__, cli
try:
    cli.main({arguments!r})
except SystemExit as leaving:
    code = leaving.code
print(json.dumps({{"code": [str(code)], "modules": sorted({{name.partition('.')[0] for name in sys.modules}})}}))
"""
    answer = run_python(code)
    assert answer["code"] in (["0"], ["None"])
    assert not HEAVY & set(answer["modules"])


def test_core_and_command_line_can_be_imported_where_qt_is_not_installed() -> None:
    names = [*CORE, *COMMAND_LINE]
    code = f"""
import importlib, json, sys
import tests.no_qt
for name in {names!r}:
    importlib.import_module(name)
print(json.dumps({{"qt": [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))]}}))
"""
    assert run_python(code) == {"qt": []}
