"""The window itself: its size, its keys, what it remembers, both languages and looks on every page."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from listcleaner import __version__, resources
from listcleaner.gui.app import Application
from listcleaner.gui.frame import top_bar
from listcleaner.gui.look import theme
from listcleaner.gui.messages import report
from listcleaner.gui.pages.help import answers
from listcleaner.gui.settings import Settings
from tests.gui.person import CTRL, Person

STEPS = ("Files", "Addresses", "Health", "Clean", "Save")
PLACES = ("History", "Settings", "Help")
SIZES = ((1280, 800), (1024, 700))
F1, F6 = Qt.Key.Key_F1, Qt.Key.Key_F6


def test_the_first_window_is_no_larger_than_the_screen(application: Application) -> None:
    room = application.window.screen().availableSize()
    assert room.width() < 1280  # of the screen the tests run on
    application.window.appear()
    assert application.window.isMaximized()


def test_the_window_stands_where_it_stood_with_the_columns_and_folder_of_last_time(
    qapp: QApplication, tmp_path: Path, qtbot
) -> None:
    """Two starts of the program with the same settings file."""

    def started() -> Application:
        store = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
        whole = Application(qapp, Settings(store))
        qtbot.addWidget(whole.window)
        whole.window.appear()
        return whole

    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "members.csv").write_text("email\nanna@example.com\n", encoding="utf-8")
    first = started()
    first.window.showNormal()
    first.window.setGeometry(0, 0, 790, 590)
    first.window.setMinimumSize(0, 0)
    first.window.resize(781, 577)
    first.window.add_files([folder / "members.csv"])
    qtbot.waitUntil(lambda: not first.jobs.busy and not first.document.busy)
    first.window.addresses.use_columns(("status", "bounces"))
    first.window.close()
    first.close()
    first.settings._store.sync()  # type: ignore[union-attr]
    second = started()
    assert not second.window.isMaximized()
    assert second.settings.folder == folder and second.settings.recent == [folder / "members.csv"]
    assert second.window.addresses.columns == ("status", "bounces")
    second.window.close()
    second.close()


@pytest.mark.parametrize(
    ("key", "leads_to"),
    [*((Qt.Key(ord(str(n))), step) for n, step in enumerate(STEPS, 1)), (Qt.Key.Key_Comma, "Settings")],
)
def test_every_step_has_a_key(loaded: Application, she: Person, key: Qt.Key, leads_to: str) -> None:
    she.goes_to("Help")
    she.key(key, CTRL)
    assert she.is_at(leads_to)


def test_each_step_and_place_is_a_click_away_and_the_rail_says_what_is_missing(
    she: Person, samples: list[Path]
) -> None:
    assert she.finds("Step 2, Addresses, Needs your list") and she.finds("Step 5, Save, Nothing to save yet")
    she.goes_to("Clean")
    assert she.is_at("Files")  # nothing to clean yet
    she.opens(samples)
    for name in (*STEPS, *PLACES):
        she.goes_to(name)
        assert she.is_at(name)


def test_open_has_a_key_and_begins_in_the_folder_of_last_time(
    application: Application, she: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    application.settings.folder = tmp_path
    answer = lambda parent, title, folder, *_, **__: asked.append(folder) or ([], "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    she.key(Qt.Key.Key_O, CTRL)
    assert asked == [str(tmp_path)]


def test_f6_leads_through_all_parts_of_the_window_and_back(loaded: Application, she: Person) -> None:
    she.goes_to("Addresses")
    been = []
    for _ in range(6):
        she.key(F6)
        been.append(she.is_on())
    assert len(set(been[:5])) == 5 and been[5] == been[0]
    assert "Addresses" in been and any(one.startswith("Step 2") for one in been)
    for before in reversed(been[:5]):
        she.key(F6, Qt.KeyboardModifier.ShiftModifier)
        assert she.is_on() == before


@pytest.mark.parametrize("name", ["clean", "settings"])
def test_tab_into_the_rail_leads_to_the_open_page(loaded: Application, qtbot, name: str) -> None:
    window = loaded.window
    window.activateWindow()
    window.go(name)
    inside = [one for one in window.rail.buttons.values() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert inside == [window.rail.buttons[name]]
    inside[0].setFocus()
    qtbot.keyClick(inside[0], Qt.Key.Key_Up)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.current != name and window.rail.buttons[window.current].hasFocus()


def test_ctrl_f_is_ready_for_the_next_search_and_enter_goes_to_what_was_found(
    loaded: Application, qtbot
) -> None:
    window, field = loaded.window, loaded.window.bar.search
    window.activateWindow()
    window.go("addresses")
    for sought in ("anna", "example"):
        qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(field, sought)
        assert field.text() == sought
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert window.focusWidget() is window.addresses.grid
        assert window.addresses.sought == sought


def test_the_focus_never_lands_on_a_control_nobody_went_to(loaded: Application, she: Person) -> None:
    she.goes_to("Addresses")
    she.finds("Keep").setFocus(Qt.FocusReason.TabFocusReason)
    she.key(Qt.Key.Key_Space)
    assert not she.can_press("Keep")
    assert she.is_on() == "Addresses"


def test_every_question_has_an_answer_and_f1_leads_there(application: Application, she: Person) -> None:
    she.key(F1)
    assert she.is_at("Help")
    page = application.window.help
    for place in range(page.questions.count()):
        page.questions.setCurrentRow(place)
        question, _, answer = page.answer.toPlainText().partition("\n")
        assert question == page.questions.item(place).text()
        assert len(answer) > 100 and not re.search(r"\{(statuses|licences)\}", answer)


def test_settings_say_which_version_this_is(application: Application) -> None:
    application.window.go("settings")
    shown = [one.text() for one in application.window.findChildren(QLabel) if one.isVisible()]
    assert any(__version__ in text for text in shown)


@pytest.mark.parametrize(("language", "question"), [("en", "What is new?"), ("zh_CN", "有什么新内容？")])
def test_help_tells_what_is_new_in_this_very_version(language: str, question: str) -> None:
    assert answers(language)[question].startswith(f"**{__version__}")


def test_help_answers_the_same_questions_in_both_languages() -> None:
    english, chinese = answers("en"), answers("zh_CN")
    assert len(english) == len(chinese) > 5
    keys = [
        re.findall(r"F\d|Ctrl\+\w|\{\w+\}|\.\w{2,4}\b", text)
        for texts in (english, chinese)
        for text in texts.values()
    ]
    assert keys[: len(english)] == keys[len(english) :]


def english_only() -> set[str]:
    """Texts that a Chinese window must not show: those that are said otherwise in Chinese."""
    tree = ElementTree.parse(resources.path("i18n/listcleaner_zh_CN.ts"))  # noqa: S314 - our own file
    pairs = {one.findtext("source", ""): one.findtext("translation", "") for one in tree.iter("message")}
    return {source for source, said in pairs.items() if said not in ("", source)}


@pytest.mark.parametrize(("language", "look"), [("zh_CN", "dark"), ("en", "light")])
def test_every_page_speaks_the_language_and_wears_the_look_chosen_in_settings(
    loaded: Application, she: Person, language: str, look: str
) -> None:
    other = {"zh_CN": "en", "en": "zh_CN"}[language]
    loaded.settings.language = other
    loaded.rebuild()
    page = loaded.window.settings
    she.go("settings")
    page.theme.setCurrentIndex(page.theme.findData(look))
    page.theme.activated.emit(page.theme.currentIndex())
    box = loaded.window.settings.language
    box.setCurrentIndex(box.findData(language))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()
    assert loaded.window.current == "settings"  # where she was
    assert theme.tokens().dark == (look == "dark")
    ground = loaded.window.grab().toImage().pixelColor(300, 60).lightness()
    assert (ground < 128) == (look == "dark")
    foreign = english_only()
    for size in SIZES:
        loaded.window.resize(*size)
        for name in loaded.window.pages:
            she.go(name)
            said = set(she.reads())
            assert (said & foreign == set()) == (language == "zh_CN"), (name, said & foreign)
    loaded.settings.language = "en"


def test_the_look_follows_the_system(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    application.settings.theme = "system"
    hints = QGuiApplication.styleHints()
    monkeypatch.setattr(type(hints), "setColorScheme", lambda *_: None)  # there is no system here
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        monkeypatch.setattr(type(hints), "colorScheme", lambda _, scheme=scheme: scheme)
        hints.colorSchemeChanged.emit(scheme)
        assert theme.tokens().dark == (scheme == Qt.ColorScheme.Dark)


def test_a_bug_is_told_with_a_report_that_can_be_copied(application: Application, she: Person, qtbot) -> None:
    def broken(progress: object) -> None:
        raise ValueError("cannot use anna@example.com")

    application.rebuild()  # a window with its own way of telling
    application.jobs.start(broken, lambda _: None)
    qtbot.waitUntil(lambda: she.sees("Something went wrong in List Cleaner itself."))
    she.presses("Copy the report")
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied and "anna" not in copied
    she.before_her.close()


def test_a_word_typed_quickly_is_sought_once(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(top_bar, "QUIET", 500)  # milliseconds; slow fingers of a busy machine count as quick
    field, sought = top_bar.SearchField(), []
    qtbot.addWidget(field)
    field.show()
    field.searched.connect(sought.append)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, "anna")
    assert sought == ["anna"]


def test_a_report_of_a_bug_holds_nothing_of_the_persons_data() -> None:
    try:
        raise ValueError("anna@example.com")
    except ValueError as error:
        told = report(error)
    assert "ValueError" in told
    assert "anna" not in told
