"""Tests of CSV and XLSX: every fact reads back equal, and a spreadsheet shows what is written."""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import SerialisationError
from openpyxl.cell import Cell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from numfacts.exporting.csv import CsvExport
from numfacts.exporting.sink import FactError, FactExport
from numfacts.exporting.xlsx import MOST_CHARACTERS, XlsxExport, escaped, is_exact
from numfacts.io.files import OutputError
from numfacts.io.outputs import CSV_COLUMNS
from numfacts.records import Fact, Period

MakeFact = Callable[..., Fact]
FactOfSlots = Callable[[Mapping[str, Any]], Fact]


def write(export: FactExport, facts: Sequence[Fact]) -> None:
    for fact in facts:
        export.add(fact)
    export.commit()


def rows_of_csv(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(file)]


def text_of(cell: Cell) -> Any:
    """What a cell says: a number as its format shows it, a text without escapes."""
    value: Any = cell.value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, int | float) and cell.number_format != "General":
        return f"{Decimal(repr(value)):.{len(cell.number_format.partition('.')[2])}f}"
    return value


def rows_of_xlsx(path: Path) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(path)["facts"]
    head, *rows = sheet.iter_rows()
    names = [cell.value for cell in head]
    return [dict(zip(names, map(text_of, row), strict=True)) for row in rows]


@pytest.mark.parametrize(("make", "read"), [(CsvExport, rows_of_csv), (XlsxExport, rows_of_xlsx)], ids=["csv", "xlsx"])
def test_every_fact_reads_back_equal(
    make: Callable[[Path], FactExport],
    read: Callable[[Path], list[dict[str, Any]]],
    tmp_path: Path,
    corpus_facts: list[Fact],
    odd_facts: list[Fact],
    fact_of_slots: FactOfSlots,
) -> None:
    facts = [*corpus_facts, *odd_facts]
    write(make(tmp_path / "facts"), facts)
    shutil.copyfile(tmp_path / "facts", tmp_path / "facts.xlsx")  # its reader goes by the name
    assert [fact_of_slots(row) for row in read(tmp_path / "facts.xlsx")] == facts


@pytest.mark.parametrize(("make", "name"), [(CsvExport, "a.csv"), (XlsxExport, "a.xlsx")])
def test_the_same_facts_are_the_same_bytes_and_none_are_a_header(
    make: Callable[[Path], FactExport], name: str, tmp_path: Path, make_fact: MakeFact
) -> None:
    for directory, facts in (("one", [make_fact()]), ("two", [make_fact()]), ("none", [])):
        write(make(tmp_path / directory / name), facts)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    read = rows_of_csv if name.endswith("csv") else rows_of_xlsx
    assert read(tmp_path / "none" / name) == []


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        ("18.3", True),
        ("0.70", True),
        ("-0.50", True),
        ("57400000000000000000", True),
        ("999999999999999", True),
        ("1234567890123456", False),
        ("123456789012345678.123456", False),
        ("0.1234567890123456", False),
        ("-0", False),
        ("007", False),
        ("1" + "0" * 40, False),
    ],
)
def test_a_value_is_a_number_only_where_a_spreadsheet_keeps_it(
    value: str, exact: bool, tmp_path: Path, make_fact: MakeFact
) -> None:
    assert is_exact(value) is exact
    write(XlsxExport(tmp_path / "a.xlsx"), [make_fact(value=value)])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["facts"].cell(2, CSV_COLUMNS.index("value") + 1)
    assert cell.data_type == ("n" if exact else "s")
    assert text_of(cell) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=None))
def test_an_exact_number_is_the_same_after_a_double_of_15_digits(number: Decimal) -> None:
    value = format(number, "f")
    if is_exact(value):
        assert Decimal(f"{float(value):.15g}") == number


