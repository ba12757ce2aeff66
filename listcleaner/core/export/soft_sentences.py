"""Why soft bounces count against somebody, as sentences: which of them, on which days, and how the address rested for them."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from listcleaner.core.export.distinct import sentences
from listcleaner.core.export.evidence import of_events
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import Rules
from listcleaner.core.rules.plan import Plan
from listcleaner.core.rules.softcount import MOST_PAUSES
from listcleaner.core.wording import Wording

MOST_DATES = 6  # of a long row of soft bounces the latest are named


class _Strike(NamedTuple):
    """What is said of a strike. ``day``: since 1970."""

    day: int
    reason: str
    hard: bool


class SoftSentences:
    """What is said of the soft counts of a plan."""

    def __init__(self, analysis: Analysis, plan: Plan, rules: Rules, wording: Wording) -> None:
        self.analysis, self.plan, self.rules, self.wording = analysis, plan, rules, wording

    def of(self, person: np.ndarray) -> np.ndarray:
        """The sentences about some people (positions in Analysis.judged) who have a soft count."""
        soft = self.plan.soft
        facts = pd.DataFrame(
            {
                "strikes": self._strikes(person),
                "limit": soft.limit[person],
                "resting": soft.resting[person].astype("datetime64[us]"),
                "back": soft.back[person],
                "worn_out": soft.worn_out[person],
                "count": soft.count[person],
            }
        )

        def sentence(
            strikes: tuple[_Strike, ...],
            limit: int,
            resting: pd.Timestamp,
            back: bool,
            worn_out: bool,
            count: int,
        ) -> str:
            said = self._of_strikes(strikes, int(limit))
            if not back and count < sum(map(self._weight, strikes)):
                said.append(self._say("counted_anew", count=int(count)))
            return self.wording.joined([*said, self._of_rests(resting, back, worn_out)])

        return sentences(facts, sentence)

    def _of_strikes(self, strikes: tuple[_Strike, ...], limit: int) -> list[str]:
        """``strikes``: those that count, oldest first."""
        judging = self.rules.judging
        dates = self.wording.dates([pd.Timestamp(one.day, unit="D") for one in strikes[-MOST_DATES:]])
        code = "day" if judging.strike_per == "day" else "row" if judging.absence_resets else "since"
        if judging.resets == "never" and code == "since":
            code = "all"
        hard = sum(one.hard for one in strikes)
        said = [
            self._say(
                f"{'any' if hard else 'soft'}.{code}",
                n=len(strikes),
                dates=f"… {dates}" if len(strikes) > MOST_DATES else dates,
                reason=self._reasons([one.reason for one in strikes]),
                limit=limit,
            )
        ]
        if hard and judging.hard > 1:
            count = sum(map(self._weight, strikes))
            said.append(self._say("weighed", weight=judging.hard, count=count))
        return said

    def _weight(self, strike: _Strike) -> int:
        return self.rules.judging.hard if strike.hard else 1

    def _reasons(self, reasons: list[str]) -> str:
        """The reasons that were given, each once."""
        given = [reason for reason in dict.fromkeys(reasons) if reason != "undefined"]
        return self.wording.list([self.wording.inside("reason", reason) for reason in given or reasons[:1]])

    def _of_rests(self, resting: pd.Timestamp, back: bool, worn_out: bool) -> str:
        if worn_out:
            return self._say("worn_out", n=MOST_PAUSES)
        if back:
            return self._say("back")
        if pd.isna(resting):
            return ""
        until = resting + pd.Timedelta(days=self.rules["soft"].param("pause_days"))
        return self._say("resting", date=resting, until=until)

    def _strikes(self, person: np.ndarray) -> list[tuple[_Strike, ...]]:
        """For some people the strikes that count, oldest first."""
        strikes = self.analysis.counted_of_judged.strikes
        strikes = strikes[self.plan.soft.towards & strikes["person"].isin(person).to_numpy()]
        event = strikes["event"].to_numpy()
        days = strikes["at"].to_numpy().astype("datetime64[us]").astype("datetime64[D]").astype(np.int64)
        reason, kind = (of_events(self.analysis, column, event) for column in ("reason", "class"))
        told = list(map(_Strike, days.tolist(), reason.tolist(), (kind == "hard").tolist()))
        who = strikes["person"].to_numpy()
        starts, ends = (np.searchsorted(who, person, side=side).tolist() for side in ("left", "right"))
        return [tuple(told[a:b]) for a, b in zip(starts, ends, strict=True)]

    def _say(self, code: str, **fields: object) -> str:
        return self.wording.text(f"explain.{code}", **fields)
