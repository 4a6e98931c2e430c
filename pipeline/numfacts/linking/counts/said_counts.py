"""What those counted are said to be: 其中9家已成为用户, 预增8家."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.counted_kinds import LONGEST, CountedKinds
from numfacts.linking.links import COUNTS, Link, metric_rule, source_of
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes


def identified(reading: Reading, index: int, quantity: Quantity, kinds: CountedKinds, shapes: Shapes) -> Link | None:
    """Read what those counted are said to be as what is counted: 其中9家已成为用户, 3人为重症患者."""
    if (results := tells_results(reading, index, shapes)) is not None:
        return Link(results, None, None, index - 1)
    copula = shapes["copula"].match(reading.text, quantity.right, reading.end)
    if copula is None:
        return None
    end = reading.clause_end(index)
    said = [token for token in reading.tokens[index + 1 : end] if token.end > copula.end()]
    if not said or said[0].code not in "wMSv" or said[-1].code not in "wM":
        return None
    if any(token.code not in "wMSOCv" for token in said):
        return None
    text, stop = reading.text, said[-1].end
    start = max(copula.end(), text.rfind("的", copula.end(), stop) + 1)
    if stop - start > LONGEST:
        return None
    rule = metric_rule(said[-1])
    known = rule is not None and bool(COUNTS & set(rule.takes))
    if not known and (rule is not None or quantity.kind == "ratio"):
        return None  # 3项为减值损失, 六成为某毒株
    metric_id = rule.metric if rule is not None else kinds.id_of(text[start:stop])
    return Link(Mention(text[start:stop], start, stop, metric_id), None, source_of(said[-1]), None)


def tells_results(reading: Reading, index: int, shapes: Shapes) -> Mention | None:
    """Give the kind of results that a number of companies stands right behind: 略增5家, 预增8家."""
    end = reading.tokens[index].start
    for word in shapes.words("results-foreseen"):
        if reading.text.startswith(word, end - len(word)):
            return Mention(word, end - len(word), end, "company_count")
    return None
