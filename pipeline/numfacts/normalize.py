"""The first stage: one script, one width, one kind of line end, nothing invisible, and the way back from there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final, Literal, get_args

from numfacts.alignment import Alignment
from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.programs import later

Script = Literal["auto", "none", "t2s", "hk2s", "tw2s", "tw2sp"]

# Characters nobody sees: soft hyphen, joiners, marks of direction, byte order mark, variation selectors.
_INVISIBLE: Final = "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# Spelled alike by nearly everyone; what a wide form or a look-alike stands for. The full-width comma stays: it
# separates numbers where the ASCII comma groups digits, but before groups of three. The em dash stays: doubled it is
# no minus.
_ALIKE: Final = {
    " ": "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x00-\x08\x0e-\x1f\x7f",
    "\n": "\r\x0b\x0c\x85\u2028\u2029",
    "-": "\u2010-\u2013\u2212",
    "—": "\u2015\ufe58",
    "~": "\u02dc\u223c\u223d\u301c",
    "'": "\u2018\u2019\u02bc",
    "·": "\u2022\u2027\u2219\u22c5\u30fb\uff65\ufe52",
    ":": "\u2236\ufe30",
    "/": "\u2044\u2215",
    "|": "\u2223\u2502\ufe31\ufe33",
    "。": "\uff61",
    "「": "\uff62",
    "」": "\uff63",
    "、": "\uff64\ufe51",
    "，": "\ufe50",
}
# Ranges whose compatibility forms say what they stand for: full-width ASCII and signs, small forms, radicals and
# compatibility ideographs (as text taken from PDF files has them).
_COMPATIBILITY: Final = "\uff01-\uff0b\uff0d-\uff5e\uffe0\uffe1\uffe5\uffe6\ufe54-\ufe6b\u2f00-\u2fd5\uf900-\ufaff"

# One spelling for characters that OpenCC leaves apart although one script has a single character for them: variants
# of Hong Kong and Taiwan that t2s does not know, and Simplified characters that do not survive the way there and
# back. Measured over OpenCC's own phrases and every single character (opencc 1.4.2).
_VARIANTS: Final = dict(
    zip(
        "衞敍枱簷痺睪潀颚鲶粧糭衹於馀钜锺谘讬迳镟麹麺缐侭苧暱幺麽乾瞭夥徵昇釐舖甯薰揹伕鎗濬燄荳甦籐瑯菓隄",
        "卫叙台檐痹睾潨腭鲇妆粽只于余巨钟咨托径旋曲面线尽苎昵么么干了伙征升厘铺宁熏背夫枪浚焰豆苏藤琅果堤",
        strict=True,
    )
)
# 着 and 著 are one character in Taiwan and two elsewhere; their neighbours tell, whichever of them was written.
_AUTHORED: Final = "(?<=[显名原巨专译编昭卓土遗拙])[着著]|[着著](?=[名作称述书])"
# What Hong Kong opens a clause with before a part of what was told, where others write 其中.
_AMONG: Final = later("(?<=[，。,;:!?])当中(?![国央方外美英日俄法欧印东医药西])")

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DROPPED: Final = later(f"[{_INVISIBLE}]+")
_DROPPED_OR_CRLF: Final = later(f"[{_INVISIBLE}]+|\r\n")
# Between digits a small full stop is a decimal point. Before groups of three a wide comma groups them where there is
# more than one, or where money, shares or an area follow: 120，300人 may be two numbers.
_POINT: Final = later(r"(?<=\d)﹒(?=\d)")
_GROUPED: Final = later(
    r"(?<![\d.,，])\d{1,3}(?:(?:，\d{3}){2,}(?![\d，])|，\d{3}(?=(?:[.．]\d+)?[万亿萬億]?(?:[美港日欧歐英]?元|股|平方)))"
)
_WIDE: Final = later(f"[{''.join(_ALIKE.values())}{_COMPATIBILITY}]")
_VARIANT: Final = later(f"[{''.join(_VARIANTS)}]")
_SEVERAL: Final = later(f"[{''.join(_VARIANTS)}着著当○◯]")  # in what may have another spelling
_WORK: Final = later(f"{_AUTHORED}|[着著]")
_ZERO: Final = later("(?<=[一二三四五六七八九〇])[○◯]+|[○◯](?=[一二三四五六七八九])")

_WIDE_ZERO: Final = later("(?<=[一二三四五六七八九〇])０+|(?<![０-９])０(?=[一二三四五六七八九])")

# Pages taken apart put each linked word on a line of its own, within its sentence.
_LINKED: Final = later("[\u3400-\u9fffA-Za-z0-9·]{1,8}")
_MAY_BE_LINKED: Final = later("\n[^\n]{1,8}\n|^[^\n]{1,8}\n")
_CONTINUES: Final = tuple("，、。；：）)（(”的")  # what a sentence goes on with, and no paragraph begins with
_CONTINUED_BY: Final = later(f"[，。；、]|^{_LINKED.pattern}$")  # a sentence that goes on, or another such word
_CONTINUED: Final = later("[，、“（]$|[，。；、].*[\u3400-\u9fff]$")  # a sentence that is not over

# What a phrase of OpenCC's dictionaries may consist of, and what lies between.
_PHRASES: Final = later(r"[\w·-]+|[^\w·-]+")
# Text is compared with its conversion in windows of this many characters: twice the longest phrase of OpenCC's
# dictionaries (15), so that what the first half becomes cannot depend on what follows the window.
_WINDOW: Final = 32


class Normalize:
    """Convert a document to Simplified script and plain width, and record how to get back.

    ``script`` names an OpenCC configuration, or ``none``; ``auto`` is ``t2s`` for any text that is not plain ASCII,
    and so converts what is Traditional and leaves the rest.
    """

    name = "normalize"
    needs = frozenset({"text"})
    adds = frozenset({"normalized", "alignment", "normalized_title"})

    def __init__(self, script: Script = "auto") -> None:
        """Take the name of a configuration; raises ValueError for one that does not exist."""
        if script not in get_args(Script):
            raise ValueError(f"unknown script {script!r}: use one of {', '.join(get_args(Script))}")
        self.script: Script = script

    def __call__(self, document: Document) -> Document:
        """Fill ``normalized`` and ``alignment``, and both for the title; raises DocumentError for a lone surrogate."""
        document.normalized, document.alignment = normalize(document.text, self.script)
        if document.title is not None:
            document.normalized_title, document.title_alignment = normalize(document.title, self.script)
        return document


def normalize(text: str, script: Script = "auto") -> tuple[str, Alignment]:
    """Return the normalized text and its alignment with ``text``.

    Raises DocumentError where ``text`` holds a lone surrogate, which no Unicode text can.
    """
    if text.isascii() and not _WIDE.search(text):
        return text, Alignment.identity(len(text))
    if lone := _SURROGATE.search(text):
        raise DocumentError(f"lone surrogate U+{ord(lone[0]):04X} at offset {lone.start()}")
    text, alignment = _shorten(text)
    text = narrowed(text)
    if script in ("auto", "t2s"):
        text = simplified(text)
    elif script != "none":
        text, converted = _convert(text, script)
        alignment = alignment.then(converted)
    return canonical(text), alignment


def narrowed(text: str) -> str:
    """Give wide forms and look-alikes the plain width; the length stays."""
    if "﹒" in text:
        text = _POINT.sub(".", text)
    if "０" in text:
        text = _WIDE_ZERO.sub(lambda match: "〇" * len(match[0]), text)  # 二０六九
    if "，" in text:
        text = _GROUPED.sub(lambda found: found[0].replace("，", ","), text)
    return _replace(text, _WIDE, _narrow_forms)


def simplified(text: str) -> str:
    """Convert a text to Simplified script; the length stays. Lone surrogates are not for this."""
    converted = _converter("t2s")(text)
    if len(converted) != len(text):
        raise AssertionError("OpenCC's t2s changed the length of a text: offsets would be wrong")
    return converted


def canonical(text: str) -> str:
    """Give the one spelling to characters that conversion leaves in several; the length stays.

    Terms of rules must be their own canonical form, or they never match.
    """
    if _SEVERAL.search(text) is None:
        return text
    text = _replace(text, _VARIANT, lambda: _VARIANTS)
    if "着" in text or "著" in text:
        text = _WORK.sub(_spell_work, text)
    if "当中" in text:
        text = _AMONG.sub("其中", text)
    if "○" in text or "◯" in text:
        text = _ZERO.sub(lambda match: "〇" * len(match[0]), text)
    return text


def _shorten(text: str) -> tuple[str, Alignment]:
    """Drop what nobody sees, and make a line end of two characters one."""
    pattern = _DROPPED_OR_CRLF if "\r\n" in text else _DROPPED
    inner = _inner_ends(text) if _MAY_BE_LINKED.search(text) else []
    if not inner and not pattern.search(text):
        return text, Alignment.identity(len(text))
    kept: list[str] = []
    blocks: list[tuple[int, int]] = []
    position = 0
    spans = sorted([*(match.span() for match in pattern.finditer(text)), *((end, end + 1) for end in inner)])
    for start, end in spans:
        kept.append(text[position:start])
        blocks.append((start - position, start - position))
        if text[start:end] == "\r\n":
            kept.append("\n")
            blocks.append((1, 2))
        else:
            blocks.append((0, end - start))
        position = end
    kept.append(text[position:])
    blocks.append((len(text) - position, len(text) - position))
    return "".join(kept), Alignment.from_blocks(blocks)


def _inner_ends(text: str) -> list[int]:
    """Give where the line ends around single linked words stand, which are within a sentence.

    Such a word stands behind words of a sentence that is not over, or before what only goes on with one.
    """
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found: set[int] = set()
    for place, line in enumerate(lines[:-1]):
        following = lines[place + 1]
        if not following or following[0].isspace() or _LINKED.fullmatch(line) is None:
            continue
        before = starts[place] - 1
        on = before in found or (place > 0 and _CONTINUED.search(lines[place - 1]) is not None)
        if following.startswith(_CONTINUES) or (on and _CONTINUED_BY.search(following) is not None):
            found.add(starts[place + 1] - 1)
            if on:
                found.add(before)
    return sorted(found)


def _replace(text: str, pattern: re.Pattern[str], forms: Callable[[], Mapping[str, str]]) -> str:
    """Replace the characters that ``pattern`` finds, one kind at a time: several times faster than str.translate."""
    for char in set(pattern.findall(text)):
        text = text.replace(char, forms()[char])
    return text


@cache
def _narrow_forms() -> dict[str, str]:
    """Map every wide character to what it stands for."""
    forms = {char: plain for plain, chars in _ALIKE.items() for char in _members(chars)}
    for char in _members(_COMPATIBILITY):
        plain = unicodedata.normalize("NFKC", char)
        forms.setdefault(char, plain if len(plain) == 1 else char)
    return forms


def _members(ranges: str) -> Iterator[str]:
    """Yield the characters of a regular expression's set, given without its brackets."""
    for first, last in re.findall("(.)(?:-(.))?", ranges, re.DOTALL):
        yield from map(chr, range(ord(first), ord(last or first) + 1))


