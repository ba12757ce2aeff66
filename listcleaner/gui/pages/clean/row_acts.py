"""What the buttons of a row of the preview do, and what they and the step they make are called."""

from listcleaner.gui.text import number, tr

# By tab: what the first button does, and the second.
ACTS = {
    "removed": ("keep", ""),
    "suspended": ("keep", ""),
    "corrections": ("correct", ""),
    "review": ("keep", "drop"),
    "kept": ("drop", ""),
}


def label(act: str, many: int) -> str:
    """Says for how many rows the button is."""
    if many > 1:
        labels = {
            "correct": tr("Correct {n}"),
            "uncorrect": tr("Take back {n}"),
            "keep": tr("Keep {n}"),
            "drop": tr("Remove {n}"),
            "release": tr("Undo {n}"),
        }
        return labels[act].format(n=number(many))
    return {
        "correct": tr("Correct this one"),
        "uncorrect": tr("Take back"),
        "keep": tr("Keep this one"),
        "drop": tr("Remove"),
        "release": tr("Undo my decision"),
    }[act]


def step(act: str, address: str, many: int) -> str:
    """The name of a decision as a step."""
    what = _whom(address, many)
    return {
        "keep": tr("keep {what}"),
        "drop": tr("remove {what}"),
        "release": tr("leave {what} to the rules"),
        "correct": tr("correct {what}"),
        "uncorrect": tr("take back the correction of {what}"),
    }[act].format(what=what)


def told(act: str, address: str, many: int) -> str:
    """What was decided, in a sentence."""
    what = _whom(address, many)
    return {
        "keep": tr("Kept {what}"),
        "drop": tr("{what}: will be removed"),
        "release": tr("{what}: the rules decide again"),
        "correct": tr("Corrected {what}"),
        "uncorrect": tr("{what}: stays as it was written"),
    }[act].format(what=what)


def _whom(address: str, many: int) -> str:
    return tr("%Ln address(es)", "", many) if many > 1 or not address else address
