"""Both languages say everything, and what is compiled is what is written."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import listcleaner
from listcleaner import resources

PACKAGE = Path(listcleaner.__file__).parent
LANGUAGES = ("en", "zh_CN")


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} comes with PySide6-Essentials"
    return found


def messages(path: Path) -> dict[str, list[str]]:
    """Source text → its translation, one for each plural form; an unfinished one is empty."""
    told: dict[str, list[str]] = {}
    for message in ElementTree.parse(path).iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        told[message.findtext("source", "")] = [""] if translation.get("type") else forms
    return told


def sources() -> list[str]:
    return [str(path) for path in sorted((PACKAGE / "gui").rglob("*.py"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_unfinished_and_none_is_missing(language: str, tmp_path: Path) -> None:
    kept = resources.path(f"i18n/listcleaner_{language}.ts")
    fresh = tmp_path / kept.name
    options = ["-pluralonly"] if language == "en" else []
    command = [tool("pyside6-lupdate"), *sources(), "-ts", str(fresh), "-target-language", language, *options]
    subprocess.run(command, check=True, capture_output=True)
    there = messages(kept)
    assert set(there) == set(messages(fresh)), "run lupdate as CONTRIBUTING says"
    assert [source for source, forms in there.items() if not all(forms)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_up_to_date(language: str, tmp_path: Path) -> None:
    kept = resources.path(f"i18n/listcleaner_{language}.ts")
    made = tmp_path / "made.qm"
    subprocess.run([tool("pyside6-lrelease"), str(kept), "-qm", str(made)], check=True, capture_output=True)
    assert made.read_bytes() == kept.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_every_language(language: str) -> None:
    for source, forms in messages(resources.path(f"i18n/listcleaner_{language}.ts")).items():
        for form in forms:
            assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", source)), source


def test_chinese_has_a_space_between_han_and_latin_and_full_width_marks() -> None:
    for source, forms in messages(resources.path("i18n/listcleaner_zh_CN.ts")).items():
        for form in forms:
            assert not re.search(r"[\u4e00-\u9fff][,;!?:]", form), source
            assert not re.search(r"[\u4e00-\u9fff](?:\{n\}|%Ln)[\u4e00-\u9fff]", form), source
