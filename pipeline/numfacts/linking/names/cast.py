"""The names a document introduces: before a stock code, at the head of its title, by an announcement, by 简称."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from numfacts.linking.names.edges import beginning, behind_lead, who_announces
from numfacts.linking.names.recurring import recurring, trade_names
from numfacts.vocabulary.tokens import INTRODUCED, KNOWN, PROPER, Noun, Token

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.document import Document
    from numfacts.vocabulary.shapes import Shapes

HEAD = 260  # characters of a text in which its company is named
LONGEST = 60  # characters before a stock code or 有限公司 in which the name stands, with quotes
CODES = ("stock-code", "quote")  # shapes of what stands behind the name of a company
INTRODUCING = (  # shapes whose last group is a name
    "alias", "honorific", "titled-person", "stakeholder", "subsidiary", "glossed", "singled", "apposed", "newcomer",
)  # fmt: skip
# Shapes of the plans and gatherings that a document names, those last that it has to name more than once.
UNDERTAKINGS = ("undertaking", "undertaking-sure", "undertaking-written")
GOVERNMENTS = (4, 5)  # characters of 汤加政府 and its like
PLACE_SIZES = (5, 4, 3, 2)  # characters of most names of places
MOST = 24  # names of one document that are looked for again
AROUND = 3  # characters on either side of a known name that may make one word with it
SHORT = 3  # characters of a known name that other words may hold by chance
DEED = "vn"  # part of speech (ICTCLAS) of nouns that are verbs, too
COMMITTEE = "委员会"  # what ends the name of someone, be it made of common words
QUOTES = re.compile(r"\([0-9.,% -]*\)")


class Cast:
    """Finds the names that a document introduces, and where its text has them."""

    def __init__(
        self,
        shapes: Shapes,
        places: frozenset[str],
        abroad: frozenset[str],
        tagged: Callable[[str], list[tuple[str, str]]],
    ) -> None:
        """Take the names of places, and of those among them that are countries abroad.

        ``tagged`` cuts a phrase into words with their parts of speech.
        """
        self._shapes = shapes
        self._tagged = tagged
        self._places = places
        self._abroad = abroad
        self._known = AhoCorasick(sorted(shapes.words("known-names")))
        self._can_name = shapes.kept(self._names_somebody)
        self._does = shapes.kept(self._names_deed)
        self._is_placed = shapes.kept(self._names_place)
        self._placed = shapes.kept(self._place_of)

    def names(self, document: Document) -> dict[str, Noun]:
        """Give the names, the longest first, each with what is known of it; a name that is a kind of thing is none."""
        text, title = document.normalized, document.normalized_title or ""
        both, chars, titled = f"{title}\n{text}", frozenset(text), frozenset(title)
        found: dict[str, None] = {}
        for source, held in ((title, titled), (text, chars)):
            for code in itertools.chain.from_iterable(self._shapes.found(shape, source, held) for shape in CODES):
                if (name := self.before_code(source[max(0, code.start() - LONGEST) : code.start()])) is not None:
                    found[name] = None
        heads = (("headline-name", title, titled), ("announcer", text[:HEAD], chars), ("announcer", title, titled))
        for shape, source, held in heads:
            name = self.heading(shape, self._shapes.first(shape, source, held))
            if self._shapes["no-headline-name"].match(name) or self._shapes["authority"].search(name) is not None:
                continue
            found[self._shapes["notice-tail"].sub("", name)] = None
        if (earner := self._earner(title, text)) is not None:
            found[earner] = None
        for shape in INTRODUCING:
            for match in self._shapes.found(shape, text, chars):
                found[match[match.lastindex or 0]] = None
        bulletins = [match[1] for match in self._shapes.found("bulletin-name", text, chars)]
        if len(bulletins) > 1:
            found.update(dict.fromkeys(bulletins))
        for name in self.companies(text, 0, len(text)):
            found[name] = None
        known = dict.fromkeys(found, INTRODUCED)
        for match in self._shapes.found("officer-name", text, chars):
            if any(tag[0] != "n" for _, tag in self._tagged(match["name"])):
                known.setdefault(match["name"], PROPER)
        for name in trade_names(both, self._tagged, self._shapes):
            known.setdefault(name, PROPER)
        for name in recurring(text, title, document.terms, self._tagged, self._shapes):
            known.setdefault(name, PROPER)
        for shape in UNDERTAKINGS:
            plans = self._shapes.found(shape, both, chars | titled | {"\n"})
            for name in sorted({match[match.lastindex or 0] for match in plans}):
                if shape != UNDERTAKINGS[-1] or both.count(name) > 1:
                    known.setdefault(name, PROPER)
        kept = [name for name in known if len(name) >= 2 and self.is_name(name) and name not in self._places]
        names = dict.fromkeys(self._known.find_matches_as_strings(both, overlapping=True), KNOWN)
        names.update((name, known[name]) for name in kept[:MOST])
        return {name: names[name] for name in sorted(names, key=lambda name: (-len(name), name))}

    def heading(self, shape: str, match: re.Match[str] | None) -> str:
        """Give the name that a match of the shape of an announcer or of the head of a title holds, if any."""
        if match is None:
            return ""
        return who_announces(match, self._tagged, self._shapes) if shape == "announcer" else match[1]

    def _earner(self, title: str, text: str) -> str | None:
        """Give whose results a title tells, as the text names it too: 甲去年盈利升两成, 甲料上季转亏."""
        match = self._shapes["earner"].match(title)
        if match is None:
            return None
        whole = title[match.start("name") : match.end("tail")] if match["tail"] else match["name"]  # 甲饮料去年多赚
        return next((name for name in (whole, match["name"]) if name in text), None)

    def companies(self, text: str, start: int, end: int) -> Iterator[str]:
        """Yield the full names of companies between two offsets, in order."""
        for match in self._shapes["company-end"].finditer(text, start, end):
            before = self._shapes["company-name"].search(text, max(start, match.start() - LONGEST), match.start())
            name = self._shapes["company-lead"].split(before[0])[-1] if before is not None else ""
            name = name[name.rfind(")") + 1 :] if name.count(")") != name.count("(") else name
            if name:
                yield name + match[0]

    def tokens(self, text: str, names: dict[str, Noun]) -> list[Token]:
        """Give a token for every place where a text has one of the names, in order and without overlaps.

        Short names that the document does not introduce itself stand only where words begin and end.
        """
        if not names:
            return []
        found: list[Token] = []
        for match in re.finditer("|".join(map(re.escape, names)), text):
            noun, (start, end) = names[match[0]], match.span()
            if noun is KNOWN and self._shapes["of-known"].match(text, end) is not None:
                continue  # 甲供应商某某科技, 某部微信公众号
            if noun is not KNOWN:
                found.append(Token("w", start, end, noun))
            elif end - start > SHORT:
                found.append(Token("w", start, end, INTRODUCED))
            elif _is_whole(text, start, end, self._tagged, self._shapes):
                tail = self._shapes["known-tail"].match(text, end)
                found.append(Token("w", start, tail.end() if tail is not None else end, INTRODUCED))
        return found

    def is_place(self, name: str) -> bool:
        """Say whether a name is that of a place."""
        return self._is_placed(name)

    def _names_place(self, name: str) -> bool:
        return name in self._places or self._shapes["place-name"].match(name) is not None

    def region_of(self, name: str) -> str | None:
        """Give the province or city that a name begins with: 河南 of 河南安阳."""
        place = next((name[:size] for size in PLACE_SIZES if name[:size] in self._places), "")
        wide = not place or self.is_abroad(place) or self._shapes["home|whole-place"].fullmatch(place) is not None
        return None if wide else place

    def is_abroad(self, name: str) -> bool:
        """Say whether a name is that of a country abroad."""
        return name in self._abroad

    def place_of(self, name: str) -> str | None:
        """Give the place that the name of an authority, or of its officer, begins with: 德国 of 德国联邦政府."""
        return self._placed(name)

    def _place_of(self, name: str) -> str | None:
        office = self._shapes["office"].search(name, 2)
        name = name if office is None else name[: office.start()].rstrip("副")
        if self._shapes["authority"].search(name) is None:
            return None
        if name.endswith("政府") and len(name) in GOVERNMENTS:
            return name[:-2]
        known = next((name[:size] for size in PLACE_SIZES if name[:size] in self._places), None)
        own = self._shapes["place-of-office"].match(name)
        return own[0] if own is not None else known

    def is_name(self, name: str) -> bool:
        """Say whether a noun can name someone, rather than a paper, a time, a wire or a number of things."""
        return self._can_name(name)

    def beginning(self, name: str, size: int) -> str:
        """Give the beginning of a name, of that size at the most, that ends where a word does that may end a name."""
        return beginning(name, size, self._tagged, self._shapes)

    def is_deed(self, name: str) -> bool:
        """Say whether a noun is made of nothing but what verbs do: 勘查研究, but not 牙科服务 or 服务贸易."""
        return self._does(name)

    def _names_deed(self, name: str) -> bool:
        sector = self._shapes["sector-end"].search(name)
        return sector is None and all(tag == DEED for _, tag in self._tagged(name))

    def _names_somebody(self, name: str) -> bool:
        if self._is_generic(name):
            return False
        if self._shapes["determiner"].match(name) is not None:
            return False
        return self._shapes["document|broken-off|of-things"].search(name) is None

    def _is_generic(self, name: str) -> bool:
        """Say whether a noun is made of nothing but words that name nobody: 实际|日增.

        A committee is somebody, and so are people of some kind: 境外|投资者.
        """
        words, start = self._shapes.words("generic"), 0
        people = self._shapes["people-of-kind"].fullmatch(name) is not None
        if name not in words and (people or name.endswith(COMMITTEE)):
            return False
        while start < len(name):
            found = next((end for end in range(len(name), start, -1) if name[start:end] in words), None)
            if found is None:
                return False
            start = found
        return True

    def before_code(self, text: str) -> str | None:
        """Give the company at the end of a text that a stock code follows."""
        name = self._shapes["name-before-code"].search(QUOTES.sub("", text))
        if name is None:
            return None
        found, lead = name[0], self._shapes["code-lead"]
        while (rest := lead.split(found)[-1]) != found:  # 公司|拟向|某银行
            found = rest
        found = behind_lead(found, self._tagged)
        return found if len(found) >= 2 and self._shapes["no-headline-name"].match(found) is None else None


def _is_whole(text: str, start: int, end: int, tagged: Callable[[str], list[tuple[str, str]]], shapes: Shapes) -> bool:
    """Say whether words of a text begin and end where a name does: not 强生 in 增强生产, but 青大 in 青大和某大学."""
    position = max(0, start - AROUND)
    edges = {position}
    for word, _ in tagged(text[position : end + AROUND]):
        position += len(word)
        edges.add(position)
    return start in edges and (end in edges or shapes["list-joint"].match(text, end) is not None)
