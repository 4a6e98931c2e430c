"""Tests that JSON lines are read alike wherever documents are read: for single runs and for batches."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest

from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.sources.inputs import Inputs
from numfacts.document import Document
from numfacts.io.folders import Notice, Rejection
from numfacts.io.inputs import read_documents

DAY = dt.date(2025, 3, 21)
LINE = b'{"text": "5"}\n'
LINES = {
    "ids.jsonl": b'{"id": 0, "text": "a"}\n{"id": "", "text": "b"}\n{"id": null, "text": "c", "title": "T"}\n',
    "dates.jsonl": b'{"text": "a", "published": "2024-02-03T04:05"}\n{"text": "b", "published": "soon"}\n' + LINE,
    "odd.jsonl": b'\n{"text": 5}\n{\n[]\n{"text": " "}\n{"text": "a\\u0000"}\n\n' + LINE,
    "gb.jsonl": '{"text": "营收5亿元，净利润增长，公司表示"}\n'.encode("gb18030") * 2,
    "empty.jsonl": b"",
    "blank.jsonl": b"\n \n",
    "none.jsonl.gz": b"no gzip",
    "cut.jsonl.gz": gzip.compress(LINE + b"\n\n", mtime=0)[:-3],
    "wide.jsonl": (LINE.decode() * 2).encode("utf-16") + b"\x00\xd8c\0\n\0",
}


@pytest.mark.parametrize("name", LINES)
def test_they_are_read_alike(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(LINES[name])
    single, batch = list(read_documents([name], published=DAY)), list(Inputs([name], published=DAY))
    said = [str(reading) for reading in single if isinstance(reading, Rejection | Notice)]
    assert said == [str(reading) for reading in batch if isinstance(reading, Rejection | Notice)]
    fields = ("id", "text", "title", "published")
    found = [[getattr(reading, field) for field in fields] for reading in single if isinstance(reading, Document)]
    assert found == [
        [getattr(reading, field) for field in fields] for reading in batch if isinstance(reading, SourceDocument)
    ]
    assert said or found
    if name == "ids.jsonl":
        assert [id for id, *_ in found] == ["0", "ids:2", "ids:3"]
    if name == "cut.jsonl.gz":  # blank lines count
        assert said[0].startswith("cut.jsonl.gz:4: broken gzip: ")
        assert said[0].endswith("; the rest of the file is not read")
