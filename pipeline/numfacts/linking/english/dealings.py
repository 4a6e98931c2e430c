"""What an English sentence says was done with goods that are counted one by one: sold 300 cars, 300 were made."""

from __future__ import annotations

import msgspec

from numfacts.linking.english.ellipsis import is_of_those
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import Link

DEALINGS = {"sales_volume": "english-selling", "production": "english-making", "deliveries": "english-delivering"}
CAPABLE = frozenset(["capable", "capacity", "able"])  # before what may be made: capable of making 300 cars
TOTAL = 3  # words of what stands before a number as its total: a total of


class EnglishDealings:
    """Reads verbs of making, selling and handing over as what their objects measure."""

    def __init__(self, mentions: EnglishMentions) -> None:
        self._mentions = mentions

    def done(self, query: MetricQuery, goods: Phrase) -> Link | None:
        """Read the verb whose object a count is as its metric, where the lists know it, or where it deals in goods."""
        syntax, verb = query.syntax, query.syntax.verb_before(query.at)
        if verb is not None and _is_object(syntax, verb.end, query.at):
            known = self._mentions.known(query, verb)
            return known if known is not None and known.mention.id else self._dealt(query, goods, verb.end - 1) or known
        behind = goods.end
        if syntax.code(behind) == "(":
            behind = syntax.codes.find(")", behind) + 1 or behind  # electric cars (ECs) were sold
        while syntax.code(behind) in "xa":
            behind += 1
        return self._dealt(query, goods, behind) if syntax.code(behind) == "e" else None

    def of_those(self, query: MetricQuery) -> Link | None:
        """Read the verb whose object are so many of those told before: made 300 cars, and delivered 200 of them."""
        verb = dealing_in_those(query.syntax, query.at)
        return self._called(query, verb - 1, verb, dealing(query.syntax, verb - 1)) if verb is not None else None

    def _dealt(self, query: MetricQuery, goods: Phrase, verb: int) -> Link | None:
        """Read what is done with goods: as their name or, where that says only how many or which model, as the verb."""
        syntax, head = query.syntax, query.syntax.word(goods.end - 1)
        metric_id = dealing(syntax, verb)
        model = "N" in syntax.codes[goods.begin : goods.end] and not head.isalpha()  # 300 Model 3
        pieces = syntax.fits("english-piece-goods", goods.end - 1)
        if metric_id is None or not (pieces or model or syntax.codes[goods.end - 1] == "N"):
            return None
        metric_id = "capacity" if syntax.word(verb - 2) in CAPABLE else metric_id
        named = pieces and head != "units"
        return self._called(query, *((goods.begin, goods.end) if named else (verb, verb + 1)), metric_id)

    def _called(self, query: MetricQuery, begin: int, end: int, metric_id: str | None) -> Link:
        """Give the words between two positions as a metric of an id."""
        called = self._mentions.phrase(query, Phrase(begin, end, "")).mention
        return Link(msgspec.structs.replace(called, id=metric_id), None, None, None)


def dealing(syntax: Syntax, verb: int) -> str | None:
    """Give the id of what a verb does with goods, null where that is something else."""
    return next((done for done, shape in DEALINGS.items() if syntax.fits(shape, verb)), None)


def dealing_in_those(syntax: Syntax, at: int) -> int | None:
    """Give where the verb ends that says what was done with so many of those told before, or null."""
    verb = syntax.verb_before(at) if is_of_those(syntax, at) else None
    if verb is None or syntax.objects(verb.end, at) or dealing(syntax, verb.end - 1) is None:
        return None
    return verb.end


def _is_object(syntax: Syntax, begin: int, at: int) -> bool:
    """Say whether a count is the object of the verb before: alone, as a total of, or within a list of counts."""
    if not syntax.objects(begin, at):
        return True
    listed = syntax.code(begin) == "Q" and syntax.code(at - 1) in "c," and set(syntax.codes[begin:at]) <= set("QnN,ca")
    total = syntax.word(at - 1) == "of" and syntax.fits("english-vague", at - 2) and at - begin <= TOTAL
    return listed or total
