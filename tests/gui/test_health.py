"""The Health page: what many addresses together tell, and each figure leads to its addresses."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from listcleaner.gui.app import Application
from listcleaner.gui.look import fonts
from listcleaner.gui.pages.health.health_cards import IncidentStrips
from listcleaner.gui.pages.health.month_chart import MonthChart
from listcleaner.gui.parts.cells import elide_address
from listcleaner.gui.parts.figures import Bar

SENDS = ("2026-08-04", "2026-09-01", "2026-10-06")


@pytest.fixture
def club(application: Application, tmp_path: Path, qtbot) -> Application:  # type: ignore[no-untyped-def]
    """A hundred addresses, half at a provider that did not answer in October; those of the fair are mostly dead."""
    people = [f"p{n}@{'big.example' if n % 2 else f'host{n % 7}.example'}" for n in range(100)]
    rows = [f"{one},{'Fair' if n % 4 == 0 else 'Shop'}\n" for n, one in enumerate(people)]
    (tmp_path / "club.csv").write_text("email,source\n" + "".join(rows))
    dead = "550 5.1.1 The email account that you tried to reach does not exist"
    for send, day in enumerate(SENDS):
        out = people[1:41:2] if send == 2 else []
        bounced = [(one, "451 4.4.1 Connection timed out") for one in out]
        bounced += [(one, dead) for one in people[send * 20 : send * 20 + 20 : 4]]
        told = "".join(f'{text[4:9]},"{text}",{one},{day}T10:00:00Z\n' for one, text in bounced)
        (tmp_path / f"suppression_bounces_{day}.csv").write_text(f"status,reason,email,created\n{told}")
    application.window.resize(1280, 900)
    application.window.add_files(sorted(tmp_path.glob("*.csv")))
    qtbot.waitUntil(lambda: application.document.plan is not None and not application.jobs.busy)
    application.window.go("health")
    return application


def shown(club: Application) -> int:
    """How many addresses the Addresses page shows now."""
    assert club.window.current == "addresses"
    return len(club.window.addresses.grid.grid_model().order)


def test_an_incident_is_said_and_shows_its_addresses(club: Application) -> None:
    strips = club.window.health.findChild(IncidentStrips)
    assert strips.isVisible()
    (show,) = strips.findChildren(QPushButton)
    show.click()
    assert shown(club) == 20


def test_a_source_that_feeds_bad_addresses_shows_them(club: Application) -> None:
    bars = {bar.text(): bar for bar in club.window.health.findChildren(Bar)}
    bars["Fair"].click()
    assert shown(club) == 25


def test_a_part_of_a_month_shows_its_addresses_by_mouse_and_by_keyboard(club: Application, qtbot) -> None:
    chart = club.window.health.findChild(MonthChart)
    months = [(place, reason, n) for place, reason, n, _ in chart._parts()]
    assert months == [
        (0, "invalid_mailbox", 5),
        (1, "invalid_mailbox", 5),
        (2, "network", 20),
        (2, "invalid_mailbox", 5),
    ]
    where = chart._parts()[2][3].center().toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(where.x(), where.y()))
    assert shown(club) == 20
    club.window.go("health")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert shown(club) == 5


def test_the_forecast_says_what_it_rests_on(club: Application) -> None:
    said = club.window.health._estimate.text()
    assert said.startswith("Estimated from your last 3 sends: the 15 dead, ")


def test_the_time_line_says_what_was_not_counted(club: Application) -> None:
    club.window.health.findChild(IncidentStrips).findChildren(QPushButton)[0].click()
    detail = club.window.addresses.detail
    told = " ".join(widget.accessibleName() for widget in detail.findChildren(QWidget))
    assert "Soft bounce, not counted" in told
    assert "A fault at big.example: 20 addresses at once" in told


def test_tab_goes_as_one_reads(club: Application, qtbot) -> None:  # type: ignore[no-untyped-def]
    page = club.window.health
    parts = {
        "head": (page._print, page._next),
        "incidents": (page._incidents,),
        "sends": (page._chart,),
        "list": (page._whole,),
        "reasons": (page._why,),
        "domains": (page._domains_card,),
        "months": (page._months,),
        "sources": (page._sources,),
    }
    page._print.setFocus(Qt.FocusReason.TabFocusReason)
    been: list[str] = []
    while page.isAncestorOf(here := club.window.focusWidget()):
        (name,) = (
            name for name, those in parts.items() if any(t is here or t.isAncestorOf(here) for t in those)
        )
        if been[-1:] != [name]:
            been.append(name)
        assert len(been) <= len(parts)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert been == list(parts)


def test_what_the_forecast_says_never_stands_on_its_chart(club: Application) -> None:
    page = club.window.health
    page._estimate.setText("Estimated from your last three sends. " * 4)
    QApplication.processEvents()
    QApplication.processEvents()
    chart, said = page._forecast.geometry(), page._estimate.geometry()
    assert said.height() >= page._estimate.heightForWidth(said.width())
    assert not chart.intersects(said)


def test_domains_that_differ_at_their_end_can_be_told_apart(club: Application) -> None:
    narrow, metrics = 60, QFontMetrics(fonts.font(13, 500))
    assert club.window.health._cell(0, "name").address
    assert elide_address("mail.example.com", metrics, narrow) != elide_address(
        "mail.example.net", metrics, narrow
    )
