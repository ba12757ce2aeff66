"""``python -m tests.benchmarks [--quick]`` prints the promised figures, beside the script a competent analyst would write.

Each program runs in a process of its own, one after the other, on the same files: time is the wall clock with start-up, memory is
the peak of the process. Numbers to look at, not a test: a busy machine would fail it for no reason.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Run:
    """Seconds of wall clock, and the peak of resident memory in MB (0 where the system does not tell)."""

    seconds: float
    memory: float


def measure(*arguments: object) -> Run:
    """Runs Python with these arguments. Raises CalledProcessError when it fails."""
    command = [sys.executable, *map(str, arguments)]
    start = perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        memory = 0.0
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        else:
            process.wait()
    if process.returncode:
        sys.stderr.buffer.write(said)
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(perf_counter() - start, memory)


def compare(
    title: str, folder: Path, rows: int, bounces: int, suffix: str, at_most: str
) -> tuple[Path, Path]:
    """Runs both programs on new files and prints their figures; returns the files."""
    list_path, bounce_path = folder / f"contacts{suffix}", folder / f"suppression_bounces_{rows}.csv"
    # In a process of its own: a process that starts others lends them its own peak of memory (Linux).
    measure("-m", "tests.benchmarks.data", list_path, bounce_path, rows, bounces)
    outs = [folder / f"{name}_{rows}" for name in ("ours", "theirs")]
    for out in outs:
        out.mkdir()
    arguments = [
        "clean",
        list_path,
        "--bounces",
        bounce_path,
        "--out",
        outs[0],
        "--no-ledger",
        "--max-removal",
        100,
        "--json",
    ]
    ours = measure("-m", "listcleaner", *arguments)
    theirs = measure("-m", "tests.benchmarks.baseline", list_path, bounce_path, outs[1])
    print(f"\n{title}: {rows:,} contacts x 8 columns, {bounces:,} bounces")
    print(f"  List Cleaner     {ours.seconds:7.1f} s  {ours.memory:7.0f} MB")
    print(f"  analyst's script {theirs.seconds:7.1f} s  {theirs.memory:7.0f} MB")
    print(f"  time 1/{theirs.seconds / ours.seconds:.1f} of the script's (promised: {at_most})", flush=True)
    return list_path, bounce_path


def main() -> None:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the sizes")
    share = 20 if parser.parse_args().quick else 1

    for name, arguments in {
        "import listcleaner.cli": ["-c", "import listcleaner.cli"],
        "--help": ["-m", "listcleaner", "--help"],
    }.items():
        print(
            f"{name}: {min(measure(*arguments).seconds for _ in range(5)):.2f} s (promised: 0.3)", flush=True
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = compare(
            "csv", folder, 1_000_000 // share, 200_000 // share, suffix=".csv", at_most="1/6, 1,500 MB"
        )
        command = [sys.executable, "-m", "tests.benchmarks.rule_change", *files]
        answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
        print(
            f"  a rule changed: plan and counts in {answer[0]} ms, at worst {answer[1]} ms (promised: 50)",
            flush=True,
        )
        compare("xlsx", folder, 200_000 // share, 40_000 // share, suffix=".xlsx", at_most="1/5")
    print(flush=True)
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.addresses", str(1_000_000 // share)], cwd=ROOT, check=True
    )
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.ledger", str(1_000_000 // share)], cwd=ROOT, check=True
    )
    print(flush=True)
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.mails", str(20_000 // share)], cwd=ROOT, check=True
    )


if __name__ == "__main__":
    main()
