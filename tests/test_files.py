"""Tests of files that are written whole or not at all."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from numfacts.io.files import AtomicFile, OutputError, place


def write(file: AtomicFile, data: bytes) -> None:
    file.write(data)
    file.commit()


def test_a_file_appears_only_when_committed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "facts"
    file = AtomicFile(path)
    file.write(b"one ")
    file.write(b"two")
    assert not path.exists()
    file.commit()
    assert path.read_bytes() == b"one two"
    assert os.listdir(path.parent) == ["facts"]


def test_discarding_keeps_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "facts"
    path.write_bytes(b"old")
    file = AtomicFile(path)
    file.write(b"new")
    file.discard()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["facts"]


def test_a_new_file_has_the_rights_the_system_gives(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    file = AtomicFile(tmp_path / "facts")
    write(file, b"")
    assert (tmp_path / "facts").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    (tmp_path / "link").symlink_to(target)
    file = AtomicFile(tmp_path / "link")
    write(file, b"new")
    assert (tmp_path / "link").is_symlink()
    assert target.read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    file = AtomicFile(Path("/dev/null"))
    write(file, b"gone")
    assert not Path("/dev/null").is_file()


def test_compressed_files_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        write(AtomicFile(tmp_path / name), "数".encode())
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == "数".encode()


@pytest.mark.parametrize("name", ["file/under/a/file", "file/file", "directory", "x" * 300])
def test_what_cannot_be_written_is_an_output_error_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "directory").mkdir()
    before = sorted(tmp_path.rglob("*"))
    file = AtomicFile(tmp_path / name)
    cause = {"f": "Not a directory", "d": "Is a directory", "x": "File name too long"}[name[0]]
    with pytest.raises(OutputError, match=f"cannot be written: {cause}") as caught:
        write(file, b"x")
    assert caught.value.name.endswith(name)
    file.discard()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir])
def test_what_gets_a_name_is_on_the_disk_before_and_its_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    done: list[object] = []
    sync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        done.append(os.path.relpath(os.readlink(f"/proc/self/fd/{descriptor}"), tmp_path))
        sync(descriptor)

    def replaced(new: str, path: str) -> None:
        done.append("named")
        replace(new, path)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    new = tmp_path / "new"
    make(new)
    if new.is_dir():
        (new / "inner").mkdir()
        (new / "inner/file").touch()
    place(new, tmp_path / "named")
    within = {"new", "new/inner", "new/inner/file"} if (tmp_path / "named").is_dir() else {"new"}
    assert set(done[:-2]) == within
    assert done[-2:] == ["named", "."]


def test_a_file_is_synced_when_it_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (sizes.append(os.fstat(descriptor).st_size), sync(descriptor)))
    write(AtomicFile(tmp_path / "facts"), b"12345")
    assert sizes[0] == 5


def test_a_full_disk_is_an_output_error() -> None:
    file = AtomicFile(Path("/dev/full"))
    with pytest.raises(OutputError, match="No space"):
        write(file, b"x" * 100_000)
    file.discard()
