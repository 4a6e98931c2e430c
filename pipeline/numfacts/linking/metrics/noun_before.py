"""The common noun right before a value, read as a metric that no rule knows: 货物9256万吨, 发生机率70%."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.in_order import first_found
from numfacts.linking.counts.people import AND_OTHERS
from numfacts.linking.links import COUNTS, GOVERNING, NOTHING, VISITS, Link, metric_rule, named
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun, Token

if TYPE_CHECKING:
    from numfacts.linking.counts.counted_kinds import CountedKinds
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

OF = "的"
LASTS = "期"  # ends words for a length of time
EACH = "每"
HAS = "有"  # ends words for what a place has
PASSED = "LTtXNPBekrf"  # codes of what may stand between a noun and its value
NAMES = frozenset(["ns", "nr", "nrt", "nt"])  # parts of speech of proper names


class Before(msgspec.Struct, gc=False):
    """A quantity, and the position of the word right before it in its clause, which opens at ``begin``."""

    reading: Reading
    index: int
    quantity: Quantity
    begin: int
    position: int

    @property
    def token(self) -> Token:
        """The word, where there is one."""
        return self.reading.tokens[self.position]

    @property
    def name(self) -> str:
        """The text of the word."""
        return self.reading.text[self.token.start : self.token.end]

    @property
    def joined(self) -> Token | None:
        """The token that the word follows without a gap in its clause."""
        before = self.reading.tokens[self.position - 1] if self.position > self.begin else None
        return before if before is not None and before.end == self.token.start else None


class NounsBefore:
    """Reads the nouns right before values."""

    def __init__(self, kinds: CountedKinds, shapes: Shapes) -> None:
        self._kinds = kinds
        self._shapes = shapes
        self._readings = (
            self._listed,
            self._cut_short,
            self._made,
            self._nobody,
            self._body,
            self._dealing,
            self._cut,
            self._people,
            self._amount,
            self._no_noun,
            self._kind,
            self._priced,
            self._counted_place,
            self._visited,
            self._whose,
            self._noun,
        )

    def find(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give what the first reading finds in the noun right before a quantity."""
        begin, position = reading.clause_start(index), index - 1
        if reading.text[quantity.left - 1] == OF:
            position = self._origin(reading, index)  # 可能性从12月调查的57%上升
        while position >= begin and (reading.codes[position] in PASSED or self._comes_to(reading, position)):
            position -= 1
        found = first_found(self._readings, Before(reading, index, quantity, begin, position))
        return None if found is NOTHING else found

    def _listed(self, at: Before) -> Link | None:
        """Read nothing in the last name of a list: 甲药业、乙药业等6家."""
        listed = at.quantity.kind in COUNTS and at.reading.text[at.quantity.left - 1] == AND_OTHERS
        return NOTHING if listed else None

    def _cut_short(self, at: Before) -> Link | None:
        """Read a noun for a length of time that was cut before its last character: 冻结|期3天."""
        reading, first = at.reading, at.position - 1
        if at.quantity.kind != "duration" or at.name != LASTS or first < at.begin:
            return None
        start, joint = reading.tokens[first].start, reading.tokens[first].end == at.token.start
        name = Mention(reading.text[start : at.token.end], start, at.token.end)
        return Link(name, None, None, at.position) if joint and reading.codes[first] in "wvM" else None

    def _made(self, at: Before) -> Link | None:
        """Read a thing that no dictionary has, cut before its last character or taken for a name: 充电桩6000根."""
        reading, begin, position, quantity = at.reading, at.begin, at.position, at.quantity
        if quantity.kind != "count":
            return None
        found = self._shapes["made-thing"].search(reading.text, reading.tokens[begin].start, quantity.left)
        if found is None:
            return None
        start, end = found.span("thing")
        last = reading.tokens[position]
        if last.code in "wM" and last.end - last.start > 1 and last.tag not in NAMES:
            return None  # a noun of its own
        cut = [place for place in range(begin, position + 1) if reading.tokens[place].start == start]
        return Link(Mention(found["thing"], start, end), None, None, cut[0]) if cut else None

    def _nobody(self, at: Before) -> Link | None:
        """Read nothing where no word stands before."""
        return NOTHING if at.position < at.begin else None

    def _body(self, at: Before) -> Link | None:
        """Read a word that names somebody as the kind of those counted: 其中子公司8家."""
        return self._of_kind(at) if at.token.code == "O" else None

    def _of_kind(self, at: Before) -> Link | None:
        """Read the word as a kind of things that numbers count, if it is one."""
        counted = self._kinds.id_of(at.name) if at.quantity.kind in COUNTS else None
        if counted is None:
            return None
        return Link(Mention(at.name, at.token.start, at.token.end, counted), None, None, at.position)

    def _dealing(self, at: Before) -> Link | None:
        """Read the verb whose object the word is as what so many are of: 减持转债350万张."""
        dealing = self._dealt(at.reading, at.position) if at.quantity.kind == "count" else None
        return Link(at.reading.mention(dealing), None, None, dealing) if dealing is not None else None

    def _cut(self, at: Before) -> Link | None:
        """Read a noun of one character with the verb that it is one word with: 关店300家, 减碳3万吨."""
        if len(at.name) > 1 or at.token.tag != "n" or at.joined is None or at.joined.code not in "vV":
            return None
        start, end = at.joined.start, at.token.end
        return Link(Mention(at.reading.text[start:end], start, end), None, None, at.position - 1)

    def _people(self, at: Before) -> Link | None:
        """Read a number of people as what a share is of: 接种人口突破五成."""
        if at.token.code != "M" or at.quantity.kind != "ratio" or at.token.end != at.quantity.left:
            return None
        rule = metric_rule(at.token)
        people = rule is not None and "person" in rule.takes
        return named(at.reading, at.position) if people else None

    def _amount(self, at: Before) -> Link | None:
        """Read a metric, whose values are no counts, as what so many things are of: 贷款3万笔, 合同25份."""
        beside = at.token.end == at.reading.tokens[at.position + 1].start
        if at.token.code != "M" or at.quantity.kind != "count" or not beside:
            return None
        rule = metric_rule(at.token)
        counted = rule is not None and "money" in rule.takes
        return named(at.reading, at.position) if counted else None

    def _no_noun(self, at: Before) -> Link | None:
        """Read nothing in what is no noun: a letter, a name in Latin letters, unless its head counts (IPO项目)."""
        name, kind = at.name, at.quantity.kind
        if at.token.code != "w" or name.isascii() or len(name) < 2 or kind == "share":
            return NOTHING
        return NOTHING if name[0].isascii() and kind != "count" else None

    def _kind(self, at: Before) -> Link | None:
        """Read a noun as the kind of those counted: 上市企业8家."""
        return self._of_kind(at)

    def _priced(self, at: Before) -> Link | None:
        """Read nothing in goods that have a price: 一款52度白酒由399元降至299元, 每辆车收200元."""
        priced = at.quantity.kind == "money" and (any(map(str.isdigit, at.name)) or at.name[0] == EACH)
        return NOTHING if priced else None

    def _counted_place(self, at: Before) -> Link | None:
        """Read places of a kind as what is counted: 中风险地区18个."""
        counted = at.quantity.kind == "count" and self._shapes["counted-place"].search(at.name) is not None
        return named(at.reading, at.position) if counted else None

    def _visited(self, at: Before) -> Link | None:
        """Read nothing in a place that so many have come to: 公园今早有5000人次入园."""
        if at.quantity.unit_text != VISITS or at.token.code != "w" or at.reading.text.startswith(OF, at.quantity.right):
            return None
        text, tokens = at.reading.text, at.reading.tokens[at.position + 1 : at.index]
        has = any(token.code == "L" and text.endswith(HAS, token.start, token.end) for token in tokens)
        people = self._shapes["person-end|measured"].search(at.name) is not None
        return NOTHING if has and not people else None

    def _whose(self, at: Before) -> Link | None:
        """Read nothing in a name, a place or a noun that says nothing: whose the value is, and not of what."""
        kind, name = at.quantity.kind, at.name
        if kind != "duration":
            people = kind == "person" and self._shapes["person-end"].search(name) is not None  # 青禾热住院患者3万人
            proper = isinstance(at.token.item, Noun) and kind != "count" and not people
            if proper or at.token.tag in NAMES or self._is_vague(name, at.quantity):
                return NOTHING
        return NOTHING if self._shapes["place-tail"].search(name) is not None else None

    def _noun(self, at: Before) -> Link | None:
        """Read the noun, with the verb right before it unless that says nothing of itself: 出口货物5万吨."""
        start, text = at.token.start, at.reading.text
        if at.joined is not None and at.joined.code == "v":
            light = text[at.joined.start : at.joined.end] in self._shapes.words("light-verb")
            start = start if light else at.joined.start
        name = text[start : at.token.end]
        counted = self._kinds.id_of(name) if at.quantity.kind in COUNTS else None  # not 其中企业8亿元
        return Link(Mention(name, start, at.token.end, counted), None, None, at.position)

    def _comes_to(self, reading: Reading, position: int) -> bool:
        """Say whether a verb only says that so many are there, are left or have become of it: 班列已有90列, 只剩6个."""
        return reading.codes[position] == "v" and reading.mention(position).text in self._shapes.words("comes-to")

    def _dealt(self, reading: Reading, position: int) -> int | None:
        """Give the position of the verb of dealing or holding whose object ends at a position: 减持转债350万张."""
        begin = reading.clause_start(position)
        while position >= begin and reading.codes[position] in "wvSO":
            position -= 1
        rule = metric_rule(reading.tokens[position]) if position >= begin else None
        return position if rule is not None and rule.id in GOVERNING else None

    def _is_vague(self, name: str, quantity: Quantity) -> bool:
        """Say whether a noun names nothing to be measured; a number of things counts what names nobody: 项目650个."""
        counted = quantity.kind in ("count", "person", "bare") and name in self._shapes.words("countable")
        return name in self._shapes.words("generic") and not counted

    def _origin(self, reading: Reading, index: int) -> int:
        """Give the position of the word that leads to what a value is called by, or -1: 从12月调查的57%."""
        position = index - 1
        while position >= reading.clause_start(index) and reading.codes[position] in "wPSOMvB":
            position -= 1
        return position if position >= 0 and reading.codes[position] == "f" else -1
