"""XLSX: a row a fact under the columns of the CSV, with values as numbers where a spreadsheet keeps them exactly.

Spreadsheets keep 15 digits of a number. A value with more of them is text instead, so that no digit is lost; a number
has the format that shows it as written, with its zeros. Days are dates, but text before 1900-03-01, which spreadsheets
count differently. Control characters are written as the format has it, ``_x000D_``.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from lxml.etree import LxmlError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from numfacts.exporting.sink import FactError
from numfacts.io.files import AtomicFile, writing
from numfacts.io.outputs import CSV_COLUMNS, csv_row
from numfacts.records import Fact

EXACT_DIGITS: Final = 15
MOST_ROWS: Final = 1 << 20
MOST_CHARACTERS: Final = 32_767
_MOST_SHOWN: Final = 30  # places in a format, and well below the largest double

_NUMBERS: Final = ("value", "value_high")
_FIRST_DAY: Final = dt.date(1900, 3, 1)
_MADE: Final = dt.datetime(2000, 1, 1)
"""The time that is written as that of making, so that the same facts give the same bytes."""
_WIDTHS: Final = {"doc_id": 24, "id": 18, "quote": 18, "value": 20, "rules": 40, "basis": 30}
# What the format cannot hold as it is, and what would be taken for such an escape.
_ESCAPED: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_BLOCK: Final = 1 << 20


class XlsxExport:
    """Writes one workbook: a sheet for each million of facts, under a header that stays in sight."""

    def __init__(self, path: Path) -> None:
        self.remarks: Counter[str] = Counter()
        self._file = AtomicFile(path)
        self._name = str(path)
        self._book = Workbook(write_only=True)
        self._book.properties.creator = "numfacts"
        self._book.properties.created = _MADE
        self._sheet: Any = None
        self._rows = MOST_ROWS

    def add(self, fact: Fact) -> None:
        """Appends a row; raises ``OutputError``, and ``FactError`` for a text that is too long for a cell."""
        values = dict(zip(CSV_COLUMNS, csv_row(fact), strict=True))
        texts = {column: escaped(value) for column, value in values.items() if isinstance(value, str)}
        for column, text in texts.items():
            if len(text) > MOST_CHARACTERS:
                raise FactError(f'"{column}" is too long for a cell: {len(text):,} characters')
        with _writing(self._name):
            if self._rows == MOST_ROWS:
                self._start()
            cells = [self._cell(column, texts.get(column, value)) for column, value in values.items()]
            self._sheet.append(cells)
        self._rows += 1

    def commit(self) -> None:
        """Finishes the workbook; raises ``OutputError``."""
        with _writing(self._name), tempfile.TemporaryFile() as whole:
            if self._sheet is None:
                self._start()
            self._book.properties.modified = _MADE
            with _Undated(whole, "w", zipfile.ZIP_DEFLATED) as archive:
                ExcelWriter(self._book, archive).write_data()
            whole.seek(0)
            while block := whole.read(_BLOCK):
                self._file.write(block)
        self._file.commit()

    def discard(self) -> None:
        """Leaves what stood under the file's name as it was."""
        for sheet in self._book.worksheets:
            with suppress(OSError, LxmlError):
                if not sheet.closed:
                    sheet.close()
        self._file.discard()

    def _start(self) -> None:
        number = len(self._book.worksheets) + 1
        sheet = self._book.create_sheet("facts" if number == 1 else f"facts {number}")
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(CSV_COLUMNS))}{MOST_ROWS}"
        for index, column in enumerate(CSV_COLUMNS, 1):
            sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(column, 14)
        heads = [WriteOnlyCell(sheet, column) for column in CSV_COLUMNS]
        for head in heads:
            head.font = Font(bold=True)
        sheet.append(heads)
        self._sheet, self._rows = sheet, 1

    def _cell(self, column: str, value: object) -> object:
        """Gives what stands in a cell; ``=1`` is told to be a text, or it would be reckoned, and ``#N/A`` an error."""
        if isinstance(value, str):
            if column in _NUMBERS and is_exact(value):
                cell = WriteOnlyCell(self._sheet, float(value) if "." in value else int(value))
                places = len(value.partition(".")[2])
                cell.number_format = "0." + "0" * places if places else "0"
                return cell
            if not value.startswith(("=", "#")):
                return value
            cell = WriteOnlyCell(self._sheet, value)
            cell.data_type = "s"
            return cell
        if isinstance(value, dt.date):
            if value < _FIRST_DAY:
                return value.isoformat()
            cell = WriteOnlyCell(self._sheet, value)
            cell.number_format = "yyyy-mm-dd"
            return cell
        return value


@contextmanager
def _writing(name: str) -> Iterator[None]:
    """Turns errors of the system into ``OutputError``, also as lxml, which writes the sheets, raises them."""
    with writing(name):
        try:
            yield
        except LxmlError as error:
            number: int = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
            raise OSError(number, os.strerror(number)) from error


class _Undated(zipfile.ZipFile):
    """An archive whose members bear no time, so that the same facts give the same bytes."""

    def writestr(self, name: Any, data: Any, *rest: Any) -> None:
        member = zipfile.ZipInfo(name)
        member.compress_type = self.compression
        super().writestr(member, data, *rest)

    def write(self, filename: Any, arcname: Any = None, *rest: Any) -> None:
        member = zipfile.ZipInfo(str(arcname))
        member.compress_type = self.compression
        with open(filename, "rb") as source, self.open(member, "w", force_zip64=True) as target:
            while block := source.read(_BLOCK):
                target.write(block)


def is_exact(value: str) -> bool:
    """Says whether a spreadsheet keeps a decimal exactly as a number, and a format can show it as it is written."""
    number = Decimal(value)
    if number.is_zero() and number.is_signed():
        return False
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0")
    places = len(value.partition(".")[2])
    return len(digits) <= EXACT_DIGITS and len(value) <= _MOST_SHOWN and f"{number:.{places}f}" == value


def escaped(text: str) -> str:
    """Writes a text as the format has it: ``_x0007_`` for what XML cannot hold or would change."""
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
