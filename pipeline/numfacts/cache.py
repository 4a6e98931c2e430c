"""Keeps what is costly to make in the user's cache directory: checked rule files, and compiled patterns.

An entry holds plain data with its own checksum; whatever cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

_KEEP = 16  # entries of a kind
_DIGEST = hashlib.sha256().digest_size


def directory() -> Path | None:
    """The directory of the entries, which need not exist; null where the system names none."""
    root = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(root):
        return Path(root, "numfacts")
    try:
        return Path.home() / ".cache" / "numfacts"
    except RuntimeError:
        return None


def load(path: Path) -> bytes | None:
    """The content of an entry; null where there is none, or where it is damaged."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    digest, content = stored[:_DIGEST], stored[_DIGEST:]
    return content if hashlib.sha256(content).digest() == digest else None


def save(path: Path, content: bytes) -> None:
    """Write an entry at once, so that concurrent runs see all of it or nothing, and drop the oldest of its kind.

    The kind of an entry is what stands before the first hyphen of its name.
    """
    import tempfile  # costs several milliseconds, and most runs only read

    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise
        entries = sorted(
            path.parent.glob(f"{path.name.partition('-')[0]}-*"), key=lambda found: found.stat().st_mtime, reverse=True
        )
        for old in entries[_KEEP:]:
            old.unlink()
