"""What a document is about: the company, product or place its title and first lines name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.english.topics import EnglishTopics
from numfacts.linking.links import metric_rule
from numfacts.linking.names.cast import HEAD, Cast
from numfacts.linking.subjects.noun_runs.extents import NO_KINDS
from numfacts.linking.subjects.openers import opener, own_teller
from numfacts.linking.subjects.settings import is_object, is_place, quotes_more
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.document import Document
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

HAN = re.compile("[\u4e00-\u9fff]")
SPEAKER_LENGTH = 4  # the longest personal name in Chinese characters that a headline opens with
OPENERS = "PMVLvXQRTN,:("  # what ends the name that opens a title
TITLE, OFFICE = 3, 4  # characters of the titles of officials, and of those of any office
CALLED = re.compile("(?P<kind>[^「“」”]{2,12})[「“](?P<name>[^」”]{2,12})[」”]")  # a thing by its name: 邮轮「青屿号」
SPOKEN = ":RX"  # codes of what follows the name of someone who only speaks
SENTENCES, FEWEST = 40, 3  # how far and how often a name must recur to be what a text is about


class Topic(msgspec.Struct, frozen=True):
    """What a document is about.

    ``firm`` says that it is someone with a name, ``company`` that the document is news of a company, ``english`` that
    an English report was read for it.
    """

    mention: Mention
    firm: bool
    company: bool = False
    english: bool = False


class Topics:
    """Finds the topic of documents."""

    def __init__(self, shapes: Shapes, cast: Cast) -> None:
        self._shapes = shapes
        self._cast = cast
        self.english = EnglishTopics(shapes, cast.is_place)

    def find(self, document: Document, is_cited: Callable[[str], bool]) -> Topic | None:
        """Give the topic: named before a stock code, by the title, by who announces, or the most often.

        ``is_cited`` tells of a name whether the document only cites it.
        """
        text, title, tokens = document.normalized, document.normalized_title or "", document.title_mentions
        english = HAN.search(text, 0, HEAD) is None
        if english and (named := self.english.find(document, is_cited)) is not None:
            return Topic(named, firm=True, english=True)
        known = (
            self._coded(text, title)
            or self._announced(text, title, tokens, is_cited)
            or own_teller(text, title, tokens, self._shapes)
        )
        if known is not None:
            news = self.is_company_news(text) or self._has_figures(tokens)
            return Topic(known, firm=True, company=news and not self.is_body(known.text or ""))
        if english:
            return None
        if self._shapes["one-of-several"].match(title) is not None:
            return None
        opens = None if title else opener(text, document.mentions[0], self._shapes)
        for found in (
            self._renamed(text, title, tokens),
            self._shared(text, title, tokens),
            self._opening(text, title, tokens),
            self._frequent(text, title, document.mentions),
            Topic(opens, firm=True) if opens is not None else None,
        ):
            if found is not None and not is_cited(found.mention.text or ""):
                return found
        return None

    def _has_figures(self, title: list[Token]) -> bool:
        """Say whether a title names what companies have: profits, dividends, offerings."""
        rules = (metric_rule(token) for token in title)
        return any(rule is not None and rule.metric in self._shapes.group("company") for rule in rules)

    def _reports(self, title: list[Token], position: int) -> bool:
        """Say whether the title gives a figure of a company for the noun at a position: 理想上季经调整盈利."""
        following = title[position + 1 : position + 3]
        if following and following[0].code != "P":
            following = following[:1]
        return self._has_figures(following)

    def is_company_news(self, text: str) -> bool:
        """Say whether a text is news of one company: it gives a stock code or opens with a notice."""
        if self._shapes["company-notice"].search(text[:60]) is not None:
            return True
        return self._shapes["stock-code|quote"].search(text[:HEAD]) is not None

    def is_body(self, name: str) -> bool:
        """Say whether a name is that of an authority or another body, but for a medium."""
        if not self._cast.is_name(name) or self._shapes["medium"].search(name) is not None:
            return False
        return self._shapes["authority|office-body|own-body"].search(name) is not None

    def coded(self, text: str) -> str | None:
        """Give the company that a stock code follows: 小米集团(01810)."""
        code = self._shapes["stock-code"].search(text)
        return self._cast.before_code(text[: code.start()]) if code is not None else None

    def _coded(self, text: str, title: str) -> Mention | None:
        found = self.coded(title) or self._introduced(text, title)
        if found is None and (quote := self._shapes["quote"].search(text[:HEAD])) is not None:
            found = self._cast.before_code(text[: quote.start()])
        return _mention(text, found) if found is not None else None

    def _introduced(self, text: str, title: str) -> str | None:
        """Give the company whose code the head of a text has; behind its first sentence one that the title names.

        None where the text opens with several: 三家金控公布获利…，玉山金（2884）.
        """
        if self._shapes["several-firms"].match(text) is not None:
            return None
        name, code = self.coded(text[:HEAD]), self._shapes["stock-code"].search(text, 0, HEAD)
        later = code is not None and "。" in text[: code.start()]
        return None if name is not None and title and later and name[:2] not in title else name

    def _announced(self, text: str, title: str, tokens: list[Token], is_cited: Callable[[str], bool]) -> Mention | None:
        head, chars = text[:HEAD], frozenset(text[:HEAD]).union(title)
        for shape, source in (("headline-name", title), ("announcer", head), ("answers", head), ("learnt-of", head)):
            match = self._shapes.first(shape, source, chars)
            name = self._cast.heading(shape, match)
            if match is None or is_cited(name) or not self._cast.is_name(name):
                continue
            if self._shapes["no-headline-name"].match(name) or self._is_speaker(text, name):
                continue
            if text.startswith(f"据{name}") or self._shapes["counted-few"].search(name) is not None:
                continue  # 据某网统计; 合计有16家券商
            if any(self._shapes[kind].search(name) for kind in ("official", "website", "speaker")):
                continue  # 青屿财政局局长林海宣布
            if source is title and self._is_person(text, name):
                continue
            if source is title and self._only_leads(text, name, title, tokens, match.end()):
                continue
            if source is not title and "。" in source[source.rfind("\n", 0, match.start()) + 1 : match.start()]:
                continue  # someone comes in later
            return self._fit(text, name)
        return None

    def _only_leads(self, text: str, name: str, title: str, tokens: list[Token], start: int) -> bool:
        """Say whether what heads a title only leads to a place, or to someone where the text has no such head."""
        following = next((token for token in tokens if token.start >= start and token.code != "P"), None)
        if following is None:
            return False
        if is_place(following) or self._cast.place_of(title[following.start : following.end]) is not None:
            return True
        return name[:2] not in text and following.code in "wC"

    def _is_speaker(self, text: str, name: str) -> bool:
        """Say whether a name that heads a title is a short one of who speaks in the text, a person or a house."""
        house = self._shapes["assessor"].search(name) is not None
        if len(name) > SPEAKER_LENGTH or not (house or self._shapes["organisation"].search(name) is None):
            return False
        ends = (found.end() for found in re.finditer(re.escape(name), text))
        return any(self._shapes["speaks"].match(text, end) is not None for end in ends)

    def _is_person(self, text: str, name: str) -> bool:
        """Say whether a text that announces nothing knows a short name not at all, or right behind an office."""
        start = text.find(name)
        if self.is_company_news(text) or HAN.match(name) is None or len(name) > SPEAKER_LENGTH:
            return False
        if any(self._shapes[shape].search(name) for shape in ("organisation", "assessor")) or self._cast.is_place(name):
            return False
        offices = self._shapes["office"].finditer(text, max(start - SPEAKER_LENGTH, 0), max(start, 0))
        return name[:2] not in text or any(office.end() == start for office in offices)

    def _is_body(self, whole: str, name: str) -> bool:
        """Say whether a name is only what the name of a body or a medium begins with: 外汇 of 外汇局."""
        whole = self._shapes["notice-tail"].sub("", whole)
        if name == whole or not whole.startswith(name):
            return False
        return any(self._shapes[shape].search(whole) is not None for shape in ("organisation", "medium", "authority"))

    def _is_official(self, text: str, name: str, following: list[Token]) -> bool:
        """Say whether a name is an official's, whose title the text has before it: 劳工局局长某某.

        Of whom a title only lets speak any office will do: 陈岚：今年开设3间分店 over 云杉科技主席陈岚说.
        """
        start = text.find(name)
        spoken = not following or following[0].code in SPOKEN
        shape, size = ("official|office", OFFICE) if spoken else ("official", TITLE)
        offices = self._shapes[shape].finditer(text, max(start - size, 0), start)
        return start > 0 and any(office.end() == start for office in offices)

    def _fit(self, text: str, name: str) -> Mention | None:
        """Cut a name from the title to what the text repeats of it, without the kind of notice it heads."""
        name = self._shapes["notice-tail"].sub("", name)
        for size in range(len(name), 1, -1):
            if name[:size] in text:
                cut = size < len(name) and self._shapes["authority"].search(name.removesuffix("等")) is not None
                return None if cut else _mention(text, name[:size].strip())  # 国家发|改委
        return Mention(name, None, None) if len(name) > 1 else None

    def _renamed(self, text: str, title: str, tokens: list[Token]) -> Topic | None:
        """Read a name that the text introduces for someone, and its title uses: 以下简称甲."""
        for alias in self._shapes["alias"].finditer(text, 0, HEAD):
            if alias[1] in title:
                return Topic(Mention(alias[1], *alias.span(1)), firm=True, company=self._has_figures(tokens))
        return None

    def _shared(self, text: str, title: str, tokens: list[Token]) -> Topic | None:
        """Read what title and text both begin with, as far as a period, a metric or a verb: 特步去年盈利.

        A label before it in the title (快讯:) and when and whence in the text (近日, 记者获悉,) are passed over.
        """
        label, lead = self._shapes["title-label"].match(title), self._shapes["opening-lead"].match(text)
        begin, start = label.end() if label is not None else 0, lead.end() if lead is not None else 0
        size = 0
        for ours, theirs in zip(title[begin:], text[start:], strict=False):
            if ours != theirs:
                break
            size += 1
        opening = [token for token in tokens if token.start >= begin]
        codes = "".join(token.code for token in opening[:2])
        opening = opening[1:] if codes == "vP" else opening  # 安踏去年...: a name that is no word of the dictionary
        stop = next((token.start for token in opening if token.code in OPENERS), len(title))
        name = self._cast.beginning(title[begin:stop], size).strip()
        if tokens and 2 <= len(name) <= 14 and self._cast.is_name(name):
            if self._is_speaker(text, name):
                return None
            heads = (title[token.start : token.end] for token in tokens if token.start <= begin)
            if any(self._is_body(whole, name) for whole in (*heads, title[begin:stop].removesuffix("等"))):
                return None
            called = CALLED.fullmatch(name)
            if called is not None and not any(self._shapes[shape].search(called["kind"]) for shape in NO_KINDS):
                return Topic(_mention(text, called["name"]), firm=True)
            last = sum(token.start < begin + len(name) for token in tokens) - 1
            reports = self._reports(tokens, last)
            firm = reports or _names_someone(tokens, begin, begin + len(name))
            return Topic(_mention(text, name), firm, company=reports or (firm and self.is_company_news(text)))
        return None

    def _opening(self, text: str, title: str, tokens: list[Token]) -> Topic | None:
        """Read the noun that opens the title, as far as the text repeats it."""
        if tokens and tokens[0].start and tokens[0].code in "sVvfMP":  # 微软向南非: no word of the dictionary
            raw = title[: tokens[0].start].strip()
            if 2 <= len(raw) <= SPEAKER_LENGTH and raw in text and self._cast.is_name(raw):
                return Topic(_mention(text, raw), firm=True)
        for position, token in enumerate(tokens):
            if position == 1 and tokens[0].code == "v":
                continue  # 超越甲,乙成为第四
            if token.code in "wC":
                if position > 1 and is_object(tokens[position - 1], token):
                    return None  # 赴邻国参加展会
                placed = position and tokens[position - 1].code == "S" and tokens[position - 1].end == token.start
                first = tokens[position - 1] if placed else token
                name = title[first.start : token.end]
                if self._shapes["amount"].search(name) or quotes_more(title, first.start, token.end):
                    return None
                if self._is_speaker(text, name) or not self._cast.is_name(name):
                    continue
                for size in range(len(name), 1, -1):
                    if self._is_body(name, name[:size]):
                        return None
                    if name[:size] in text and self._cast.beginning(name, size) == name[:size]:
                        if self._is_official(text, name[:size], tokens[position + 1 : position + 2]):
                            return None
                        found = name[:size].strip()
                        reports = self._reports(tokens, position)
                        if found.isascii() and not reports and sum(char.isupper() for char in found) < 2:
                            return None
                        firm = reports or token.code == "C" or isinstance(token.item, Noun)
                        return Topic(
                            _mention(text, found), firm, company=firm and (reports or self._has_figures(tokens))
                        )
                return None
            rule = metric_rule(token)
            if rule is not None and rule.metric in self._shapes.group("called-by"):
                return Topic(Mention(title[token.start : token.end], None, None), firm=True)
            if rule is not None and not rule.index:
                return None
        return None

    def _frequent(self, text: str, title: str, sentences: list[list[Token]]) -> Topic | None:
        """Find the name that opens clauses most often, of those that a title speaks of."""
        best: Topic | None = None
        most = FEWEST - 1
        for tokens in sentences[:SENTENCES]:
            for position, token in enumerate(tokens):
                name = text[token.start : token.end]
                if token.code != "w" or (position and tokens[position - 1].code not in ",P"):
                    continue
                if not 2 <= len(name) <= 10 or not self._cast.is_name(name) or self._cast.is_place(name):
                    continue
                if self._shapes["no-headline-name"].match(name) or self._is_person(text, name):
                    continue
                count = text.count(name) if name[:2] in (title or name) else 0
                if count > most:
                    mention = Mention(name, token.start, token.end)
                    best, most = Topic(mention, firm=isinstance(token.item, Noun)), count
        return best


def _names_someone(tokens: list[Token], begin: int, end: int) -> bool:
    """Say whether one of the tokens between two offsets is a name or a place."""
    return any(begin <= token.start < end and (token.code in "SC" or isinstance(token.item, Noun)) for token in tokens)


def _mention(text: str, name: str) -> Mention:
    start = text.find(name)
    return Mention(name, start, start + len(name)) if start >= 0 else Mention(name, None, None)
