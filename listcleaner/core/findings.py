"""What many addresses together tell, as sentences. The command line and the window say the same."""

from collections.abc import Sequence
from datetime import datetime

from listcleaner.core.health.domains import Domain
from listcleaner.core.health.forecast import Forecast
from listcleaner.core.health.sources import Source
from listcleaner.core.judgement.incidents import Incident
from listcleaner.core.wording import Wording

LITTLE = 0.1  # percent
QUIET = ("healthy", "usual", "few")  # verdicts on a domain that need no proof
MOST_REASONS = 3  # named in a sentence


def incident_sentences(incident: Incident, wording: Wording) -> list[str]:
    """What happened, what is usual there, and what was made of it: two or three sentences."""
    many = "" if incident.provider else ".many"
    fields = {
        "date": incident.at,
        "n": incident.addresses,
        "there": incident.there,
        "provider": incident.provider,
    }
    said = [
        wording.text(f"incident.silent{many}", **fields, reason=wording.inside("reason", incident.reason))
    ]
    if incident.usual is not None:
        usual = "incident.usual" if incident.usual >= LITTLE else "incident.usual.none"
        said.append(wording.text(usual, share=incident.usual))
    said.append(wording.text("incident.held" if incident.hard else f"incident.not_counted{many}"))
    return said


def incident_sentence(incident: Incident, wording: Wording) -> str:
    """All of it in one text."""
    return wording.joined(incident_sentences(incident, wording))


def held_sentence(incident: Incident, wording: Wording) -> str:
    """Why an address that was refused for good is not taken out."""
    return wording.text(
        "explain.held" if incident.provider else "explain.held.many",
        date=incident.at,
        reason=wording.inside("reason", incident.reason),
        n=incident.addresses,
        provider=incident.provider,
    )


def set_aside_sentence(incidents: list[Incident], wording: Wording) -> str:
    """Which days do not count for an address."""
    names = dict.fromkeys(provider_name(one, wording) for one in incidents)
    return wording.text(
        "explain.set_aside", dates=wording.dates([one.at for one in incidents]), providers=list(names)
    )


def provider_name(incident: Incident, wording: Wording) -> str:
    """Where it happened."""
    return incident.provider or wording.text("incident.everybody")


def verdict(domain: Domain, wording: Wording) -> str:
    """What is said of a domain, in a few words."""
    return wording.text(f"verdict.{domain.verdict}", date=domain.day or "", domain=domain.meant)


def proof(domain: Domain, wording: Wording) -> str:
    """What the verdict rests on; "" where there is nothing to prove."""
    why = counted(domain.reasons, wording)
    fields = {
        "bounced": domain.bounced,
        "there": domain.people,
        "blocked": domain.blocked,
        "date": domain.day or "",
    }
    if domain.verdict in QUIET:
        return ""
    return wording.text(f"proof.{domain.verdict}", **fields, reasons=why, domain=domain.meant)


def counted(reasons: dict[str, int], wording: Wording) -> str:
    """The most frequent reasons with their numbers."""
    named = list(reasons.items())[:MOST_REASONS]
    parts = [wording.text("reason.counted", what=wording.inside("reason", one), n=n) for one, n in named]
    return wording.list(parts)


def forecast_sentence(forecast: Forecast, wording: Wording) -> str:
    """What an estimate rests on."""
    if forecast.again is None:
        return wording.text("forecast.first")
    return wording.text(
        "forecast.because",
        n=forecast.sends,
        dead=forecast.before.dead,
        edge=forecast.before.edge,
        again=round(forecast.again * forecast.before.edge / 100),
        fresh=float(forecast.fresh or 0),
    )


def source_name(source: Source, wording: Wording) -> str:
    """A source as the list names it, or a month."""
    if source.kind == "source":
        return source.name
    return month_name(datetime.strptime(source.name, "%Y-%m"), wording)


def month_name(month: datetime, wording: Wording) -> str:
    """``Mar 2026`` or ``2026年3月``."""
    return wording.date(month).partition(" ")[2] if wording.language == "en" else wording.date(month)[:-2]


def group_name(group: str, incidents: Sequence[Incident], wording: Wording) -> str:
    """What a group of people is called (health.groups.members)."""
    kind, _, name = group.partition(":")
    if kind == "source":
        return name
    if kind == "incident":
        if int(name) >= len(incidents):  # of an analysis that is no more
            return ""
        incident = incidents[int(name)]
        return wording.text("group.incident", provider=provider_name(incident, wording), date=incident.at)
    month, _, reason = name.partition(":")
    when = month_name(datetime.strptime(month, "%Y-%m"), wording)
    if kind == "signup":
        return wording.text("group.signup", month=when)
    return wording.pair(when, wording.text(f"reason.{reason}").rstrip("。."))


def source_sentence(source: Source, wording: Wording) -> str:
    """Why a source is named."""
    return wording.text(
        f"source.feeds.{source.kind}",
        name=source_name(source, wording),
        bad=source.bad,
        there=source.people,
        share=source.bad_share,
        others=source.others,
    )
