"""What is said of one person: a plain reason, what it means for her, and everything that happened, as a time line."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from listcleaner.core.findings import held_sentence, provider_name
from listcleaner.gui.overview import Overview
from listcleaner.gui.text import BETWEEN, day, tr, word, wording


@dataclass(frozen=True)
class Happening:
    """One entry of a time line. ``kind``: strike, reset, bounce. ``count``: strike number."""

    kind: str
    title: str
    second: str
    at: object  # a Timestamp, NaT when the moment is not known
    status: str
    count: int = 0


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
        return first, tr("It rests for %Ln day(s) from the day you save.", "", overview.pause_days), ""
    if status == "ok" and overview.recovered(person):
        return tr("It bounced for good earlier, but a message has arrived since."), "", ""
    if (incident := overview.held_by(person)) is not None:
        return held_sentence(incident, wording()), "", ""
    return word(f"status.{status}.help"), "", ""


def timeline(overview: Overview, person: int) -> list[Happening]:
    """What happened, newest first: strikes by number, what set the count back, other bounces.

    Strikes before the first that counts were set back, by an event or by a send that arrived.
    """
    story: list[Happening] = []
    events = overview.events_of(person)
    first, count = overview.first_strike(person), 0
    for place, event in zip(events.index, events.to_dict("records"), strict=True):
        at, kind = event["at"], event["class"]
        if event["strike"]:
            if place == first and count:
                story.append(_forgotten())
                count = 0
            count += 1
            story.append(_strike(event, count, int(overview.limits[person])))
        elif kind in ("delivered", "engaged"):
            title = tr("Back to zero") if count else word(f"class.{kind}")
            told = tr("A message was delivered") if kind == "delivered" else tr("They opened or clicked")
            story.append(Happening("reset", title, told, at, "ok"))
            count = 0
        elif event["incident"] >= 0:
            incident = overview.analysis.incidents[event["incident"]]
            title = word("story.not_counted", kind=word(f"class.{kind}"))
            told = word("story.fault", provider=provider_name(incident, wording()), n=incident.addresses)
            story.append(Happening("bounce", title, told, at, "unknown"))
        else:
            story.append(
                Happening("bounce", word(f"class.{kind}"), _second(event), at, _status_of_class(kind))
            )
    if count and first < 0:
        story.append(_forgotten())
    return story[::-1]


def _forgotten() -> Happening:
    told = tr("A later send did not come back, or it is long ago")
    return Happening("reset", tr("Back to zero"), told, pd.NaT, "ok")


def _strike(event: dict[Hashable, Any], count: int, limit: int) -> Happening:
    title = tr("Strike {count} of {limit}") if count <= limit else tr("Strike {count}")
    status = "suspended" if count >= limit else "soft"
    said = title.format(count=count, limit=limit)
    return Happening("strike", said, _second(event), event["at"], status, count)


def date(overview: Overview, when: object) -> str:
    """A date, short; empty when it is not known."""
    moment = pd.Timestamp(when)  # type: ignore[arg-type]
    return "" if pd.isna(moment) else day(moment, overview.now)


def _second(event: dict[Hashable, Any]) -> str:
    source = event["campaign"] or source_name(event["source"])
    return BETWEEN.join(part for part in (reason_text(event["reason"]), source) if part)


def _status_of_class(kind: str) -> str:
    return {
        "hard": "hard",
        "soft": "soft",
        "blocked": "blocked",
        "deferred": "soft",
        "complaint": "complained",
        "unsubscribe": "unsubscribed",
    }.get(kind, "unknown")


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
