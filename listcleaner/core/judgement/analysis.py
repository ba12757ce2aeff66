"""From the lists and the bounce files to everything the rules need to know."""

from datetime import datetime

import numpy as np
import pandas as pd

from listcleaner.core.addresses.mailboxes import mailboxes
from listcleaner.core.judgement import companions, incidents, pauses, slips, status, strikes
from listcleaner.core.judgement.comeback import came_back, taken_out
from listcleaner.core.judgement.history import NO_HISTORY, History, Removal
from listcleaner.core.judgement.listed import Listed, listed
from listcleaner.core.judgement.moments import NEVER
from listcleaner.core.judgement.people import PEOPLE_DTYPES, Analysis, Joined
from listcleaner.core.progress import Progress, silent
from listcleaner.core.rules.declared import Rules


def analyse(
    contacts: pd.DataFrame,
    assigned: tuple[pd.DataFrame, pd.DataFrame],
    rules: Rules,
    now: datetime,
    progress: Progress = silent,
    history: History = NO_HISTORY,
) -> Analysis:
    """Join events to contacts (:func:`join`) and judge every address (:func:`judge`)."""
    return judge(join(contacts, assigned, progress), rules, now, progress, history)


def join(
    contacts: pd.DataFrame, assigned: tuple[pd.DataFrame, pd.DataFrame], progress: Progress = silent
) -> Joined:
    """Find the people of the lists, and which events are theirs. Events of addresses on no list stay.

    ``contacts``: CONTACT_DTYPES, of all lists. ``assigned``: events and sends, as sends.assign() has them.
    Progress steps: ``counting``.
    """
    total = len(contacts)
    progress("counting", 0, total)
    events, known = assigned
    codes, keys = pd.factorize(pd.concat([contacts["key"], events["key"]], ignore_index=True))
    person = codes[:total].astype(np.int32)
    size = int(person.max(initial=-1)) + 1
    whose = np.where(codes[total:] < size, codes[total:], -1).astype(np.int32)
    first = np.empty(size, dtype=np.int64)
    first[person[::-1]] = np.arange(total)[::-1]
    people = pd.DataFrame(
        {
            "key": pd.Series(keys[:size], dtype="str"),
            "domain": contacts["domain"].take(first).reset_index(drop=True),
            "problem": contacts["problem"].take(_plainest(contacts, person, first)).reset_index(drop=True),
        }
    )
    progress("counting", total // 2, total)
    return Joined(contacts, person, people, events, whose, known)


def judge(
    joined: Joined,
    rules: Rules,
    now: datetime,
    progress: Progress = silent,
    history: History = NO_HISTORY,
) -> Analysis:
    """Judge every address. Of the rules only Rules.judging matters. ``now``: naive, UTC.

    ``history``: of earlier runs all but the bounce files, whose events are among those joined.
    Progress steps: ``counting``.
    """
    total = len(joined.contacts)
    contacts, known, whose, people = joined.contacts, joined.sends, joined.whose, joined.people
    events = joined.events.assign(strike=strikes.find(joined.events, rules.judging))
    said = listed(contacts, joined.person, people["problem"])
    events, found = _without_incidents(events, whose, people["domain"], said, known, rules)
    rests = pauses.find(history.pauses, people["key"])
    judgement, counted = status.judge(events, whose, known, said, rules.judging, pd.Timestamp(now), rests)
    gone = taken_out(history, people["key"])
    people = people.assign(**judgement.columns())
    people["came_back"] = came_back(people, events, whose, gone)
    people = people[list(PEOPLE_DTYPES)].astype(PEOPLE_DTYPES)
    progress("counting", total * 3 // 4, total)
    others, gone_too = _companions(contacts, events, known, rules, pd.Timestamp(now), history)
    alone = np.arange(len(people))
    analysis = Analysis(
        joined=joined,
        judging=rules.judging,
        contacts=slips.without_live(contacts, people, events),
        person=joined.person,
        mailbox=mailboxes(people["key"], people["domain"]) if rules.same_mailbox else alone,
        people=people,
        events=events.drop(columns="bout"),
        whose=whose,
        sends=known,
        counted=counted,
        companions=others,
        removed=gone | gone_too,
        protected={one.key: one for one in history.protected},
        corrected={one.key: one for one in history.corrected},
        cleaned={one.fingerprint: one.at for one in history.cleaned},
        incidents=found,
    )
    analysis.traits  # noqa: B018 - made here, in the worker, so that the first plan is as fast as the next
    progress("counting", total, total)
    return analysis


def _without_incidents(
    events: pd.DataFrame,
    whose: np.ndarray,
    domain: pd.Series,
    said: Listed,
    known: pd.DataFrame,
    rules: Rules,
) -> tuple[pd.DataFrame, tuple[incidents.Incident, ...]]:
    """The events with ``incident``, and no strike in any of the incidents; and these."""
    none = np.full(len(events), incidents.NONE, dtype=np.int16)
    if not rules.incidents:
        return events.assign(incident=none), ()
    everyone, people = _everybody(events, whose, domain, said)
    found, of_event = incidents.find(events, everyone, people, known)
    strike = events["strike"].to_numpy() & (of_event == incidents.NONE)
    return events.assign(incident=of_event, strike=strike), found


def _everybody(
    events: pd.DataFrame, whose: np.ndarray, domain: pd.Series, said: Listed
) -> tuple[np.ndarray, incidents.People]:
    """Of each event the person, and the people: also those on no list.

    Who was hit and has left since must not make the others' incident too small to be one.
    """
    there, strange = len(domain), whose < 0
    added, keys = pd.factorize(events["key"].to_numpy(object)[strange])
    everyone = whose.astype(np.int32)
    everyone[strange] = there + added
    codes, names = pd.factorize(domain)
    theirs = [str(key).rpartition("@")[2] for key in keys]
    names = pd.Index(np.concatenate([names.to_numpy(object), np.array(theirs, dtype=object)])).unique()
    never = np.full(len(keys), NEVER)
    people = incidents.People(
        domain=np.concatenate([codes, names.get_indexer(pd.Index(theirs))]).astype(np.int32),
        domains=names.to_numpy(object),
        joined=np.concatenate([said.joined, never]),
        active=np.concatenate([said.active, never]),
        listed=there,
    )
    return everyone, people


def _companions(
    contacts: pd.DataFrame,
    events: pd.DataFrame,
    known: pd.DataFrame,
    rules: Rules,
    now: pd.Timestamp,
    history: History,
) -> tuple[companions.Companions, dict[str, Removal]]:
    """The further addresses of cells that hold several, judged by their own events, and who of them was taken out before."""
    rows, keys = companions.find(contacts)
    names, place = np.unique(keys.astype(str), return_inverse=True)
    whose = pd.Index(names).get_indexer(pd.Index(events["key"])).astype(np.int32)
    first = rows[np.unique(place, return_index=True)[1]]
    said = companions.listed(contacts, first)
    rests = pauses.find(history.pauses, pd.Series(names))
    judgement, counted = status.judge(events, whose, known, said, rules.judging, now, rests)
    people = pd.DataFrame(
        {"key": names, "domain": [name.rpartition("@")[2] for name in names], "problem": "several_addresses"}
    )
    gone = taken_out(history, names)
    people = people.assign(**judgement.columns())
    people["came_back"] = came_back(people, events, whose, gone)
    people = people[list(PEOPLE_DTYPES)].astype(PEOPLE_DTYPES).iloc[place].reset_index(drop=True)
    return companions.Companions(rows, people, companions.repeated(counted, place)), gone


def _plainest(contacts: pd.DataFrame, person: np.ndarray, first: np.ndarray) -> np.ndarray:
    """For each person a row that writes the address without a problem, else the first: one clean copy shows that it is one."""
    odd = (contacts["problem"] != "").to_numpy()
    clean = np.flatnonzero(~odd & odd[first][person])
    chosen = first.copy()
    chosen[person[clean]] = clean
    return chosen
