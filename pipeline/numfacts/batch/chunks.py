"""Documents cut into chunks, the unit of work: what one worker does at a time and one part holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from numfacts.batch.source_documents import SourceDocument

_MEAN_DOCUMENTS: Final = 64
_MOST_DOCUMENTS: Final = 256
_MOST_CHARACTERS: Final = 1 << 18


class Chunk(NamedTuple):
    """Documents that are processed together; ``key`` is a hash of them and of all that their facts depend on."""

    key: str
    documents: list[SourceDocument]


def chunked(documents: Iterable[tuple[SourceDocument, str]], basis: str) -> Iterator[Chunk]:
    """Cuts documents, each given with its hash, into chunks, in their order.

    Where a chunk ends depends on the documents in it and not on their number: what is put in, taken out or changed
    makes another chunk of those around it, and leaves the others as they are. ``basis`` stands for everything but the
    documents that facts depend on.
    """
    held: list[SourceDocument] = []
    characters = 0
    digest = hashlib.sha256(basis.encode())
    for given, sha256 in documents:
        if held and characters + len(given.text) > _MOST_CHARACTERS:
            yield Chunk(digest.hexdigest(), held)
            held, characters, digest = [], 0, hashlib.sha256(basis.encode())
        held.append(given)
        characters += len(given.text)
        digest.update(msgspec.json.encode((given.id, sha256, given.duplicate_of)))
        if int(sha256[:8], 16) % _MEAN_DOCUMENTS == 0 or len(held) == _MOST_DOCUMENTS:
            yield Chunk(digest.hexdigest(), held)
            held, characters, digest = [], 0, hashlib.sha256(basis.encode())
    if held:
        yield Chunk(digest.hexdigest(), held)
