"""Tests of writing the texts that facts point into."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.io.texts import TextOutput

TEXT = "一行\r\n二行\r三行\u2028末\n"


def write(output: TextOutput, *documents: Document) -> None:
    try:
        for document in documents:
            output.write(document)
        output.commit()
    finally:
        output.discard()


def test_a_single_text_keeps_its_line_ends(tmp_path: Path) -> None:
    write(TextOutput(tmp_path / "a.txt", directory=False), Document("a", TEXT))
    assert (tmp_path / "a.txt").read_bytes() == TEXT.encode()


def test_a_second_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="directory"):
        write(TextOutput(tmp_path / "a.txt", directory=False), Document("a", "x"), Document("b", "y"))


def test_lines_can_be_read_again(tmp_path: Path) -> None:
    documents = Document("a", TEXT), Document("b", "y", title="题", published=dt.date(2025, 3, 27))
    write(TextOutput(tmp_path / "all.jsonl", directory=False), *documents)
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").split("\n")
    assert json.loads(lines[0]) == {"id": "a", "text": TEXT}
    assert json.loads(lines[1]) == {"id": "b", "text": "y", "title": "题", "published": "2025-03-27"}


def test_ids_become_names_that_stay_inside_the_directory(tmp_path: Path) -> None:
    ids = ["a", "A", "../../b", "/etc/passwd", "..", "", "c\nd", "数" * 200]
    write(TextOutput(tmp_path / "texts", directory=True), *(Document(id, id) for id in ids))
    assert [path.name for path in tmp_path.iterdir()] == ["texts"]
    texts = {path.read_bytes().decode(): path.name for path in (tmp_path / "texts").iterdir()}
    assert set(texts) == set(ids)
    assert texts["a"] == "a.txt"
    assert texts["A"] == "A-2.txt"
    assert texts["../../b"] == "_.._b.txt"
