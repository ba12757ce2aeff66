"""``domains`` and ``health``: what many addresses together tell. They only look."""

import argparse
from collections.abc import Iterable

import pandas as pd

from listcleaner.commands.computing import Work, asked_rules, work_out
from listcleaner.commands.said import DONE, print_json, print_table
from listcleaner.core import findings
from listcleaner.core.health import reasons, sources
from listcleaner.core.health.domains import Domain
from listcleaner.core.health.domains import domains as all_domains
from listcleaner.core.health.forecast import Forecast, forecast, learn
from listcleaner.core.health.sends import LINE, Send, known_sends
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.wording import Wording
from listcleaner.terminal import stoppable

SHOWN = 20  # domains in a table for people, besides those with a verdict


def domains(options: argparse.Namespace, wording: Wording) -> int:
    """``domains LIST... --bounces FILE|DIR...``: each domain with its verdict and proof, the largest first."""
    with stoppable():
        analysis = _analysis(work_out(options, asked_rules(options), wording))
        every = all_domains(analysis)
    if options.json:
        for one in every:
            print_json(_domain_facts(one, analysis, wording))
        return DONE
    shown = [one for place, one in enumerate(every) if place < SHOWN or one.verdict not in findings.QUIET]
    header = [
        wording.text(f"domains.{name}") for name in ("domain", "addresses", "bounced", "share", "verdict")
    ]
    rows = [
        [
            one.name,
            wording.number(one.people),
            wording.number(one.bounced),
            f"{one.rate:.1f} %",
            findings.verdict(one, wording),
        ]
        for one in shown
    ]
    print_table([header, *rows], words=1)
    for one in shown:
        if one.verdict not in findings.QUIET:
            print(wording.pair(one.name, findings.proof(one, wording)))
    if len(every) > len(shown):
        print(wording.text("domains.more", n=len(every) - len(shown)))
    return DONE


def _domain_facts(domain: Domain, analysis: Analysis, wording: Wording) -> dict[str, object]:
    return {
        "domain": domain.name,
        "addresses": domain.people,
        "bounced": domain.bounced,
        "share": round(domain.rate, 2),
        "blocked": domain.blocked,
        "reasons": domain.reasons,
        "verdict": domain.verdict,
        "proof": findings.proof(domain, wording),
        "meant": domain.meant or None,
        "day": None if domain.day is None else f"{domain.day:%Y-%m-%d}",
        "evidence": _evidence(analysis, domain.evidence),
    }


def _evidence(analysis: Analysis, event: int) -> dict[str, object] | None:
    """Where an event stands, and what the server said."""
    if event < 0:
        return None
    row = analysis.events.iloc[event]
    at = pd.Timestamp(row["at"]).isoformat()
    return {"file": row["file"], "row": int(row["row"]), "at": at, "text": row["text"]}


def health(options: argparse.Namespace, wording: Wording) -> int:
    """``health LIST... --bounces FILE|DIR...``: rates, forecast, reasons by month, incidents, sources."""
    with stoppable():
        work = work_out(options, asked_rules(options), wording)
        analysis, plan = _analysis(work), work.result.plan
        assert plan is not None
        sends = known_sends(analysis)
        expected = forecast(analysis, plan, sends, learn(analysis, sends))
    if options.json:
        for facts in _health_facts(analysis, sends, expected):
            print_json(facts)
    else:
        _say_health(analysis, sends, expected, wording)
    return DONE


def _health_facts(
    analysis: Analysis, sends: list[Send], expected: Forecast | None
) -> Iterable[dict[str, object]]:
    """One object for each figure; ``kind`` says which: send, forecast, month, incident, source, signup."""
    for send in sends:
        yield {
            "kind": "send",
            "date": f"{send.date:%Y-%m-%d}",
            "recipients": send.recipients,
            "estimated": send.estimated,
            "bounced": len(send.bounced),
            "set_aside": len(send.aside),
            "rate": round(send.rate, 2),
            "line": LINE,
            "above": send.rate > LINE,
        }
    if expected is not None:
        rates = {"everyone": expected.everyone, "cleaned": expected.cleaned}
        learned = {"again": expected.again, "fresh": expected.fresh}
        yield {
            "kind": "forecast",
            **_rounded(rates),
            "line": LINE,
            "sends": expected.sends,
            "before": vars(expected.before),
            "after": vars(expected.after),
            **_rounded(learned),
        }
    for month in reasons.months(analysis):
        yield {"kind": "month", "month": f"{month.start:%Y-%m}", "reasons": month.reasons}
    for one in analysis.incidents:
        yield {"kind": "incident", **vars(one), "at": one.at.isoformat()}
    for source in (*sources.sources(analysis), *sources.signup_months(analysis)):
        facts = {"name": source.name, "addresses": source.people, "bad": source.bad, "left": source.left}
        shares = _rounded({"share": source.bad_share, "others": source.others})
        yield {"kind": source.kind, **facts, **shares, "feeds": source.feeds}


def _say_health(analysis: Analysis, sends: list[Send], expected: Forecast | None, wording: Wording) -> None:
    say = wording.text
    if not sends:
        print(say("health.no_sends"))
    for send in sends[-reasons.MONTHS :]:
        size = "health.send.about" if send.estimated else "health.send"
        told = say(size, date=send.date, share=send.rate, n=len(send.bounced), recipients=send.recipients)
        above = say("health.above", line=int(LINE)) if send.rate > LINE else ""
        print(wording.joined([told, above]))
    if expected is not None:
        print(say("health.everyone", share=expected.everyone))
        if expected.cleaned is not None:
            print(say("health.cleaned", share=expected.cleaned))
        print(findings.forecast_sentence(expected, wording))
    for month in reasons.months(analysis):
        why = findings.counted(month.reasons, wording)
        print(wording.pair(findings.month_name(month.start, wording), why))
    for source in sources.feeding(analysis):
        print(findings.source_sentence(source, wording))


def _analysis(work: Work) -> Analysis:
    assert work.result.analysis is not None
    return work.result.analysis


def _rounded(shares: dict[str, float | None]) -> dict[str, float | None]:
    return {name: None if share is None else round(share, 2) for name, share in shares.items()}
