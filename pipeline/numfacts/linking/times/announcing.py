"""Whether a day is only when something was announced, decided or sent out, not of what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes


def announces(reading: Reading, position: int, expression: TimeExpression, shapes: Shapes) -> bool:
    """Say whether a day is when something was announced or decided, or that of a wire's story, not of what was."""
    if expression.role == "until":
        return False  # 截至4月底的数据显示
    if shapes["updated-then"].match(reading.text, expression.end) is not None:
        return False  # 4月30日更新的数字显示
    if shapes["adjourned-to"].search(reading.text, reading.start, expression.start) is not None:
        return True
    traded = shapes["market-told"].search(reading.text, expression.end, reading.end) is not None
    if not traded and shapes["wire-before"].fullmatch(reading.text, reading.start, expression.start) is not None:
        return True  # 松溪网8月5日，公司回购3万股
    if not traded and shapes["wire-behind"].match(reading.text, expression.end) is not None:
        return True  # 8月5日讯，公司回购3万股
    dated = reading.codes[position + 1 : position + 2] == ","
    if dated and shapes["learns"].match(reading.text, reading.tokens[position + 1].end):
        return True  # 7月10日，公司收到通知
    end = _clause_end(reading.codes, position + 2 if dated else position)  # 7月10日，公司公布
    between = reading.codes[position + 1 : end]
    report, quantity = between.find("R"), between.find("Q")
    if report >= 0 and (quantity < 0 or report < quantity):
        return True
    stop = reading.tokens[position + 1 + quantity if quantity >= 0 else end - 1].end
    return shapes["decides"].search(reading.text, reading.tokens[position].end, stop) is not None


def _clause_end(codes: str, begin: int) -> int:
    """Give the index of the first comma or colon from one on that stands in no bracket opened there."""
    depth = 0
    for index in range(begin, len(codes)):
        code = codes[index]
        if code in ",:" and not depth:
            return index
        depth = max(depth + (code == "(") - (code == ")"), 0)
    return len(codes)