def test_the_header_stays_in_sight_and_days_are_dates(tmp_path: Path, make_fact: MakeFact) -> None:
    days = Period(dt.date(1900, 2, 28), dt.date(2024, 3, 1))
    write(XlsxExport(tmp_path / "a.xlsx"), [make_fact(period=days)])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["facts"]
    assert sheet.freeze_panes == "A2"
    first, last = (sheet.cell(2, CSV_COLUMNS.index(f"period_{end}") + 1) for end in ("start", "end"))
    assert (first.value, last.value, last.is_date) == ("1900-02-28", dt.datetime(2024, 3, 1), True)


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "#REF!", "1", "2024-01-01", "50%", "TRUE"])
def test_a_text_is_a_text_whatever_it_looks_like(text: str, tmp_path: Path, make_fact: MakeFact) -> None:
    write(XlsxExport(tmp_path / "a.xlsx"), [make_fact(quote=text)])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["facts"].cell(2, CSV_COLUMNS.index("quote") + 1)
    assert (cell.value, cell.data_type) == (text, "s")


def test_facts_beyond_the_rows_of_a_sheet_are_on_the_next(
    tmp_path: Path, make_fact: MakeFact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("numfacts.exporting.xlsx.MOST_ROWS", 3)
    write(XlsxExport(tmp_path / "a.xlsx"), [make_fact(start=start) for start in range(5)])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("facts", 3), ("facts 2", 3), ("facts 3", 2)]


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path, make_fact: MakeFact) -> None:
    export = XlsxExport(tmp_path / "a.xlsx")
    with pytest.raises(FactError, match='"quote" is too long for a cell: 32,768 characters'):
        export.add(make_fact(quote="5" * (MOST_CHARACTERS + 1)))
    write(export, [make_fact(quote="5" * MOST_CHARACTERS)])
    assert len(rows_of_xlsx(tmp_path / "a.xlsx")) == 1


def test_an_export_that_is_given_up_leaves_what_was_there(tmp_path: Path, make_fact: MakeFact) -> None:
    for name, make in (("a.csv", CsvExport), ("a.xlsx", XlsxExport)):
        (tmp_path / name).write_text("before")
        export = make(tmp_path / name)
        export.add(make_fact())
        export.discard()
        assert (tmp_path / name).read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.xlsx"]


@pytest.mark.parametrize(("error", "cause"), [("IO_ENOSPC", "No space left on device"), ("odd", "Input/output error")])
def test_a_disk_that_is_full_while_a_sheet_is_written_is_told(
    error: str, cause: str, tmp_path: Path, make_fact: MakeFact, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_text("before")
    export = XlsxExport(tmp_path / "a.xlsx")
    export.add(make_fact())

    def fail(*_: Any) -> None:
        raise SerialisationError(error)

    monkeypatch.setattr(WriteOnlyWorksheet, "append", fail)
    with pytest.raises(OutputError, match=f"cannot be written: {cause}"):
        export.add(make_fact())
    export.discard()
    assert (tmp_path / "a.xlsx").read_text() == "before"


@given(st.text())
def test_escapes_are_of_what_xml_cannot_hold_and_can_be_undone(text: str) -> None:
    written = escaped(text)
    assert re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", written) is None
    assert re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), written) == text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_what_is_written(
    tmp_path: Path, corpus_facts: list[Fact], odd_facts: list[Fact], fact_of_slots: FactOfSlots
) -> None:
    facts = [*corpus_facts, *odd_facts]
    write(XlsxExport(tmp_path / "facts.xlsx"), facts)
    with zipfile.ZipFile(tmp_path / "facts.xlsx") as archive:
        assert archive.testzip() is None
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", as_shown, "--outdir", tmp_path / "shown"]
    subprocess.run([*command, tmp_path / "facts.xlsx"], check=True, capture_output=True)
    rows = rows_of_csv(tmp_path / "shown" / "facts.csv")
    lines = [fact_of_slots(row) for row in rows]
    assert lines[: len(corpus_facts)] == corpus_facts
    assert [(line.value, line.unit, line.period) for line in lines] == [
        (fact.value, fact.unit, fact.period) for fact in facts
    ]
