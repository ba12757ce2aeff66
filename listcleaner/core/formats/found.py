"""A table understood: what wrote it, and which column is which."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from listcleaner.core.formats.profile import GENERIC, Kind, Profile
from listcleaner.core.tables.table import Note, Table

Parts = tuple[tuple[int, ...], ...]
ROLE_OF = {"email": "address"}  # role names of core.columns → role names here


@dataclass(frozen=True)
class Found:
    """A table understood. ``columns``: role → parts of column positions, as in :class:`Profile`."""

    profile: Profile
    table: Table
    kind: Kind
    confidence: float
    columns: Mapping[str, Parts] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()  # role → header, as the person said

    @property
    def source(self) -> str:
        """Id of the service's profile, "" when it is none of them."""
        return "" if self.profile.id == GENERIC else self.profile.id
