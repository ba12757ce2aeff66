"""Save as a person does it: where to, which files, stopping on the way, what comes next."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QMessageBox

from listcleaner import resources
from listcleaner.core.export import write as saver
from listcleaner.core.progress import Progress
from listcleaner.gui.app import Application
from listcleaner.gui.pages.save.files import FileList
from listcleaner.gui.parts.widgets import Button, Icon
from tests.gui.person import Person


@pytest.fixture
def saving(loaded: Application, she: Person, tmp_path: Path) -> Path:
    """She is on the page with the samples; the folder she chose."""
    she.goes_to("Save")
    she.picks_folder(tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first writing waits until it is told to stop, so that she always comes in time."""
    real = saver.export

    def export(*arguments: object, progress: Progress, **others: object) -> object:
        monkeypatch.setattr(saver, "export", real)
        for _ in range(10_000):  # it stops where it next reports
            progress("writing", 1, 600)
            Event().wait(0.001)
        raise AssertionError("nobody stopped it")

    monkeypatch.setattr(saver, "export", export)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_saving_over_an_input_is_refused_in_words(she: Person, tmp_path: Path) -> None:
    path, other = tmp_path / "members-cleaned.csv", tmp_path / "members.csv"
    path.write_text("email\nanna@example.com\n", encoding="utf-8")
    other.write_text("email\nben@example.com\n", encoding="utf-8")
    before = path.read_bytes()
    she.opens([other, path])
    she.goes_to("Save")
    she.saves_into(tmp_path)
    assert any("members-cleaned.csv" in text and "output_is_input" not in text for text in she.reads())
    assert not she.sees("Done.")
    assert path.read_bytes() == before
    assert names(tmp_path) == {"members.csv", "members-cleaned.csv"}


