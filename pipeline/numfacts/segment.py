"""The third stage: sentences, their clauses, and on demand words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import itemgetter
from time import monotonic
from typing import Final

from numfacts.document import Document
from numfacts.normalize import simplified
from numfacts.programs import later
from numfacts.records import Sentence, Span
from numfacts.vocabulary.words import Segmenter, SegmenterName, check_segmenter, load_segmenter

# A sentence is cut, at a clause or by force, where it grows longer than this: a page without a full stop must not
# make later stages slow. The longest sentence of some 2000 news articles has under 500 characters.
MAX_SENTENCE: Final = 2000

# What closes with the sentence it ends: quotes and brackets; straight quotes only where nothing follows them.
_CLOSE: Final = r"""(?:[”」』)\]】》〉]|["'](?![^\s”」』)\]】》〉"']))*+"""
# Inside brackets, as far as they belong to one clause.
_INNER: Final = r"[^()\[\]【】。!?\n\r]"
# One scan finds every place where something may end. The first set lets the engine skip what cannot; each group starts
# behind what ends there and holds the white space that follows.
_MARK: Final = re.compile(
    rf"""
    [，。,.;:!?…\n\r(\[【]
    (?: (?<=[，;…]) [，;…]*+ (?P<clause> [\ \t]*+ )
      | (?<=[。!?])
        (?: (?<=。) | (?![A-Za-z0-9=&/_%]) | (?<![A-Za-z0-9=&/_%].) )   # not the ? of an address
        [。!?…]*+ {_CLOSE} (?: (?![，,、;]) (?P<stop> \s*+ ) )?+           # “…！”，said: nothing ends
      | (?<=\.) {_CLOSE} (?!\S) (?P<period> \s*+ )
      | (?<=,) (?! (?<=[0-9].) (?: [0-9] | \ (?:19|20)[0-9][0-9]\b ))   # not 1,234 and March 31, 2025
        (?! \ ?(?:Ltd|Inc|LLC|Limited|Jr|Sr)\b ) [,:;，]*+ (?P<comma> [\ \t]*+ )
      | (?<=:) (?! // | (?<=[0-9].) [0-9] ) [,:;，]*+ (?P<colon> [\ \t]*+ )       # not 13:45 and https://
      | (?<=[\n\r]) (?P<line> \s*+ )
      | (?<=[(\[【])                                                    # a bracket is a part of its clause
        {_INNER}{{0,200}}+ (?: [(\[【] {_INNER}{{0,100}}+ [)\]】] {_INNER}{{0,200}}+ ){{0,4}}+ (?<!\.) [)\]】]
    )
    """,
    re.VERBOSE,
)
_LINE: Final = _MARK.groupindex["line"]
_PERIOD: Final = _MARK.groupindex["period"]
_ENDS: Final = frozenset({_LINE, _PERIOD, _MARK.groupindex["stop"]})

# Words whose period seldom ends a sentence: a title never, a number sign not before a number, and what may stand last
# in a sentence only before a usual beginning.
_ABBREVIATION: Final = later(
    r"""(?<![A-Za-z0-9])(?:
        (?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Gov|Sen|Rep|Hon|Rev|Lt|Col|Capt|Sgt|Pres|Messrs|vs|v|cf|al|approx|est|e\.g|i\.e)
      | (?P<number> [Nn]os? | [Ff]igs? | pp? | [Vv]ol | [Ss]ec )
      | (?P<last> Inc | Ltd | Co | Corp | [Pp]lc | Bros | Jr | Sr | etc | a\.m | p\.m | Ph\.D | (?:[A-Za-z]\.)*[A-Z]
        | Jan | Feb | Mar | Apr | Jun | Jul | Aug | Sept? | Oct | Nov | Dec | Mon | Tues? | Wed | Thurs? | Fri | Sat )
    )\Z""",
    re.VERBOSE,
)
_BEGINNING: Final = later(
    r"(?:The|This|That|These|Those|It|Its|In|He|She|We|They|Their|His|Her|But|And|An?|On|At|As|For|However|Meanwhile|"
    r"According|Analysts|Shares|Revenue|Net|Total|By|If|After|When|While|Since|There)\b|[\u3400-\u9fff“「]"
)
_LIST_NUMBER: Final = later(r"[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,4}")
_IN_NUMBER: Final = frozenset("0123456789.,%零〇一二三四五六七八九十百千万亿兆")
# What a summary puts before each part of its points, and a headline that only spaces part from the text.
_LABEL: Final = later(r"[\u3400-\u9fff、]{4,16} [-–—] |原[标標][题題]:[^\n。!?]{4,80}?[ ]{2,}")
# Where and when a wire was sent, which is part of no sentence: 某社某地5月6日 - .
_DATELINE: Final = later(
    r"(?:[A-Za-z]{0,12}[0-9]{1,2}月[0-9]{1,2}日 [-–—] )?"
    r"[\u3400-\u9fff/]{2,16}[0-9]{1,2}月[0-9]{1,2}日 ?(?:-{1,2}|[–—]) ?(?![0-9])"
)
# A name in quotation marks that has an exclamation mark within: "Oak Now! Fair".
_NAME_AHEAD: Final = later(r"""["“](?:[A-Z0-9][\w'’&-]*[ ]?){1,4}\Z""")
_NAME_BEHIND: Final = later(r"""[!?]+[ ](?:[A-Z0-9][\w'’&-]*[ ]?){1,4}["”]""")
_NAME: Final = 64  # the longest part of such a name
_SPACE: Final = later(r"\s*")


class Segment:
    """Find the sentences and clauses of a document outside its boilerplate; ``words`` cuts text into words."""

    name = "segment"
    needs = frozenset({"normalized", "boilerplate"})
    adds = frozenset({"sentences"})

    def __init__(self, segmenter: str = "rjieba", terms: Iterable[str] = (), *, simplify: bool = False) -> None:
        """Name the word segmenter and the project's own terms; nothing is loaded before the first word is asked for.

        ``simplify`` is for texts that may be Traditional even after normalization: their words are found in their
        Simplified form, since that is what both dictionaries know. Raises ValueError for an unknown segmenter.
        """
        self.segmenter_name: SegmenterName = check_segmenter(segmenter)
        self.terms = frozenset(terms)
        self._simplify = simplify

    def __call__(self, document: Document) -> Document:
        """Fill ``sentences``: in order, without overlap, each free of white space at its ends."""
        document.sentences = sentences(document.normalized, document.boilerplate)
        return document

    @property
    def segmenter(self) -> Segmenter:
        """The word segmenter; loading it takes 0.03 s (rjieba, with an excerpt) to 0.7 s (jieba) once in a process."""
        return load_segmenter(self.segmenter_name, self.terms)

    def load(self, document: Document) -> None:
        """Load the dictionary at no cost to the time that a document has."""
        begin = monotonic()
        load_segmenter(self.segmenter_name, self.terms)
        if document.deadline is not None:
            document.deadline += monotonic() - begin

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open ranges of the words of ``text``, a sentence rather than a document."""
        return self.segmenter.words(simplified(text) if self._simplify else text)

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """Return the words of ``text``, a sentence rather than a document, with their parts of speech."""
        if not self._simplify:
            return self.segmenter.tagged(text)
        tagged = self.segmenter.tagged(simplified(text))
        ends = accumulate(len(word) for word, _ in tagged)
        return [(text[end - len(word) : end], tag) for end, (word, tag) in zip(ends, tagged, strict=True)]


def sentences(text: str, boilerplate: list[Span] | None = None) -> list[Sentence]:
    """Return the sentences of a normalized text, in order.

    ``boilerplate`` holds sorted half-open ranges: they end sentences, and are part of none, unless they stand in the
    middle of one (a quote widget after a name); within those nothing ends.
    """
    if not boilerplate:
        return list(_scan(text, 0, len(text), []))
    inline, blocks = _sort_out(text, boilerplate)
    found: list[Sentence] = []
    edge = 0
    for block in (*blocks, Span(len(text), len(text))):
        found.extend(_scan(text, edge, block.start, inline))
        edge = block.end
    return found


def _scan(text: str, start: int, end: int, inline: list[Span]) -> Iterator[Sentence]:
    """Yield the sentences of ``text[start:end]``; marks within ``inline`` ranges end nothing."""
    begin = clause = _skip_space(text, start, end)
    clauses: list[Span] = []
    if (dateline := _DATELINE.match(text, begin, end)) is not None:
        begin = clause = dateline.end()
    if (label := _LABEL.match(text, begin, end)) is not None:
        yield from _sentence(text, begin, label.end(), [])
        begin = clause = label.end()
    for mark in _MARK.finditer(text, begin, end):
        kind = mark.lastindex
        if kind is None or (inline and _covering(inline, mark.start())):
            continue
        if kind in _ENDS:
            if (kind == _PERIOD and not _is_stop(text, begin, mark)) or _is_named(text, begin, mark.start()):
                continue
            yield from _sentence(text, begin, mark.start() if kind == _LINE else mark.start(kind), clauses)
            begin = clause = mark.end()
            clauses = []
            if inline and (span := _covering(inline, begin)):
                begin = clause = _skip_space(text, span.end, end)
            if kind == _LINE and (label := _LABEL.match(text, begin, end)) is not None:
                yield from _sentence(text, begin, label.end(), [])
                begin = clause = label.end()
        else:
            clauses.append(Span(clause, mark.end()))
            clause = mark.end()
    yield from _sentence(text, begin, end, clauses)


def _sentence(text: str, begin: int, end: int, clauses: list[Span]) -> Iterator[Sentence]:
    """Yield the sentence ``begin:end`` without the white space at its end, cut up where it is too long."""
    while end > begin and text[end - 1].isspace():
        end -= 1
    if end == begin:
        return
    while clauses and clauses[-1].end >= end:
        clauses.pop()
    clauses.append(Span(clauses[-1].end if clauses else begin, end))
    if end - begin <= MAX_SENTENCE:
        yield Sentence(begin, end, tuple(clauses))
        return
    part: list[Span] = []
    for clause in _short(text, clauses):
        if part and clause.end - part[0].start > MAX_SENTENCE:
            yield Sentence(part[0].start, part[-1].end, tuple(part))
            part = []
        part.append(clause)
    yield Sentence(part[0].start, part[-1].end, tuple(part))


def _short(text: str, clauses: Iterable[Span]) -> Iterator[Span]:
    """Cut clauses by force that are longer than a sentence may be, beside a number rather than through it."""
    for begin, end in clauses:
        while end - begin > MAX_SENTENCE:
            cut = begin + MAX_SENTENCE
            for place in range(cut, cut - MAX_SENTENCE // 10, -1):
                if not (text[place - 1] in _IN_NUMBER and text[place] in _IN_NUMBER):
                    cut = place
                    break
            yield Span(begin, cut)
            begin = cut
        yield Span(begin, end)


def _is_stop(text: str, begin: int, mark: re.Match[str]) -> bool:
    """Whether a period with white space behind it ends the sentence that began at ``begin``."""
    period, behind = mark.start(), mark.end()
    if behind == mark.endpos or "\n" in mark[_PERIOD] or "\r" in mark[_PERIOD]:
        return True
    following = text[behind : behind + 16]
    if "a" <= following[0] <= "z":
        return False
    word = _ABBREVIATION.search(text[max(begin, period - 12) : period])
    if word is None:
        return not _LIST_NUMBER.fullmatch(text, begin, period)
    if word["number"]:
        return not following[0].isdigit()
    return bool(word["last"] and _BEGINNING.match(following))


def _is_named(text: str, begin: int, mark: int) -> bool:
    """Whether a mark in the sentence that began at ``begin`` stands within a name in quotation marks."""
    if _NAME_BEHIND.match(text, mark) is None:
        return False
    return _NAME_AHEAD.search(text[max(begin, mark - _NAME) : mark]) is not None


def _sort_out(text: str, boilerplate: Iterable[Span]) -> tuple[list[Span], list[Span]]:
    """Sort ranges into those in the middle of a sentence and those that end sentences, neighbours joined."""
    joined: list[Span] = []
    for given in boilerplate:
        covered = text[given.start : given.end]
        start = given.start + len(covered) - len(covered.lstrip())
        span = Span(start, start + len(covered.strip()))
        if span.start == span.end:
            continue
        if joined and (span.start <= joined[-1].end or not text[joined[-1].end : span.start].strip()):
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    inline: list[Span] = []
    blocks: list[Span] = []
    for span in joined:
        (inline if _is_inline(text, span) else blocks).append(span)
    return inline, blocks


def _is_inline(text: str, span: Span) -> bool:
    """Whether a sentence goes on from the text before a range to the text behind it."""
    before, behind = span.start, span.end
    while before and text[before - 1].isspace():
        before -= 1
    while behind < len(text) and text[behind].isspace():
        behind += 1
    around = text[before : span.start] + text[span.end : behind]
    if not before or behind == len(text) or "\n" in around or "\r" in around:
        return False
    last = text[max(0, before - 4) : before].rstrip("”」』)]】》〉\"'")[-1:]
    if last in ("。", "!", "?", "." if before < span.start else "。"):
        return False
    return text[span.end - 1] not in "。!?\n" and "\n" not in text[span.start : span.end]


def _covering(spans: list[Span], position: int) -> Span | None:
    """Return the one of the sorted ranges that holds ``position``."""
    index = bisect_right(spans, position, key=itemgetter(0)) - 1
    return spans[index] if index >= 0 and position < spans[index].end else None


def _skip_space(text: str, start: int, end: int) -> int:
    space = _SPACE.match(text, start, end)
    return space.end() if space else start
