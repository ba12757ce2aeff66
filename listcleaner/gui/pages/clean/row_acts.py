"""What can be done with the rows of each tab of the preview, and what the buttons for it are called."""

from listcleaner.gui.grid_model import wide_enough
from listcleaner.gui.look import fonts
from listcleaner.gui.text import number, tr

# By tab: what the first button does, and the second.
ACTS = {
    "removed": ("keep", ""),
    "suspended": ("keep", ""),
    "corrections": ("correct", ""),
    "review": ("keep", "drop"),
    "kept": ("drop", ""),
}

# What the first button does instead, where the person has decided about the row.
INSTEAD = {"keep": "release", "drop": "release", "correct": "uncorrect"}
BESIDE = 36  # pixels beside the text of a row's button


def button_width(act: str) -> int:
    """How wide the column of this button has to be."""
    return wide_enough("", [label(act)], fonts.font(13, 500), BESIDE)


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
