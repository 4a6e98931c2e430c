"""What those counted are said or thought to be, or were before: 其中9家已成为用户, 9公斤怀疑冰毒."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.counts.counted_kinds import LONGEST, CountedKinds
from numfacts.linking.links import COUNTS, Link, metric_rule, source_of
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

TOLD_BY = frozenset("人宗起")  # units of those who are told by what happened
NAMED_UNITS = frozenset("名位")  # of people who are told by what they are
KINDS = frozenset(["家", "所"])  # units of companies, schools and the like, to which something happens
DONE = re.compile("[LTtk]*[vV]+(?=[,:)j]|$)")  # codes of all that a clause says behind a number: 开业运营


def identified(reading: Reading, index: int, quantity: Quantity, kinds: CountedKinds, shapes: Shapes) -> Link | None:
    """Read what those counted are said to be as what is counted: 其中9家已成为用户, 3人为重症患者."""
    if (results := tells_results(reading, index, shapes)) is not None:
        return Link(results, None, None, index - 1)
    copula = shapes["copula"].match(reading.text, quantity.right, reading.end)
    if copula is None:
        return None
    end = reading.clause_end(index)
    last = reading.tokens[end - 1]
    if last.end <= copula.end() or last.code not in "wM":
        return None
    text, stop = reading.text, last.end
    start = max(copula.end(), text.rfind("的", copula.end(), stop) + 1)
    if stop - start > LONGEST:
        return None
    rule = metric_rule(last)
    known = rule is not None and bool(COUNTS & set(rule.takes))
    if not known and (rule is not None or quantity.kind == "ratio"):
        return None  # 3项为减值损失, 六成为某毒株
    metric_id = rule.metric if rule is not None else kinds.id_of(text[start:stop])
    return Link(Mention(text[start:stop], start, stop, metric_id), None, source_of(last), None)


def tells_results(reading: Reading, index: int, shapes: Shapes) -> Mention | None:
    """Give the kind of results that a number of companies stands right behind: 略增5家, 预增8家."""
    end = reading.tokens[index].start
    for word in shapes.words("results-foreseen"):
        if reading.text.startswith(word, end - len(word)):
            return Mention(word, end - len(word), end, "company_count")
    return None


def seized(reading: Reading, index: int, quantity: Quantity, shapes: Shapes) -> Link | None:
    """Read the noun behind a count or a weight and a word that only says what it is thought to be or lacks.

    Other values of it may stand between: 9公斤、值8万元的怀疑冰毒.
    """
    told = shapes["thought-to-be"].match(reading.text, quantity.right, reading.end)
    if told is None or quantity.unit_text in TOLD_BY:
        return None
    start = end = found = told.end()
    for token in reading.tokens[index + 1 :]:
        if token.start < start:
            continue
        between = reading.text[end : token.start]
        if (between and between not in shapes.words("denials")) or token.code not in "wMSOv":
            break  # but 怀疑未完税香烟
        end = token.end
        found = end if token.code in "wMO" else found
    if quantity.unit_text in NAMED_UNITS and shapes["person-end"].search(reading.text, start, found) is None:
        return None
    return Link(Mention(reading.text[start:found], start, found), None, None, None) if found > start else None


def same_kind(place: Place) -> Link | None:
    """Give the metric of the count before in the sentence to so many with the same unit that do something."""
    near, quantity = place.near, place.quantity
    if near is None or near.link is None or near.link.event or quantity.unit_text not in KINDS:
        return None
    return near.link if near.quantity.unit_text == quantity.unit_text and _happens(place) else None


def _happens(place: Place) -> bool:
    """Say whether a clause says behind a count what happens, in verbs alone or in one word that is no thing's."""
    codes, first = place.reading.codes, place.index + 1
    if DONE.match(codes, first) is not None:
        return True
    ends = codes[first + 1 : first + 2] in ("", ",", ":", ")")
    return ends and codes[first : first + 1] == "w" and place.reading.tokens[first].tag == "vn"
