"""The command line: arguments, exit codes, and who says what on which stream.

Nothing heavy is imported here: ``--help`` and ``--version`` answer at once. What commands do is in :mod:`listcleaner.commands`.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from listcleaner import __version__, resources
from listcleaner.core.errors import Cancelled, UserError
from listcleaner.core.wording import LANGUAGES, Wording, terminal_language
from listcleaner.terminal import has_screen

DONE, USER_ERROR, CANCELLED = 0, 1, 130


def percent(text: str) -> int:
    """A whole number from 0 to 100."""
    number = int(text)
    if not 0 <= number <= 100:
        raise ValueError(text)
    return number


def scale(text: str) -> float:
    """How large the window is drawn. Raises ValueError outside 1 to 3."""
    number = float(text)
    if not 1 <= number <= 3:
        raise ValueError(text)
    return number


def build_parser(wording: Wording) -> argparse.ArgumentParser:
    """The parser of all commands, its help in the person's language."""
    say = _Help(wording)
    parser = argparse.ArgumentParser("listcleaner", description=say("description"), epilog=say("epilog"))
    parser.add_argument("--version", action="version", version=f"List Cleaner {__version__}")
    parser.add_argument("--language", choices=LANGUAGES, help=say("language"))
    parser.add_argument("--selftest", type=Path, metavar="OUT.json", help=say("selftest"))
    commands = parser.add_subparsers(dest="command", title=say("commands"), metavar="")

    def command(name: str) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, help=say(name), description=say(name))
        parser.add_argument(
            "--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
        return parser

    _add_what_looks_at_files(command, say)
    _add_what_cleans(command, say)
    _add_what_remembers(command, say)
    return parser


class _Help:
    """The texts of the command line, as argparse wants them."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def __call__(self, code: str, **fields: object) -> str:
        return self.wording.text(f"cli.{code}", **fields).replace("%", "%%")


_Command = Callable[[str], argparse.ArgumentParser]


def _add_what_looks_at_files(command: _Command, say: _Help) -> None:
    """``demo``, and the commands that look at one file or text after the other."""
    demo = command("demo")
    demo.add_argument("--screenshots", type=Path, metavar="DIR", help=say("screenshots"))
    demo.add_argument("--theme", choices=("light", "dark"), help=say("theme"))
    demo.add_argument("--scale", type=scale, metavar="FACTOR", help=say("scale"))

    inspect = command("inspect")
    inspect.add_argument("files", nargs="+", type=Path, metavar="FILE", help=say("file"))
    events = command("events")
    events.add_argument("files", nargs="+", type=Path, metavar="FILE|DIR", help=say("bounces"))
    classify = command("classify")
    classify.add_argument("texts", nargs="*", metavar="TEXT", help=say("text"))
    for one in (inspect, events, classify):
        _add_json(one, say)


def _add_what_cleans(command: _Command, say: _Help) -> None:
    clean = command("clean")
    _add_work(clean, say)
    clean.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out"))
    clean.add_argument("--format", choices=("csv", "xlsx"), help=say("format"))
    clean.add_argument("--max-removal", type=percent, metavar="PERCENT", help=say("max_removal"))
    clean.add_argument("--dry-run", action="store_true", help=say("dry_run"))
    _add_json(clean, say)
    for name in ("domains", "health", "compare-presets"):
        looking = command(name)
        _add_work(looking, say)
        _add_json(looking, say)
    rules = command("rules")
    rules.add_argument("rules", nargs="?", metavar="FILE.toml|NAME", help=say("rules_shown"))
    _add_json(rules, say)


def _add_what_remembers(command: _Command, say: _Help) -> None:
    history, undo = command("history"), command("undo")
    undo.add_argument("run", metavar="RUN", help=say("run"))
    undo.add_argument("--out", type=Path, metavar="DIR", help=say("undo_out"))
    protect, forget, ledger = command("protect"), command("forget"), command("ledger")
    protect.add_argument("address", nargs="?", metavar="ADDRESS", help=say("protect_address"))
    protect.add_argument("--undo", action="store_true", help=say("protect_undo"))
    forget.add_argument("address", metavar="ADDRESS", help=say("address"))
    what = ledger.add_mutually_exclusive_group()
    what.add_argument("--backup", type=Path, metavar="COPY", help=say("backup"))
    what.add_argument("--restore", type=Path, metavar="COPY", help=say("restore"))
    what.add_argument("--export", type=Path, metavar="FILE.xlsx", help=say("export_ledger"))
    for one in (history, undo, protect, forget, ledger):
        one.add_argument("--ledger", type=Path, metavar="FILE", help=say("ledger_read"))
        _add_json(one, say)


def _add_work(to: argparse.ArgumentParser, say: _Help) -> None:
    """What the work is on: lists, bounces, rules and ledger."""
    to.add_argument("lists", nargs="+", type=Path, metavar="LIST", help=say("list"))
    to.add_argument(
        "--bounces",
        nargs="+",
        action="extend",
        type=Path,
        default=[],
        metavar="FILE|DIR",
        help=say("bounces"),
    )
    presets = sorted(file.stem for file in resources.path("data/presets").glob("*.toml"))
    to.add_argument("--rules", metavar="FILE.toml|NAME", help=say("rules_option", names=presets))
    to.add_argument("--dates", choices=("dmy", "mdy"), help=say("dates"))
    memory = to.add_mutually_exclusive_group()
    memory.add_argument("--ledger", type=Path, metavar="FILE", help=say("remember_in"))
    memory.add_argument("--no-ledger", action="store_true", help=say("no_ledger"))


def _add_json(to: argparse.ArgumentParser, say: _Help) -> None:
    to.add_argument("--json", action="store_true", help=say("json"))


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code; wrong usage raises SystemExit(2) as argparse does."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows console or pipe in another code page must not stop the work at the first Chinese name, nor bytes that
            # are no text at all.
            stream.reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))
    try:
        asked = _asked_language(arguments)
        files = _files(arguments)
        if any(file.exists() for file in files):  # the window tells of the others
            return _open_window(asked, files)
        wording = Wording(asked or terminal_language())
        if files:
            print(wording.error(UserError("file_missing", file=str(files[0]))), file=sys.stderr)
            return USER_ERROR
        return _run(_parsed(arguments, wording), wording)
    except KeyboardInterrupt:  # before the work began
        return CANCELLED


def _parsed(arguments: Sequence[str], wording: Wording) -> argparse.Namespace:
    if not arguments:  # a double click: the window shows before anything else is made
        return argparse.Namespace(command=None, language=None, selftest=None)
    return build_parser(wording).parse_args(arguments)


def _asked_language(arguments: Sequence[str]) -> str | None:
    """The value of --language, read before parsing so that the parser's own help is in it."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--language", choices=LANGUAGES)
    with suppress(SystemExit):
        language: str | None = early.parse_known_args([a for a in arguments if a != "--help"])[0].language
        return language
    return None


def _files(arguments: Sequence[str]) -> list[Path]:
    """Files to open in the window, there or not: nothing else was given, as when they are dropped on the program's icon."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--language", choices=LANGUAGES)
    with suppress(SystemExit):
        names = early.parse_known_args(arguments)[1]
        # No command has a dot or a slash in its name.
        if names and all(("." in name or os.sep in name) and not name.startswith("-") for name in names):
            return [Path(name) for name in names]
    return []


def _run(options: argparse.Namespace, wording: Wording) -> int:
    try:
        if options.selftest is not None:
            return _test_itself(options.selftest)
        if options.command is None:
            return _open_window(options.language)
        from listcleaner import commands

        return commands.COMMANDS[options.command](options, wording)
    except UserError as error:
        print(wording.error(error), file=sys.stderr)
        return USER_ERROR
    except (Cancelled, KeyboardInterrupt):
        print(wording.text("cli.cancelled"), file=sys.stderr)
        return CANCELLED
    except BrokenPipeError:  # the reader of our output went away: `listcleaner events … | head`
        with suppress(OSError):
            sys.stdout.close()
        return DONE


def _open_window(language: str | None, files: Sequence[Path] = ()) -> int:
    _need_screen()
    from listcleaner.gui.start import run

    return run(language, files)


def _test_itself(out: Path) -> int:
    _need_screen()
    from listcleaner.gui.selftest import run

    return run(out)


def _need_screen() -> None:
    if not has_screen() and "QT_QPA_PLATFORM" not in os.environ:
        raise UserError("no_screen")
