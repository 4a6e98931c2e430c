"""What is told of a country, by whomever else: 甲公布，乙国3月制造业PMI为50."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

MEASURED = re.compile("SP*[vw]{0,3}M")  # codes of a place, a time and what is measured


def is_of_country(reading: Reading, first: int, verb: int, shapes: Shapes) -> bool:
    """Say whether the token ``verb``, of a clause that begins at ``first`` with no place, tells what a country has."""
    told = MEASURED.match(reading.codes, verb + 1 + (reading.codes[verb + 1 : verb + 2] in (",", ":")))
    if told is None or "S" in reading.codes[first:verb]:
        return False
    rule = metric_rule(reading.tokens[told.end() - 1])
    return rule is not None and rule.metric in shapes.group("economy")
