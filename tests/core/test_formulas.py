"""Addresses that are formulas: with their results they are addresses, without them nobody is taken out as having none."""

from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from listcleaner.core.contacts import load_list
from listcleaner.core.errors import UserError

FORMULA = '=A{}&"@example.com"'


def without_results(path: Path, addresses: list[str | None]) -> Path:
    """As programs write that do not calculate."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["User", "Email"])
    for number, address in enumerate(addresses, 2):
        sheet.append([f"user{number}", address])
    book.save(path)
    return path


def test_addresses_never_calculated_are_not_taken_for_missing(tmp_path: Path) -> None:
    file = without_results(
        tmp_path / "list.xlsx", ["ann@example.com", FORMULA.format(3), None, FORMULA.format(5)]
    )
    with pytest.raises(UserError) as error:
        load_list(file)
    assert (error.value.code, error.value.fields) == (
        "not_calculated",
        {"file": str(file), "column": "Email", "n": 2},
    )


def test_formulas_with_results_are_addresses_even_empty_ones(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["User", "Email"])
        for row, result in enumerate(["ann@example.com", "bob@example.com", "NOTHING"], 1):
            sheet.write(row, 0, f"user{row}")
            sheet.write_formula(row, 1, FORMULA.format(row + 1), value=result)
    file = tmp_path / "list.xlsx"
    with ZipFile(tmp_path / "made.xlsx") as made, ZipFile(file, "w") as target:
        for name in made.namelist():
            target.writestr(name, made.read(name).replace(b"NOTHING", b""))  # as Excel writes an empty text
    assert load_list(file).contacts["address"].tolist() == ["ann@example.com", "bob@example.com", ""]


def test_formulas_without_results_in_other_columns_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Email", "Name"], ["ann@example.com", '="A"&"nn"'], [None, "nobody"]):
        sheet.append(row)
    book.save(file)
    assert load_list(file).contacts["address"].tolist() == ["ann@example.com", ""]
