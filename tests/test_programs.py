"""Compiled patterns that are kept: they are what ``re`` makes, and whatever is wrong with the cache is no matter."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from numfacts import cache, programs
from numfacts.programs import Program, Programs, later
from numfacts.ruleset import load_rules
from numfacts.ruleset.kinds import ShapesFile

ODD = [
    ("", 0),
    ("a(?P<b>b)|(c)", re.IGNORECASE),
    ("(?i:[a-zé])(?<![一-鿿])[万亿]++", 0),
    ("(?P<n>[0-9]{1,3})(?P=n)(?(n)x|y)", 0),
    (r"(?x) \w+ \s  # a comment", re.ASCII),
    ("^.$", re.MULTILINE | re.DOTALL),
]
SAMPLE = (Path(__file__).parent.parent / "corpus" / "sample.txt").read_text("utf-8")


def shipped() -> list[tuple[str, int]]:
    files = load_rules().of(ShapesFile)
    return [(rule.pattern, 0) for _, file in files for rule in file.rules if rule.pattern is not None]


def test_a_kept_pattern_is_the_one_that_re_compiles(tmp_path: Path) -> None:
    path = tmp_path / "patterns-x.msgpack"
    wanted = ODD + [(pattern, flags) for pattern, flags in shipped() if not pattern.startswith("(?=")]
    first = Programs(path)
    made = [first.compiled(*key) for key in wanted]
    first.keep()
    again = Programs(path)
    recalled = [again.compiled(*key) for key in wanted]
    plain = [re.compile(*key) for key in wanted]
    # Patterns are equal where their programs are.
    assert made == recalled == plain
    assert [(one.flags, one.groups, one.groupindex) for one in recalled] == [
        (one.flags, one.groups, one.groupindex) for one in plain
    ]
    assert again.compiled(*ODD[1]) is recalled[1]
    assert recalled[1].sub(r"\g<b>", "xAB") == "xB"


LOOKING = [
    ("(?=[ad])[a-f]+", 0),
    ("(?=净)(?:净利|净)", 0),
    ("(?=ab|[0-9]c)..", 0),
    (r"(?=[\d%])\S", 0),
    ("(?=a)A", re.IGNORECASE),
    ("(?=a?)b", 0),
    ("(?=a)", 0),
    ("(?=[^a])b", 0),
    ("(?!a)b", 0),
]


def test_a_search_that_is_told_where_to_try_finds_what_it_did(tmp_path: Path) -> None:
    text = SAMPLE + "ab1c%ABabcdef 净利\n净"
    kept = Programs(tmp_path / "patterns-x.msgpack")
    for key in LOOKING + [(pattern, flags) for pattern, flags in shipped() if pattern.startswith("(?=")]:
        found, plain = kept.compiled(*key).finditer(text), re.compile(*key).finditer(text)
        assert [match.span() for match in found] == [match.span() for match in plain], key


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    path = tmp_path / "patterns-x.msgpack"
    first = Programs(path)
    first.compiled("ab")
    first.keep()
    path.rename(tmp_path / "other")
    first.keep()
    again = Programs(tmp_path / "other")
    again.compiled("ab")
    again.keep()
    assert not path.exists()


def test_what_others_kept_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "patterns-x.msgpack"
    one, other = Programs(path), Programs(path)
    one.compiled("ab")
    other.compiled("cd")
    one.keep()
    other.keep()
    assert kept(path) == {"ab", "cd"}


def test_an_entry_that_grows_too_large_keeps_what_was_used_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "patterns-x.msgpack"
    monkeypatch.setattr(programs, "LIMIT", 200)
    for used in (["ab", "cd"], ["cd", "ef"], ["a" * 250]):
        process = Programs(path)
        for pattern in used:
            process.compiled(pattern)
        process.keep()
    assert kept(path) == {"cd", "ef"}
    assert path.stat().st_size <= 200
    monkeypatch.setattr(programs, "LIMIT", 100)
    process = Programs(path)  # an entry of a time with another limit
    process.compiled("cd")
    process.keep()
    assert kept(path) == {"cd"}


@pytest.mark.parametrize(
    "program",
    [Program(32, b"\xff" * 8, 0, {}, []), Program(32, b"\xff" * 7, 0, {}, []), Program(32, b"", 0, {"a": 5}, [])],
)
def test_what_is_no_program_is_compiled(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "patterns-x.msgpack"
    cache.save(path, msgspec.msgpack.encode([("ab", 0, program)]))
    assert Programs(path).compiled("ab") == re.compile("ab")


@pytest.mark.parametrize("content", [b"", b"damaged", msgspec.msgpack.encode([5])])
def test_an_entry_of_another_shape_is_ignored(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "patterns-x.msgpack"
    cache.save(path, content)
    assert Programs(path).compiled("ab") == re.compile("ab")
    path.write_bytes(content)
    assert Programs(path).compiled("ab") == re.compile("ab")


def test_without_a_cache_patterns_are_compiled() -> None:
    process = Programs(None)
    assert process.compiled("a(b)", re.IGNORECASE) == re.compile("a(b)", re.IGNORECASE)
    process.keep()


@pytest.mark.parametrize("where", [None, "patterns-x.msgpack"])
def test_a_broken_pattern_is_told_as_by_re(tmp_path: Path, where: str | None) -> None:
    with pytest.raises(re.error, match=r"unterminated subpattern"):
        Programs(where and tmp_path / where).compiled("(ab")


def test_a_pattern_of_a_module_is_compiled_when_it_is_used() -> None:
    pattern = later("a(?P<b>b)", re.IGNORECASE)
    assert pattern.pattern == "a(?P<b>b)"
    assert pattern.match("AB")
    assert pattern.groupindex == {"b": 1}
    assert pattern.sub("-", "xaby") == "x-y"


def test_the_command_keeps_its_patterns_and_finds_the_same_with_and_without_them(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("云杉股份2024年营收35亿元，同比增长12%。", encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    outputs = []
    for home in ("home", "home", "file/none"):
        output = tmp_path / f"{len(outputs)}.jsonl"
        command = [sys.executable, "-m", "numfacts", "extract", str(article), "--quiet", "--no-show", "-o", str(output)]
        subprocess.run(command, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / home)}, check=True)
        outputs.append(output.read_bytes())
    (entry,) = (tmp_path / "home" / "numfacts").glob("patterns-*")
    assert len(kept(entry)) > 100
    assert outputs[0] == outputs[1] == outputs[2]
    assert outputs[0].count(b"\n") == 2


def kept(path: Path) -> set[str]:
    """The patterns of an entry."""
    content = cache.load(path)
    assert content is not None
    return {pattern for pattern, *_ in msgspec.msgpack.decode(content)}
