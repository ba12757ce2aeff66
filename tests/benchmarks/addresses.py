"""``python -m tests.benchmarks.addresses [ROWS]``: distinct addresses checked in a second, beside email-validator on a sample."""

import random
import sys
from collections.abc import Iterator
from time import perf_counter

import pandas as pd
from email_validator import validate_email

from listcleaner.core.addresses.check import check
from listcleaner.core.addresses.syntax import accepts

SAMPLE = 10_000
COMMON = ("gmail.com", "qq.com", "163.com", "gmx.de", "web.de", "outlook.com", "yahoo.com", "orange.fr")
ENDINGS = ("com", "de", "cn", "fr")


def plain(rows: int) -> Iterator[str]:
    """Addresses as lists have them: most at common domains, others at 20,000 of firms; some with capitals."""
    chance = random.Random(1)
    for row in range(rows):
        local = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) + str(row)
        local = local.title() if row % 20 == 0 else local
        firm = f"firm{chance.randrange(5000)}.{chance.choice(ENDINGS)}"
        yield f"{local}@{chance.choice(COMMON) if chance.random() < 0.6 else firm}"


def mixed(rows: int) -> Iterator[str]:
    """The same, one in five written otherwise: with a name, a blank, full-width signs, international letters."""
    for row, address in enumerate(plain(rows)):
        forms = (f"Ann <{address}>", f"{address} ", address.replace("@", "＠"), f"李{address}", f"{address},")
        yield forms[row // 5 % 5] if row % 5 == 0 else address


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    one_by_one = list(plain(SAMPLE))
    start = perf_counter()
    for address in one_by_one:
        validate_email(address, check_deliverability=False)
    alone = (perf_counter() - start) / SAMPLE
    print(f"{rows:,} distinct addresses (email-validator one by one: {alone * rows:.0f} s)")
    for title, work, cells in (
        ("verdicts on syntax", accepts, plain),
        ("keys, problems, suggestions", check, plain),
        ("the same, one in five written otherwise", check, mixed),
    ):
        column = pd.Series(cells(rows), dtype="str")
        start = perf_counter()
        work(column)
        seconds = perf_counter() - start
        print(f"  {title}: {seconds:.2f} s, 1/{alone * rows / seconds:.0f} (promised: 3 s)", flush=True)


if __name__ == "__main__":
    main()
