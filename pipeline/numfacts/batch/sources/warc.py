"""WARC archives: a document a page that was fetched, or a text that was taken out of one (WET)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import shorten
from typing import Any, BinaryIO, Final

from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.sources.plain import decoded_page
from numfacts.batch.sources.readings import Origin, Reading
from numfacts.io.jsonlines import MAX_BYTES

CAUSE_LENGTH: Final = 120  # characters of what the library says of a broken archive
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_TYPES: Final = _HTML | {"text/plain"}
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


def read_warc(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Gives the pages and texts of an archive, ``line`` being the number of the record; other records are passed over.

    A page's id is its time of capture and its address, ``20250321040506/https://example.com/news``, as web archives
    write it, since an address can be captured more than once. Records are read one at a time. The date of a capture is
    no date of publication.
    """
    from warcio.archiveiterator import ArchiveIterator

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            kind = _kind(record)
            if kind is not None:
                yield from _document(record, kind, number, origin)
    except Exception as error:  # what the library raises for a broken archive is of many classes
        cause = shorten(str(error), CAUSE_LENGTH)  # which may quote the whole file
        yield origin.reject(number + 1, f"broken WARC: {cause}; the rest of the file is not read")
    else:
        if not number:
            yield origin.reject(None, "empty")


def _kind(record: Any) -> str | None:
    """The media type of a record that holds an article, else null."""
    headers = record.rec_headers
    if record.rec_type == "response":
        if record.http_headers is None or record.http_headers.get_statuscode() != "200":
            return None
        headers = record.http_headers
    elif record.rec_type not in ("resource", "conversion"):
        return None
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return kind if kind in _TYPES else None


def _document(record: Any, kind: str, number: int, origin: Origin) -> Iterator[Reading]:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    captured = re.sub(r"[^0-9]", "", record.rec_headers.get_header("WARC-Date") or "")[:14]
    html = kind in _HTML
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    charset = _CHARSET.search(headers.get_header("Content-Type") or "")
    data = record.content_stream().read(MAX_BYTES + 1)
    for found in decoded_page(data, origin, number, charset[1] if charset else None):
        if isinstance(found, str):
            given = SourceDocument(f"{captured}/{address}", found, origin.path, number, None, origin.published, html)
            yield origin.checked(given)
        else:
            yield found
