"""What many addresses together tell, as sentences. The command line and the window say the same."""

from listcleaner.core.judgement.incidents import Incident
from listcleaner.core.wording import Wording

LITTLE = 0.1  # percent


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
