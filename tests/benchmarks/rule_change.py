"""How long the preview takes when a rule changes: ``python -m tests.benchmarks.rule_change LIST BOUNCES`` prints milliseconds."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from listcleaner.core.pipeline import Pipeline
from listcleaner.core.rules.declared import Rules, default_rules
from listcleaner.core.session import Session, Source

NOW = datetime(2026, 11, 10)


def with_soft_limit(limit: int) -> Rules:
    rules = default_rules()
    params = tuple((name, limit if name == "limit" else value) for name, value in rules["soft"].params)
    soft = replace(rules["soft"], params=params)
    return replace(
        rules, settings=tuple((name, soft if name == "soft" else setting) for name, setting in rules.settings)
    )


def main(list_path: Path, bounce_path: Path) -> None:
    pipeline = Pipeline()
    session = Session((Source(list_path, "list"), Source(bounce_path, "bounces")))
    pipeline.compute(session, NOW)
    times = []
    for limit in (2, 3, 4, 5, 2, 3, 4):
        changed = replace(session, rules=with_soft_limit(limit))
        start = perf_counter()
        result = pipeline.compute(changed, NOW)
        assert result.plan is not None and result.plan.counts["soft"] >= 0
        times.append((perf_counter() - start) * 1000)
    print(f"{median(times):.1f} {max(times):.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
