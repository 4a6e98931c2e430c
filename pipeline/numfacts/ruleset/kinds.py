"""What each kind of rule file may hold: one struct for the file, one for its entries.

The structs are the only description of the rule language: loading validates against them and the JSON Schema
is generated from them. Terms and patterns are written for normalized text: Simplified Chinese, folded width,
English in lower case.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

UnitClass = Literal[
    "money", "price", "ratio", "point", "times", "count", "person", "share", "token", "rank", "physical", "duration",
    "rate", "pip", "bare", "difference",
]  # fmt: skip

# A regular expression of ``re``: loading puts the file's named parts in and compiles it. The others are plain text.
Pattern = Annotated[str, msgspec.Meta(extra={"pattern": True})]


class Rule(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, gc=False, omit_defaults=True):
    """What every entry has: an id that is unique in its file, and an optional remark."""

    id: str
    note: str | None = None


class Terms(Rule, kw_only=True):
    """An entry that names its words in Chinese and English."""

    zh: list[str] = []
    en: list[str] = []


class ExclusionRule(Rule, kw_only=True):
    """Words and shapes whose numerals are never quantities.

    ``first`` lists the characters a match of the patterns can begin with, as a regular expression's class does: the
    patterns are then tried nowhere else.
    """

    terms: list[str] = []
    patterns: list[Pattern] = []
    first: str = ""


class BoilerplateRule(Rule, kw_only=True):
    """A kind of text that is no part of the article, found by ``pattern`` where one of ``triggers`` stands.

    ``scope`` says what is marked: the whole ``line``; the ``ending`` of a line; the match ``inline``; the
    ``sentence`` in which the pattern is found; a ``block``: a line and those after it that match ``continues``.
    A match in which ``unless`` is found stays article text.
    """

    scope: Literal["line", "ending", "inline", "sentence", "block"]
    triggers: list[str]
    pattern: Pattern
    unless: Pattern | None = None
    continues: Pattern | None = None


class UnitRule(Terms, kw_only=True):
    """A unit: its code in the output, its class, and the factor from the written unit to the code's own.

    ``head`` marks a word that is also the counted noun (人): the quote keeps it and it can serve as the metric.
    """

    code: str
    takes: UnitClass = msgspec.field(name="class")
    factor: str = "1"
    per: bool = False


class CurrencyRule(Terms, kw_only=True):
    """A currency: what may precede the number (``HK$``, 人民币) and what may follow it (``zh``, ``en``)."""

    code: str | None = None
    prefix: list[str] = []
    factor: str = "1"


class ComparatorRule(Rule, kw_only=True):
    """Words before or after a quantity that turn ``=`` into another comparator."""

    value: Literal["~", ">", ">=", "<", "<="]
    before: list[str] = []
    after: list[str] = []


class MetricRule(Terms, kw_only=True):
    """What is measured; ``takes`` are the unit classes its values come in, ``ratio`` the id a share of it has."""

    metric: str | None = None
    takes: list[UnitClass]
    ratio: str | None = None
    counted: list[str] = []
    head: bool = False
    index: bool = False
    forecast: bool = False


class ChangeRule(Terms, kw_only=True):
    """Words of change: the direction, and how the word stands to its quantity.

    ``role`` is ``verb`` (升5%), ``noun`` (涨幅5%), ``to`` (升至5%: the quantity is the level reached). With one of
    ``ends`` behind it, each Chinese word of two characters or more says so too: 缩短至.
    """

    direction: Literal["up", "down"] | None = None
    role: Literal["verb", "noun", "to"]
    ends: list[str] = []
    basis: Literal["yoy", "qoq", "mom", "prior", "ytd", "day"] | None = None
    metric: str | None = None
    forecast: bool = False


class BasisRule(Terms, kw_only=True):
    """What a change is compared with: 同比, 环比, year on year."""

    basis: Literal["yoy", "qoq", "mom", "prior", "ytd", "day", "period", "none"]


class CueRule(Terms, kw_only=True):
    """Words that mark a role in the sentence: levels, from, to, forecasts, sources, pronouns, joins."""

    cue: Literal[
        "level", "to", "from", "forecast", "actual", "cite", "report", "pronoun", "join", "particle",
        "ratio", "each", "by", "stop", "relation",
    ]  # fmt: skip


class PlaceRule(Terms, kw_only=True):
    """Countries, regions and markets that claims are about; ``currency`` is what a bare 元 or $ means there."""

    currency: str | None = None
    subject: bool = True


class StyleRule(Terms, kw_only=True):
    """Words by which a text shows its house style, and the currency of a bare 元 or $ in that style."""

    currency: str


class ClaimRule(Rule, kw_only=True):
    """What the mentions around a quantity make of it.

    ``before`` ends right before the quantity and ``after`` begins right after it; both are patterns over the
    names of mentions (``METRIC LEVEL?``). The first entry that fits decides. ``role`` is ``level``, ``change``
    (the direction comes from the last change word matched, or from the sign) or ``same`` as the quantity before.
    """

    before: str | None = None
    after: str | None = None
    classes: list[UnitClass] = []
    signed: bool = False
    role: Literal["level", "change", "same"]


class SourceRule(Terms, kw_only=True):
    """Endings of names that can be cited as a source, names that always are, and the names of one house."""

    role: Literal["suffix", "name", "house"]


# The named parts of patterns: regular expressions, or words of which any may stand.
Parts = dict[str, str | list[str]]


class BoilerplateFile(msgspec.Struct, tag_field="kind", tag="boilerplate", forbid_unknown_fields=True):
    rules: list[BoilerplateRule]
    parts: Parts = {}


PeriodKind = Literal["date", "relative", "range", "window", "clock", "duration", "streak", "anaphor"]
PeriodUnit = Literal["year", "half", "quarter", "month", "tenday", "week", "day", "clock", "none"]
PeriodOp = Literal[
    "date", "year", "half", "report", "quarter", "first", "month", "season", "tenday", "halfmonth", "day", "edge",
    "plan", "feast", "lunar", "day_off", "sessions", "decade", "shift", "pair", "shift_fiscal", "shift_academic",
    "shift_season", "ago", "week", "weekday", "todate", "announced", "same", "that", "before", "after", "past",
    "future", "streak", "span", "none",
]  # fmt: skip


class PeriodRule(Rule):
    """An atom of time: a pattern, or words with the number each gives its operation (去年: -1 year).

    ``first`` lists what a pattern can start with: ``digit``, ``numeral``, a Chinese character, or Latin letters in one
    word. ``unit`` is how fine the atom is, ``top`` its coarsest part where that differs (1月8日: day, month).
    """

    kind: PeriodKind
    op: PeriodOp
    unit: PeriodUnit
    top: PeriodUnit | None = None
    first: list[str] = []
    pattern: str | None = None
    value: int = 0
    words: dict[str, int] = {}
    basis: Literal["yoy", "qoq", "mom", "prior", "ytd", "day"] | None = None
    edge: Literal["start", "middle", "end"] | None = None


class PeriodGlue(msgspec.Struct, forbid_unknown_fields=True):
    """What may stand between the atoms of one expression, between two ends of a range, before a closing date."""

    join: list[str]
    range: list[str]
    ending: list[str]


class PeriodEdges(msgspec.Struct, forbid_unknown_fields=True):
    """Patterns that follow a period and take its first days, its middle or its last day."""

    start: Pattern
    middle: Pattern
    end: Pattern


NumeralRole = Literal[
    "zero", "digit", "counting", "formal", "tens", "place", "formal_place", "group", "pair", "some", "several", "more",
    "tail", "bare", "point", "over", "sign", "separator",
    "unit_word", "tens_word", "hundred_word", "scale_word", "dozen_word", "article", "half_word", "and_word",
    "point_word", "more_word", "ordinal_word", "suffix", "letter",
]  # fmt: skip


class NumeralRule(Rule):
    """Words that play one part in a numeral, with what each stands for: a digit's value, a scale's power of ten.

    A word counts only where none of ``not_before`` follows it, where one of ``before`` does (or no Han character),
    and where none of ``not_after`` precedes it. A sign counts behind the words ``after`` although these end in letters.
    """

    role: NumeralRole
    words: dict[str, int] = {}
    terms: list[str] = []
    before: list[str] = []
    not_before: list[str] = []
    not_after: list[str] = []
    after: list[str] = []


class ShapeRule(Rule):
    """Words or a pattern that code asks for by name: what is no subject's name, who speaks, what is past."""

    pattern: Pattern | None = None
    terms: list[str] = []


