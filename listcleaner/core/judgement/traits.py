"""What the rules ask of rows and people that depends on no parameter: flags, counts and groups as arrays."""

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.addresses import check as addresses
from listcleaner.core.addresses import typos
from listcleaner.core.addresses.kinds import are_roles, is_disposable
from listcleaner.core.judgement.companions import Companions
from listcleaner.core.judgement.moments import NEVER, all_micros
from listcleaner.core.rules.declared import BIT
from listcleaner.core.vocabulary import STATUS_BIT

# Bits behind those of the rules, for cells that are for a person to sort out.
UNCLEAR = 1 << len(BIT)  # addresses.UNCLEAR: not to be taken out as invalid
SEVERAL = UNCLEAR << 1  # there are several addresses: what is wrong with one must not take the others with it
FLAGS = np.min_scalar_type(2 * SEVERAL - 1)
WISHES = ("complained", "unsubscribed")  # rules that follow what a person asked for
_STATUS_RULES = ("complained", "unsubscribed", "hard", "invalid", "blocked", "unknown")  # named as the status


@dataclass(frozen=True)
class Traits:
    """Arrays by person unless said otherwise."""

    flags: np.ndarray  # FLAGS, bits of the rules without parameters
    wishers: dict[int, int]  # person → whose wish counts for her, too, because they have one mailbox
    engaged: np.ndarray  # datetime64[us], NaT unknown
    freshest: np.ndarray  # datetime64[us], the latest activity of anybody on her lists, NaT unknown
    domain: np.ndarray  # int32, position in the next three
    domains: np.ndarray  # by domain: its name, "" for "no domain"
    addresses: np.ndarray  # by domain: people there; 0 for "no domain"
    bounced: np.ndarray  # by domain: people there whose mail bounced hard or softly
    fine: np.ndarray  # bool: hers did not
    repeated: np.ndarray  # contact rows of people who have more than one
    unclear: np.ndarray  # contact rows that are not to be judged by rules alone
    unclear_flags: np.ndarray  # FLAGS, along `unclear`
    beside: np.ndarray  # contact rows of the companions: further addresses in a cell
    beside_flags: np.ndarray  # FLAGS, along `beside`, bits of the rules without parameters
    copies: np.ndarray  # contact rows that have a copy, by person, the one to keep first
    spare: np.ndarray  # bool along `copies`: not the one to keep
    late: (
        np.ndarray
    )  # along `copies`: the strikes of whom signed up later than another copy says, 0 of the others
    lists: tuple[slice, ...]  # contact rows of each list


def find_traits(
    contacts: pd.DataFrame,
    person: np.ndarray,
    mailbox: np.ndarray,
    twins: np.ndarray,
    people: pd.DataFrame,
    companions: Companions,
    struck: np.ndarray,
) -> Traits:
    """The traits of an analysis (see Analysis for the arguments). ``struck``: of each strike, whose it is."""
    domain, names = pd.factorize(people["domain"])
    hard = people["facts"].to_numpy() & STATUS_BIT["hard"] != 0
    bad = hard | (people["soft_count"].to_numpy() > 0)
    there = np.bincount(domain, minlength=len(names))
    there[np.asarray(names == "")] = 0
    copies, spare = _copies(contacts, person, twins, people)
    flags = _flags(contacts, person, people, domain, names)
    wishers = _share_wishes(flags, mailbox)
    unclear = np.flatnonzero(contacts["problem"].isin(addresses.UNCLEAR).to_numpy())
    several = (contacts["problem"].iloc[unclear] == "several_addresses").to_numpy()
    of_list = contacts["list"].to_numpy()
    edges = np.searchsorted(of_list, np.arange(int(of_list.max(initial=-1)) + 2))
    lists = tuple(slice(int(a), int(b)) for a, b in itertools.pairwise(edges))
    engaged = people["last_engaged"].to_numpy()
    return Traits(
        flags=flags,
        wishers=wishers,
        engaged=engaged,
        freshest=_freshest(engaged, person, lists),
        domain=domain.astype(np.int32),
        domains=names.to_numpy(dtype=object),
        addresses=there,
        bounced=np.bincount(domain[bad], minlength=len(names)),
        fine=~bad,
        repeated=np.flatnonzero(np.bincount(person, minlength=len(people))[person] > 1),
        unclear=unclear,
        unclear_flags=np.where(several, UNCLEAR | SEVERAL, UNCLEAR).astype(FLAGS)
        | FLAGS.type(BIT["invalid"]),
        beside=companions.rows,
        beside_flags=_events_flags(companions.people),
        copies=copies,
        spare=spare,
        late=_late(contacts, person, people, struck, copies),
        lists=lists,
    )


