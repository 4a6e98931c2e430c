"""JSON lines: a stream of bytes cut into lines, decoded, and each read as one record."""

from __future__ import annotations

import codecs
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, Final, TypeVar

import msgspec

from numfacts.io.decode import Damage, Decoded, decode_as, guess, mostly_utf8, wide_mark

MAX_BYTES: Final = 100_000_000
"""The longest document, in bytes: what keeps a decompressed flood of bytes out of memory."""
TOO_LONG: Final = f"longer than {MAX_BYTES // 1_000_000} MB"

_LOOKAHEAD_BYTES: Final = 1 << 16
_BLANK: Final = " \t\r\n\f\v"
_TYPE_ERROR: Final = re.compile(r"Expected `(.+)`, got `(.+)` - at `\$\.(.+)`")
_MISSING: Final = re.compile(r"Object missing required field `(.+?)`(?: - at `\$\.(.+)`)?")
_TYPE_NAMES: Final = {"str": "a string", "int": "an integer", "float": "a number", "bool": "a boolean", "null": "null"}
_SURROGATE: Final = re.compile(  # group 1 where it stands alone; escaped backslashes and pairs are passed over
    r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


class Record(msgspec.Struct):
    """One line of JSON; keys beside these are ignored."""

    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None


class _Probe(msgspec.Struct):
    text: msgspec.Raw


_RECORDS: Final = msgspec.json.Decoder(Record)
_PROBES: Final = msgspec.json.Decoder(_Probe)

T = TypeVar("T", bound=msgspec.Struct)


def raw_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a stream with their line ends; None for one above ``MAX_BYTES``, which is skipped.

    Raises what the stream raises: OSError, and for gzip EOFError or zlib.error.
    """
    while line := stream.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES)
        yield None


def decoded_lines(raw: Iterable[bytes | None]) -> Iterator[tuple[int, Decoded | Damage]]:
    """Number (from 1) and decode lines; the encoding is found once, where the first line that is not UTF-8 stands.

    A label is given with each line that is not UTF-8. A broken line does not affect the others.
    """
    source = iter(raw)
    first = next(source, b"")
    mark = wide_mark(first or b"")
    if first == b"":
        return
    if mark:
        yield from _wide_lines(chain([first], source), *mark)
        return
    if first and b"\0" in first and not first.lstrip(codecs.BOM_UTF8 + _BLANK.encode()).startswith(b"{"):
        yield 1, Damage("binary: a NUL byte (or UTF-16 without a byte-order mark)", 1)
        return
    label: str | None = None
    ahead: deque[bytes | None] = deque([first and first.removeprefix(codecs.BOM_UTF8)])
    number = guessed = 0
    while True:
        if not ahead:
            ahead.extend(_taken(source, 1))
        if not ahead:
            return
        line = ahead.popleft()
        number += 1
        if line is None:
            yield number, Damage(TOO_LONG, number)
            continue
        result = decode_as(line, "UTF-8")
        if isinstance(result, Damage):
            if label is None and number > guessed:
                ahead.extend(_taken(source, _LOOKAHEAD_BYTES - sum(len(each or b"") for each in ahead)))
                guessed = number + len(ahead)  # each stretch is guessed at once, so that broken files stay linear
                label = guess(b"".join([line, *filter(None, ahead)])) or guess(line)
                label = None if label == "UTF-8" else label
            if label and not mostly_utf8(line):
                result = decode_as(line, label)
            if isinstance(result, Damage):
                result = Damage(result.reason, number)
        yield number, result


def is_record(line: str) -> bool:
    """Whether a line is a JSON object with a "text"."""
    try:
        _PROBES.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return False
    return True


def record(line: str) -> Record | str | None:
    """Read one line: its record, the reason why it is none, or None for a blank line."""
    return parsed(line, _RECORDS)


def parsed(line: str, decoder: msgspec.json.Decoder[T]) -> T | str | None:
    """Read one line with a decoder of an object: that, the reason why it is none, or None for a blank line."""
    if not line.strip(_BLANK):
        return None
    try:
        return decoder.decode(line)
    except msgspec.ValidationError as error:
        return mismatch(str(error))
    except RecursionError:
        return "broken JSON: nested too deeply"
    except msgspec.DecodeError as error:
        return _explained(line, str(error))


def _taken(source: Iterator[bytes | None], size: int) -> Iterator[bytes | None]:
    """Lines from the source until they make up ``size`` bytes."""
    while size > 0 and (line := next(source, b"")) != b"":
        size -= len(line or b"")
        yield line


def _wide_lines(raw: Iterable[bytes | None], codec: str, label: str) -> Iterator[tuple[int, Decoded | Damage]]:
    """Lines of UTF-16 or UTF-32, where a byte 0A is no line end (it is also half of 上)."""
    decoder = codecs.getincrementaldecoder(codec)()
    parts: list[str] = []
    number = 1
    for piece in chain(raw, [b""]):
        fault = TOO_LONG if piece is None else ""
        text = ""
        try:
            text = decoder.decode(piece or b"", final=piece == b"")
        except UnicodeDecodeError as error:
            fault = f"broken {label}: {error.reason}"
            text = error.object[: error.start].decode(error.encoding)
        head, *rest = text.split("\n")
        parts.append(head)
        for part in rest:
            yield number, Decoded("".join(parts), label)
            number += 1
            parts = [part]
        if fault:  # where the next line would start is not known
            yield number, Damage(f"{fault}; the rest of the file is not read", number)
            return
    if any(parts):
        yield number, Decoded("".join(parts), label)


def mismatch(message: str) -> str:
    """A type error of msgspec in plain words."""
    if match := _TYPE_ERROR.fullmatch(message):
        expected, got, field = match.groups()
        allowed = [_TYPE_NAMES.get(name, name) for name in expected.split(" | ") if name != "null"]
        return f'"{field}" is {_TYPE_NAMES.get(got, f"an {got}")}, not {" or ".join(sorted(allowed, reverse=True))}'
    if match := _MISSING.fullmatch(message):
        return f'lacks "{f"{match[2]}." if match[2] else ""}{match[1]}"'
    if message.startswith("Expected `object`"):
        return "not a JSON object"
    return re.sub(r"(.+) - at `\$\.(.+)`", r'"\2": \1', message)


def _explained(line: str, message: str) -> str:
    """Where JSON is broken; the standard library's parser, slower than msgspec's, tells the column."""
    try:
        json.loads(line.rstrip(_BLANK))
    except json.JSONDecodeError as error:
        return f"broken JSON at column {error.pos + 1}: {error.msg}"
    except (RecursionError, ValueError) as error:
        return f"broken JSON: {error}"
    for match in _SURROGATE.finditer(line):
        if match[1]:
            return f"broken JSON at column {match.start() + 1}: lone surrogate {match[1]}"
    return f"broken JSON: {message}"
