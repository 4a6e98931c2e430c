"""Time expressions: finding them in a text, and giving them their days.

``Periods`` finds; ``TimeExpression`` is what it finds; ``PeriodContext`` is what it takes to resolve one. Weeks run
from Monday to Sunday; periods hold both their days.
"""

from numfacts.periods.context import PeriodContext
from numfacts.periods.expressions import TimeExpression
from numfacts.periods.finding import Periods

__all__ = ["PeriodContext", "Periods", "TimeExpression"]
