"""Brings ``resources/i18n/*.ts`` up to date with the code and compiles them: ``python tests/gui/update_translations.py``.

New strings come as unfinished; write their Chinese into ``listcleaner_zh_CN.ts`` (English needs only plurals), run it again.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
OPTIONS = {"en": ["-pluralonly"], "zh_CN": []}


def main() -> None:
    code = sorted(str(path) for path in (ROOT / "listcleaner" / "gui").rglob("*.py"))
    for language, options in OPTIONS.items():
        texts = ROOT / "resources" / "i18n" / f"listcleaner_{language}.ts"
        common = [
            "-no-obsolete",
            "-locations",
            "none",
            "-source-language",
            "en",
            "-target-language",
            language,
        ]
        subprocess.run([TOOLS / "pyside6-lupdate", *code, "-ts", texts, *common, *options], check=True)
        subprocess.run([TOOLS / "pyside6-lrelease", texts, "-qm", texts.with_suffix(".qm")], check=True)


if __name__ == "__main__":
    main()
