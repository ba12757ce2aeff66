"""``python -m tests.frozen.check PROGRAM`` runs a built program on the samples and demands silence and the expected outputs.

It also says how much room the program's folder takes, and demands that it keeps within its budget.

``python -m tests.frozen.check --update`` writes ``tests/expected/samples/`` anew, with the program in this source tree.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

from listcleaner import __version__

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "resources" / "samples"
EXPECTED = ROOT / "tests" / "expected" / "samples"
RULES = ROOT / "tests" / "expected" / "rules.toml"
# MB (of 1,048,576 bytes, as du counts) for the folder people download: on Windows Qt and numpy are built smaller.
BUDGET, BUDGET_WINDOWS, BUDGET_ZIPPED = 215, 115, 50
NEVER_CALCULATED = (
    "In {file}, 1 address (column Email) is a formula whose result was never saved. "
    "Open the file in Excel or LibreOffice, save it, and try again.\n"
)
CHANGING = {"run", "cleaned_at", "app_version"}  # columns of the log that differ from run to run


class Difference(Exception):  # noqa: N818 - it is what it says
    """The program did not do what it should."""


def run(program: list[str], *arguments: object, home: Path, code: int = 0) -> tuple[str, str]:
    """What the program says on stdout and on stderr. Raises Difference when it ends with another exit code."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "PYTHONPATH", "LD_LIBRARY_PATH")
        if name in os.environ
    }
    environment = {**kept, "HOME": str(home), "USERPROFILE": str(home), "LC_ALL": "C.UTF-8"}
    command = [*program, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, encoding="utf-8", timeout=300
    )
    if done.returncode != code:
        raise Difference(f"{command}: exit code {done.returncode}, stderr:\n{done.stderr}")
    return done.stdout, done.stderr


def clean(program: list[str], folder: Path, format: str | None) -> dict[str, str]:
    """Cleans a copy of the samples; returns outputs by name, as text, and the summary, without what changes from run to run."""
    samples, out = folder / "samples", folder / "out"
    shutil.copytree(SAMPLES, samples, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    rules = shutil.copy(RULES, folder)  # the program may be kept from looking into the source tree
    options = [
        "--rules",
        rules,
        "--out",
        out,
        "--no-ledger",
        "--json",
        *(["--format", format] if format else []),
    ]
    bounces = sorted((samples / "bounces").iterdir())
    said, warned = run(
        program,
        "--language",
        "en",
        "clean",
        samples / "subscribers.xlsx",
        "--bounces",
        *bounces,
        *options,
        home=folder,
    )
    summary = json.loads(said)
    written = {Path(name).name for name in summary.pop("outputs")}
    if written != {path.name for path in out.iterdir()}:
        raise Difference(f"said {sorted(written)}, wrote {sorted(path.name for path in out.iterdir())}")
    summary.pop("run")
    for one in summary["lists"]:
        one["file"] = Path(one["file"]).name
    texts = {path.stem: as_text(path) for path in sorted(out.iterdir())}
    return {**texts, "summary": json.dumps(summary, indent=1, ensure_ascii=False) + "\n", "warnings": warned}


def as_text(path: Path) -> str:
    """The cells of a table, one row a line; workbooks say the type of what is no text. Changing columns are left out."""
    if path.suffix == ".xlsx":
        (sheet, *_) = openpyxl.load_workbook(path).worksheets
        rows = [
            [cell.value if isinstance(cell.value, str) else typed(cell) for cell in row]
            for row in sheet.iter_rows()
        ]
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    leave_out = {i for i, name in enumerate(rows[0]) if name in CHANGING}
    return "".join(
        "\t".join(repr(cell)[1:-1] for i, cell in enumerate(row) if i not in leave_out) + "\n" for row in rows
    )


def typed(cell: openpyxl.cell.Cell) -> str:
    return "" if cell.value is None else f"{cell.value} [{cell.number_format}]"


def check(program: list[str]) -> None:
    """Raises Difference when anything is not as expected."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said = run(program, "--version", home=folder)
        if said != (f"List Cleaner {__version__}\n", ""):
            raise Difference(f"--version says {said!r}")
        for format in (None, "csv"):
            home = folder / f"in {format or 'the format of the list'}"
            home.mkdir()
            compare(clean(program, home, format), EXPECTED / (format or "xlsx"))
        refuse_formulas(program, folder)


def refuse_formulas(program: list[str], folder: Path) -> None:
    """Raises Difference unless an address never calculated gives a sentence: openpyxl, imported for this alone, is inside."""
    file = folder / "list.xlsx"
    book = openpyxl.Workbook()
    for row in (["User", "Email"], ["ann", "ann@example.com"], ["bob", '=A3&"@example.com"']):
        book.worksheets[0].append(row)
    book.save(file)
    bounces = shutil.copy(next((SAMPLES / "bounces").glob("*.csv")), folder)
    options = ["--bounces", bounces, "--out", folder / "out", "--no-ledger"]
    said = run(program, "--language", "en", "clean", file, *options, home=folder, code=1)
    if said != ("", NEVER_CALCULATED.format(file=file)):
        raise Difference(f"of a formula without result it says {said!r}")


def keep_within_budget(folder: Path) -> None:
    """Prints the size of the program's folder. Raises Difference when it is above the budget."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    budget = BUDGET_WINDOWS if any(folder.glob("*.exe")) else BUDGET
    keep_within(folder.name, sum(path.stat().st_size for path in files), len(files), budget)
    if budget == BUDGET_WINDOWS:
        keep_within(f"{folder.name} zipped", zipped(folder), 1, BUDGET_ZIPPED)


def keep_within(name: str, size: int, files: int, budget: int) -> None:
    """Prints a size in bytes. Raises Difference when it is above the budget in MB."""
    taken = size / 2**20
    print(f"{name}: {taken:.1f} MB in {files} files, budget {budget} MB")
    if taken > budget:
        raise Difference(f"{name} takes {taken:.1f} MB, more than {budget}")


def zipped(folder: Path) -> int:
    """Bytes the folder takes when it is downloaded as a zip."""
    with tempfile.TemporaryDirectory() as name:
        return Path(shutil.make_archive(str(Path(name, "zipped")), "zip", folder)).stat().st_size


def compare(found: dict[str, str], folder: Path) -> None:
    """Raises Difference that names the first line that differs."""
    expected = {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    if set(found) != set(expected):
        raise Difference(f"wrote {sorted(found)}, expected {sorted(expected)}")
    for name, text in found.items():
        lines = zip(text.splitlines(), expected[name].splitlines(), strict=False)
        for number, (is_, should) in enumerate(lines, start=1):
            if is_ != should:
                raise Difference(f"{folder.name}/{name} line {number}:\n  is     {is_}\n  should {should}")
        if text != expected[name]:
            raise Difference(
                f"{folder.name}/{name} has {len(text.splitlines())} lines, expected {len(expected[name].splitlines())}"
            )


def update() -> None:
    """Writes the expected outputs with the program in this source tree. Read the difference before committing it."""
    for format in (None, "csv"):
        folder = EXPECTED / (format or "xlsx")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as name:
            os.environ["PYTHONPATH"] = str(ROOT)
            for stem, text in clean([sys.executable, "-m", "listcleaner"], Path(name), format).items():
                (folder / f"{stem}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        program = Path(sys.argv[1]).absolute()  # not resolved: the link must work, too
        keep_within_budget(program.parent)
        check([str(program)])
        print("The program gives the expected outputs.")
