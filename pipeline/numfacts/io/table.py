"""Shows facts as a table for reading, in English or Chinese."""

from __future__ import annotations

import calendar
import io
import os
import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from rich.table import Table

    from numfacts.records import Change, Fact, Mention, Period

Language = Literal["en", "zh-Hans", "zh-Hant"]

COLUMNS = ("quote", "value", "unit", "metric", "change", "subject", "period", "modality", "attribution")
# Numbers and what a reader needs to make sense of them stay, even where no fact fills them.
_KEPT = frozenset({"quote", "value", "unit", "metric"})

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        **{"quote": "Quote", "value": "Value", "unit": "Unit", "metric": "Metric", "change": "Change"},
        **{"subject": "Subject", "period": "Period", "modality": "Modality", "attribution": "Source"},
        **{"actual": "actual", "forecast": "forecast", "yoy": "yoy", "qoq": "qoq", "mom": "mom", "prior": "prior"},
        **{"ytd": "ytd", "day": "day", "none": "no facts", "more": "more facts"},
    },
    "zh-Hans": {
        **{"quote": "原文", "value": "数值", "unit": "单位", "metric": "指标", "change": "变动"},
        **{"subject": "主体", "period": "期间", "modality": "性质", "attribution": "来源"},
        **{"actual": "实际", "forecast": "预测", "yoy": "同比", "qoq": "环比", "mom": "按月", "prior": "较前"},
        **{"ytd": "年内", "day": "日内", "none": "没有数据", "more": "项未显示"},
    },
    "zh-Hant": {
        **{"quote": "原文", "value": "數值", "unit": "單位", "metric": "指標", "change": "變動"},
        **{"subject": "主體", "period": "期間", "modality": "性質", "attribution": "來源"},
        **{"actual": "實際", "forecast": "預測", "yoy": "按年", "qoq": "按季", "mom": "按月", "prior": "較前"},
        **{"ytd": "年內", "day": "日內", "none": "沒有數據", "more": "項未顯示"},
    },
}
_ARROWS = {"up": "↑", "down": "↓"}
_TRADITIONAL = frozenset({"tw", "hk", "mo", "hant"})
_DEFAULT_WIDTH = 160
_LIMITLESS = 10_000


def language(environ: Mapping[str, str] = os.environ) -> Language:
    """Gives the language of the table: Chinese for a Chinese locale (script by region), else English."""
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    first, *parts = re.split(r"[-_.@]", name.lower())
    if first != "zh":
        return "en"
    return "zh-Hant" if _TRADITIONAL.intersection(parts) else "zh-Hans"


def printable(text: str) -> str:
    """Makes text safe for a terminal: control characters and lone surrogates become escapes."""
    return "".join(
        char if char.isprintable() or char == "\u3000" else char.encode("unicode_escape").decode() for char in text
    )


def show_value(fact: Fact) -> str:
    """Writes comparator and value with its thousands grouped: ``>57,400,000,000``, ``20–25``."""
    comparator = "" if fact.comparator == "=" else fact.comparator
    high = "" if fact.value_high is None else "–" + _group(fact.value_high)
    return comparator + _group(fact.value) + high


def show_period(period: Period | None) -> str:
    """Writes a period as short as it can be said: ``2025``, ``2025 H1``, ``2025 Q2``, ``2025-03``, ``2025-03-27``."""
    if period is None:
        return ""
    start, end = period.start, period.end
    if start == end:
        return start.isoformat()
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        if (start.month, end.month) == (1, 12):
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        if start.year == end.year:
            if start.month == end.month:
                return f"{start:%Y-%m}"
            if (start.month, end.month) in ((1, 6), (7, 12)):
                return f"{start.year} H{end.month // 6}"
            if end.month - start.month == 2 and end.month % 3 == 0:
                return f"{start.year} Q{end.month // 3}"
    return f"{start} – {end}"


def facts_table(facts: Sequence[Fact], language: Language, *, title: str | None = None) -> Table:
    """Lays facts out as a rich table, a row each, without the columns that none of them fills."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    words = WORDS[language]
    rows = [_cells(fact, words) for fact in facts]
    shown = [column for column in COLUMNS if column in _KEPT or any(row[column] for row in rows)]
    # Text and not str: square brackets, as in the unit [bbl_us], would be read as markup.
    heading = Text(printable(title)) if title is not None else None
    layout = Table(box=box.SIMPLE_HEAD, title=heading, title_justify="left", title_style="bold", pad_edge=False)
    for column in shown:
        layout.add_column(words[column], justify="right" if column == "value" else "left", overflow="fold")
    for row in rows:
        layout.add_row(*(Text(row[column]) for column in shown))
    if not rows:
        layout.add_row(Text(words["none"], style="dim"))
    return layout


def show(tables: Sequence[Table], file: TextIO) -> None:
    """Prints tables: as wide as the terminal, or as ``COLUMNS`` says or 160 where there is none."""
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise  # what it is called for: what that means is for the command to say

    columns = os.environ.get("COLUMNS", "")
    width = None if file.isatty() else int(columns) if columns.isdecimal() and int(columns) else _DEFAULT_WIDTH
    console = Plain(file=file, width=width, highlight=False, emoji=False)
    for layout in tables:
        console.print(layout)


def plain_table(facts: Sequence[Fact], language: Language) -> str:
    """Gives the facts of one document as a table of plain text that no terminal's width cuts."""
    from rich.console import Console

    text = io.StringIO()
    console = Console(file=text, width=_LIMITLESS, color_system=None, highlight=False, emoji=False)
    console.print(facts_table(facts, language, title=facts[0].doc_id if facts else None))
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def _cells(fact: Fact, words: Mapping[str, str]) -> dict[str, str]:
    return {
        "quote": printable(fact.quote),
        "value": show_value(fact),
        "unit": fact.unit,
        "metric": _name(fact.metric),
        "change": _change(fact.change, words),
        "subject": _name(fact.subject),
        "period": show_period(fact.period),
        "modality": words[fact.modality] if fact.modality != "actual" else "",
        "attribution": _name(fact.attribution),
    }


def _name(mention: Mention | None) -> str:
    return printable((mention.text or mention.id or "") if mention else "")


def _change(change: Change | None, words: Mapping[str, str]) -> str:
    if change is None:
        return ""
    return " ".join(filter(None, (words[change.basis] if change.basis else "", _ARROWS[change.direction])))


def _group(value: str) -> str:
    """Groups the thousands of a decimal string without ever making it a number."""
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, point, decimals = digits.partition(".")
    head = len(whole) % 3
    groups = [whole[:head]] if head else []
    groups += [whole[place : place + 3] for place in range(head, len(whole), 3)]
    return sign + ",".join(groups) + point + decimals
