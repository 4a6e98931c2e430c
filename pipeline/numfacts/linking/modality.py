"""Whether a claim is of what is or of what is expected, planned or decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.changes import change_rule
from numfacts.linking.english.comparing import counts_planners, is_outlook
from numfacts.linking.english.plans import english_modality
from numfacts.linking.forecast_cues import expects, governs, reaches
from numfacts.linking.links import AGES, COUNTS, metric_rule
from numfacts.linking.reading import STRONG, is_expected
from numfacts.linking.restating import part_of_whole, restates, takes_up
from numfacts.linking.supposing import BOUNDS, is_conditional, is_rate_awaited, is_supposed
from numfacts.numbers.quantity import Quantity
from numfacts.ruleset.kinds import ChangeRule, MetricRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.records import Modality
    from numfacts.vocabulary.roles import Role
    from numfacts.vocabulary.shapes import Shapes

ADDING = frozenset("VNLikBj")  # codes of a clause that has no verb of its own: , an increase of
LEFT_BEHIND = re.compile("[tT]Qf$")
DOING = frozenset("wSPQj")  # codes between so many of something and what they are to do
RAISED = frozenset(["proceeds", "funding_amount"])  # money of which a limit is told only beforehand
MOVED = frozenset("VTtN")  # codes of what follows where a change starts
EXISTING_REACH = 40  # characters before a quantity in which it may be called one that exists
DID = ("了", "了共计", "了共", "了近")  # before a number of what was done


YEAR_AGO = frozenset(["same-period-last-year", "same-period", "same-period-apart"])  # rules of times


class Telling(NamedTuple):
    """What is told beside the words of the sentence.

    ``ahead`` says that the period is yet to come, ``aside`` that the clause has a time of its own beside that of the
    sentence (而前年...), ``planned`` that a sentence before tells of a plan, whose terms may follow, ``offered`` that
    shares are on offer, ``decided`` that the sentence lays down what is to be, as a budget or a programme does.
    """

    ahead: bool
    aside: bool
    planned: bool
    offered: bool
    decided: bool


def modality_of(
    place: Place,
    link: Link | None,
    role: Role,
    told: Telling,
    shapes: Shapes,
) -> Modality:
    """Give the modality of a quantity: a cue of forecast governs what follows it in the sentence.

    What is there already is no forecast: where a change starts from, what is called 现有. A conversion is what it
    converts.
    """
    reading, index = place.reading, place.index
    begin = reading.clause_start(index)
    if not reading.english and _is_given(reading, index, place.quantity, shapes):
        return "actual"
    if place.near is not None and restates(place, place.near, begin, shapes):
        return place.near.modality
    if (part := part_of_whole(place)) is not None:
        return part.modality
    if not reading.english and shapes["held-by"].match(reading.text, reading.tokens[index].end):
        return "actual"
    if counts_planners(reading, index, shapes):
        return "actual"
    aimed = shapes["aimed-at"].match(reading.text, reading.tokens[index].end)
    things = aimed is not None and place.quantity.kind == "count" and shapes["plan-of"].match(aimed[0]) is not None
    foreseen = link is not None and link.rule is not None and (link.rule.forecast or _is_aim(reading, index, link.rule))
    if (aimed is not None and not things) or (foreseen and not reading.english):
        return "forecast"  # not 论证4个节点的建设方案
    start = reading.tokens[index].start
    if shapes["expected-value"].search(reading.text, max(start - 6, reading.start), start):
        return "forecast"
    if not reading.english and is_expected(reading, index, shapes):
        return "forecast"
    clause = reading.tokens[begin].start
    if is_supposed(place, shapes):
        return "forecast"
    levied = link is not None and link.mention.id in shapes.group("levied") and not reading.english
    levied = levied and shapes["to-be-levied"].search(reading.text, reading.start, start) is not None
    direction = change_rule(reading, role)
    invested = link is not None and link.mention.id == "investment" and not reading.english
    spread = place.quantity.high is not None
    expected = (
        told.ahead
        or is_conditional(place, shapes)
        or (link is not None and is_rate_awaited(place, link.mention, shapes))
        or (invested and shapes["staged"].search(reading.text, reading.start, reading.end) is not None)
        or levied
        or foreseen
        or (direction is not None and direction.forecast)
        or _is_looked_to(reading, index)
        or (spread and link is not None and link.mention.id == "offer_price" and role.role != "change")  # yet to be set
        or (link is not None and link.mention.id in RAISED and place.quantity.comparator == "<=")  # 集资最多5亿元
    )
    plain = reading.english or (place.near is not None and place.near.modality == "forecast")
    again = takes_up(place, told.planned, shapes)
    if not (expected or again or told.planned or told.offered or told.decided or plain or "X" in reading.codes):
        return "actual"
    if reading.english and shapes["expected-by"].match(reading.text, reading.tokens[index].end) is not None:
        return "forecast"
    if _exists(reading, index, shapes) or (reading.english and _left_behind(reading, index)):
        return "forecast" if reading.english and is_outlook(reading, index, shapes) else "actual"
    if expected or (not reading.english and _is_to(reading, index)):
        return "forecast"
    starts = role.rule.endswith("/from") and set(reading.codes[index + 1 : reading.clause_end(index)]) & MOVED
    if starts:
        begin = reading.codes.rfind("f", 0, index)  # a cue before it is for where the change leads to
        noun = begin - 2 if reading.codes[begin - 2 : begin] == "X," else begin - 1
        if noun >= 0 and not reading.english and reading.codes[noun] == "X" and expects(reading, [noun], shapes):
            return "forecast"  # 增长预期从5%下调至4%, 下调增长预测，由5%降至4%: both are foreseen
    if reading.english:
        own = role.rule.endswith("/from") and reading.codes.startswith("wP", index + 1)
        if starts or own:
            return "actual"  # to 12 percent by 2027 from 9 percent in 2024
        if place.near is not None and place.near.modality == "forecast" and _adds(reading, index, begin):
            return "forecast"
        return english_modality(reading, index, begin, shapes)
    cues = [position for position in range(begin, index) if governs(reading, position, index, shapes)]
    if cues and not (
        shapes["unchanged"].match(reading.text, reading.tokens[index].end) and expects(reading, cues, shapes)
    ):
        return "forecast"
    moves = role.role == "change" and (link is None or link.mention.id in shapes.group("traded"))
    moves = moves and not reading.text.endswith(tuple(shapes.words("sets-price")), clause, place.quantity.left)
    if starts or cues or told.aside:
        return "actual"
    if role.role == "change" and (_goes_on(place, link, shapes) or _is_aimed_at_too(place)):
        return "forecast"
    opening = reading.tokens[begin - 1].end if begin else clause
    follows = shapes["follows-from"].match(reading.text, opening) is not None
    if follows and place.near is not None and place.near.modality == "forecast":
        return "forecast"  # 加息次数预期增加至4次，每次加息25个基点
    if again:
        return "forecast"
    if moves and not (_foretold_too(place, shapes) and reaches(reading, begin, index, shapes)):
        return "actual"
    if _says(reading, shapes["past"], begin, index) or shapes["done"].match(reading.text, place.quantity.right):
        return "actual"
    if told.offered and (link is None or link.mention.id not in shapes.group("event")):
        end = reading.tokens[reading.clause_end(index) - 1].end
        if shapes["offer-terms"].search(reading.text, reading.tokens[begin].start, end) is not None:
            return "forecast"
    going_on = place.previous is None or place.previous.modality == "forecast"
    if told.planned and going_on and shapes["after-deal"].search(reading.text, reading.start, start) is not None:
        return "forecast"
    if told.planned and "P" not in reading.codes and _says(reading, shapes["terms"], begin, index):
        return "forecast"
    if (
        (told.decided and reading.text[start - 1] != "了" and not shapes["held-of"].search(reading.text, clause, start))
        or _lists_on(place, begin, shapes)
        or reaches(reading, begin, index, shapes)
    ):
        return "forecast"
    return "actual"


def _is_aim(reading: Reading, index: int, rule: MetricRule) -> bool:
    """Say whether the level of an index is one that a house aims it at: 恒指目标价25500点."""
    between = (metric_rule(token) for token in reading.tokens[reading.clause_start(index) : index])
    return rule.index and any(named is not None and named.metric == "target_price" for named in between)


def _is_given(reading: Reading, index: int, quantity: Quantity, shapes: Shapes) -> bool:
    """Say whether a number is of those that are there, whatever is planned for them: 上述2名, 将在6家公司中领先."""
    text, left, right = reading.text, quantity.left, quantity.right
    if quantity.unit_text in AGES:
        return shapes["coming-of-age"].search(text, reading.start, left) is None
    if quantity.kind == "share" and shapes["share-total"].search(text, reading.start, left):
        return True
    if quantity.kind in COUNTS | {"ratio"} and shapes["planners"].match(text, quantity.end):
        return True
    if quantity.kind not in COUNTS | {"duration"}:
        return False
    if quantity.kind in COUNTS and text.endswith(DID, 0, left):
        return True  # 制定了12项任务
    if shapes["those"].search(text, reading.start, left) or shapes["reasons"].match(text, right):
        return True
    if quantity.kind == "count" and shapes["part-of-paper"].match(text, right):
        return shapes["paper-part"].search(text, reading.start, left) is not None
    if text[left - 1] == "在" and shapes["out-of"].match(text, right):
        return True
    bounds = quantity.kind in ("person", "duration") and quantity.comparator in BOUNDS
    return bounds and shapes["tells-which"].match(text, right) is not None


def _is_to(reading: Reading, index: int) -> bool:
    """Say whether so many of something are to do what is told: 1009名议员下午将再次投票."""
    item = reading.tokens[index].item
    following = reading.codes.find("X", index + 1, reading.clause_end(index))
    if following < 0 or not isinstance(item, Quantity) or item.kind not in COUNTS | {"share", "ratio"}:
        return False
    if item.kind == "ratio" and reading.text[item.right : item.right + 1] != "的":
        return False  # 30%的车主将获得补贴
    between = reading.codes[index + 1 : following]
    between = between.replace("M", "") if item.kind == "share" else between  # 限售股
    return reading.text[reading.tokens[following].start] == "将" and following > index + 1 and set(between) <= DOING


def _left_behind(reading: Reading, index: int) -> bool:
    """Say whether an English quantity is the level that a move before it comes from: to 3 dollars from 2 dollars."""
    return LEFT_BEHIND.search(reading.codes, 0, index) is not None


def _adds(reading: Reading, index: int, begin: int) -> bool:
    """Say whether an English clause only adds to the one before: , an increase of 5 percent, with 5 set aside."""
    opening = reading.tokens[begin]
    if reading.text.startswith(("with ", "at a "), opening.start):
        return True
    return begin < index and set(reading.codes[begin:index]) <= ADDING


def _is_looked_to(reading: Reading, index: int) -> bool:
    """Say whether a quantity is the level that a word of expectation leads to: 上看60亿元."""
    item = reading.tokens[index - 1].item if index else None
    rule = item.rule if isinstance(item, Term) else None
    return isinstance(rule, ChangeRule) and rule.forecast and rule.role == "to"


def _goes_on(place: Place, link: Link | None, shapes: Shapes) -> bool:
    """Say whether a change is of the forecast right before it: 收入预测介乎150亿元至157亿元，按年升约1.3倍."""
    near, reading = place.near, place.reading
    if near is None or near.modality != "forecast" or near.link is not link:
        return False
    previous = reading.codes.rfind("Q", 0, place.index)
    other = near.change is None or near.quantity.kind != place.quantity.kind
    return other and not is_expected(reading, previous, shapes)


def _foretold_too(place: Place, shapes: Shapes) -> bool:
    """Say whether a price moves behind another that is foreseen to move over a time to come: 金价升12%，银价升5%."""
    near, reading = place.near, place.reading
    if near is None or near.modality != "forecast" or near.change is None or near.metric is None:
        return False
    dated = "P" in reading.codes[reading.clause_start(place.index) : place.index]
    return near.change.basis != "day" and near.metric.id in shapes.group("traded") and not dated


def _is_aimed_at_too(place: Place) -> bool:
    """Say whether growth is listed behind the aim of another: 经济增长目标为5.5%，收入增长6%."""
    near, reading = place.near, place.reading
    if near is None or near.modality != "forecast" or near.link is None or near.link.rule is None:
        return False
    previous = reading.codes.rfind("Q", 0, place.index)
    return near.link.rule.forecast and near.change is not None and "P" not in reading.codes[previous + 1 : place.index]


def _lists_on(place: Place, begin: int, shapes: Shapes) -> bool:
    """Say whether a semicolon parts a quantity from one foreseen, with which it goes on: 拟减持3%；增持5%."""
    near, reading = _beside_asides(place), place.reading
    if near is None or near.modality != "forecast" or place.quantity.kind == "duration":
        return False
    previous = reading.codes.rfind("Q", 0, begin)
    if "P" in reading.codes[previous + 1 : place.index]:
        return False  # a time of its own, which may be past
    if place.quantity.kind in COUNTS and near.quantity.kind not in COUNTS:
        return False  # how many there are, beside what is planned for them
    if shapes["estimated"].search(reading.text, reading.start, near.quantity.left) is not None:
        return False  # 同比升4.9%，预估为4.4%；环比升0.4%
    if shapes["cause-of"].search(reading.text, near.quantity.end, place.quantity.left) is not None:
        return False  # 预计增长12%；业绩预增主要由于某事项，影响7亿元
    parted = any(reading.text[token.start] in STRONG for token in reading.tokens[previous + 1 : begin])
    return parted and not is_expected(reading, previous, shapes)


def _beside_asides(place: Place) -> Claim | None:
    """Give the last claim of the sentence but those that only tell what was a year ago: 预计亏损，上年同期盈利3亿元."""
    near = place.near
    if near is None or near.time is None or near.time.rule not in YEAR_AGO:
        return near
    before = (claim for claim in place.recent if claim.time is None or claim.time.rule not in YEAR_AGO)
    return next((claim for claim in before if claim.sentence == near.sentence), None)


def _exists(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is called one that is there already: 现有, its 2,000 branches."""
    token = reading.tokens[index]
    begin = max(reading.tokens[reading.clause_start(index)].start, token.start - EXISTING_REACH)
    if reading.english:
        return shapes["existing-english"].search(reading.text, begin, token.start) is not None
    return any(shapes[name].search(reading.text, begin, token.start) is not None for name in ("existing", "of-then"))


def _says(reading: Reading, pattern: re.Pattern[str], begin: int, end: int) -> bool:
    """Say whether the tokens between two indices hold a pattern, but for times that are only compared with."""
    start = reading.tokens[begin - 1].end if begin else reading.start
    for position in range(begin, end + 1):
        token = reading.tokens[position]
        if token.code == "B" or position == end:
            if pattern.search(reading.text, start, token.start):
                return True
            start = token.end
    return False
