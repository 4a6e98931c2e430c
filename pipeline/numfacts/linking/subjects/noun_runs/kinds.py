"""Whether a run of nouns is a name, a place or a mere noun, and which are none of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.noun_runs.run import NAMED, NOBODY, is_everywhere
from numfacts.vocabulary.tokens import INTRODUCED, Noun

if TYPE_CHECKING:
    from numfacts.linking.subjects.noun_runs.run import Run

BODIES = ("office-body", "firm-like", "sector-shares", "side")  # shapes of nouns that name a body


def place(run: Run) -> bool | None:
    """Read what is a place, by its only token or its form, as one."""
    like_place = run.tokens[run.last].item is not INTRODUCED and run.shapes["place-name"].match(run.name)
    if like_place or (run.first == run.last and run.codes[run.first] == "S"):
        run.kind = "place"
    return None


def known(run: Run) -> bool | None:
    """Read what holds the name of someone or some place as a name."""
    if run.kind == "noun" and any(_is_known(run, position) for position in range(run.first, run.last + 1)):
        run.kind = "name"
    return None


def body(run: Run) -> bool | None:
    """Read a body as a name."""
    if run.kind == "noun" and any(run.shapes[shape].search(run.name) for shape in BODIES):
        run.kind = "name"
    return None


def contract(run: Run) -> bool | None:
    """Read a contract that a clause begins with as a name: 焦煤主力合约由涨转跌."""
    if run.kind == "noun" and run.heads and run.shapes["contract-name"].fullmatch(run.name) is not None:
        run.kind = "name"
    return None


def offence(run: Run) -> bool | None:
    """Pass over what an offence is called by, of which someone is accused: 涉嫌「洗黑钱」及「藏毒」罪."""
    return NOBODY if run.shapes["offence-end"].match(run.text, run.end) is not None else None


def imported(run: Run) -> bool | None:
    """Pass over where goods come from."""
    return NOBODY if run.shapes["imported"].match(run.text, run.end) else None


def verb(run: Run) -> bool | None:
    """Pass over a noun behind an adverb, where only a verb stands: 已发货."""
    if run.kind != "noun":
        return None
    opening = run.tokens[run.opening - 1].end if run.opening > run.begin else run.reading.start
    start = run.tokens[run.opening].start
    return NOBODY if opening < start and run.shapes["does"].search(run.text, opening, start) is not None else None


def that_house(run: Run) -> bool | None:
    """Pass over a house that is pointed at, whose word it is: 该机构."""
    pointed = run.text[run.start - 1 : run.start] == "该"
    return NOBODY if pointed and run.shapes["house-kind"].fullmatch(run.text, run.start, run.end) is not None else None


def singled_out(run: Run) -> bool | None:
    """Read a noun that is singled out at the head of a clause as a name: 该项目, 碧海电源净买入额居首, 公路发送旅客."""
    if run.heads and _is_singled_out(run):
        run.kind = "name"
    return None


def counted_there(run: Run) -> bool | None:
    """Read a place where something is counted that is no part of its name as one: 印度新冠肺炎."""
    if run.kind == "name" and run.codes[run.first] == "S" and run.end == run.tokens[run.first].end:
        run.kind = "place"
    return None


def official(run: Run) -> bool | None:
    """Pass over officials."""
    return NOBODY if run.shapes["official"].search(run.name) is not None else None


def no_name(run: Run) -> bool | None:
    """Pass over what can name nobody, or stands at the bar of a wire."""
    name = run.name
    if len(name) < 2 or not run.cast.is_name(name) or run.shapes["wire-bar"].match(run.text, run.end):
        return NOBODY
    return None


def deed(run: Run) -> bool | None:
    """Pass over a noun that is only what a verb does, whose nothing is: 巡查次数, 勘查研究的费用."""
    deeds = run.kind == "noun" and run.tokens[run.last].tag == "vn" and run.cast.is_deed(run.name)
    return NOBODY if deeds else None


def manner(run: Run) -> bool | None:
    """Pass over words behind a basis, which only tell how something moves: 同比快速增长."""
    return NOBODY if run.codes[run.first - 1 : run.first] == "B" else None


def byline(run: Run) -> bool | None:
    """Pass over the mark before a text, and whoever the text is by."""
    marked = run.text[run.start - 1 : run.start] == "【"
    return NOBODY if marked or (not run.opening and _is_byline(run)) else None


def dateline(run: Run) -> bool | None:
    """Pass over where and when a wire was sent, at the head of a sentence: 某网某地4月3日电."""
    if run.opening or run.codes[run.last + 1 : run.last + 2] != "P":
        return None
    return NOBODY if run.shapes["wired"].match(run.text, run.tokens[run.last + 1].end) is not None else None


def someones(run: Run) -> bool | None:
    """Read what is someone's as a name."""
    if run.related:
        run.kind = "name"
    return None


