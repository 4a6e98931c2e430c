"""What a count counts: the noun behind it (9家公司)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.in_order import first_found
from numfacts.linking.counts.described import described
from numfacts.linking.counts.events import TIMES, is_aim
from numfacts.linking.counts.noun_phrases import NounPhrases
from numfacts.linking.counts.premodified import CASES, Premodified
from numfacts.linking.links import NOTHING, Link, named
from numfacts.linking.reading import HAN
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.counts.counted_kinds import CountedKinds
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

QUOTES = frozenset('“"「『')
CLOSING = '”"」』'
QUOTED = 20  # characters of a name in quotes
PEOPLE = "人"
PIECES = "个"  # unit of things of any kind
MARKS = ' 的“”"「'  # what may stand between a number and its noun
SIZED = later("L?(?P<sizes>Q+)[wMv]*[wM]")  # codes of sizes, and of the noun that they qualify
TAXI = "的士"  # a noun that begins with one of them
COUNTED = ("made-point", "cap", "counted-places", "condition", "counted-plan")  # shapes of what is counted, as a whole


class Count(NamedTuple):
    """A count, and where what it counts can begin; ``last`` is the last token before that."""

    reading: Reading
    last: int
    begin: int
    quantity: Quantity

    @property
    def following(self) -> str:
        """The code of the token behind it, empty at the end of the sentence."""
        return self.reading.codes[self.last + 1 : self.last + 2]

    @property
    def follower(self) -> Token:
        """The token behind it, where there is one."""
        return self.reading.tokens[self.last + 1]

    @property
    def follows_move(self) -> bool:
        """Whether a word of change stands right before it."""
        index = self.reading.overlapping(self.quantity.start, self.quantity.right).start
        return index > 0 and self.reading.codes[index - 1] == "V"

    def matches(self, shape: str, shapes: Shapes) -> bool:
        """Say whether a shape stands where what is counted can begin."""
        return shapes[shape].match(self.reading.text, self.begin) is not None


class Counting:
    """Reads the nouns that counts are of."""

    def __init__(self, kinds: CountedKinds, shapes: Shapes) -> None:
        self._kinds = kinds
        self._shapes = shapes
        self._premodified = Premodified(kinds, shapes)
        self._phrases = NounPhrases(kinds, shapes)
        self._rules = (
            self._of_cases,
            self._befallen,
            self._said_of,
            self._qualifying,
            self._made,
            self._unknown,
            self._lettered,
            self._aimed_at,
            self._led_to,
            self._about,
            self._described,
            self._in_quotes,
            self._headed,
            self._phrase,
        )

    def noun(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the noun right behind the count at ``index``, or the one that the clause behind it describes."""
        count = self._behind(reading, index, quantity)
        found = first_found(self._rules, count)
        return None if found is NOTHING else found

    def _behind(self, reading: Reading, index: int, quantity: Quantity) -> Count:
        """Give where a noun can begin behind a count, past marks and what it is like: 4套免费的试剂盒."""
        text, begin = reading.text, quantity.right
        while begin < reading.end and text[begin] in MARKS and not text.startswith(TAXI, begin):
            begin += 1
        quality = self._shapes["quality"].match(text, begin, reading.end)
        if quality is not None:
            begin = quality.end()
            while reading.codes[index + 1 :] and reading.tokens[index + 1].start < begin:
                index += 1
        return Count(reading, index, begin, quantity)

    def _of_cases(self, count: Count) -> Link | None:
        """Read what so many cases are called: 48宗涉及货车的交通意外."""
        return self._cases(count.reading, count.begin) if count.quantity.unit_text in CASES else None

    def _befallen(self, count: Count) -> Link | None:
        """Read what became of those counted: 25人因大雨死亡."""
        return self._outcome(count.reading, count.last, count.begin)

    def _said_of(self, count: Count) -> Link | None:
        """Read nothing where what stands behind only says something of the number: 有5家以上."""
        return NOTHING if count.matches("predicate", self._shapes) else None

    def _qualifying(self, count: Count) -> Link | None:
        """Read nothing where a number only qualifies, or is a mark that is passed: 重返3万点大关, 减息两次的信心."""
        reading, right = count.reading, count.quantity.right
        if count.quantity.unit_text == TIMES and reading.text.startswith("的", right) and count.follows_move:
            return NOTHING
        qualifies = count.matches("attribute", self._shapes) or count.matches("round-mark", self._shapes)
        mark = self._shapes["round-mark"].match(reading.text, right)
        return NOTHING if qualifies or mark is not None else None

    def _made(self, count: Count) -> Link | None:
        """Read what a shape knows as counted: a point that is made, a cap, places, how they are."""
        found = (self._shapes[shape].match(count.reading.text, count.begin) for shape in COUNTED)
        made = next((match for match in found if match is not None), None)
        return Link(Mention(made[0], *made.span()), None, None, None) if made is not None else None

    def _unknown(self, count: Count) -> Link | None:
        """Read a noun of a kind that no phrase ends in: 3人重伤, 22批次不合格."""
        unknown = self._shapes["bare-noun"].match(count.reading.text, count.begin, count.reading.end)
        if unknown is None or not self._is_one(count.reading, count.last, unknown):
            return None
        return Link(Mention(unknown[0], *unknown.span()), None, None, None)

    def _lettered(self, count: Count) -> Link | None:
        """Read a noun of one character: 4个包."""
        pieces = count.quantity.unit_text == PIECES and count.quantity.right == count.quantity.end
        letter = self._shapes["letter"].match(count.reading.text, count.begin, count.reading.end) if pieces else None
        return Link(Mention(letter[0], *letter.span()), None, None, None) if letter is not None else None

    def _aimed_at(self, count: Count) -> Link | None:
        """Read nothing where no word follows, or what is aimed at: 力争引进5家落户."""
        aim = bool(count.following) and is_aim(count.reading, count.last, self._shapes) and count.follower.tag == "vn"
        return NOTHING if aim or not count.following else None

    def _led_to(self, count: Count) -> Link | None:
        """Read the noun that a preposition leads to: 3名来自青屿的学生."""
        return self._premodified.led_to(*count)

    def _about(self, count: Count) -> Link | None:
        """Read what is about something: 25宗有关演唱会的投诉."""
        about = self._shapes["about"].match(count.reading.text, count.begin, count.reading.end) is not None
        return described(count.reading, count.last) if about else None

    def _described(self, count: Count) -> Link | None:
        """Read the noun that a clause describes, or nothing: 14万张封闭道路的许可证."""
        most = self._shapes["of-degree"].match(count.reading.text, count.begin)
        begin = count.begin if most is None else most.end()  # 12种最受欢迎的小食
        if count.following != "v" and (
            count.following not in "jseLtkX" or count.follower.start not in (count.begin, begin)
        ):
            return None
        if count.quantity.unit_text == PEOPLE:
            return NOTHING
        return (
            self._premodified.qualified(*count)
            or self._premodified.headed(*count)
            or described(count.reading, count.last)
            or self._premodified.acted_on(*count)
            or NOTHING
        )

    def _in_quotes(self, count: Count) -> Link | None:
        """Read the noun behind a name in quotes: 3个“片区开发”试点."""
        quoted = count.reading.text[count.begin - 1] in QUOTES
        return self._quoted(count.reading, count.last, count.begin) if quoted else None

    def _headed(self, count: Count) -> Link | None:
        """Read the noun that heads a phrase of those that qualify it: 两名穿黑衣的男子."""
        return self._premodified.headed(*count)

    def _phrase(self, count: Count) -> Link | None:
        """Read the noun phrase that begins right behind: 9家公司, 3个不同的村."""
        reading, index, begin, quantity = count
        begin = begin if quantity.unit_text == PEOPLE else self._behind_quality(reading, index, begin)
        written = HAN.match(reading.text[begin]) is not None or count.following in ("w", "S")
        if count.follower.start != begin or not written:
            return None
        return self._phrases.at(reading, index, begin, quantity)

    def of_kind(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the noun behind a weight and a verb that only tells of what kind it is: 8公斤怀疑大麻."""
        begin = quantity.right + reading.text.startswith("的", quantity.right)
        return self._premodified.qualified(reading, index, begin, quantity) if index + 1 < len(reading.tokens) else None

    def _cases(self, reading: Reading, begin: int) -> Link | None:
        """Read what so many cases are called at the end of the phrase that tells of them: 48宗涉及货车的交通意外."""
        found = self._shapes["cases-of"].match(reading.text, begin, reading.end)
        if found is None:
            return None
        lead = self._shapes["case-lead"].match(reading.text, begin, found.end())
        return self._kinds.link(reading, begin if lead is None else lead.end(), found.end())

    def behind_size(self, reading: Reading, index: int) -> Link | None:
        """Read the noun that sizes or an amount between a count and it qualify: 8只20英尺集装箱, 两笔共3亿元的债券."""
        sized = SIZED.match(reading.codes, index + 1)
        if sized is None:
            return None
        for token in reading.tokens[sized.start("sizes") : sized.end("sizes")]:
            if not isinstance(token.item, Quantity) or token.item.kind not in ("physical", "money"):
                return None
        first, last = reading.tokens[sized.end("sizes")], reading.tokens[sized.end() - 1]
        return self._kinds.link(reading, first.start, last.end)

    def _outcome(self, reading: Reading, index: int, begin: int) -> Link | None:
        """Read what became of those counted as the metric, where its cause stands between: 25人因大雨死亡."""
        last = reading.clause_end(index) - 1
        if not reading.text.startswith("因", begin) or reading.codes[last] not in "vM":
            return None
        return named(reading, last, event=True)

    def _behind_quality(self, reading: Reading, index: int, begin: int) -> int:
        """Give where the noun behind a count begins, over a word that only tells what it is like: 3个不同的村."""
        token = reading.tokens[index + 1]
        tells = token.code in "wM" and self._shapes["like"].fullmatch(reading.text, begin, token.start) is not None
        return token.start if tells else begin

    def _is_one(self, reading: Reading, index: int, unknown: re.Match[str]) -> bool:
        """Say whether what no phrase ends in has no word of its own, or is one that is denied: 22批次不合格."""
        if index + 1 >= len(reading.tokens) or reading.tokens[index + 1].start >= unknown.end():
            return True
        token = reading.tokens[index + 1]
        denied = unknown[0][0] in self._shapes.words("denials")
        return denied and token.start == unknown.start() + 1

    def _quoted(self, reading: Reading, index: int, begin: int) -> Link | None:
        """Read the noun behind a name in quotes, or else the name: 3个“片区开发”试点."""
        close = min(
            (place for mark in CLOSING if (place := reading.text.find(mark, begin, begin + QUOTED)) > 0),
            default=None,
        )
        if close is None:
            return None
        for position in range(index + 1, len(reading.tokens)):
            token = reading.tokens[position]
            if token.start > close:
                if token.code in "wM":
                    return named(reading, position)
                break
        return Link(Mention(reading.text[begin:close], begin, close), None, None, None)
