"""The window's own words: translation, numbers and dates in the person's way, names of statuses.

One context for the whole window: ``tr("text")``, or ``tr("%Ln file(s)", "", n)`` where number matters. What the core says
(reasons, rules, errors, notes) comes from :class:`~listcleaner.core.wording.Wording`; :func:`wording` gives it in the language
in use.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QLocale, QTranslator

from listcleaner import resources
from listcleaner.core.wording import MONTHS, Wording

BETWEEN = "  ·  "  # facts on one line

_language = "en"


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """The text in the language in use. ``n`` chooses the plural form and replaces ``%Ln``."""
    return QCoreApplication.translate("", text, comment or None, n)


def use(app: QCoreApplication, language: str, previous: Iterable[QTranslator] = ()) -> list[QTranslator]:
    """Speaks this language (``en`` or ``zh_CN``) from now on. English has a file too, for its plurals."""
    global _language
    for translator in previous:
        app.removeTranslator(translator)
    _language = language
    QLocale.setDefault(QLocale("zh_CN") if language == "zh_CN" else QLocale("en_GB"))
    translator = QTranslator(app)
    translator.load(str(resources.path(f"i18n/listcleaner_{language}.qm")))
    app.installTranslator(translator)
    return [translator]


def language() -> str:
    """The language in use."""
    return _language


def wording() -> Wording:
    """The core's sentences in the language in use."""
    return Wording(_language)


def begun(text: str) -> str:
    """A phrase as it stands alone: with a capital."""
    return text[:1].upper() + text[1:]


def gap() -> str:
    """What stands between two sentences."""
    return "" if _language == "zh_CN" else " "


def number(value: int) -> str:
    """``12,480``."""
    return f"{value:,}"


def percent(share: float, whole: bool = False) -> str:
    """``2.6 %`` or ``2.6%``; nothing is ``0 %``, a little ``< 0.1 %``. ``share`` in percent. ``whole``: a whole number."""
    gap = "" if _language == "zh_CN" else "\u00a0"
    if whole or share == 0:
        return f"{share:.0f}{gap}%"
    if 0 < share < 0.1:
        return f"< 0.1{gap}%"
    return f"{share:.0f}{gap}%" if share >= 99.95 else f"{share:.1f}{gap}%"


def day(when: date | None, now: date, year: bool = False) -> str:
    """``28 Oct`` or ``10月28日``; with the year where it is not this one, or always. Empty when unknown."""
    if when is None or _unknown(when):
        return ""
    shown = year or when.year != now.year
    if _language == "zh_CN":
        return (f"{when.year}年" if shown else "") + f"{when.month}月{when.day}日"
    return f"{when.day} {MONTHS[when.month - 1]}" + (f" {when.year}" if shown else "")


def days(first: datetime, last: datetime, now: date) -> str:
    """``3 Sep – 28 Oct 2025``; one day stands alone."""
    if _unknown(first) or _unknown(last):
        return ""
    if first.date() == last.date():
        return day(first, now, year=True)
    same = first.year == last.year
    if _language == "zh_CN":
        end = day(last, last) if same else day(last, now, year=True)
        return f"{day(first, now, year=True)} – {end}"
    return f"{day(first, first) if same else day(first, now, year=True)} – {day(last, now, year=True)}"


def moment(when: datetime, now: date) -> str:
    """``28 Oct 2025, 10:42``."""
    if _unknown(when):
        return ""
    return f"{day(when, now, year=True)}{'' if _language == 'zh_CN' else ','} {when:%H:%M}"


def _unknown(when: date) -> bool:
    """Whether it is NaT, which does not even equal itself. pandas is not asked: it comes after the window."""
    return when != when


def here(when: datetime) -> datetime:
    """A moment (naive, UTC) as the clock on this computer's wall shows it."""
    return when.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)


def word(code: str, **fields: object) -> str:
    """A text of the core in the language in use, such as ``status.ok``."""
    return wording().text(code, **fields)


def short_path(path: Path) -> str:
    """``Documents › Newsletter``: from the home folder if it is inside."""
    try:
        parts = path.relative_to(QDir.homePath()).parts
    except ValueError:
        parts = path.parts
    return " › ".join(part for part in (part.strip("/\\") for part in parts) if part) or str(path)
