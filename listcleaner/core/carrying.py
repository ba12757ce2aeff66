"""The person's decisions about a list whose file has changed since: they go with the address, not with the place of the row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from listcleaner.core.contacts import ListFile
from listcleaner.core.rules.decisions import Decisions, RowRef


def moves(
    refs: Collection[RowRef], before: Sequence[ListFile], now: Sequence[ListFile]
) -> Mapping[RowRef, RowRef]:
    """Where the rows named are in the lists as they are now; only of lists that changed, and of rows that are in them still.

    Of several rows with one address the first is the first again; where there are more or fewer of them now, nobody can tell.
    """
    newer = {file.path: file for file in now}
    found: dict[RowRef, RowRef] = {}
    for old in before:
        new = newer.get(old.path, old)
        rows = {row for fingerprint, row in refs if fingerprint == old.fingerprint}
        if new.fingerprint == old.fingerprint or not rows:
            continue
        decided = old.contacts["row"].isin(rows)
        addresses = set(old.contacts["address"][decided]) - {""}
        pairs = _numbered(old, addresses).merge(_numbered(new, addresses), on=["address", "which", "often"])
        for row, row_now in zip(pairs["row_x"], pairs["row_y"], strict=True):
            if row in rows:
                found[old.fingerprint, int(row)] = new.fingerprint, int(row_now)
    return found


def follow(decisions: Decisions, moved: Mapping[RowRef, RowRef]) -> Decisions:
    """The same decisions about the rows where they are now."""

    def there(refs: frozenset[RowRef]) -> frozenset[RowRef]:
        return frozenset(moved.get(ref, ref) for ref in refs)

    return replace(
        decisions,
        keep=there(decisions.keep),
        remove=there(decisions.remove),
        suspend=there(decisions.suspend),
        corrections=there(decisions.corrections),
    )


def _numbered(file: ListFile, addresses: Collection[str]) -> pd.DataFrame:
    """The rows with these addresses, as written, and of each which one of how many of its address it is."""
    some = file.contacts.loc[file.contacts["address"].isin(addresses), ["row", "address"]]
    copies = some.groupby("address")
    return some.assign(which=copies.cumcount(), often=copies["address"].transform("size"))