class GroupRule(Rule):
    """Metrics that are linked alike."""

    metrics: list[str]


class ExclusionsFile(msgspec.Struct, tag_field="kind", tag="exclusions", forbid_unknown_fields=True):
    rules: list[ExclusionRule]
    parts: Parts = {}


class NumeralsFile(msgspec.Struct, tag_field="kind", tag="numerals", forbid_unknown_fields=True):
    rules: list[NumeralRule]


class UnitsFile(msgspec.Struct, tag_field="kind", tag="units", forbid_unknown_fields=True):
    rules: list[UnitRule]


class CurrenciesFile(msgspec.Struct, tag_field="kind", tag="currencies", forbid_unknown_fields=True):
    rules: list[CurrencyRule]


class ComparatorsFile(msgspec.Struct, tag_field="kind", tag="comparators", forbid_unknown_fields=True):
    rules: list[ComparatorRule]


class MetricsFile(msgspec.Struct, tag_field="kind", tag="metrics", forbid_unknown_fields=True):
    rules: list[MetricRule]


class ChangesFile(msgspec.Struct, tag_field="kind", tag="changes", forbid_unknown_fields=True):
    rules: list[ChangeRule]


class BasesFile(msgspec.Struct, tag_field="kind", tag="bases", forbid_unknown_fields=True):
    rules: list[BasisRule]