@pytest.mark.usefixtures("slowly")
def test_stopping_a_save_leaves_no_half_file_and_can_be_begun_again(she: Person, saving: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    she.presses(she.save_button())
    qtbot.waitUntil(lambda: she.sees("1 of 600 rows"))
    assert she.sees("Saving…")
    she.presses("Stop")
    she.waits()
    assert names(saving) == set() and not saving.exists()
    she.presses(she.save_button())
    she.waits()
    assert she.sees("Done. Your cleaned list is ready.")


@pytest.mark.usefixtures("slowly")
def test_closing_while_files_are_written_asks_and_may_be_called_off(she: Person, saving: Path) -> None:
    she.presses(she.save_button())
    she.answers(QMessageBox.StandardButton.Cancel)
    assert not she.closes()
    assert she.asked == ["Your files are still being written. Stop and close?"]
    she.answers(QMessageBox.StandardButton.Close)
    assert she.closes()
    assert names(saving) == set()


def test_samples_are_not_saved_into_the_program(loaded: Application) -> None:
    assert not loaded.window.save.folder_chosen.is_relative_to(resources.path("samples"))


def test_a_file_she_does_not_want_is_not_written(she: Person, saving: Path) -> None:
    she.presses("Write subscribers-removed.xlsx")
    she.presses(she.save_button())
    she.waits()
    assert "subscribers-removed.xlsx" not in names(saving)
    assert {"subscribers-cleaned.xlsx", "removal-log.xlsx"} <= names(saving)


def test_files_are_written_in_the_format_she_chose(she: Person, saving: Path) -> None:
    she.chooses("File format", "Text (.csv)")
    she.presses(she.save_button())
    she.waits()
    assert {Path(name).suffix for name in names(saving)} == {".csv"}


def test_files_that_would_be_replaced_are_named_before(she: Person, saving: Path) -> None:
    assert not she.sees("will be replaced")
    saving.mkdir()
    (saving / "removal-log.xlsx").write_bytes(b"")
    she.picks_folder(saving)
    assert she.sees("1 file of the same name in this folder will be replaced.")


def test_what_was_written_can_be_opened_from_there(
    she: Person, saving: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True
    )
    she.presses(she.save_button())
    she.waits()
    she.presses("Open folder")
    she.presses("Open log")
    she.presses("Open subscribers-cleaned.xlsx")
    assert opened == [saving, saving / "removal-log.xlsx", saving / "subscribers-cleaned.xlsx"]


def test_after_saving_she_saves_elsewhere_or_takes_the_next_list(
    she: Person, saving: Path, tmp_path: Path
) -> None:
    for name in ("out", "two"):
        she.saves_into(tmp_path / name)
        she.presses("Save again…")
    assert names(tmp_path) == {"out", "two"}
    she.presses(she.save_button())
    she.waits()
    she.presses("Start another list")
    she.waits()
    assert she.sees("Start with the list you want to clean.")
    assert she.finds("Undo: start another list").isEnabled()


def test_what_was_saved_is_not_done_any_more_after_another_decision(she: Person, saving: Path) -> None:
    she.presses(she.save_button())
    she.waits()
    assert she.sees("Done.")
    she.goes_to("Clean")
    she.presses("Hard bounces")
    she.goes_to("Save")
    assert not she.sees("Done.") and she.can_press(she.save_button())


def opens_several(she: Person, folder: Path) -> Path:
    """Three lists: one with an address to decide about, one without, one without any address. The folder she saves to."""
    spam = "550 5.7.1 Message rejected as spam"
    files = {
        "bakery.csv": "email\nanna@example.com\nben@example.com\n",
        "yoga.csv": "email\ncleo@example.com\ndora@example.com\n",
        "winery.csv": "name,phone\nAnna,123\nBen,456\n",
        "suppression_bounces.csv": f"status,reason,email,created\n5.7.1,{spam},anna@example.com,2026-11-01T10:00:00Z\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    she.opens([folder / name for name in files])
    she.goes_to("Save")
    she.picks_folder(folder / "out")
    return folder / "out"


def test_of_several_lists_as_many_files_are_written_as_were_promised(she: Person, tmp_path: Path) -> None:
    out = opens_several(she, tmp_path)
    promised = int(she.save_button().split()[1])
    assert she.sees("On your lists before")
    she.presses(she.save_button())
    she.waits()
    assert "bakery-review.csv" in names(out) and "yoga-review.csv" not in names(out)
    assert len(names(out)) == promised
    assert she.sees("Done. Your cleaned lists are ready.")


def test_a_list_that_is_not_cleaned_is_named_before_and_after(she: Person, tmp_path: Path) -> None:
    opens_several(she, tmp_path)
    told = "1 file could not be used, and is not in what is saved: winery.csv."
    assert she.sees(told)
    she.presses(she.save_button())
    she.waits()
    assert she.sees(told)


def test_each_of_several_cleaned_lists_can_be_opened(
    she: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens_several(she, tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()).name) or True
    )
    she.presses(she.save_button())
    she.waits()
    she.presses("Open bakery-cleaned.csv")
    (menu,) = (one for one in she.window.save.findChildren(QMenu) if one.isVisible())
    menu.actions()[1].trigger()
    menu.close()
    assert opened == ["yoga-cleaned.csv"]


def test_ctrl_s_leads_to_the_page_and_there_it_saves(
    she: Person, loaded: Application, tmp_path: Path
) -> None:
    she.goes_to("Save")
    she.picks_folder(tmp_path / "out")
    she.goes_to("Clean")
    she.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert she.is_at("Save") and names(tmp_path / "out") == set()
    she.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    she.waits()
    assert she.sees("Done.") and "removal-log.xlsx" in names(tmp_path / "out")


def test_ticks_of_written_files_stand_below_each_other(she: Person, saving: Path) -> None:
    she.presses(she.save_button())
    she.waits()
    window, files = she.window, she.window.save.findChild(FileList)
    files.grab()  # now all have their places
    ends = [one.parentWidget() for one in files.findChildren(Button)]
    ticks = [tick for end in ends for tick in end.findChildren(Icon)]
    assert len({end.findChild(Button).width() for end in ends}) > 1
    assert len({tick.mapTo(window, QPoint()).x() for tick in ticks}) == 1
