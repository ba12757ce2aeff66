"""The program's entry: the command line, or the window when nothing is asked for."""

import os
import sys
from contextlib import suppress


def main() -> int:
    """Runs the command line of this process. Returns the exit code, or ends the process with it."""
    if (
        not sys.argv[1:] and _has_screen()
    ):  # a double click: arguments and texts can wait until the window shows
        from listcleaner.gui.start import run

        return run()
    from listcleaner import cli

    code = cli.main(sys.argv[1:])
    if "PySide6.QtCore" not in sys.modules:  # Qt saves the person's settings when it is taken down
        _end(code)
    return code


def _has_screen() -> bool:
    from listcleaner.terminal import has_screen

    return has_screen()


def _end(code: int) -> None:
    """Ends at once: to free a million contacts one by one takes a fifth of a second, and the system does it anyway."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # a program without a console has none on Windows
        with suppress(OSError, ValueError):  # closed, or its reader is gone
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    if getattr(sys, "frozen", False) and sys.argv[1:]:
        # A packaged program starts itself as its second process (core/second_process.py).
        import multiprocessing

        import pyi_rth_multiprocessing  # type: ignore[import-not-found]  # noqa: F401 - see build.spec

        multiprocessing.freeze_support()
    sys.exit(main())
