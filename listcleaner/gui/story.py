"""What is said of one person: a plain reason, what it means for her, what she can do, and what the server's code says."""

import pandas as pd

from listcleaner.core.bounces.codes import find_codes, lookup
from listcleaner.core.findings import held_sentence, provider_name
from listcleaner.core.judgement.moments import NEVER
from listcleaner.gui.overview import Overview
from listcleaner.gui.text import day, tr, word, wording


def why(overview: Overview, person: int) -> str:
    """The plain reason under an address."""
    status = overview.status_name(person)
    if status == "ok":
        if overview.recovered(person):
            return tr("Bounced before, delivered since")
        return tr("Bounced before, fine since") if overview.bounces[person] else tr("No bounces on record")
    if status == "invalid":
        return problem_text(overview.said("problem", person))
    if status == "unsubscribed" and not overview.said("reason", person):
        return tr("They asked not to get mail")
    if (incident := overview.held_by(person)) is not None:
        return word("story.held", provider=provider_name(incident, wording()))
    reason = overview.said("soft_reason" if status in ("soft", "suspended") else "reason", person)
    return reason_text(reason) or word(f"status.{status}")


def meaning(overview: Overview, person: int) -> tuple[str, str, str]:
    """What it means, the consequence (to be shown bold), and what would turn it round; the last two may be empty."""
    status, done = overview.status_name(person), int(overview.count[person])
    if status == "soft":
        first = tr("The last %Ln message(s) in a row came back.", "", done)
        left, days = int(overview.limits[person]) - done, overview.pause_days
        if left == 1:
            then = tr("One more soft bounce and this address is suspended for %Ln day(s).", "", days)
        else:
            then = tr("After %Ln more soft bounce(s) it is suspended.", "", left)
        return first, then, tr("A delivered message sets the count back to zero.")
    if status == "suspended":
        first = tr("The last %Ln message(s) in a row came back.", "", done)
        return first, _rest(overview, person), ""
    back = tr("It was taken out in an earlier cleaning and stands on this list.")
    again = back if overview.came_back(person) else ""
    if status == "ok" and overview.recovered(person):
        return tr("It bounced for good earlier, but a message has arrived since."), again, ""
    if status == "ok" and not len(overview.analysis.events):
        return tr("Nothing is known of it yet: no bounce file was added."), again, ""
    if (incident := overview.held_by(person)) is not None:
        return held_sentence(incident, wording()), "", ""
    if status == "blocked" and advice(overview, person):  # which says whether the address is fine
        return tr("Their provider refused this mail."), again, ""
    return word(f"status.{status}.help"), again, ""


def _rest(overview: Overview, person: int) -> str:
    """How long a suspended address rests."""
    if overview.soft.worn_out[person]:
        return tr("It has rested several times and bounces still: it is taken out for good.")
    since = overview.soft.resting[person]
    if since == NEVER:
        return tr("It rests for %Ln day(s) from the day you save.", "", overview.pause_days)
    begin = pd.Timestamp(int(since), unit="us")
    until = date(overview, begin + pd.Timedelta(days=overview.pause_days))
    return tr("It has been resting since {since}, until {until}.").format(
        since=date(overview, begin), until=until
    )


def advice(overview: Overview, person: int) -> str:
    """What to do about it; empty when there is nothing to do, or nothing is known."""
    if overview.status_name(person) == "ok" or overview.held_by(person) is not None:
        return ""  # what is said of the reason does not hold for a fault at the provider
    code = f"reason.{overview.reason_name(person)}.help"
    return word(code) if code in wording() else ""


def code_text(text: str) -> str:
    """What the code in a server's words means, such as ``4.2.2: Mailbox is full; try again later``; empty without one."""
    status, reply = find_codes(text)
    code = status or reply
    found = lookup(code) if code else None
    if found is None or not (meaning := reason_text(found.reason)):
        return ""
    told = tr("{code}: {meaning}; try again later") if code[0] == "4" else tr("{code}: {meaning}")
    return told.format(code=code, meaning=meaning)


def date(overview: Overview, when: object) -> str:
    """A date, short; empty when it is not known."""
    moment = pd.Timestamp(when)  # type: ignore[arg-type]
    return "" if pd.isna(moment) else day(moment, overview.now)


def reason_text(reason: str) -> str:
    """A reason in plain words; empty when there is none."""
    code = f"reason.{reason}"
    return word(code) if reason and code in wording() else ""


def problem_text(problem: str) -> str:
    """Why an address cannot be one, in plain words."""
    code = f"problem.{problem}"
    return word(code) if code in wording() else word("status.invalid")


def source_name(source: str) -> str:
    """What a file was recognised as; the profile's id where it has no text."""
    code = f"source.{source}"
    return word(code) if code in wording() else source
