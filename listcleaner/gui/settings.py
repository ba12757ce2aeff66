"""What the window remembers between two starts."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QDir, QLocale, QSettings, QStandardPaths

from listcleaner.gui.look.colours import Scheme

if TYPE_CHECKING:  # it brings pandas, which is to come after the window
    from listcleaner.core.tables.table import DateOrder

RECENT = 8  # files remembered


class Settings:
    """The person's choices, kept where the system keeps such things. ``store`` None: nothing is read or kept."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store
        self._here: dict[str, object] = {}

    @classmethod
    def of_person(cls) -> "Settings":
        """Those of the person at the computer."""
        return cls(
            QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "ListCleaner", "ListCleaner")
        )

    def _get(self, name: str) -> object:
        if name in self._here or self._store is None:
            return self._here.get(name)
        return self._store.value(name)

    def _set(self, name: str, value: object) -> None:
        self._here[name] = value
        if self._store is not None:
            self._store.setValue(name, value)

    @property
    def language(self) -> str:
        """``system``, ``en`` or ``zh_CN``."""
        value = str(self._get("language"))
        return value if value in ("en", "zh_CN") else "system"

    @language.setter
    def language(self, value: str) -> None:
        self._set("language", value)

    def spoken_language(self) -> str:
        """The language to use: ``en`` or ``zh_CN``."""
        if self.language != "system":
            return self.language
        from listcleaner.core.wording import preferred_language  # with it come the texts

        return preferred_language(QLocale.system().uiLanguages())

    @property
    def theme(self) -> Scheme:
        """``system``, ``light`` or ``dark``."""
        value = str(self._get("theme") or "system")
        return cast(Scheme, value if value in ("light", "dark") else "system")

    @theme.setter
    def theme(self, value: str) -> None:
        self._set("theme", value)

    @property
    def folder(self) -> Path:
        """The folder last used, else the person's documents."""
        kept = str(self._get("folder") or "")
        if kept and Path(kept).is_dir():
            return Path(kept)
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return documents if documents.is_dir() else Path(QDir.homePath())

    @folder.setter
    def folder(self, value: Path) -> None:
        self._set("folder", str(value))

    @property
    def recent(self) -> list[Path]:
        """Files used lately, the latest first; some may be gone by now."""
        kept = self._get("recent") or []
        return [Path(str(one)) for one in (kept if isinstance(kept, list) else [kept])]

    def use(self, paths: Iterable[Path]) -> None:
        """These files are in use, and where the next ones are looked for first."""
        new = list(paths)
        every = dict.fromkeys([*new, *self.recent])
        self._set("recent", [str(path) for path in every][:RECENT])
        if new:
            self.folder = new[0].parent

    def forget_recent(self) -> None:
        """No file was used lately."""
        self._set("recent", [])

    @property
    def dates(self) -> "DateOrder | None":
        """What 1/2/2026 means where a file leaves it open: ``dmy``, ``mdy``, or None for as it looks."""
        value = self._get("dates")
        return value if value in ("dmy", "mdy") else None

    @dates.setter
    def dates(self, value: "DateOrder | None") -> None:
        self._set("dates", value or "")

    @property
    def ledger(self) -> Path | None:
        """Where the person keeps the memory, when it is not the usual place."""
        kept = str(self._get("ledger") or "")
        return Path(kept) if kept else None

    @ledger.setter
    def ledger(self, value: Path | None) -> None:
        self._set("ledger", str(value or ""))

    def reset(self) -> None:
        """Everything the person can choose is again as at first."""
        self.language, self.theme, self.dates, self.ledger = "system", "system", None, None

    @property
    def geometry(self) -> QByteArray | None:
        """Size and place of the window."""
        value = self._get("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._set("geometry", value)

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The columns the person chose for the table of addresses; None: the usual ones."""
        kept = str(self._get("columns") or "")
        return tuple(kept.split(" ")) if kept else None

    @columns.setter
    def columns(self, value: tuple[str, ...] | None) -> None:
        self._set("columns", " ".join(value or ()))
