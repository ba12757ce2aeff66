"""Settings: language and look. Both change at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from listcleaner import __version__
from listcleaner.gui.labels import Label
from listcleaner.gui.layouts import framed, row, stack
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.text import tr
from listcleaner.gui.widgets import Choice, Icon


class SettingsPage(Page):
    """Choose how the window speaks and looks."""

    language_chosen = Signal(object)
    theme_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.language = Choice(tr("Language"), small=False)
        # Every language in its own words, so that it can be found by those who do not read the current one.
        self.language.offer(
            {"system": tr("As the system"), "en": "English", "zh_CN": "简体中文"}, desk.settings.language
        )
        self.language.chosen.connect(self.language_chosen)
        self.theme = Choice(tr("Look"), small=False)
        self.theme.offer(
            {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")}, desk.settings.theme
        )
        self.theme.chosen.connect(self.theme_chosen)
        card = framed("card")
        card.setMaximumWidth(620)
        card.setLayout(
            stack(
                _line(tr("Language"), self.language),
                framed("line"),
                _line(tr("Look"), self.theme),
                gap=12,
                margins=(18, 14, 18, 14),
            )
        )
        promise = Label(
            "body", tr("Nothing is uploaded. The work happens on this computer, also without internet.")
        )
        version = Label("caption", tr("List Cleaner {version}").format(version=__version__))
        self.setLayout(
            stack(
                Label("title", tr("Settings")),
                22,
                card,
                18,
                row(Icon("lock", "text3"), promise, None),
                6,
                version,
                None,
                margins=(24, 22, 24, 22),
            )
        )


def _line(name: str, control: QWidget) -> QWidget:
    widget = QWidget()
    control.setMinimumWidth(180)
    widget.setLayout(row(Label("name", name), None, control))
    return widget
