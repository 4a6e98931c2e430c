"""The cache of checked rules: it changes nothing, hides nothing, and can be done without."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from numfacts import cache as stored
from numfacts.ruleset import RuleFilesError, RuleSet, load_rules
from support.packs import write

GOOD = "kind: exclusions\nrules:\n  - {id: words, note: never counted, terms: [一度, 零售]}\n"

pytestmark = pytest.mark.usefixtures("_shared_cache")


def entry_of(directory: Path, cache_home: Path) -> Path:
    """The cache entry of a pack, beside that of the rules it lies over."""
    load_rules()
    before = set(cache_home.iterdir())
    load_rules([directory])
    (entry,) = set(cache_home.iterdir()) - before
    return entry


def test_a_cached_set_is_the_same_set(tmp_path: Path, cache_home: Path) -> None:
    directory = write(tmp_path / "rules", alpha=GOOD, beta=GOOD)
    fresh = load_rules([directory], cache=False)
    assert not cache_home.exists()
    first = load_rules([directory])
    assert {path.suffix for path in cache_home.iterdir()} == {".msgpack"}
    assert fresh == first == load_rules([directory])


def test_a_cached_set_is_loaded_without_a_yaml_parser(tmp_path: Path) -> None:
    directory = write(tmp_path / "rules", alpha=GOOD)
    load_rules([directory])
    code = (
        "import sys; from pathlib import Path; from numfacts.ruleset import load_rules\n"
        f"assert load_rules([Path({str(directory)!r})]).files; assert 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})


@pytest.mark.parametrize("damage", [b"", b"\x00", b"x" * 400, None])
def test_a_damaged_entry_is_ignored_and_replaced(tmp_path: Path, cache_home: Path, damage: bytes | None) -> None:
    directory = write(tmp_path / "rules", alpha=GOOD)
    entry = entry_of(directory, cache_home)
    expected = load_rules([directory], cache=False)
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-3] + b"abc" if damage is None else damage)
    assert load_rules([directory]) == expected
    assert entry.read_bytes() == whole


def test_an_entry_of_another_shape_is_ignored(tmp_path: Path, cache_home: Path) -> None:
    directory = write(tmp_path / "rules", alpha=GOOD)
    entry = entry_of(directory, cache_home)
    expected = load_rules([directory], cache=False)
    whole = {"kind": "exclusions", "rules": []}
    for file in (
        (1, "alpha", "exclusions", whole | {"rules": 5}),
        (1, "beta", "exclusions", whole),
        (9, "alpha", "exclusions", whole),
        (1, "alpha", "gone", {}),
        7,
    ):
        stored.save(entry, msgspec.msgpack.encode((0, [file])))
        assert load_rules([directory]) == expected


def test_problems_are_not_hidden_by_the_cache(tmp_path: Path) -> None:
    directory = write(tmp_path / "rules", alpha=GOOD)
    load_rules([directory])
    (directory / "alpha.cases.yaml").unlink()
    with pytest.raises(RuleFilesError, match="rules without cases"):
        load_rules([directory])
    write(directory, alpha=GOOD + "  - id: words\n")
    with pytest.raises(RuleFilesError, match="duplicate id 'words'"):
        load_rules([directory])


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load_rules([write(tmp_path / "rules", alpha=GOOD)]).files


def test_without_a_home_there_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(Path, "home", homeless)
    assert stored.directory() is None
    assert load_rules([write(tmp_path / "rules", alpha=GOOD)]).files


def test_old_entries_are_dropped(tmp_path: Path, cache_home: Path) -> None:
    for number in range(20):
        load_rules([write(tmp_path / "rules", alpha=f"{GOOD}# {number}\n")])
    assert len(list(cache_home.iterdir())) == 16


def test_concurrent_loads_agree(tmp_path: Path, cache_home: Path) -> None:
    directory = write(tmp_path / "rules", alpha=GOOD)
    loaded: list[RuleSet] = []
    threads = [threading.Thread(target=lambda: loaded.append(load_rules([directory]))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 8
    assert all(rules == loaded[0] for rules in loaded)
    assert {path.suffix for path in cache_home.iterdir()} == {".msgpack"}
