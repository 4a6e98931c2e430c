"""Runs of nouns that are told as a whole: pronouns, the members of an index, sources, where something is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule
from numfacts.linking.subjects.noun_runs.run import NAMED, NOBODY, is_everywhere
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.subjects.noun_runs.run import Run

HEADING = "PsjNBRH"  # codes of what stands before the name that a clause begins with
QUOTES = ("“", "「", "《")  # opening marks of names


def clause_head(run: Run) -> bool | None:
    """Note whether the clause begins with the run, or has nothing before it but where it is the first of its kind."""
    run.heads = not run.codes[run.begin : run.opening].strip(HEADING) or _is_first_there(run)
    return None


def members(run: Run) -> bool | None:
    """Read companies as the members of the index that is named before: 海陆100公司."""
    opening = _index_before(run) if run.codes[run.first] == "O" else None
    if opening is None:
        return None
    run.kind, run.first, run.start = "name", opening, run.tokens[opening].start
    run.heads = not run.codes[run.begin : opening].strip(HEADING)
    return NAMED


def pronoun(run: Run) -> bool | None:
    """Read a word that stands for a company as a pronoun, which a verb right before it governs."""
    own = run.codes[run.first] == "O" or run.shapes["company-pronoun"].fullmatch(run.text, run.start, run.end)
    if not own:
        return None
    run.kind = "pronoun"
    if run.opening > run.begin and run.before in "vVM":
        run.object = run.text[run.tokens[run.opening - 1].end : run.start] in ("", "了")
    return NAMED


def cited(run: Run) -> bool | None:
    """Pass over the source of the sentence."""
    return NOBODY if run.start < run.source.end and run.source.start < run.end else None


def whereabouts(run: Run) -> bool | None:
    """Pass over what only says where something is: 发布会上, 市场里."""
    inside, text, end = run.shapes["inside"], run.text, run.end
    found = inside.match(text, end, run.reading.end)
    if found is None:
        return NOBODY if inside.fullmatch(text, run.tokens[run.last].start, end) is not None else None
    if len(found[0]) > 1 or run.last + 1 == len(run.tokens) or run.tokens[run.last + 1].start > end:
        return NOBODY
    return None


def reporting_place(run: Run) -> bool | None:
    """Read the report of a place as that."""
    report = run.shapes["report-of-place"].fullmatch(run.text, run.start, run.end)
    if report is None:
        return None
    run.kind = "place"
    run.start, run.end = report.span("place")
    in_list(run)
    return NAMED


def forecaster(run: Run) -> bool | None:
    """Pass over a house that foretells something that is none of what a company has: 高盛预计油价升至3美元."""
    codes, tokens, last, shapes = run.codes, run.tokens, run.last, run.shapes
    behind = last + 1
    while codes[behind : behind + 1] == "s":
        behind += 1  # 某会同时预测
    following = codes[behind : behind + 1]
    if following == "X" and not shapes["predicts"].match(run.text, tokens[behind].start):
        return None
    if following not in ("X", "R"):
        return None
    if _is_short_for_body(run):
        return NOBODY
    known = codes[last] == "C"
    if not known and shapes["assessor"].search(run.reading.mention(last).text or "") is None:
        return None
    rules = [metric_rule(token) for token in tokens[behind + 1 : run.reading.clause_end(last)] if token.code == "M"]
    of_company = any(rule is not None and rule.metric in shapes.group("company") for rule in rules)
    return None if of_company else NOBODY


def _is_short_for_body(run: Run) -> bool:
    """Say whether a name in Latin letters is short for that of a body which has no figures of its own: 协会(ABCD)."""
    at = run.text.find(f"({run.name}", 0, run.start) if run.name.isascii() else -1
    return at > 0 and run.shapes["body-end"].match(run.text, at - 1) is not None


def cited_again(run: Run) -> bool | None:
    """Pass over the source where only the end of its name is said again: 据某地海关统计，海关共监管."""
    length = run.end - run.start
    shorter = length < run.source.end - run.source.start
    return NOBODY if shorter and run.text.startswith(run.name, run.source.end - length) else None


def described(run: Run) -> bool | None:
    """Read what is pointed at and described as a pronoun."""
    found = run.shapes["this-described"].search(run.text, run.reading.start, run.end)
    if found is None or not (found.start("kind") <= run.start and run.end <= found.end()):
        return None
    run.kind, run.start = "pronoun", found.start("kind")
    return NAMED


def this_one(run: Run) -> bool | None:
    """Read what is pointed at as a pronoun."""
    if run.shapes["this-one"].match(run.text, max(0, run.start - 2), run.end) is None:
        return None
    run.kind = "pronoun"
    return NAMED


def served_everywhere(run: Run) -> bool | None:
    """Pass over something that is done everywhere: 服务全国."""
    done = run.first < run.last and run.tokens[run.first].tag == "vn"
    return NOBODY if done and is_everywhere(run.reading, run.last, run.shapes) else None


def verb_before_name(run: Run) -> bool | None:
    """Pass over a verb before a name in quotation marks: 调整“示例计划”."""
    verb = run.first == run.last and run.tokens[run.first].tag[:1] == "v"
    return NOBODY if verb and run.text[run.end : run.end + 1] in QUOTES else None


def in_list(run: Run) -> bool | None:
    """Note whether the run is a later member of a list."""
    run.joined = run.opening > run.begin and run.before == "j"
    return None


def _is_first_there(run: Run) -> bool:
    """Say whether all that a clause has before a noun is where it is the first of its kind: 我国自主研制的客船."""
    tokens, begin, opening = run.tokens, run.begin, run.opening
    if opening == begin or run.codes[begin] != "S" or run.text[tokens[opening].start - 1] != "的":
        return False
    return run.shapes["superlative"].match(run.text, tokens[begin].end) is not None


def _index_before(run: Run) -> int | None:
    """Give where the name of an index begins that companies are the members of: 海陆100公司."""
    tokens, codes, begin, before = run.tokens, run.codes, run.begin, run.first - 1
    if before < begin or tokens[before].end != tokens[run.first].start:
        return None
    rule = metric_rule(tokens[before])
    if rule is not None and rule.index:
        return before
    item = tokens[before].item
    if before == begin or not isinstance(item, Quantity) or item.unit_text:
        return None
    parted = codes[before - 1] != "w" or tokens[before - 1].end != tokens[before].start
    return None if parted else before - 1


WHOLES = (
    clause_head,
    members,
    pronoun,
    cited,
    whereabouts,
    reporting_place,
    forecaster,
    cited_again,
    described,
    this_one,
    served_everywhere,
    verb_before_name,
    in_list,
)