def governed(run: Run) -> bool | None:
    """Note whether a verb governs the run, unless that is only the first character of its name: 爱尔眼科."""
    begin, opening, codes, tokens = run.begin, run.opening, run.codes, run.tokens
    lead = begin + len(codes[begin:opening].rstrip("Hj"))
    run.object = lead > begin and codes[lead - 1] == "v"
    if run.text[run.start - 1] == "的" and not set(codes[begin:lead]) & set("sf"):
        run.object = False  # 频频发声的某公司
    first = run.object and lead == opening and not codes[begin : lead - 1].strip("Ps")
    if first and run.shapes["adjectival"].fullmatch(run.text, tokens[lead - 1].start, tokens[lead - 1].end) is not None:
        run.object, run.heads = False, True
    if run.object and lead == opening == begin + 1 and _is_cut(run):
        if _is_byline(run):
            return NOBODY
        run.start, run.object, run.heads = tokens[begin].start, False, True
    return None


def sure(run: Run) -> bool | None:
    """Note whether more than the look of its words makes the run a name, which is all that is to be read."""
    run.sure = (
        run.related
        or run.owned
        or run.tokens[run.last].item is INTRODUCED
        or run.shapes["organisation"].search(run.name) is not None
    )
    return NAMED


def _is_known(run: Run, position: int) -> bool:
    """Say whether a token names someone, or a place that tells a name."""
    token = run.tokens[position]
    if isinstance(token.item, Noun):
        return True
    told = token.code in "SC"
    return told and (position == run.first or not is_everywhere(run.reading, position, run.shapes))


def _is_singled_out(run: Run) -> bool:
    """Say whether a noun is pointed at, what follows singles it out, or it is a mode of carrying: 公路发送旅客."""
    if run.kind == "noun" and run.text[run.start - 1 : run.start] == "该":
        return True
    if run.kind == "noun" and run.shapes["singled-out"].match(run.text, run.end) is not None:
        return True
    return run.shapes["carries"].match(run.text, run.start) is not None


def _is_byline(run: Run) -> bool:
    """Say whether a sentence begins with a medium and, at most, a day before a comma or what it reports."""
    if run.shapes["medium"].search(run.name) is None:
        return False
    return run.codes[run.last + 1 :].removeprefix("P")[:1] in (",", "R")


def _is_cut(run: Run) -> bool:
    """Say whether what looks like a verb is the first character of the name behind it: 爱尔眼科."""
    verb, noun = run.tokens[run.begin], run.tokens[run.begin + 1]
    if verb.end != noun.start or verb.end - verb.start > 1 or not isinstance(noun.item, Noun):
        return False
    return run.shapes["short-verb"].match(run.text, verb.start) is None


KINDS = (place, known, body, contract, offence, imported, verb, that_house, singled_out)
VERDICTS = (counted_there, official, no_name, deed, manner, byline, dateline, someones, governed, sure)
