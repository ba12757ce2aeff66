"""What a person looks up in the ledger beside its runs: what she corrected."""

from datetime import datetime
from typing import NamedTuple

from listcleaner.core.ledger.database import Database


class Corrected(NamedTuple):
    """An address as it was, what it became, and in which run, at a moment (naive, UTC)."""

    address: str
    became: str
    at: datetime


def corrected(base: Database) -> list[Corrected]:
    """Each address once, with its latest correction; the latest first."""
    rows = base.all(
        "select address, became, max(at) from decision join run on run.id = decision.run"
        " where became <> '' and address <> '' group by address order by max(at) desc, address"
    )
    return [Corrected(address, became, datetime.fromisoformat(at)) for address, became, at in rows]
