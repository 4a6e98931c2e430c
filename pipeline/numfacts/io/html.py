"""Articles out of HTML pages: the main text through trafilatura, the title, and a date the page itself states."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from email.utils import parsedate
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from numfacts.errors import DocumentError

if TYPE_CHECKING:
    from configparser import ConfigParser

MAX_CHARACTERS: Final = 4_000_000
"""The longest page; trafilatura takes about two seconds for a million characters of plain paragraphs."""

# trafilatura's time grows with the elements times their depth, that of libxml2 with the square of one tag's
# attributes. Ordinary pages stay below a tenth of these bounds; at them a page takes five to twenty seconds.
_MAX_DEPTH_SUM: Final = 1_000_000
_MAX_ATTRIBUTES: Final = 5_000
# Below this many characters trafilatura falls back on the bare text nodes, one a line, which tears
# 营收<b>3亿</b>元 apart. Its own bound, 250, is made for Western pages; Chinese briefs are often shorter.
_MIN_EXTRACTED: Final = "10"

_CONTROLS: Final = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF])
_RAISED: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_CHARSET: Final = re.compile(rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.I)
_XML_ENCODING: Final = re.compile(rb"""\A\s{0,99}<\?xml[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""")
_DATE: Final = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?![0-9])")
_COMPACT_DATE: Final = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[0-9]{4}|[0-9]{6})?(?![0-9])")
_DATE_KEYS: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "bytedance:published_time",
    "datepublished", "publishdate", "publish_date", "publish-date", "pubdate", "pubtime", "publish_time", "apub:time",
    "publication_date", "citation_publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dc.date", "og:release_date", "weibo:article:create_at", "date",
)  # fmt: skip
_TITLE_KEYS: Final = ("og:title", "articletitle", "twitter:title", "headline")


class Extracted(msgspec.Struct, frozen=True):
    """The article of a page; paragraphs of ``text`` are separated by newlines."""

    text: str
    title: str | None
    published: dt.date | None


def extract_text(html: str) -> Extracted:
    """Extract the article of a page; facts of the page have their offsets in the ``text`` returned here.

    ``published`` is only what metadata states (meta tags, JSON-LD, ``time``), never a date found in the running text,
    since relative periods are resolved against it. Raised figures become superscript characters (km<sup>2</sup> →
    km²), so that a footnote's figure is not read as part of the number beside it. Nothing is fetched.

    Raises DocumentError where the page is too large or too deep, or nothing can be extracted.
    """
    if len(html) > MAX_CHARACTERS:
        raise DocumentError(f"an HTML page of more than {MAX_CHARACTERS} characters")
    tree = _parsed(html)
    meta = _metadata(tree)
    title = _title(tree, meta)
    published = _published(tree, meta)
    for element in tree.iter("sup"):
        _raise_figures(element)
    text = _main_text(tree)
    if not text:
        raise DocumentError("no article text found in the HTML")
    return Extracted(text, title, published)


def declared_charset(data: bytes) -> str | None:
    """The charset that the head of an HTML file declares, as written there."""
    head = data[:4096]
    match = _XML_ENCODING.match(head) or _CHARSET.search(head)
    return match[1].decode("ascii", "ignore") if match else None


def _parsed(html: str) -> Any:
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    long_chunks = (chunk for chunk in html.split(">") if len(chunk) > 2 * _MAX_ATTRIBUTES)
    if any(len(chunk.rpartition("<")[2].split()) > _MAX_ATTRIBUTES for chunk in long_chunks):
        raise DocumentError(f"an HTML tag of more than {_MAX_ATTRIBUTES} attributes")
    # Not huge_tree: libxml2's own bounds (depth 256, text of 10 MB) are what keeps extraction within bounds.
    parser = HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html.translate(_CONTROLS).encode(), parser=parser)
    except UnicodeEncodeError:
        raise DocumentError("lone surrogate in the HTML") from None
    except (LxmlError, ValueError) as error:
        raise DocumentError(f"no HTML: {error}") from None
    # The rest of such a page is missing from the tree, and a fact lost in silence is worse than a page refused.
    limits = [entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]
    if limits:
        raise DocumentError(f"cannot parse the HTML: {limits[0].split(', ')[0].strip()}")
    if _depth_sum(tree) > _MAX_DEPTH_SUM:
        raise DocumentError("an HTML page too large and too deeply nested to extract")
    return tree


def _depth_sum(tree: Any) -> int:
    from lxml.etree import iterwalk

    depth = total = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        total += depth
    return total // 2


def _raise_figures(sup: Any) -> None:
    for element in sup.iter():
        element.text = element.text and element.text.translate(_RAISED)
        if element is not sup:
            element.tail = element.tail and element.tail.translate(_RAISED)


@cache
def _configuration() -> ConfigParser:
    from trafilatura.settings import DEFAULT_CONFIG

    # A handler of its own keeps the library's log off standard error where the application set up no logging.
    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    configuration = deepcopy(DEFAULT_CONFIG)
    configuration.set("DEFAULT", "MIN_EXTRACTED_SIZE", _MIN_EXTRACTED)
    return configuration


def _main_text(tree: Any) -> str:
    from trafilatura import bare_extraction

    try:
        page = bare_extraction(tree, include_comments=False, config=_configuration())
    except Exception as error:  # whatever a page does to the library, the other documents go on
        raise DocumentError(f"cannot extract the HTML: {type(error).__name__}: {error}") from error
    return str(getattr(page, "text", None) or "").strip()


def _metadata(tree: Any) -> dict[str, str]:
    """Contents of meta tags by lower-cased name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            key = element.get(attribute)
            if key and content:
                found.setdefault(key.strip().lower(), content)
    return found


def _title(tree: Any, meta: dict[str, str]) -> str | None:
    from trafilatura.metadata import extract_title

    stated = next((meta[key] for key in _TITLE_KEYS if key in meta), None)
    try:
        title = stated or extract_title(tree) or ""
    except Exception:  # a page without a title is still a page
        return None
    return " ".join(title.split()) or None


def _published(tree: Any, meta: dict[str, str]) -> dt.date | None:
    stated = [meta[key] for key in _DATE_KEYS[:-1] if key in meta]
    stated += _json_dates(tree)
    stated += [
        element.get("datetime") or ""
        for element in tree.iter("time")
        if "pubdate" in element.attrib or (element.get("itemprop") or "").lower() == "datepublished"
    ]
    stated.append(meta.get(_DATE_KEYS[-1], ""))
    return next((date for date in map(parse_date, stated) if date), None)


def _json_dates(tree: Any) -> Iterator[str]:
    """Dates of publication in the page's JSON-LD, in its order."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            pending = [msgspec.json.decode(script.text or "null")]
        except (msgspec.DecodeError, RecursionError, UnicodeError):
            continue
        while pending:
            node = pending.pop(0)
            if isinstance(node, list):
                pending += node
            elif isinstance(node, dict):
                yield from (node[key] for key in ("datePublished", "pubDate") if isinstance(node.get(key), str))
                pending += node.values()


def parse_date(text: str) -> dt.date | None:
    """The day a metadata date names, as written (no change of time zone): ISO, 20250304, 2025年3月4日, RFC 2822."""
    text = text.strip()
    match = _DATE.match(text) or _COMPACT_DATE.match(text)
    try:
        if match:
            return dt.date(*map(int, match.groups()))
        parsed = parsedate(text[:60])
        return dt.date(*parsed[:3]) if parsed else None
    except (ValueError, TypeError, IndexError):
        return None
