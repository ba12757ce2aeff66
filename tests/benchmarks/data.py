"""Invented lists and bounce exports of any size, the same for the same size.

``python -m tests.benchmarks.data LIST BOUNCES ROWS EVENTS`` writes both files; LIST ends in .csv or .xlsx.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

NAMES = [
    "anna",
    "ben",
    "clara",
    "david",
    "elena",
    "felix",
    "greta",
    "hugo",
    "maria",
    "nils",
    "wei",
    "fang",
    "jing",
    "ming",
    "lei",
    "tao",
]
SURNAMES = [
    "abbott",
    "becker",
    "carter",
    "dubois",
    "evans",
    "fischer",
    "hansen",
    "wang",
    "li",
    "zhang",
    "chen",
    "liu",
    "yang",
    "wu",
]
CITIES = ["London", "Hamburg", "Lyon", "广州", "上海", "成都", "Kraków", "Aarhus"]
BIG_DOMAINS = [f"mail{i}.example.com" for i in range(12)]
SENDS = pd.to_datetime(["2026-08-04 09:00", "2026-09-01 09:00", "2026-10-06 09:00", "2026-11-03 09:00"])
# Status, reason, how many of a hundred. {a} is the address: servers like to repeat it, so that many texts occur only once.
ANSWERS = [
    ("5.1.1", "550 5.1.1 The email account that you tried to reach does not exist", 15),
    ("5.1.1", "550 5.1.1 <{a}>: Recipient address rejected: User unknown", 15),
    ("5.2.2", "552 5.2.2 The email account that you tried to reach is over quota", 20),
    ("4.2.2", "452 4.2.2 <{a}> Mailbox full", 20),
    ("4.4.7", "unable to get mx info: failed to get IPs from PTR record:\nlookup timeout", 10),
    ("5.7.1", "550 5.7.1 Message rejected: content looks like spam", 15),
    ("5.0.0", "delivery failed for {a}", 5),
]


def contacts(rows: int) -> pd.DataFrame:
    """A list of eight columns. One row in a hundred is a copy in other case, one in a hundred is no address."""
    random = np.random.default_rng(1)
    number = np.arange(rows)
    first, last = (pd.Series(random.choice(words, rows)) for words in (NAMES, SURNAMES))
    company = "company" + pd.Series(random.integers(0, 30_000, rows)).astype(str) + ".example.net"
    domain = pd.Series(random.choice(BIG_DOMAINS, rows)).where(pd.Series(random.random(rows) < 0.6), company)
    email = first + "." + last + pd.Series(number).astype(str) + "@" + domain
    chance = random.random(rows)
    earlier = (number * random.random(rows)).astype(int)
    email = email.where(chance >= 0.01, email.str.upper().to_numpy()[earlier])
    email = email.where((chance < 0.01) | (chance >= 0.02), email.str.replace("@", "@@", regex=False))
    days = pd.to_timedelta(random.integers(0, 2500, rows), unit="D")
    return pd.DataFrame(
        {
            "customer": [f"{i:07}" for i in number],
            "name": first.str.title() + " " + last.str.title(),
            "email": email,
            "phone": "020 7946 0" + pd.Series(random.integers(100, 999, rows)).astype(str),
            "company": company.str.partition(".")[0],
            "city": random.choice(CITIES, rows),
            "signed_up": (pd.Timestamp("2019-03-01") + days).strftime("%Y-%m-%d"),
            "notes": np.where(random.random(rows) < 0.2, "prefers green tea, not black", ""),
        }
    )


def events(list_: pd.DataFrame, rows: int) -> pd.DataFrame:
    """A year's bounces as SendGrid exports them: status, reason, email, created. Some addresses bounce again and again."""
    random = np.random.default_rng(2)
    someone = random.integers(0, max(1, len(list_) // 8), rows)
    address = list_["email"].to_numpy()[someone]
    # What is wrong with a mailbox does not change from month to month.
    weights = np.repeat(np.arange(len(ANSWERS)), [weight for *_, weight in ANSWERS])
    answer = weights[(someone * 2_654_435_761 >> 7) % 100]
    status, reason = (np.array([row[part] for row in ANSWERS], dtype=object)[answer] for part in (0, 1))
    text = [reason.replace("{a}", a) for reason, a in zip(reason, address, strict=True)]
    at = SENDS.to_numpy()[random.integers(0, 4, rows)] + random.integers(60, 200_000, rows).astype(
        "timedelta64[s]"
    )
    seconds = at.astype("datetime64[s]").astype("int64")
    table = pd.DataFrame({"status": status, "reason": text, "email": address, "created": seconds})
    return table.sort_values("created", kind="stable")


def make(list_path: Path, bounce_path: Path, rows: int, bounces: int) -> None:
    """Writes a list (csv or xlsx, as its name says) and its bounce export (csv)."""
    table = contacts(rows)
    events(table, bounces).to_csv(bounce_path, index=False, lineterminator="\n")
    if list_path.suffix == ".xlsx":
        table.to_excel(list_path, index=False, engine="xlsxwriter")
    else:
        table.to_csv(list_path, index=False, lineterminator="\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
