"""Tests of the progress bar."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from numfacts.io.progress import ProgressBar, count_documents


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("documents", [0, 1, 2, 3])
def test_a_bar_appears_with_the_second_document_and_only_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, documents: int, terminal: bool
) -> None:
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with ProgressBar(["a.txt", "b.txt", "c.txt"]) as bar:
        for _ in range(documents):
            bar.step()
    shown = stream.getvalue()
    assert bool(shown) == (terminal and documents > 1)
    if shown:
        assert f"{documents}/3" in shown


def test_count_documents(tmp_path: Path) -> None:
    lines, folder = tmp_path / "a.jsonl", tmp_path / "news"
    lines.write_bytes(b"{}\n{}\n{}")
    folder.mkdir()
    for name in ("a.txt", "b.html", "c.pdf"):
        (folder / name).touch()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"{}\n"))
    assert count_documents([str(lines), str(folder), str(tmp_path / "missing.txt")]) == 6
    assert count_documents([str(lines), str(tmp_path / "a.jsonl.gz")]) is None
    assert count_documents(["-"]) is None
    assert count_documents([]) == 0
