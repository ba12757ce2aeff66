"""What is said of incidents: what happened, what is usual, and what was made of it."""

import numpy as np
import pandas as pd
import pytest

from listcleaner.core.export.explain import explain
from listcleaner.core.findings import incident_sentence
from listcleaner.core.judgement.incidents import Incident
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import default_rules
from listcleaner.core.wording import Wording
from tests.core.judgement import judged, lists_of, person, planned
from tests.core.test_incidents import DEAD, FULL, MANY, OTHERS, failing, sent

DAY = pd.Timestamp("2026-10-14")


@pytest.mark.parametrize(
    ("incident", "language", "said"),
    [
        (
            Incident("big.example", DAY, 96, 1104, 0.52, "network", hard=False),
            "en",
            "On 14 Oct 2026, 96 of your 1,104 addresses at big.example came back for one reason: {reason}. In your other "
            "mailings 0.5 % did. That looks like a fault there, not at the addresses: these soft bounces are not counted.",
        ),
        (
            Incident("big.example", DAY, 96, 1104, None, "network", hard=False),
            "zh_CN",
            "2026年10月14日，big.example 的 1,104 个地址中有 96 个因同一原因退信：{reason}。"
            "这更像是服务商一时故障，而不是地址有问题：这些软退信不计数。",
        ),
        (
            Incident("", DAY, 80, 260, 0.0, "network", hard=False),
            "en",
            "On 14 Oct 2026, 80 of your 260 addresses came back for one reason, at many providers: {reason}. In your other "
            "mailings hardly any did. That looks like a fault on the way, not at the addresses: "
            "these soft bounces are not counted.",
        ),
        (
            Incident("big.example", DAY, 25, 60, 0.0, "invalid_mailbox", hard=True),
            "en",
            "On 14 Oct 2026, 25 of your 60 addresses at big.example came back for one reason: {reason}. In your other mailings "
            "hardly any did. Mail had reached them before. That looks like a fault there: they stay on your list for review, "
            "and are not removed.",
        ),
    ],
)
def test_an_incident_is_said_with_its_proof(incident: Incident, language: str, said: str) -> None:
    wording = Wording(language)
    reason = wording.inside("reason", incident.reason)
    assert incident_sentence(incident, wording) == said.format(reason=reason)


def explained(analysis: Analysis, address: str, language: str = "en") -> str:
    keys = analysis.people["key"].to_numpy(object)
    rows = np.flatnonzero(keys[analysis.person] == address)
    lists = lists_of(analysis.contacts)
    return explain(analysis, planned(analysis), default_rules(), Wording(language), rows, lists)[0]


def test_a_suspension_says_which_bounces_it_does_not_rest_on() -> None:
    one, two, three = (failing(n, [0], FULL) for n in (0, 2, 3))
    analysis = judged(sent(one, failing(1, range(30)), two, three), *MANY, *OTHERS)
    said = explained(analysis, "p0@big.example")
    assert said.startswith("Soft-bounced in 3 mailings in a row (6 Jan, 3 Mar, 7 Apr 2026): ")
    assert said.endswith(". Limit 3. Not counted: 3 Feb 2026, when big.example failed for many.")
    assert explained(analysis, "p9@big.example").startswith("Not counted: ")


def test_who_is_held_is_told_why() -> None:
    analysis = judged(sent([], [], failing(2, range(25), DEAD)), *MANY, *OTHERS, person("q@example.com"))
    said = explained(analysis, "p0@big.example")
    assert said.startswith("Refused for good on 3 Mar 2026 (")
    assert "as 25 of your addresses at big.example were that day" in said
    assert "25 个地址" in explained(analysis, "p0@big.example", "zh_CN")
