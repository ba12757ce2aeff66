"""What the person decides about people: a step of the document, with a name."""

import numpy as np

from listcleaner.gui.document import Document
from listcleaner.gui.text import tr


def decide(document: Document, act: str, people: np.ndarray) -> None:
    """``act``: keep, drop or release their rows; protect or free their addresses, in later runs too."""
    overview = document.overview
    assert overview is not None
    address, many = str(overview.address[people[0]]), len(people)

    def name() -> str:
        what = address if many == 1 else tr("%Ln address(es)", "", many)
        return {
            "keep": tr("keep {what}"),
            "drop": tr("remove {what}"),
            "release": tr("leave {what} to the rules"),
            "protect": tr("protect {what}"),
            "free": tr("protect {what} no longer"),
        }[act].format(what=what)

    if act in ("protect", "free"):
        document.protect(overview.reachable(people), name, on=act == "protect")
        return
    refs = overview.refs(np.concatenate([overview.contact_rows(one) for one in people.tolist()]))
    getattr(document, act)(refs, name)
