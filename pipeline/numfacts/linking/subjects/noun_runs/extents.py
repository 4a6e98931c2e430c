"""Where what a run of nouns names begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.noun_runs.run import NOBODY
from numfacts.linking.subjects.noun_runs.wholes import HEADING
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.noun_runs.run import Run
    from numfacts.vocabulary.shapes import Shapes

TITLE = 24  # characters of the title of a work that are looked at
INDEX = "指数"
PERSON = 4  # characters of most personal names
OFFSHOOT = 2  # characters of words that say only of what kind what belongs to someone is: 产品
QUOTED = 16  # characters of a name between them
NO_KINDS = ("organisation", "authority", "office-body", "own-body", "official")  # shapes of who is no kind of thing
TIMED = ("后", "前", "期间")  # behind what something was after, before or in
LISTED = ("、", "及", "和", "与")  # between names in quotation marks
QUOTES = (("「", "」"), ("“", "”"))  # marks around names


def person_end(reading: Reading, start: int, last: int, shapes: Shapes) -> int:
    """Give where a person's name from ``start`` ends: what is left behind its tokens is a part of it (叶伍元)."""
    tokens, end = reading.tokens, reading.tokens[last].end
    if last + 1 < len(tokens) and end < (stop := tokens[last + 1].start) <= start + PERSON:
        while end < stop and reading.text[end].isalpha() and not shapes.fits("ends-no-person", reading.text[end]):
            end += 1
    return end


def relation(run: Run) -> bool | None:
    """Note whether the run stands behind what makes it someone's, or the office of a person: 公司董事某某."""
    if run.before == "H" and run.tokens[run.opening - 1].end == run.start:
        run.related = True
    elif run.tokens[run.first].item is INTRODUCED:
        office = run.shapes["office-before"].search(run.text, run.reading.start, run.start)
        run.related = office is not None
    return None


def some_of_them(run: Run) -> bool | None:
    """Leave out how many it is some of: 多只黄金基金; some who foresee something are nobody: 多家机构预计."""
    several = run.shapes["several"].match(run.text, run.start, run.end)
    if several is None:
        return None
    run.start = several.end()
    return NOBODY if run.codes[run.last + 1 : run.last + 2] == "X" else None


def one_of_shares(run: Run) -> bool | None:
    """Leave out the shares that it is one of: 成份股中某某."""
    shares = run.shapes["out-of-shares"].match(run.text, run.start, run.end) if "股" in run.name[:-2] else None
    if shares is not None:
        run.start = shares.end()
    return None


def whose_it_is(run: Run) -> bool | None:
    """Leave out the word for what is someone's, before a name of its own: 旗下某某云."""
    owned = run.shapes["owned"].match(run.text, run.tokens[run.opening].start, run.end)
    run.owned = owned is not None
    if owned is not None and run.start < owned.end() < run.end - OFFSHOOT:
        run.start = owned.end()
    return None


def rest_of_person(run: Run) -> bool | None:
    """Take in the rest of a person's name."""
    if run.related:
        run.end = person_end(run.reading, run.start, run.last, run.shapes)
    return None


def office(run: Run) -> bool | None:
    """Leave out an office before a name; who only holds it is nobody."""
    lead = run.shapes["office-lead"].match(run.text, run.start, run.end)
    if lead is None:
        return None
    if lead["is"] is not None:
        return NOBODY
    run.start, run.related = lead.end(), True
    return rest_of_person(run)


def term(run: Run) -> bool | None:
    """Take in the term that a contract has: 5年期主力合约."""
    if run.text[run.start - 1] == "期" and run.before == "P":
        _take_in_time(run, run.start - 1)
    return None


def year(run: Run) -> bool | None:
    """Take in the time that a season or a bond is called by: 2022春节档, 两年期美债."""
    if run.before == "P" and run.shapes["timed"].match(run.text, run.start, run.end) is not None:
        _take_in_time(run, run.start)
    return None


def contract(run: Run) -> bool | None:
    """Take in what a contract is on: 国债期货, 标准债券远期."""
    if run.shapes["contract-kind"].match(run.text, run.start, run.end) is None:
        return None
    first = run.begin + len(run.codes[run.begin : run.opening].rstrip("Mw"))
    if first < run.opening:
        run.kind, run.first, run.start = "name", first, run.tokens[first].start
        run.heads = not run.codes[run.begin : first].strip(HEADING)
    return None


def session(run: Run) -> bool | None:
    """Pass over the part of a session that tells only when: 纽约尾盘."""
    return NOBODY if run.shapes["session-there"].fullmatch(run.text, run.start, run.end) is not None else None


def tail(run: Run) -> bool | None:
    """Leave out what is no part of a name behind it."""
    found = run.shapes["name-tail"].search(run.text, run.start, run.end)
    polite = found is not None and found.start() == run.start + 1 and run.tokens[run.last].item is INTRODUCED
    if found is not None and not polite:  # 陈|女士
        run.end = found.start()
    return None


