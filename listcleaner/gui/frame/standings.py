"""How each step of the work stands: done, worth a look, or what is missing. Shown in the rail."""

from typing import TYPE_CHECKING

from listcleaner.gui.document import Document
from listcleaner.gui.frame.rail import Standing
from listcleaner.gui.saver import Saver
from listcleaner.gui.text import here, number, percent, tr, word

if TYPE_CHECKING:  # with it comes pandas
    from listcleaner.gui.overview import Overview


def standings(document: Document, arriving: bool, saver: Saver) -> dict[str, Standing]:
    """By step. ``arriving``: files are on their way."""
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
    from listcleaner.core.rules.plan import KEEP

    if plan.brake is not None:
        clean = Standing("warning", tr("%Ln question(s) for you", "", 1))
    else:
        clean = Standing("done", _decided(int((plan.action != KEEP).sum()), int(plan.review.sum())))
    return files | {
        "addresses": Standing("done", tr("%Ln checked", "", len(overview))),
        "health": _health(overview, bounces),
        "clean": clean,
        "save": _save(saver, plan.brake is None),
    }


def _decided(out: int, review: int) -> str:
    told = tr("{count} out, {open} open") if review else tr("{count} out")
    return told.format(count=number(out), open=number(review))


def _files(document: Document, lists: int, bounces: int) -> Standing:
    if document.result.problems:
        return Standing("warning", tr("%Ln file(s) need a look", "", len(document.result.problems)))
    if not lists and not bounces:
        return Standing(second=tr("Add your files"))
    both = [tr("%Ln list(s)", "", lists)] if lists else []
    both += [tr("%Ln bounce file(s)", "after the lists", bounces)] if bounces else []
    return Standing("done" if lists else "todo", tr(", ").join(both))


def _save(saver: Saver, ready: bool) -> Standing:
    if saver.running:
        return Standing("todo", tr("Saving…"))
    if saver.done is not None:
        return Standing("done", tr("Saved {time}").format(time=f"{here(saver.done.at):%H:%M}"))
    return Standing(second=tr("Ready to save") if ready else tr("Nothing saved yet"))


def _health(overview: "Overview", bounces: int) -> Standing:
    from listcleaner.core.health.sends import LINE

    rate = overview.last_rate
    if rate is not None:
        return Standing(
            "warning" if rate > LINE else "done", tr("Last send {rate}").format(rate=percent(rate))
        )
    if bounces:
        return Standing("done", tr("No send known"))
    return Standing(second=tr("Needs a bounce file"))
