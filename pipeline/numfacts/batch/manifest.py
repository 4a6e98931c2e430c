"""What a run was made of, as JSON lines: its rules and versions, its inputs, its parts, and what could not be read.

While a run goes on the same lines, without what comes of its parts, are its plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import msgspec

from numfacts.batch.source_documents import SourceDocument
from numfacts.errors import NumfactsError


class ManifestError(NumfactsError):
    """A manifest that is missing, broken, or of a run that this one cannot go on with."""


class Place(NamedTuple):
    """A number of documents on consecutive lines of a file, or with ``line`` null a file that is one document."""

    path: str
    line: int | None
    documents: int


class Run(msgspec.Struct, frozen=True, tag="run"):
    """The first line: the version, the rules (as facts name them), and the hash of all that parts depend on.

    ``contents`` is the hash of what the parts hold, and ``form`` the format of the output.
    """

    numfacts: str
    ruleset: str
    basis: str
    form: str
    contents: str


class Input(msgspec.Struct, frozen=True, tag="input"):
    """A file that was read to its end, with the SHA-256 of its bytes in hex."""

    path: str
    bytes: int
    sha256: str
    documents: int


class PartEntry(msgspec.Struct, frozen=True, tag="part"):
    """A part: its key, the places of its documents in their order, and how many of these have failed."""

    key: str
    places: list[Place]
    documents: int
    facts: int = 0
    failures: int = 0


class Unread(msgspec.Struct, frozen=True, tag="unread"):
    """A document, or a whole file, that could not be read."""

    path: str
    line: int | None
    reason: str


class Repeated(msgspec.Struct, frozen=True, tag="repeated"):
    """A document that was left out, since its id and content are those of one that was read before."""

    id: str
    path: str
    line: int | None
    earlier: str


Entry: TypeAlias = Run | Input | PartEntry | Unread | Repeated

_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(Entry).decode


def line(entry: Entry) -> bytes:
    """Gives an entry as a line."""
    return _encode(entry) + b"\n"


def entries(path: Path) -> Iterator[Entry]:
    """Reads a plan or a manifest; raises ``ManifestError``."""
    try:
        with path.open("rb") as file:
            for number, content in enumerate(file, 1):
                try:
                    yield _decode(content)
                except msgspec.MsgspecError as error:
                    raise ManifestError(f"{path}:{number}: {error}") from None
    except OSError as error:
        raise ManifestError(f"{path}: {error.strerror or error}") from None


def header(path: Path) -> Run | None:
    """Gives the first line of a manifest, null where there is none or it is broken."""
    try:
        first = next(entries(path), None)
    except ManifestError:
        return None
    return first if isinstance(first, Run) else None


def places_of(documents: Iterable[SourceDocument]) -> list[Place]:
    """Gives where documents stand, those on consecutive lines as one."""
    places: list[Place] = []
    for given in documents:
        last = places[-1] if places else None
        if last and last.line and (given.path, given.line) == (last.path, last.line + last.documents):
            places[-1] = last._replace(documents=last.documents + 1)
        else:
            places.append(Place(given.path, given.line, 1))
    return places


def spread(places: Iterable[Place]) -> Iterator[tuple[str, int | None]]:
    """Gives path and line of each document."""
    for place in places:
        for index in range(place.documents):
            yield place.path, None if place.line is None else place.line + index


def hash_of(*items: str | bytes) -> str:
    """Gives the SHA-256 of some items in hex."""
    digest = hashlib.sha256()
    for item in items:
        digest.update(item if isinstance(item, bytes) else item.encode() + b"\0")
    return digest.hexdigest()
