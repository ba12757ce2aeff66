"""``python -m tests.renew_disposable_domains`` writes ``resources/data/disposable_domains.txt`` from the installed package."""

from importlib import metadata
from pathlib import Path

from disposable_email_domains import blocklist

PACKAGE = "disposable-email-domains"
LIST = Path(__file__).parent.parent / "resources" / "data" / "disposable_domains.txt"
_HEAD = """\
Domains of throw-away mail services: the `blocklist` of the PyPI package {package} {version}, sorted, unchanged.
To renew it: raise the version in pyproject.toml, install it, and run `python -m tests.renew_disposable_domains`.
A subdomain of a line counts too; what stands in free_providers.txt never does. Example: mailinator.com

"""


def content() -> str:
    """The file: what it is, the package's version and licence, and its domains."""
    files = metadata.files(PACKAGE) or []
    licence = next(file for file in files if file.name.startswith("LICENSE")).read_text()
    head = _HEAD.format(package=PACKAGE, version=metadata.version(PACKAGE)) + licence.strip()
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    return "\n".join([*lines, *sorted(blocklist)]) + "\n"


if __name__ == "__main__":
    LIST.write_text(content(), encoding="utf-8", newline="\n")
