"""What earlier runs left behind, as the judgement needs it. The ledger makes it and keeps it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # with it comes pandas
    from listcleaner.core.events import BounceFile


class Removal(NamedTuple):
    """Somebody taken out for good in an earlier run, at a moment (naive, UTC), by a rule and for a reason ("" unknown)."""

    key: str
    at: datetime
    rule: str
    reason: str


class Pause(NamedTuple):
    """A rest of a suspended address: from the run that suspended it to the run that let it back (naive, UTC; None: not yet).

    ``strike``: when the last of the strikes was that it rests for; mail that arrived later makes the pause void.
    """

    key: str
    since: datetime
    ended: datetime | None
    strike: datetime


class Protection(NamedTuple):
    """The person's standing decision, made at a moment (naive, UTC), to keep an address whatever the rules say."""

    key: str
    at: datetime


class Correction(NamedTuple):
    """An address the person corrected in an earlier run, at a moment (naive, UTC): its key, and the new address."""

    key: str
    address: str
    at: datetime


class Erasure(NamedTuple):
    """Somebody who asked to be forgotten, at a moment (naive, UTC). Only a keyed hash is left, to know her by."""

    digest: bytes
    at: datetime


@dataclass(frozen=True)
class Erasures:
    """Everybody forgotten. ``secret``: the ledger's own key (1 to 64 bytes), without which nobody can try addresses out."""

    secret: bytes = b""
    all: frozenset[Erasure] = frozenset()

    def digest(self, key: str) -> bytes:
        """What is kept of an address key: BLAKE2b (RFC 7693) under the secret."""
        return hashlib.blake2b(key.encode(), key=self.secret, digest_size=32).digest()

    def among(self, keys: Iterable[str]) -> dict[str, Erasure]:
        """Those of some address keys that were forgotten."""
        known = {erasure.digest: erasure for erasure in self.all}
        if not known:
            return {}
        return {key: known[digest] for key in keys if (digest := self.digest(key)) in known}


class Cleaned(NamedTuple):
    """A list file that was cleaned, as it was before: its fingerprint, and when last (naive, UTC)."""

    fingerprint: str
    at: datetime


@dataclass(frozen=True)
class History:
    """Bounce files of earlier runs, people removed for good (each once), rests of suspended addresses, and her own decisions.

    ``corrected``: each old address once, the latest correction. ``cleaned``: each list once.
    """

    files: "tuple[BounceFile, ...]" = ()
    removed: frozenset[Removal] = frozenset()
    pauses: frozenset[Pause] = frozenset()
    protected: frozenset[Protection] = frozenset()
    corrected: frozenset[Correction] = frozenset()
    erased: Erasures = Erasures()
    cleaned: frozenset[Cleaned] = frozenset()


NO_HISTORY = History()
