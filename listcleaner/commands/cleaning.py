"""``clean`` and ``demo``: the whole job."""

import argparse
import os
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from listcleaner.commands.computing import asked_rules, rules_file, utc_now, work_out
from listcleaner.commands.remembering import ledger_place, recording
from listcleaner.commands.said import BRAKE, DONE, print_json, say_notes
from listcleaner.core import samples
from listcleaner.core.export.staging import Seal
from listcleaner.core.export.write import RunStamp, WrittenFile, export
from listcleaner.core.result import Result
from listcleaner.core.rules.declared import RULES
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.core.second_process import SecondProcess, second_process
from listcleaner.core.session import Session
from listcleaner.core.wording import Wording
from listcleaner.terminal import has_screen, progress_bar, stoppable


def _size(path: Path) -> int:
    """Bytes of a file; 0 where there is none, or no file can have that name: that is said when it is read."""
    with suppress(OSError):
        return path.stat().st_size
    return 0


def clean(options: argparse.Namespace, wording: Wording) -> int:
    """``clean LIST... --bounces FILE|DIR... --out DIR``: the whole job."""
    rules = asked_rules(options)
    if options.max_removal is not None:
        # The person answers the brake's question in advance, for both of its limits.
        rules = replace(rules, brake_percent=options.max_removal, brake_engaged_percent=options.max_removal)
    size = sum(map(_size, options.lists))
    place = ledger_place(options)
    with stoppable(), second_process(size) as second:
        work = work_out(options, rules, wording, second)
        session, result = work.session, work.result
        if result.plan is not None and result.plan.brake is not None:
            return say_brake(result, options, wording)
        written: list[WrittenFile] = []
        run: RunStamp | None = None
        if not options.dry_run:
            run = RunStamp.at(utc_now())
            own = [path for path in (rules_file(options), place) if path]
            corrections = session.decisions.corrections
            with (
                recording(place, wording, result, run.id, run.moment, corrections) as seal,
                progress_bar(wording) as progress,
            ):
                written = write(
                    result, session, options.out, run, wording, options.format, progress, own, second, seal
                )
    say_summary(result, written, run.id if run else None, options, wording)
    return DONE


def write(
    result: Result,
    session: Session,
    out: Path,
    run: RunStamp,
    wording: Wording,
    format: str | None,
    progress: Callable[..., None],
    untouched: Collection[Path] = (),
    second: SecondProcess | None = None,
    sealing: Seal = lambda _: None,
) -> list[WrittenFile]:
    """Writes the plan of a result. ``untouched``: other files of the person's that no output may replace."""
    assert result.analysis is not None and result.plan is not None
    inputs = {source.path for source in session.sources} | {file.path for file in result.bounce_files}
    return export(
        result.analysis,
        result.plan,
        result.lists,
        out,
        wording=wording,
        rules=session.rules,
        run=run,
        format=format,
        corrections=session.decisions.corrections,
        inputs=inputs.union(untouched),
        progress=progress,
        second=second,
        sealing=sealing,
    )


def say_brake(result: Result, options: argparse.Namespace, wording: Wording) -> int:
    """The brake's question; nothing is written."""
    assert result.plan is not None and result.plan.brake is not None
    brake = result.plan.brake
    if options.json:
        print_json(summary(result, [], None))
    sentence = wording.text(
        f"brake.{brake.kind}",
        share=brake.share,
        limit=brake.limit,
        n=brake.would_remove,
        file=result.lists[brake.list].path.name,
    )
    print(wording.joined([sentence, wording.text("cli.brake_hint")]), file=sys.stderr)
    return BRAKE


def summary(result: Result, written: list[WrittenFile], run: str | None) -> dict[str, object]:
    """The object of DESIGN §4 ``clean --json``."""
    assert result.analysis is not None and result.plan is not None
    plan, contacts = result.plan, result.analysis.contacts
    action = pd.Series(plan.action, index=contacts.index)
    lists = []
    for position, file in enumerate(result.lists):
        counts = action[contacts["list"] == position].value_counts()
        kept, suspended, removed = (int(counts.get(code, 0)) for code in (KEEP, SUSPEND, REMOVE))
        lists.append(
            {
                "file": str(file.path),
                "rows": file.rows,
                "kept": kept,
                "suspended": suspended,
                "removed": removed,
                "corrected": sum(
                    out.corrected for out in written if out.list == position and out.part == "cleaned"
                ),
            }
        )
    brake = plan.brake and {"limit": plan.brake.limit, "would_remove": plan.brake.would_remove}
    return {
        "lists": lists,
        "by_rule": {rule.id: plan.counts[rule.id] for rule in RULES if plan.counts.get(rule.id)},
        "outputs": [str(file.path) for file in written],
        "brake": brake,
        "run": run,
    }


def say_summary(
    result: Result,
    written: list[WrittenFile],
    run: str | None,
    options: argparse.Namespace,
    wording: Wording,
) -> None:
    """What was done, on stdout; what to know about the new files, on stderr."""
    for file in written:
        say_notes(file.path, file.notes, wording)
    facts = summary(result, written, run)
    if options.json:
        print_json(facts)
        return
    for one in facts["lists"]:  # type: ignore[attr-defined]
        print(wording.text("cli.cleaned", **(one | {"file": Path(one["file"]).name, "n": one["rows"]})))
    assert result.plan is not None
    plan = result.plan
    say_rules(plan.rule[plan.action != KEEP], wording)
    if plan.review.any():
        print(wording.text("cli.to_review", n=int(plan.review.sum())))
        say_rules(plan.rule[plan.review], wording)
    assert result.analysis is not None
    if recovered := int(result.analysis.people["recovered"].sum()):
        print(wording.text("cli.recovered", n=recovered))
    if options.dry_run:
        print(wording.text("cli.dry_run_done"))
    for file in written:
        print(file.path)


def say_rules(rules: np.ndarray, wording: Wording) -> None:
    """How often each rule is the main reason of some rows. ``rules``: of each row, as in Plan.rule."""
    for place, count in zip(*np.unique(rules[rules >= 0], return_counts=True), strict=True):
        print(" ", wording.pair(wording.text(f"rule.{RULES[place].id}.title"), wording.number(int(count))))


def demo(options: argparse.Namespace, wording: Wording) -> int:
    """``demo``: the sample data end to end, in the window where there is a screen."""
    if options.scale:
        os.environ["QT_SCALE_FACTOR"] = str(options.scale)  # Qt reads it once, at its start
    if options.screenshots:
        if not has_screen():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"  # pictures need no screen
        from listcleaner.gui.screenshots import take

        return take(options.screenshots, options.language, options.theme)
    if has_screen():
        from listcleaner.gui.app import run

        return run(samples.session(), options.language, look=options.theme)
    sources = samples.session().sources
    options.lists = [source.path for source in sources if source.role == "list"]
    options.bounces = [source.path for source in sources if source.role == "bounces"]
    options.out = Path("listcleaner-demo")
    defaults = {
        "rules": None,
        "dates": None,
        "ledger": None,
        "no_ledger": True,
        "max_removal": None,
        "format": None,
        "dry_run": False,
        "json": False,
    }
    return clean(argparse.Namespace(**(defaults | vars(options))), wording)
