"""Tests of walking directories and naming files."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

import pytest

from numfacts.io.folders import Notice, Rejection, cause, kind_of, shown, walk


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"), ("a.md", "text"), ("a.htm", "html"), ("A.HTML", "html"), ("a.jsonl", "lines"),
        ("a.txt.gz", "text"), ("a.JSONL.GZ", "lines"), ("dir.txt/a.html.gz", "html"),
        ("a.json", None), ("a.gz", None), ("txt", None), (".txt", None), ("a.txt.bz2", None), ("dir.txt/a", None),
    ],
)  # fmt: skip
def test_kinds_follow_names(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_directories_are_walked_in_order_without_what_is_no_document(
    tmp_path: Path,
) -> None:
    names = ["b.txt", "a/z.md", "a/y.jsonl", "c.html.gz", ".hidden.txt", ".git/x.txt", "d.pdf", "a/.x.md", "e/f/g.htm"]
    names += ["a.facts.jsonl", "b.facts.jsonl.gz", "c.facts.txt"]  # what earlier runs wrote
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in walk(tmp_path) if isinstance(path, Path)]
    assert found == ["a/y.jsonl", "a/z.md", "b.txt", "c.html.gz", "e/f/g.htm"]


def test_links_to_files_are_followed_and_links_to_directories_are_told(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "real" / "a.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    found = list(walk(tmp_path))
    assert [path.name for path in found if isinstance(path, Path)] == ["link.txt", "nowhere.txt", "a.txt"]
    assert [notice.message for notice in found if isinstance(notice, Notice)] == ["a link to a directory, not followed"]


def test_pipes_in_a_directory_cannot_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert list(walk(tmp_path)) == []


def test_a_directory_that_cannot_be_listed_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").touch()
    listdir = os.listdir

    def refuse(path: Path) -> list[str]:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert list(walk(tmp_path)) == [
        Rejection((tmp_path / "a").as_posix(), None, "Permission denied"),
        tmp_path / "b" / "x.txt",
    ]


def test_very_deep_directories_are_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 1200
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("a.txt").touch()
    assert [path.name for path in walk(tmp_path) if isinstance(path, Path)] == ["a.txt"]
    os.unlink("a.txt")
    for _ in range(depth):  # deeper than what pytest could remove
        os.chdir("..")
        os.rmdir("d")


def test_names_that_are_no_utf8_can_be_shown() -> None:
    assert shown(Path("a") / "b.txt") == "a/b.txt"
    shown(os.fsdecode(b"\xff.txt")).encode()
    assert shown(os.fsdecode(b"\xff.txt")) == "\\xff.txt"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (FileNotFoundError(2, "No such file or directory"), "No such file or directory"),
        (gzip.BadGzipFile("Not a gzipped file"), "broken gzip: Not a gzipped file"),
        (EOFError("ended early"), "broken gzip: ended early"),
        (zlib.error("bad data"), "broken gzip: bad data"),
        (ValueError("embedded null byte"), "embedded null byte"),
    ],
)
def test_causes_are_said_in_the_words_of_the_system(error: Exception, text: str) -> None:
    assert cause(error) == text


def test_rejections_and_notices_say_their_place() -> None:
    assert str(Rejection("a.jsonl", 3, "why")) == "a.jsonl:3: why"
    assert str(Notice("a.txt", None, "what")) == "a.txt: what"
