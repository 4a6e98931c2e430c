"""Runs of nouns that are told as a whole: pronouns, sources, where something is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule
from numfacts.linking.subjects.noun_runs.run import NAMED, NOBODY
from numfacts.periods import TimeExpression

if TYPE_CHECKING:
    from numfacts.linking.subjects.noun_runs.run import Run

HEADING = "PsjNBRH"  # codes of what stands before the name that a clause begins with
UNTIL = "vP"  # codes of a time that a verb leads to: 截至上月底


def clause_head(run: Run) -> bool | None:
    """Note whether the clause begins with the run."""
    led = run.codes.startswith(UNTIL, run.begin) and run.tokens[run.begin + 1].item
    begin = run.begin + len(UNTIL) if isinstance(led, TimeExpression) and led.role == "until" else run.begin
    run.heads = not run.codes[begin : run.opening].strip(HEADING)
    return None


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


def forecaster(run: Run) -> bool | None:
    """Pass over a house that foretells something that is none of what a company has: 高盛预计油价升至3美元."""
    codes, tokens, last, shapes = run.codes, run.tokens, run.last, run.shapes
    behind = last + 1
    while codes[behind : behind + 1] == "s":
        behind += 1  # 某会同时预测
    following = codes[behind : behind + 1]
    if following not in ("X", "R"):
        return None
    if following == "X" and not shapes["predicts"].match(run.text, tokens[behind].start):
        return None
    if codes[last] != "C" and shapes["assessor"].search(run.reading.mention(last).text or "") is None:
        return None
    rules = [metric_rule(token) for token in tokens[behind + 1 : run.reading.clause_end(last)]]
    of_company = any(rule is not None and rule.metric in shapes.group("company") for rule in rules)
    return None if of_company else NOBODY


def cited_again(run: Run) -> bool | None:
    """Pass over the source where only the end of its name is said again: 据某地海关统计，海关共监管."""
    length = run.end - run.start
    shorter = length < run.source.end - run.source.start
    return NOBODY if shorter and run.text.startswith(run.name, run.source.end - length) else None


def this_one(run: Run) -> bool | None:
    """Read what is pointed at as a pronoun."""
    if run.shapes["this-one"].match(run.text, max(0, run.start - 2), run.end) is None:
        return None
    run.kind = "pronoun"
    return NAMED


def in_list(run: Run) -> bool | None:
    """Note whether the run is a later member of a list, and not who trades in what both tell: 家具及灯具供应商某某."""
    run.joined = run.opening > run.begin and run.before == "j"
    if run.joined and _trades_in_both(run, run.opening - 1):
        run.joined, run.heads = False, True
    return None


def traded(run: Run) -> bool | None:
    """Pass over the first of the goods in which who is named behind them trades: 家具 of 家具及灯具供应商某某."""
    joint = run.last + 1
    return NOBODY if run.codes[joint : joint + 1] == "j" and _trades_in_both(run, joint) else None


def _trades_in_both(run: Run, joint: int) -> bool:
    """Say whether the nouns around a conjunction, at the head of a clause, tell in what someone trades."""
    reading, tokens = run.reading, run.tokens
    behind = reading.codes[joint + 1 :]
    last = joint + len(behind) - len(behind.lstrip("wSC"))
    if last == joint or run.codes[run.begin : joint].strip("PSw"):
        return False
    if run.shapes["organisation"].search(run.text, tokens[run.begin].start, tokens[joint].start) is not None:
        return False
    return run.shapes["trader"].fullmatch(run.text, tokens[joint + 1].start, tokens[last].end) is not None


WHOLES = (clause_head, pronoun, cited, whereabouts, forecaster, cited_again, this_one, in_list, traded)