def _flags(
    contacts: pd.DataFrame, person: np.ndarray, people: pd.DataFrame, domain: np.ndarray, names: pd.Index
) -> np.ndarray:
    flags = _events_flags(people)
    # hotmial.com hands out such mailboxes, but who writes it nearly always means another
    given_out = (is_disposable(name) and not typos.domain(name) for name in names)
    throwaway = np.fromiter(given_out, dtype=bool, count=len(names))
    flags[throwaway[domain]] |= BIT["disposable"]
    flags[are_roles(people["key"].to_numpy(object))] |= BIT["role"]
    confirmed = contacts["confirmed"]
    no, yes = (person[(confirmed == word).to_numpy()] for word in ("no", "yes"))
    unconfirmed = np.zeros(len(people), dtype=bool)
    unconfirmed[no] = True
    unconfirmed[yes] = False
    flags[unconfirmed] |= BIT["unconfirmed"]
    return flags


def _events_flags(people: pd.DataFrame) -> np.ndarray:
    """What happened to the addresses: the flags of events, status columns and earlier runs."""
    flags = np.zeros(len(people), dtype=FLAGS)
    facts = people["facts"].to_numpy()
    for rule in _STATUS_RULES:
        flags[facts & STATUS_BIT[rule] != 0] |= BIT[rule]
    flags[people["came_back"].to_numpy()] |= BIT["came_back"]
    return flags


def _freshest(engaged: np.ndarray, person: np.ndarray, lists: tuple[slice, ...]) -> np.ndarray:
    """For each person the latest activity of anybody on one of her lists: how far what they tell of activity goes."""
    freshest = np.full(len(engaged), NEVER)
    times = all_micros(engaged)
    for part in lists:
        there = person[part]
        freshest[there] = np.maximum(freshest[there], times[there].max(initial=NEVER))
    return freshest.astype("datetime64[us]")


def _share_wishes(flags: np.ndarray, mailbox: np.ndarray) -> dict[int, int]:
    """Lets each wish count for the whole mailbox, and returns whose: the first that has it. Bounces are of one spelling only."""
    wishers: dict[int, int] = {}
    for bit in (BIT[rule] for rule in WISHES):
        wishing = np.flatnonzero(flags & bit)[::-1]
        first = np.full(len(mailbox), -1, dtype=np.int64)
        first[mailbox[wishing]] = wishing
        sharing = np.flatnonzero((first[mailbox] >= 0) & (flags & bit == 0))
        wishers = dict(zip(sharing.tolist(), first[mailbox[sharing]].tolist(), strict=True)) | wishers
        flags[sharing] |= bit
    return wishers


def _copies(
    contacts: pd.DataFrame, person: np.ndarray, twins: np.ndarray, people: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """The rows of plain addresses that have a twin: the most complete first, of equals the first.

    Where two spellings are one mailbox, the one that works goes before one that bounces.
    """
    plain = (contacts["problem"] == "").to_numpy()
    often = np.bincount(twins[plain], minlength=int(twins.max(initial=-1)) + 1) > 1
    rows = np.flatnonzero(often[twins] & plain)
    filled = contacts["filled"].to_numpy()[rows].astype(np.int64)
    worst = people["worst"].cat.codes.to_numpy()[person[rows]].astype(np.int64)
    strikes = people["soft_count"].to_numpy()[person[rows]]
    rows = rows[np.lexsort([rows, -filled, strikes, -worst, twins[rows]])]
    spare = np.diff(twins[rows], prepend=-1) == 0
    return rows, spare


def _late(
    contacts: pd.DataFrame, person: np.ndarray, people: pd.DataFrame, struck: np.ndarray, copies: np.ndarray
) -> np.ndarray:
    """Traits.late: an address that signed up later would have so many soft bounces if no mailing between had arrived."""
    who, joined = person[copies], contacts["joined"].iloc[copies]
    later = (joined > joined.groupby(who).transform("min")).to_numpy()
    often = np.bincount(struck[struck >= 0], minlength=len(people))
    return np.where(later, np.minimum(often, people["bounces"].to_numpy())[who], 0)
