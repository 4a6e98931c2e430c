"""Whom a pronoun stands for: 公司, 该行, 其, 该州."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun, Term

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
            if self._shapes["own-region"].fullmatch(name.mention.text or "") is not None:
                return name.mention
            if not pointed and (whole := focus.title_place or focus.region) is not None:
                return whole  # 全省, wherever its towns have been named since
            earlier = reading.codes.rfind("S", 0, name.first)
            return reading.mention(earlier) if earlier >= 0 else focus.place or focus.title_place
        latter = self._shapes["the-latter"].match(reading.text, token.start)
        if latter is not None and ((last := self._latter(reading, name.first)) is not None or not latter["share"]):
            return last
        topic = focus.topic.mention if focus.topic is not None and focus.topic.firm else None
        if topic is not None and focus.of_company and self._shapes["itself"].fullmatch(name.mention.text or ""):
            return topic
        if focus.company is not None and self._shapes["that-founded"].match(reading.text, token.start) is not None:
            return focus.company
        heading = self._names.heading(reading, name.first) or self._speaker(reading, name.first)
        opens = near is not None and near.mention.start == reading.tokens[0].start and not focus.of_company
        if heading is None and near is not None and opens:
            heading = near.mention  # 青屿银河跌5%，公司将发债
        company = heading or topic or focus.held or focus.doer or focus.first or focus.named or focus.last
        if self._shapes["backward"].match(reading.text, token.start) is None:
            return body_of(company, self._shapes) if company is not None else None
        back = near.mention if near is not None else None
        back = back or self._names.nearest(reading, name.first)
        if back is None and "O" in reading.codes[: name.first]:
            return company  # 公司……，其……
        found = back or heading or focus.held or focus.doer or focus.last or focus.named
        if found is None or reading.text.startswith("其", token.start):
            return found
        return body_of(found, self._shapes)  # 云杉银行行长指，该行

    def _latter(self, reading: Reading, position: int) -> Mention | None:
        """Give who was named last before a position, whatever governs it: 甲收购乙，后者."""
        tokens, codes = reading.tokens, reading.codes
        named = (at for at in range(position - 1, -1, -1) if codes[at] == "w" and isinstance(tokens[at].item, Noun))
        last = next(named, None)
        if last is None:
            return None
        start, end = tokens[len(codes[:last].rstrip("wS"))].start, tokens[last].end
        return Mention(reading.text[start:end], start, end)

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
        """Give the company whose words a sentence opens with: 某汽车公司表示，公司将关停两家工厂; 云杉表示，该公司."""
        match = re.match("[P,]*(?P<name>[wSC]+)P*R", reading.codes[:position])
        if match is None:
            return None
        first, last = match.span("name")
        start, end = reading.tokens[first].start, reading.tokens[last - 1].end
        name = reading.text[start:end]
        body = body_of(Mention(name, start, end), self._shapes)
        if body.text != name and reading.codes[first] != "S":
            return body
        pronoun = reading.tokens[position].start
        says = self._shapes["says-itself"].fullmatch(reading.text, end, pronoun) is not None
        itself = says and self._shapes["that-company|its-own"].match(reading.text, pronoun) is not None
        known = itself or self._shapes["organisation"].search(name) is not None
        return Mention(name, start, end) if known and self._shapes["assessor"].search(name) is None else None


def body_of(whom: Mention, shapes: Shapes) -> Mention:
    """Give the body that someone tells of by his office in it: 云杉科技 for 云杉科技主席陈岚; else whom it is."""
    officer = shapes["officer-of"].fullmatch(whom.text or "")
    if officer is None:
        return whom
    body, start = officer["body"], whom.start
    return Mention(body, start, start + len(body) if start is not None else None)
