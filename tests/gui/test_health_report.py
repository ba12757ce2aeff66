"""The health page on paper: on a printer, or as a PDF file where there is none."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from listcleaner.core.errors import UserError
from listcleaner.gui.app import Application
from listcleaner.gui.look import theme
from listcleaner.gui.parts.widgets import Button, Strip


def print_it(application: Application) -> None:
    page = application.window.health
    next(one for one in page.findChildren(Button) if one.text() == "Print report…").click()


@pytest.fixture
def health(loaded: Application) -> Application:
    loaded.window.go("health")
    return loaded


@pytest.fixture
def no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])


def test_the_report_says_what_the_page_says(health: Application) -> None:
    said = health.window.health.report().toPlainText()
    overview = health.document.overview
    assert "subscribers.xlsx" in said
    assert health.window.health._subtitle.text().replace("\u00a0", " ") in said
    assert "Why messages came back" in said and "Mailbox is full" in said
    assert {domain.name for domain in overview.domains[:10]} <= set(said.split())


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_report_is_for_white_paper_whatever_the_window_wears(
    health: Application, qapp: QApplication, look: theme.Scheme
) -> None:
    theme.apply(qapp, look)
    chart = health.window.health.report().resource(QTextDocument.ResourceType.ImageResource, QUrl("rates"))
    assert isinstance(chart, QImage)
    assert chart.pixelColor(2, 2) == QColor("white")
    corner = chart.pixelColor(chart.width() - 2, chart.height() - 2)
    assert corner == QColor("white")


def test_without_a_printer_it_becomes_a_pdf_file(
    health: Application, no_printer: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    path = tmp_path / "report.pdf"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *told: asked.append(Path(told[2]).name) or (str(path), "")
    )
    print_it(health)
    assert asked == [f"List Cleaner health {health.document.now.date()}.pdf"]
    assert path.read_bytes().startswith(b"%PDF") and path.read_bytes().rstrip().endswith(b"%%EOF")
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]
    said = [
        label.text()
        for strip in health.window.health.findChildren(Strip)
        for label in strip.findChildren(QLabel)
    ]
    assert "Saved as report.pdf." in said


def test_who_does_not_want_the_file_gets_none(
    health: Application, no_printer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    print_it(health)


def test_a_folder_that_takes_no_file_is_said(
    health: Application, no_printer: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[Exception] = []
    health.jobs.on_failure = failures.append
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "file" / "report.pdf"), "")
    )
    print_it(health)
    (failure,) = failures
    assert isinstance(failure, UserError) and failure.code == "output_not_writable"


@pytest.mark.parametrize("wanted", [True, False])
def test_with_a_printer_the_systems_dialog_asks(
    health: Application, wanted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])

    def answer(dialog: QPrintDialog) -> bool:
        dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
        return wanted

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    print_it(health)
    assert (tmp_path / "printed.pdf").exists() == wanted
