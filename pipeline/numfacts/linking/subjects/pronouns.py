"""Whom a pronoun stands for: 公司, 该行, 其, 该州."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule
from numfacts.linking.subjects.question import Whose
from numfacts.linking.subjects.settings import is_market
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED, Noun, Term

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.vocabulary.shapes import Shapes

LONGEST = 12  # characters of the name of a place before the one that it ends with
REACH = 120  # characters before a pronoun in which the place it stands for was named


class Pronouns:
    """Finds whom the pronouns of a document stand for."""

    def __init__(self, names: ClauseNames, focus: Focus, shapes: Shapes) -> None:
        self._names = names
        self._focus = focus
        self._shapes = shapes

    def stands_for(self, reading: Reading, name: Name, near: Whose | None) -> Mention | None:
        """Give whom a pronoun stands for: a place, who was named before, or the company of the document."""
        token = reading.tokens[name.first]
        focus = self._focus
        if isinstance(token.item, Term) and token.item.source.endswith("place-pronoun"):
            pointed = reading.text.startswith("该", token.start)
            if (called := self._called_so(reading, token.start, reading.text[token.end - 1])) is not None:
                return called
            own = self._shapes["own-region"].fullmatch(name.mention.text or "") is not None
            if not pointed and not own and (whole := focus.title_place or focus.region) is not None:
                return whole  # 全省, wherever its towns have been named since
            earlier = reading.codes.rfind("S", 0, name.first)
            place = reading.mention(earlier) if earlier >= 0 else focus.place or focus.title_place or focus.last
            return name.mention if own and (place is None or "港" not in (place.text or "")) else place
        if self._shapes["the-latter"].match(reading.text, token.start) is not None:
            return self._latter(reading, name.first)
        this = self._shapes["this-one"].match(reading.text, max(0, token.start - 2), name.mention.end or token.end)
        if this is not None and this["place"] is not None:
            return focus.title_place or focus.place or focus.region
        topic = focus.topic.mention if focus.topic is not None and focus.topic.firm else None
        named = topic is not None and topic.start is not None
        if named and focus.of_company and self._shapes["itself"].fullmatch(name.mention.text or "") is not None:
            return topic
        registered = self._shapes["that-founded"].match(reading.text, token.start) is not None
        if registered and focus.company is not None and (focus.company.start or 0) < reading.start:
            return focus.company
        heading = self._names.heading(reading, name.first)
        if heading is None and not focus.of_company and self._shapes["that-company"].match(reading.text, token.start):
            before = focus.company is not None and (focus.company.start or 0) < token.start
            heading = focus.company if before else None
        heading = heading or self._speaker(reading, name.first) or self._opening(reading, near)
        company = heading or topic or focus.held or focus.doer or focus.first or focus.named or focus.last
        if self._shapes["backward"].match(reading.text, token.start) is None:
            return company
        market = near is not None and any(is_market(at) for at in reading.tokens if at.start == near.mention.start)
        back = near.mention if near is not None and not market else None  # A股5家公司退市，甲为其中之一，其股价...
        back = back or self._names.nearest(reading, name.first)
        if back is None and "O" in reading.codes[: name.first]:
            return company  # 公司……，其……
        return back or heading or focus.held or focus.doer or focus.last or focus.named

    def _latter(self, reading: Reading, position: int) -> Mention | None:
        """Give who or which index was named last before a position, whatever governs it: 甲收购乙，后者."""
        tokens, codes = reading.tokens, reading.codes
        for last in range(position - 1, -1, -1):
            rule = metric_rule(tokens[last])
            if rule is not None and rule.index:
                return reading.mention(last)
            named = isinstance(tokens[last].item, Noun) or self._is_organisation(reading.mention(last))
            if codes[last] == "w" and named:
                first = last
                while first and codes[first - 1] in "wS" and tokens[first - 1].end == tokens[first].start:
                    first -= 1
                return Mention(
                    reading.text[tokens[first].start : tokens[last].end], tokens[first].start, tokens[last].end
                )
        return None

    def _is_organisation(self, mention: Mention) -> bool:
        return self._shapes["organisation"].search(mention.text or "") is not None

    def _opening(self, reading: Reading, near: Whose | None) -> Mention | None:
        """Give whom the claim before is of where its sentence begins with it: 青屿银河跌5%，公司将发债."""
        begins = near is not None and near.mention.start == reading.tokens[0].start
        return near.mention if near is not None and begins and not self._focus.of_company else None

    def _called_so(self, reading: Reading, before: int, kind: str) -> Mention | None:
        """Give the last state, province or town before an offset whose name ends as its pronoun does: 某某州……该州."""
        text, end = reading.text, before
        start = max(text.rfind("\n", 0, before), before - REACH) + 1
        while (end := text.rfind(kind, start, end)) > start:
            named = self._shapes["kind-of"].search(text, max(start, end - LONGEST), end)
            if named is not None and self._shapes["division-end"].match(text, end) is not None:
                return Mention(text[named.start() : end + 1], named.start(), end + 1)
        return None

    def _speaker(self, reading: Reading, position: int) -> Mention | None:
        """Give the company whose words a sentence opens with: 某汽车公司日前表示，公司将关停两家工厂."""
        match = re.match("[P,]*(?P<name>[wSC]+)P*R", reading.codes[:position])
        if match is None:
            return None
        first, last = match.span("name")
        start, end = reading.tokens[first].start, reading.tokens[last - 1].end
        officer = self._shapes["officer-of"].fullmatch(reading.text, start, end)
        pointed = self._shapes["backward"].match(reading.text, max(start - 1, 0)) is not None  # 该交易所CEO
        if officer is not None and reading.codes[first] != "S" and not pointed:
            return Mention(officer["body"], *officer.span("body"))
        if reading.tokens[last - 1].item is INTRODUCED:
            first = last - 1  # behind what kind of company it is
        start, end = reading.tokens[first].start, reading.tokens[last - 1].end
        name = reading.text[start:end]
        known = self._shapes["organisation"].search(name) is not None or self._is_cited(reading, position, start, end)
        return Mention(name, start, end) if known and self._shapes["assessor"].search(name) is None else None

    def _is_cited(self, reading: Reading, position: int, start: int, end: int) -> bool:
        """Say whether a source that is no person speaks of itself as that company: 云杉表示，该公司将裁员5%."""
        name, company = reading.text[start:end], self._shapes["that-company|its-own"]
        person, medium = self._shapes["may-be-person"].fullmatch(name), self._shapes["medium"].search(name)
        source = self._focus.source
        says = self._shapes["says-itself"].fullmatch(reading.text, end, reading.tokens[position].start)
        if (source.start, source.end) != (start, end) or says is None or person is not None or medium is not None:
            return False
        return company.match(reading.text, reading.tokens[position].start) is not None
