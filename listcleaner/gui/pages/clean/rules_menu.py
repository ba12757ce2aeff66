"""The button beside the rules: ready-made ones, rules files, and what holds for all rules."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu

from listcleaner.core.errors import UserError
from listcleaner.core.export.staging import Staging, check_no_input
from listcleaner.core.rules.file import load_rules
from listcleaner.core.rules.presets import Preset, preset_of, presets
from listcleaner.core.rules.template import dump_rules
from listcleaner.gui.page import Desk
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import tr, word, wording

KIND = "TOML (*.toml)"
BRAKES = ("brake_percent", "brake_engaged_percent")


class RulesButton(Button):
    """Opens the menu. ``general_wanted``: the person asks for what holds for all rules; ``comparison_wanted``: for what the
    ready-made rules would do.
    """

    general_wanted, comparison_wanted = Signal(), Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Rules"), "", "chevron-down", trailing=True)
        self._desk, self._document = desk, desk.document
        self.clicked.connect(self.ask)

    def ask(self) -> QMenu:
        """The menu, open below the button."""
        menu = QMenu(self)
        now = preset_of(self._document.session.rules)
        for preset in presets():
            entry = menu.addAction(word(f"preset.{preset.name}.title"))
            entry.setCheckable(True)
            entry.setChecked(preset == now)
            entry.triggered.connect(lambda _, preset=preset: self.use(preset))
        menu.addAction(tr("What would they do?…")).triggered.connect(self.comparison_wanted)
        menu.addSeparator()
        menu.addAction(tr("Counting, and when to ask first…")).triggered.connect(self.general_wanted)
        menu.addSeparator()
        menu.addAction(tr("Open rules…")).triggered.connect(self._choose_rules)
        menu.addAction(tr("Save rules…")).triggered.connect(self._choose_place)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    def use(self, preset: Preset) -> None:
        """Takes ready-made rules, as one step; when the brake asks stays as it was."""
        own = self._document.session.rules
        brakes = {name: getattr(own, name) for name in BRAKES}
        title = f"preset.{preset.name}.title"
        self._document.set_rules(
            replace(preset.rules, **brakes), lambda: tr("rules “{rules}”").format(rules=word(title))
        )

    def _choose_rules(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Open rules…"), str(self._desk.settings.folder), KIND)
        if name:
            self.load(Path(name))

    def _choose_place(self) -> None:
        start = self._desk.settings.folder / f"{tr('Rules')}.toml"
        name, _ = QFileDialog.getSaveFileName(self, tr("Save rules…"), str(start), KIND)
        if name:
            self.save(Path(name))  # as she named it: that is what the dialog asked about

    def load(self, path: Path) -> None:
        """Takes the rules of a file, as one step; says what is wrong with it if something is."""
        try:
            rules = load_rules(path)
        except UserError as error:
            self._desk.jobs.on_failure(error)
            return
        file = path.name
        self._document.set_rules(rules, lambda: tr("rules of {file}").format(file=file))

    def save(self, path: Path) -> None:
        """Writes the rules as they are now to a file that the command line reads, too."""
        rules, place = self._document.session.rules, self._document.memory.place
        inputs = [source.path for source in self._document.session.sources]
        try:
            check_no_input([path], inputs + [one for one in (place,) if one])
            with Staging(path.parent) as staging:
                staging.open(path).write(dump_rules(rules, wording(), preset_of(rules)).encode())
                staging.commit()
        except UserError as error:
            self._desk.jobs.on_failure(error)
