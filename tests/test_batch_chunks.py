"""Tests of what a run keeps: chunks, the register, parts, and the manifest."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numfacts.batch.chunks import Chunk, chunked
from numfacts.batch.kernel import Kernel
from numfacts.batch.manifest import ManifestError, PartEntry, Place, entries, header, line, places_of, spread
from numfacts.batch.parts import Parts
from numfacts.batch.register import Register, Repeat
from numfacts.batch.source_documents import SourceDocument, to_batch
from numfacts.document import Document
from numfacts.io.files import OutputError


def documents(count: int, *, length: int = 10) -> list[SourceDocument]:
    return [SourceDocument(str(number), f"{number}".ljust(length), "a.jsonl", number + 1) for number in range(count)]


def chunks(given: list[SourceDocument], basis: str = "") -> list[Chunk]:
    return list(chunked(((document, document.sha256) for document in given), basis))


def keys(given: list[SourceDocument], basis: str = "") -> set[str]:
    return {chunk.key for chunk in chunks(given, basis)}


def test_chunks_hold_all_documents_in_order() -> None:
    given = documents(3000)
    found = chunks(given)
    assert list(chain.from_iterable(chunk.documents for chunk in found)) == given
    assert 20 < len(found) < 100
    assert max(len(chunk.documents) for chunk in found) <= 256


def test_chunks_are_bounded_by_their_text_but_for_a_single_document() -> None:
    sizes = [len(chunk.documents) for chunk in chunks(documents(7, length=100_000) + documents(1, length=900_000))]
    assert max(sizes) <= 2
    assert sum(sizes) == 8


def test_what_changes_makes_other_chunks_only_around_it() -> None:
    given = documents(3000)
    before = keys(given)
    given[1500].text += "!"
    assert len(before - keys(given)) <= 2
    del given[700]
    assert len(before - keys(given)) <= 4
    given.insert(0, SourceDocument("new", "new", "b.txt"))
    assert len(before - keys(given)) <= 6


@pytest.mark.parametrize(
    "change", [{"id": "other"}, {"text": "other"}, {"title": "t"}, {"duplicate_of": "other"}, {"html": True}]
)
def test_a_key_depends_on_all_that_is_known_of_a_document(change: dict[str, str]) -> None:
    changed = documents(1)
    for name, value in change.items():
        setattr(changed[0], name, value)
    assert keys(changed) != keys(documents(1))


def test_a_key_depends_on_the_basis_and_not_on_the_place() -> None:
    moved = documents(1)
    moved[0].path, moved[0].line = "elsewhere", 9
    assert keys(moved) == keys(documents(1))
    assert keys(documents(1), "other rules") != keys(documents(1))


def test_the_register_knows_what_it_has_seen(tmp_path: Path) -> None:
    register = Register(tmp_path / "register")
    one, again, other = (SourceDocument("1", text, "a.jsonl", number) for number, text in enumerate("xxy", 1))
    same = SourceDocument("2", "x", "b.txt")
    assert register.enter(one, one.sha256) is None
    assert register.enter(again, again.sha256) == Repeat("a.jsonl:1", True)
    assert register.enter(other, other.sha256) == Repeat("a.jsonl:1", False)
    assert register.enter(same, same.sha256) is None
    assert (one.duplicate_of, same.duplicate_of) == (None, "1")
    register.close()
    assert not list(tmp_path.iterdir())


def test_ids_made_of_names_are_told_apart(tmp_path: Path) -> None:
    register = Register(tmp_path / "register")
    first, second = (SourceDocument("a:1", text, f"{text}/a.jsonl", 1, full_id=f"{text}/a.jsonl:1") for text in "xy")
    assert register.enter(first, first.sha256) is None
    assert register.enter(second, second.sha256) is None
    assert (first.id, second.id) == ("a:1", "y/a.jsonl:1")
    assert register.enter(second, second.sha256) == Repeat("y/a.jsonl:1", True)
    register.close()


def test_a_register_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="unable to open"):
        Register(tmp_path / "nowhere" / "register")


def unchanged(document: Document, html: bool) -> Document:
    return document


def test_parts_come_back_whole_or_not_at_all(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    (outcomes,) = Kernel(unchanged)(iter([to_batch(documents(3))]))
    key = "ab" + "c" * 62
    assert parts.load(key) is None
    parts.save(key, outcomes)
    assert parts.load(key) == outcomes
    assert list(parts.keys()) == [key]
    (path,) = tmp_path.glob("*/*")
    path.write_bytes(path.read_bytes()[:-1])
    assert parts.load(key) is None
    path.write_bytes(b"")
    assert parts.load(key) is None


def test_parts_nobody_wants_are_swept(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    (outcomes,) = Kernel(unchanged)(iter([to_batch(documents(1))]))
    for key in ("aa1", "aa2", "bb3"):
        parts.save(key, outcomes)
    parts.sweep({"aa2"})
    assert list(parts.keys()) == ["aa2"]
    assert [path.name for path in tmp_path.iterdir()] == ["aa"]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.none() | st.integers(1, 4))))
def test_places_are_kept_short_and_come_back(places: list[tuple[str, int | None]]) -> None:
    kept = places_of(SourceDocument("", "", path, number) for path, number in places)
    assert list(spread(kept)) == places
    assert len(kept) <= len(places)


def test_consecutive_lines_are_one_place() -> None:
    assert places_of(documents(100)) == [Place("a.jsonl", 1, 100)]


def test_entries_come_back_from_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "manifest"
    entry = PartEntry("key", [Place("a", None, 1)], 1, 2, 0)
    path.write_bytes(line(entry) + line(entry))
    assert list(entries(path)) == [entry, entry]
    assert header(path) is None
    path.write_bytes(line(entry) + b"{")
    with pytest.raises(ManifestError, match="manifest:2: "):
        list(entries(path))
    path.unlink()
    assert header(path) is None
