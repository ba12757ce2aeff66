"""People: one row for each distinct address of the lists, with the judgement the rules work on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
import pandas as pd

from listcleaner.core.judgement.companions import Companions
from listcleaner.core.judgement.history import Correction, Protection, Removal
from listcleaner.core.judgement.incidents import Incident
from listcleaner.core.judgement.status import Counted
from listcleaner.core.judgement.traits import Traits, find_traits
from listcleaner.core.rules.declared import Judging

# Column → dtype. Status depends on the soft limit and so is not stored: see status.status_of().
PEOPLE_DTYPES = {
    "key": "str",
    "domain": "category",
    "worst": "category",  # STATUSES; by events and list columns, without counting strikes: never soft or suspended
    "soft_count": "int16",  # strikes in a row
    "soft_reason": "str",  # reason of the last strike, "" when none
    "reason": "str",  # reason of `worst`, "" when ok
    "fault": "str",  # of `worst`; of the last strike where that outranks it
    "bounces": "int32",  # bounce events in all, echoes left out
    "last_bounce": "datetime64[us]",
    "last_engaged": "datetime64[us]",  # last open or click, from events or list
    "evidence": "int32",  # position in events of what decides the status, else of the last bounce; -1 none, or a list column
    "recovered": "bool",  # hard bounce earlier, delivered or engaged since: ok with a note
    "problem": "category",  # as in contacts; "" when one of the copies has none
    "facts": "uint16",  # bit i: STATUSES[i] is true of the address by events and list columns (`worst` is the lowest bit)
    "last_strike": "int32",  # position in events of the last strike that counts, -1 none
    "came_back": "bool",  # removed or opted out in an earlier run (from the ledger; False without one)
}


@dataclass(frozen=True)
class Joined:
    """Who is on the lists and which events are theirs, before anything is judged.

    ``people``: key, domain and problem of PEOPLE_DTYPES. ``events`` and ``sends``: as sends.assign() has them. ``person`` and
    ``whose``: as in Analysis.
    """

    contacts: pd.DataFrame
    person: np.ndarray
    people: pd.DataFrame
    events: pd.DataFrame
    whose: np.ndarray
    sends: pd.DataFrame


@dataclass(frozen=True)
class Analysis:
    """Everything computed before the rules: who is on the lists and what happened to them.

    ``joined``: what it was made of. ``judging``: by which rules.
    ``person``: int32 array, for each row of ``contacts`` its row in ``people``. ``whose``: the same for each row of ``events``,
    -1 for an address on no list.
    ``mailbox``: int32 array, by person: people with the same number have one mailbox (all differ unless ``Rules.same_mailbox``).
    ``removed``: by key, who was taken out for good in an earlier run, on a list again or not.
    ``protected``: by key, whom the person protects. ``corrected``: by the key of the old address, what it was corrected to.
    ``cleaned``: by fingerprint of a list as it was before, when it was last cleaned (naive, UTC).
    ``events``: EVENT_DTYPES and ``send`` (str, send id), ``strike`` (bool: this event is the strike of its send), ``incident``
    (int16: the place in ``incidents`` of what it was part of, so that it does not count; -1 none), sorted by time, duplicates
    gone. ``sends``: one row a send: ``send`` str, ``date`` datetime64[us], ``known`` bool, ``proves`` bool.
    ``counted``: of the people.
    """

    joined: Joined
    judging: Judging
    contacts: pd.DataFrame
    person: np.ndarray
    mailbox: np.ndarray
    people: pd.DataFrame
    events: pd.DataFrame
    whose: np.ndarray
    sends: pd.DataFrame
    counted: Counted
    companions: Companions
    removed: Mapping[str, Removal]
    protected: Mapping[str, Protection]
    corrected: Mapping[str, Correction]
    cleaned: Mapping[str, datetime]
    incidents: tuple[Incident, ...] = ()

    @cached_property
    def judged(self) -> pd.DataFrame:
        """PEOPLE_DTYPES: the people, and behind them the companions."""
        if not len(self.companions.rows):
            return self.people
        return pd.concat([self.people, self.companions.people], ignore_index=True)

    @cached_property
    def counted_of_judged(self) -> Counted:
        """What the soft counts of ``judged`` are made of."""
        if not len(self.companions.rows):
            return self.counted
        behind, size = self.companions.counted, len(self.people)
        strikes = behind.strikes.assign(person=behind.strikes["person"] + size)
        pauses = behind.pauses.assign(person=behind.pauses["person"] + size)
        return Counted(
            pd.concat([self.counted.strikes, strikes], ignore_index=True),
            pd.concat([self.counted.pauses, pauses], ignore_index=True),
        )

    @cached_property
    def traits(self) -> Traits:
        """What the rules ask of rows and people that no parameter changes; made once, so that a plan takes milliseconds."""
        return find_traits(
            self.contacts,
            self.person,
            self.mailbox,
            self.twins,
            self.people,
            self.companions,
            self.whose[self.events["strike"].to_numpy()],
        )

    @cached_property
    def twins(self) -> np.ndarray:
        """int64, by contact row: of rows with the same number one is enough."""
        mailbox: np.ndarray = self.mailbox[self.person].astype(np.int64)
        if self.judging.copies_across_lists:
            return mailbox
        of_list = self.contacts["list"].to_numpy(np.int64)
        return np.asarray(mailbox * (of_list.max(initial=0) + 1) + of_list)