def whole_of_it(run: Run) -> bool | None:
    """Leave out that all of a place is meant: 青屿全省."""
    whole = run.shapes["whole-tail"].search(run.name, 2)
    if whole is not None:
        run.end = run.start + whole.start()
    return None


def _take_in_time(run: Run, end: int) -> None:
    """Begin a name with the time before it that ends at an offset, if one does."""
    time = run.tokens[run.opening - 1]
    if time.end == end:
        run.start, run.kind = time.start, "name"


def sector(run: Run) -> bool | None:
    """Take in the word for shares behind the kind of companies they are of, which is no token there: 风电|股."""
    behind = run.shapes["shares-behind"].match(run.text, run.end, run.reading.end)
    if behind is not None and run.shapes["sector-shares"].search(run.text[run.start : behind.end()]) is not None:
        run.end, run.kind = behind.end(), "name"
    return None


def scheme(run: Run) -> bool | None:
    """Read a part of the name of a scheme in quotation marks as all of it: 「担保特惠贷款」, which 担保 parts."""
    text = run.text
    for opening, closing in QUOTES:
        opened = text.rfind(opening, max(run.reading.start, run.start - TITLE), run.start)
        closed = text.find(closing, opened, run.reading.end) if opened >= 0 else -1
        if closed < run.end or run.shapes["scheme"].search(text, opened + 1, closed) is None:
            continue
        run.start, run.end, run.kind = opened + 1, closed, "name"
    return None


def index(run: Run) -> bool | None:
    """Take in the word for an index that a name ends with, and its house: 储能概念|指数, MSCI|中国|指数."""
    start, stop = run.tokens[run.opening].start, run.end + len(INDEX)
    named = run.text.startswith(INDEX, run.end)
    if named and run.shapes["index-written"].fullmatch(run.text, start, stop) is not None:
        run.start, run.end, run.kind = start, stop, "name"
    return None


def work(run: Run) -> bool | None:
    """Read a part of the title of a work as all of it: 《青屿之春》票房, of which 之 parts the words."""
    text, begin = run.text, max(run.reading.start, run.start - TITLE)
    opened = text.rfind("《", begin, run.start)
    closed = text.find("》", run.end, min(run.reading.end, opened + TITLE)) if opened >= 0 else -1
    if closed < 0 or (opened + 1 == run.start and closed == run.end):
        return None
    if not any(run.shapes[shape].search(text, opened + 1, closed) for shape in ("document", "paper-title")):
        run.start, run.end, run.kind = opened + 1, closed, "name"
    return None


def apposed(run: Run) -> bool | None:
    """Read a kind of body right before a name in quotation marks as that: 慈善组织「青屿之家」."""
    text = run.text
    if run.shapes["kind-of-body"].search(run.name) is None:
        return None
    for opening, closing in QUOTES:
        closed = text.find(closing, run.end, run.end + QUOTED) if text.startswith(opening, run.end) else -1
        if closed > run.end + 2:
            run.start, run.end, run.kind = run.end + 1, closed, "name"
            break
    return None


def called(run: Run) -> bool | None:
    """Read the name in quotation marks behind what it is the name of as a whole: 新盘「松溪居」."""
    closed = called_until(run.reading, run.opening, run.shapes)
    if closed is not None:
        run.end, run.kind = closed, "name"
    return None


def called_until(reading: Reading, position: int, shapes: Shapes) -> int | None:
    """Give where the quotation marks close in which a token begins the name of the kind of thing right before them.

    None where they stand behind a body or before another noun: 警方“雷霆”行动.
    """
    tokens, text = reading.tokens, reading.text
    start = tokens[position].start
    closing = dict(QUOTES).get(text[start - 1 : start])
    if closing is None or not position or reading.codes[position - 1] != "w" or tokens[position - 1].end != start - 1:
        return None
    closed = text.find(closing, start, min(reading.end, start + TITLE))
    kind = tokens[position - 1]
    if closed < 0 or text.startswith(LISTED, closed + 1) or kind.tag.startswith("v"):
        return None  # 管理“甲系统”、“乙系统”
    if any(shapes[shape].search(text, kind.start, kind.end) for shape in NO_KINDS):
        return None
    following = next((token for token in tokens[position:] if token.start > closed), None)
    if following is None or following.start > closed + 1 or following.code not in "wS":
        return closed
    return closed if text.startswith(TIMED, following.end) else None  # 邮轮「松溪号」疫情后重回


PARTS = (relation, some_of_them, one_of_shares, whose_it_is)
EXTENTS = (
    rest_of_person,
    office,
    term,
    year,
    contract,
    session,
    tail,
    whole_of_it,
    sector,
    index,
    scheme,
    work,
    apposed,
    called,
)
