"""Lists that go in step: 营收、净利分别为10亿元、2亿元; A and B rose 1 percent and 2 percent respectively."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import COUNTS, Link, metric_rule, named
from numfacts.linking.lists.marked_names import MARK, marked_names, parted
from numfacts.linking.metrics.linker import MetricLinker
from numfacts.linking.reading import HAN, STRONG, Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

NAMING = frozenset("MwSCOr")  # codes of what 分别 can be about in its own clause
AGAIN = frozenset(",BVLTNtekP")  # codes of what may stand between two lists of the same things
IN_STEP = re.compile("j[MwSC]+(?P<at>[LVkXNtB]*)Q(?:jQ)+")  # codes of lists that go in step without 分别
MOVED = re.compile("(?<=[,)])(?P<moved>P?B?P?V[LVk]?)Q(?:jQ)+(?=,|$)")  # codes of moves of what was told right before
Shares = dict[int, tuple[Link | None, Mention | None]]


def distribute(reading: Reading, metrics: MetricLinker, shapes: Shapes) -> Shares:
    """Give each quantity of a list behind 分别 the metric or subject at its place; nothing where counts differ."""
    shares: Shares = {}
    dealt: list[int] = []  # the quantities of the last list that was dealt out
    for position, in_step in _lists(reading):
        values = in_step or _listed_values(reading, position)
        if reading.syntax is not None:
            shares.update(_respectively(reading, reading.syntax, position, metrics))
        if len(values) > 1:
            count = len(values)
            marked = [] if in_step else marked_names(reading, position, count, shapes)
            names = _listed_names(reading, position, shapes) or _listed_as_topic(reading, position, shapes)
            if not in_step:
                names = names or _listed_movers(reading, position, shapes)
            if len(names) == count:
                _deal(reading, names, values, metrics, shares)
            elif in_step:
                continue
            elif written := _written_names(reading, position, count, shapes) or marked:
                shares.update({index: (None, name) for index, name in zip(values, written, strict=True)})
            elif len(names := _listed_before(reading, position, shapes)) == count:
                shares.update({index: (None, _name(reading, name)) for index, name in zip(values, names, strict=True)})
            elif not set(reading.codes[reading.clause_start(position) : position]) & NAMING:
                if len(dealt) == count:
                    shares.update({index: shares[value] for index, value in zip(values, dealt, strict=True)})
                else:
                    shares.update(_earlier(reading, position, values, metrics))
        while values and shares.keys() >= set(values):
            dealt = values
            again = _listed_again(reading, values, shared=shares[values[0]][0] is not None)
            shares.update({index: shares[value] for index, value in zip(again, values, strict=False)})
            values = again
    return shares


def _lists(reading: Reading) -> list[tuple[int, list[int]]]:
    """Give where each list may end whose parts go in step with quantities, with these where no 分别 tells so."""
    codes = reading.codes
    lists = [(position, list[int]()) for position, code in enumerate(codes) if code == "e"]
    if not reading.english:
        lists += [(step.start("at"), list(range(step.end("at"), step.end(), 2))) for step in IN_STEP.finditer(codes)]
        lists += [(step.end("moved") - 1, list[int]()) for step in MOVED.finditer(codes) if _all_moved(reading, step)]
    return sorted(lists)


def _all_moved(reading: Reading, step: re.Match[str]) -> bool:
    """Say whether a list tells a move of each value that the clauses before tell: 销量5万辆，营收8亿元，增长3%和6%."""
    begin = step.start()
    while begin and reading.text[reading.tokens[begin - 1].start] not in STRONG:
        begin -= 1
    told, moved = _kinds(reading, begin, step.start()), _kinds(reading, step.start(), step.end())
    return len(told) == len(moved) and set(moved) in ({"ratio"}, {"difference"}) and not set(told) & set(moved)


def _kinds(reading: Reading, begin: int, end: int) -> list[str]:
    """Give the kinds of the quantities between two tokens."""
    items = (token.item for token in reading.tokens[begin:end])
    return [item.kind for item in items if isinstance(item, Quantity)]


def _deal(reading: Reading, names: list[int], values: list[int], metrics: MetricLinker, shares: Shares) -> None:
    """Give each quantity the metric or the name at its place in the list of them."""
    # In 甲、乙参与调研的机构分别有3家、5家 the names are whose, in 客流和车流分别达5人次、3辆次 what is counted.
    alone = not set(reading.codes[names[-1] + 1 : values[0]]) & set("Mwv")
    for index, name in zip(values, names, strict=True):
        counted = alone and getattr(reading.tokens[index].item, "kind", None) == "count"
        if metric_rule(reading.tokens[name]) is not None:
            shares[index] = (metrics.phrases.at(reading, name), None)
        elif counted and reading.tokens[name].tag in ("n", "vn"):
            shares[index] = (named(reading, name), None)
        else:
            shares[index] = (None, _name(reading, name))


def _respectively(reading: Reading, syntax: Syntax, position: int, metrics: MetricLinker) -> Shares:
    """Give the quantities listed before an English respectively the metrics or subjects at their places."""
    values: list[int] = []
    for index in range(position - 1, -1, -1):
        if reading.codes[index] == "Q":
            values.insert(0, index)
        elif reading.codes[index] not in "j,":
            break
    if len(values) < 2:
        return {}
    at = syntax.at(reading.tokens[values[0]].end - 1)
    verb = syntax.verb_before(at)
    subject = subject_of(syntax, verb)[:1] if verb is not None else []
    measured = syntax.phrase_before(at - 1) if syntax.word(at - 1) == "of" else None
    owners = syntax.phrase_before(verb.begin) if verb is not None else None  # rents in Oak and Elm rose
    for phrase in filter(None, [measured, *subject, owners]):
        names = syntax.coordinated(phrase)
        if len(names) == len(values):
            names = _without_kind(syntax, names)
            index_of = syntax.fits("english-index-noun", phrase.end - 1)
            return {
                value: _share(reading, syntax, name, metrics, of_index=index_of)
                for value, name in zip(values, names, strict=True)
            }
    return {}


def _without_kind(syntax: Syntax, names: list[Phrase]) -> list[Phrase]:
    """Give the names of a list without what the last says that all are: the Oak and Elm indexes, Oak and Elm shares."""
    last = names[-1]
    kinds = syntax.fits("english-index-noun", last.end - 1) or syntax.fits("english-securities", last.end - 1)
    alone = kinds and "N" in syntax.codes[names[0].begin : names[0].end] and last.end - last.begin > 1
    return [*names[:-1], last._replace(end=last.end - 1)] if alone else names


def _share(
    reading: Reading, syntax: Syntax, phrase: Phrase, metrics: MetricLinker, *, of_index: bool
) -> tuple[Link | None, Mention | None]:
    """Give the metric that ends a phrase, or else the phrase as a subject; ``of_index`` says that it names an index."""
    start, end = syntax.span(phrase)
    if of_index:
        index = Mention(reading.text[start:end], start, end, id="index_level")
        return Link(index, None, None, None), index
    for position, token in enumerate(reading.tokens):
        if token.end == end and metric_rule(token) is not None:
            return metrics.phrases.at(reading, position), None
    return None, Mention(reading.text[start:end], start, end)


def _listed_values(reading: Reading, position: int) -> list[int]:
    """Give the quantities behind 分别, joined by marks of a list, as long as nothing else is named."""
    values: list[int] = []
    for index in range(position + 1, len(reading.codes)):
        code, following = reading.codes[index], reading.codes[index + 1 : index + 2]
        if code == "Q":
            values.append(index)
        elif (code in "wSMPt" and values) or (code == "," and following != "Q"):
            break
    return values


def _listed_again(reading: Reading, values: list[int], *, shared: bool) -> list[int]:
    """Give as many quantities as a list has, listed right behind it: 产量分别为5吨、3吨，同比增长2%、1%.

    ``shared`` says that metrics are dealt out to them, so that no other metric may stand between.
    """
    position = values[-1] + 1
    passed = AGAIN if shared else AGAIN | {"M", "v"}
    while position < len(reading.codes) and reading.codes[position] in passed:
        position += 1
    found = list(range(position, position + 2 * len(values) - 1, 2))
    return found if reading.codes[position:].startswith("j".join("Q" * len(values))) else []


def _listed_before(reading: Reading, position: int, shapes: Shapes) -> list[int]:
    """Give the names that the clause before lists, where this one only names a metric: 甲、乙持股，比例分别为.

    One that names nothing is of the list that the clause before ends with: 另两位经理甲和乙，分别以.
    """
    begin = reading.clause_start(position)
    if not begin or (begin == position and reading.codes.rfind("j", 0, begin) != begin - 3):
        return []
    return _listed_subjects(reading, begin - 1, shapes)


def _listed_names(reading: Reading, position: int, shapes: Shapes) -> list[int]:
    """Give the metrics, or else the subjects, listed before 分别."""
    names: list[int] = []
    joined = False
    for index in range(position - 1, -1, -1):
        code = reading.codes[index]
        if code == "M" and (not names or joined):
            names.append(index)
            joined = False
        elif code == "j":
            joined = True
        elif code in ",:Q(" or (names and not _runs_on(reading, index, "MwSC")):
            break  # but 从业人员|指数 goes on
    return names[::-1] if len(names) > 1 else _listed_subjects(reading, position, shapes)


def _listed_as_topic(reading: Reading, position: int, shapes: Shapes) -> list[int]:
    """Give the metrics or subjects that the clause before only names, which this one tells of: 客流和车流，分别达."""
    begin = reading.clause_start(position)
    if not begin or begin != position:
        return []
    names = _listed_names(reading, begin - 1, shapes)
    return names if names and set(reading.codes[names[-1] + 1 : begin - 1]) <= set("M") else []


def _listed_movers(reading: Reading, position: int, shapes: Shapes) -> list[int]:
    """Give the metrics or subjects of which the clause before says that they moved: 甲、乙收入翻番，分别为3%、5%.

    按可比口径, 按年 and the like may stand before 分别.
    """
    begin = reading.clause_start(position)
    start, end = reading.tokens[begin].start, reading.tokens[position].start
    adjunct = shapes["by-measure"].fullmatch(reading.text, start, end)
    other = reading.codes[begin:position].strip("B") and adjunct is None
    if begin < 1 or other or reading.codes[begin - 1] != ",":
        return []
    first = reading.clause_start(begin - 1)
    if first > 1 and not set(reading.codes[first:begin]) & set("MVQ"):
        begin, first = first, reading.clause_start(first - 1)  # 甲和乙下降，与疫情前仍有差距，分别恢复至
    moved = reading.codes.find("V", first, begin - 1)
    return _listed_names(reading, moved, shapes) if moved >= 0 else []


def _listed_subjects(reading: Reading, position: int, shapes: Shapes) -> list[int]:
    """Give the last tokens of the names that the clause before a position lists: 甲、乙、丙等行业."""
    begin = reading.clause_start(position)
    join = reading.codes.rfind("j", begin, position)
    names: list[int] = []
    last = join + 1
    while last + 1 < position and reading.codes[last] in "wSC" and _runs_on(reading, last):
        last += 1
    while join > begin and reading.codes[last] in "wSC" and reading.codes[join - 1] in "wSC":
        names.append(last)
        last = first = join - 1
        while first > begin and reading.codes[first - 1] in "wSC" and _runs_on(reading, first - 1):
            first -= 1
        join = first - 1
        if join < begin or reading.codes[join] != "j":
            governed = shapes["direction"].match(reading.text, reading.tokens[max(join, begin)].start)
            return [] if join >= begin and governed is not None else [*names, last][::-1]
    return []


def _written_names(reading: Reading, position: int, count: int, shapes: Shapes) -> list[Mention]:
    """Give as many names as a list has of which the clause before says it, or which it begins with: 主营业务为甲、乙.

    They are read as they are written, since words within them join words.
    """
    begin = reading.clause_start(position)
    if not begin or "Q" in reading.codes[(first := reading.clause_start(begin - 1)) : position]:
        return []
    listed = shapes["predicated-names"].search(
        reading.text, reading.tokens[first].start, reading.tokens[begin - 1].start
    )
    if listed is None:
        heads = _heads(reading, first, begin - 1)
        return [reading.mention(head) for head in heads] if len(heads) == count else []
    ways = (parted(reading.text, *listed.span("names"), joint) for joint in (MARK, shapes["list-joint"]))
    return next((names for names in ways if len(names) == count), [])


def _heads(reading: Reading, position: int, end: int) -> list[int]:
    """Give the names that a clause begins with, as a list of them: 甲和乙位居前二."""
    heads: list[int] = []
    while position < end and reading.codes[position] in "wSC":
        heads.append(position)
        if reading.codes[position + 1] != "j":
            return heads
        position += 2
    return []


def _runs_on(reading: Reading, position: int, codes: str = "wSC") -> bool:
    """Say whether the token behind one, of one of some codes, is part of the same name."""
    tokens = reading.tokens
    return reading.codes[position + 1] in codes and tokens[position].end == tokens[position + 1].start


def _name(reading: Reading, position: int) -> Mention:
    """Give the name whose last token is at a position, with the words it is composed with: 贵州茅台."""
    tokens = reading.tokens
    start, end = tokens[position].start, tokens[position].end
    while position and tokens[position - 1].code in "wSC" and tokens[position - 1].end == start:
        position -= 1
        start = tokens[position].start
    return Mention(reading.text[start:end], start, end)


def _earlier(reading: Reading, position: int, values: list[int], metrics: MetricLinker) -> Shares:
    """Give the values the metrics of as many levels before: 末期息5元，全年派息10元，分别升23%及20%."""
    last = reading.tokens[values[-1]].item
    if isinstance(last, Quantity) and last.kind in COUNTS and HAN.match(reading.text, last.right) is not None:
        return {}  # 分别有718名及417名青年入职
    links: list[Link] = []
    levels = [found for found in reading.quantities() if found[0] < position and found[1].kind != "rank"]
    for index, quantity in reversed(levels):
        link = metrics.link(reading, index, quantity, False) or metrics.nouns.before(reading, index, quantity)
        if link is not None and all(link.mention != other.mention for other in links):
            links.append(link)
    if len(links) < len(values):
        return {}
    return {index: (link, None) for index, link in zip(values, reversed(links[: len(values)]), strict=True)}