class CuesFile(msgspec.Struct, tag_field="kind", tag="cues", forbid_unknown_fields=True):
    rules: list[CueRule]


class PlacesFile(msgspec.Struct, tag_field="kind", tag="places", forbid_unknown_fields=True):
    rules: list[PlaceRule]


class StylesFile(msgspec.Struct, tag_field="kind", tag="styles", forbid_unknown_fields=True):
    rules: list[StyleRule]


class ClaimsFile(msgspec.Struct, tag_field="kind", tag="claims", forbid_unknown_fields=True):
    rules: list[ClaimRule]


class SourcesFile(msgspec.Struct, tag_field="kind", tag="sources", forbid_unknown_fields=True):
    rules: list[SourceRule]


class PeriodDating(msgspec.Struct, forbid_unknown_fields=True):
    """Patterns of what dates a text itself: what follows its date line, words by its years."""

    date_line: Pattern
    report: Pattern
    preview: Pattern
    foreseen: Pattern
    awaited: Pattern
    entered: Pattern
    counted: Pattern
    so_far: Pattern
    counts: Pattern
    begun: Pattern
    elsewhen: Pattern
    led: Pattern


class ShapesFile(msgspec.Struct, tag_field="kind", tag="shapes", forbid_unknown_fields=True):
    rules: list[ShapeRule]
    parts: Parts = {}


class PartsFile(msgspec.Struct, tag_field="kind", tag="parts", forbid_unknown_fields=True):
    """Parts that the patterns of all files can use; they come to count where a rule does, and are no rules."""

    parts: Parts
    rules: Annotated[list[Rule], msgspec.Meta(max_length=0)] = []


class GroupsFile(msgspec.Struct, tag_field="kind", tag="groups", forbid_unknown_fields=True):
    rules: list[GroupRule]


class PeriodsFile(msgspec.Struct, tag_field="kind", tag="periods", forbid_unknown_fields=True):
    """Atoms of time, and the words around them; ``feasts`` maps a holiday to year -> ``MMDD-MMDD``."""

    rules: list[PeriodRule]
    glue: PeriodGlue
    edges: PeriodEdges
    leads: dict[str, list[str]]
    tails: dict[str, list[str]]
    endings: dict[str, int]
    future: list[str]
    names: Pattern
    duration_metrics: list[str]
    duration_links: list[str]
    duration_tails: list[str]
    fiscal_cues: dict[str, int]
    feasts: dict[str, dict[str, str]]
    units: dict[str, list[str]]
    dating: PeriodDating
    parts: Parts = {}


KINDS: dict[str, type[msgspec.Struct]] = {
    "boilerplate": BoilerplateFile,
    "exclusions": ExclusionsFile,
    "numerals": NumeralsFile,
    "units": UnitsFile,
    "currencies": CurrenciesFile,
    "comparators": ComparatorsFile,
    "metrics": MetricsFile,
    "changes": ChangesFile,
    "bases": BasesFile,
    "cues": CuesFile,
    "places": PlacesFile,
    "styles": StylesFile,
    "claims": ClaimsFile,
    "periods": PeriodsFile,
    "sources": SourcesFile,
    "shapes": ShapesFile,
    "groups": GroupsFile,
    "parts": PartsFile,
}
