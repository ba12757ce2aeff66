"""How each step of the work stands: done, worth a look, or what is missing. Shown in the rail."""

from datetime import datetime

from listcleaner.core.health.sends import LINE
from listcleaner.gui.document import Document
from listcleaner.gui.frame.rail import Standing
from listcleaner.gui.overview import Overview
from listcleaner.gui.text import here, number, percent, tr, word


def standings(
    document: Document, arriving: bool, saving: bool, saved_at: datetime | None
) -> dict[str, Standing]:
    """By step. ``arriving``: files are on their way; ``saving``: files are being written; ``saved_at`` (UTC): or were."""
    working = [source for source in document.session.sources if document.problem(source) is None]
    lists = sum(source.role == "list" for source in working)
    bounces = len(working) - lists
    reading = {"files": Standing(second=word("step.reading"))}
    files = reading if arriving or document.busy else {"files": _files(document, lists, bounces)}
    overview, plan = document.overview, document.plan
    if overview is None or plan is None:
        need_list = Standing(second=tr("Needs your list"))
        health = need_list if bounces else Standing(second=tr("Needs a bounce file"))
        nothing = Standing(second=tr("Nothing to save yet"))
        return files | {"addresses": need_list, "health": health, "clean": need_list, "save": nothing}
    if plan.brake is not None:
        clean = Standing("warning", tr("%Ln question(s) for you", "", 1))
    else:
        clean = Standing("done", tr("{count} out").format(count=number(int((plan.action != 0).sum()))))
    return files | {
        "addresses": Standing("done", tr("%Ln checked", "", len(overview))),
        "health": _health(overview, bounces),
        "clean": clean,
        "save": _save(saving, saved_at),
    }


def _files(document: Document, lists: int, bounces: int) -> Standing:
    if document.result.problems:
        return Standing("warning", tr("%Ln file(s) need a look", "", len(document.result.problems)))
    if not lists and not bounces:
        return Standing(second=tr("Add your files"))
    both = [tr("%Ln list(s)", "", lists)] if lists else []
    both += [tr("%Ln bounce file(s)", "", bounces)] if bounces else []
    return Standing("done" if lists else "todo", tr(", ").join(both))


def _save(saving: bool, saved_at: datetime | None) -> Standing:
    if saving:
        return Standing("todo", tr("Saving…"))
    if saved_at is None:
        return Standing(second=tr("Nothing saved yet"))
    return Standing("done", tr("Saved {time}").format(time=f"{here(saved_at):%H:%M}"))


def _health(overview: Overview, bounces: int) -> Standing:
    rate = overview.last_rate
    if rate is not None:
        return Standing(
            "warning" if rate > LINE else "done", tr("Last send {rate}").format(rate=percent(rate))
        )
    if bounces:
        return Standing("done", tr("No send known"))
    return Standing(second=tr("Needs a bounce file"))
