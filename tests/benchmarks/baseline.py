"""``python -m tests.benchmarks.baseline LIST BOUNCES OUT``: what a competent analyst would write for a list and a bounce export.

pandas with its default engines, email-validator on every row, merge, group. It promises much less than the program: no
encodings, no other formats, no evidence, no cell types, no classification of texts.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from email_validator import EmailNotValidError, validate_email


def normalised(address: str) -> str:
    """The address as email-validator writes it, in lower case; "" when it is none."""
    try:
        return validate_email(address, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return ""


def main(list_path: Path, bounce_path: Path, out: Path) -> None:
    workbook = list_path.suffix == ".xlsx"
    contacts = (pd.read_excel if workbook else pd.read_csv)(list_path, dtype=str, keep_default_na=False)
    events = pd.read_csv(bounce_path, dtype=str, keep_default_na=False)

    contacts["key"] = contacts["email"].map(normalised)
    events["key"] = events["email"].str.strip().str.lower()
    events["at"] = pd.to_datetime(events["created"].astype("int64"), unit="s")
    events["send"] = events["at"].dt.to_period("M")
    events["kind"] = np.select(
        [
            events["status"].str.startswith("5.1"),
            events["status"].str.match(r"4|5\.2\.2"),
            events["status"].str.startswith("5.7"),
        ],
        ["hard", "soft", "blocked"],
        "unknown",
    )
    soft = events[events["kind"] == "soft"].groupby("key")["send"].nunique().rename("soft_count")
    hard = events[events["kind"] == "hard"].groupby("key").size().rename("hard_count")
    last = events.sort_values("at").groupby("key")[["at", "reason"]].last()
    merged = (
        contacts.merge(soft, on="key", how="left")
        .merge(hard, on="key", how="left")
        .merge(last, on="key", how="left")
    )

    merged["rule"] = np.select(
        [merged["hard_count"] > 0, merged["key"] == "", merged["soft_count"] >= 3, merged.duplicated("key")],
        ["hard", "invalid", "soft", "duplicate"],
        "",
    )
    columns = [name for name in contacts.columns if name != "key"]
    suspended = merged["rule"] == "soft"
    removed = (merged["rule"] != "") & ~suspended
    parts = {
        "cleaned": merged.loc[~suspended & ~removed, columns],
        "suspended": merged.loc[suspended, columns],
    }
    parts["removed"] = merged.loc[removed, columns]
    parts["log"] = merged.loc[suspended | removed, ["email", "rule", "soft_count", "at", "reason"]]
    for name, table in parts.items():
        if workbook:
            table.to_excel(out / f"{name}.xlsx", index=False)
        else:
            table.to_csv(out / f"{name}.csv", index=False)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
