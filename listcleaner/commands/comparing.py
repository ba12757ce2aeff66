"""``compare-presets`` and ``rules``: the ready-made rules, and what they would do."""

import argparse
from collections.abc import Sequence

import numpy as np

from listcleaner.commands.computing import Work, asked_rules, rules_file, work_out
from listcleaner.commands.said import DONE, print_json, print_table
from listcleaner.core.export.explain import explain
from listcleaner.core.export.log import ACTIONS, reasons
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.compare import Comparison, compare
from listcleaner.core.rules.declared import RULES, Rules
from listcleaner.core.rules.plan import OWN, REMOVE, SUSPEND, Plan
from listcleaner.core.rules.presets import Preset, preset_of, presets
from listcleaner.core.rules.template import dump_rules
from listcleaner.core.wording import Wording
from listcleaner.terminal import progress_bar, stoppable


def compare_presets(options: argparse.Namespace, wording: Wording) -> int:
    """``compare-presets LIST... --bounces FILE|DIR...``: whom the ready-made rules would take out, beside the person's own."""
    own = asked_rules(options)
    with stoppable():
        work = work_out(options, own, wording)
        analysis, plan = work.result.analysis, work.result.plan
        assert analysis is not None and plan is not None
        decisions = work.session.decisions
        with progress_bar(wording) as progress:
            found = compare(analysis, plan, work.result.lists, decisions, work.now, work.history, progress)
    if options.json:
        for one in found:
            print_json(_facts(one, work, wording))
    else:
        _say_table(found, own, plan, wording)
    return DONE


def _say_table(found: Sequence[Comparison], own: Rules, plan: Plan, wording: Wording) -> None:
    say = wording.text
    header = [say(f"compare.{column}") for column in ("rules", "removed", "suspended", "out", "kept")]
    named = preset_of(own)
    yours = say("compare.yours", title=say(f"preset.{named.name}.title")) if named else say("compare.own")
    taken = [int(np.count_nonzero(plan.action == action)) for action in (REMOVE, SUSPEND)]
    rows = [[yours, *map(wording.number, taken), "", ""]]
    for one in found:
        numbers = (one.removed, one.suspended, len(one.out), len(one.kept))
        rows.append([say(f"preset.{one.preset.name}.title"), *map(wording.number, numbers)])
    print_table([header, *rows])
    print(say("compare.more"))


def _facts(one: Comparison, work: Work, wording: Wording) -> dict[str, object]:
    """The JSON object of a preset. ``takes_out``: whom yours keeps; ``keeps``: whom yours takes out."""
    analysis, plan, own = work.result.analysis, work.result.plan, work.session.rules
    assert analysis is not None and plan is not None
    theirs = one.preset.rules
    return {
        "preset": one.preset.name,
        "title": wording.text(f"preset.{one.preset.name}.title"),
        "removed": one.removed,
        "suspended": one.suspended,
        "takes_out": _people(one.analysis, one.plan, theirs, one.out, work, wording),
        "keeps": _people(analysis, plan, own, one.kept, work, wording),
    }


def _people(
    analysis: Analysis, plan: Plan, rules: Rules, rows: np.ndarray, work: Work, wording: Wording
) -> list[dict[str, object]]:
    """Who stands in some rows, and why a plan takes her out."""
    lists = work.result.lists
    contacts = analysis.contacts.iloc[rows]
    names = [*(rule.id for rule in RULES), "own"]
    columns = {
        "address": contacts["address"].tolist(),
        "file": [lists[place].path.name for place in contacts["list"]],
        "row": contacts["row"].tolist(),
        "action": [ACTIONS[action] for action in plan.action[rows]],
        "rule": [names[-1 if rule == OWN else rule] for rule in plan.rule[rows]],
        "reason": reasons(analysis, plan, rows).tolist(),
        "explanation": explain(analysis, plan, rules, wording, rows, lists),
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def rules(options: argparse.Namespace, wording: Wording) -> int:
    """``rules [NAME|FILE.toml]``: rules as a file that says of each line what it means; with ``--json`` the ready-made rules."""
    if options.json:
        for one in presets():
            print_json(_about(one, wording))
        return DONE
    chosen = asked_rules(options)
    named = None if rules_file(options) else preset_of(chosen)
    print(dump_rules(chosen, wording, named), end="")
    return DONE


def _about(one: Preset, wording: Wording) -> dict[str, object]:
    texts = {part: f"preset.{one.name}.{part}" for part in ("title", "about", "cannot")}
    told = {part: wording.text(code) if code in wording else "" for part, code in texts.items()}
    return {"preset": one.name, **told, "source": one.source, "date": str(one.date)}
