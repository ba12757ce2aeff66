"""What the window remembers between two starts."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QLocale, QSettings, QStandardPaths

from listcleaner.core.wording import preferred_language
from listcleaner.gui.theme import Scheme


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
        return str(self._get("language") or "system")

    @language.setter
    def language(self, value: str) -> None:
        self._set("language", value)

    def spoken_language(self) -> str:
        """The language to use: ``en`` or ``zh_CN``."""
        if self.language != "system":
            return self.language
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
        return documents if documents.is_dir() else Path.home()

    @folder.setter
    def folder(self, value: Path) -> None:
        self._set("folder", str(value))

    @property
    def geometry(self) -> QByteArray | None:
        """Size and place of the window."""
        value = self._get("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._set("geometry", value)
