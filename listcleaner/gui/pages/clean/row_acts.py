"""What can be done with the rows of each tab of the preview, and what the buttons for it are called."""

from listcleaner.gui.text import number, tr

# By tab: what the first button does, and the second.
ACTS = {
    "removed": ("keep", ""),
    "suspended": ("keep", ""),
    "corrections": ("correct", ""),
    "review": ("keep", "drop"),
    "kept": ("drop", ""),
}


def label(act: str) -> str:
    """Of the button of a row."""
    return {
        "correct": tr("Correct this one"),
        "uncorrect": tr("Take back"),
        "keep": tr("Keep this one"),
        "drop": tr("Remove"),
        "release": tr("Undo"),
    }[act]


def label_for(act: str, many: int) -> str:
    """Of the button for all rows selected."""
    return {
        "correct": tr("Correct {n}"),
        "uncorrect": tr("Take back {n}"),
        "keep": tr("Keep {n}"),
        "drop": tr("Remove {n}"),
        "release": tr("Undo {n}"),
    }[act].format(n=number(many))
