"""The program's entry: the command line, or the window when nothing is asked for."""

import sys


def main() -> int:
    """Runs the command line of this process. Returns the exit code."""
    from listcleaner import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # a packaged program starts itself as its second process (core/second_process.py)
    sys.exit(main())