_is_authored = re.compile(_AUTHORED).match


def _spell_work(match: re.Match[str]) -> str:
    return "著" if _is_authored(match.string, match.start()) else "着"


@cache
def _converter(config: str) -> Callable[[str], str]:
    """Load an OpenCC configuration; takes well under a millisecond, and the converter may be shared by threads."""
    import opencc

    # By its full path: OpenCC prefers a file of that name in the working directory.
    path = Path(opencc.__file__).parent / "clib" / "share" / "opencc" / f"{config}.json"
    convert: Callable[[str], str] = opencc.OpenCC(str(path) if path.is_file() else config).convert
    return convert


def _convert(text: str, config: str) -> tuple[str, Alignment]:
    """Convert with a configuration that may change lengths, and align what came out."""
    convert = _converter(config)
    converted = convert(text)
    plain = simplified(text)
    if converted == plain:
        return converted, Alignment.identity(len(text))
    blocks: list[tuple[int, int]] = []
    parts: list[str] = []
    for match in _PHRASES.finditer(text):
        part = convert(match[0])
        start, end = match.span()
        if part == plain[start:end]:
            blocks.append((end - start, end - start))
        else:
            blocks.extend(_align(convert, match[0]))
        parts.append(part)
    if "".join(parts) != converted or sum(length for length, _ in blocks) != len(converted):
        return converted, Alignment.from_blocks([(len(converted), len(text))])
    return converted, Alignment.from_blocks(blocks)


def _align(convert: Callable[[str], str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the smallest blocks of ``text`` that convert alone to what they become within it."""
    position = 0
    while position < len(text):
        window = text[position : position + _WINDOW]
        target = convert(window)
        for size in range(1, len(window) + 1):
            head = convert(window[:size])
            if target.startswith(head) and head + convert(window[size:]) == target:
                break
        yield len(head), size
        position += size
