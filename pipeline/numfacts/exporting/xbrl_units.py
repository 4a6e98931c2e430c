"""Units of facts as units of XBRL: ISO 4217 for money, the XBRL unit registry (UTR), and a namespace of our own.

XBRL has per cent as a plain number, 0.183 for 18.3 %, with no unit; that it was written in per cent, percentage points,
basis points or times is a dimension. A unit neither registry has keeps its code, in a namespace of ours.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, NamedTuple

from numfacts.exporting.naming import xml_name

Kind = Literal["monetary", "ratio", "shares", "quantity"]

# Codes of UCUM, and our own for spans of time, as the registry has them.
REGISTERED: Final = {
    "t": "t", "kg": "kg", "g": "g", "[oz_tr]": "ozt", "[lb_av]": "lb", "m": "m", "km": "km", "cm": "cm", "mm": "mm",
    "[in_i]": "in", "[ft_i]": "ft", "[mi_i]": "mi", "[nmi_i]": "nmi", "m2": "sqm", "km2": "sqkm", "har": "ha",
    "[sft_i]": "sqft", "m3": "m3", "L": "l", "[bbl_us]": "bbl", "[bu_us]": "bu", "W": "W", "kW": "kW", "MW": "MW",
    "GW": "GW", "[HP]": "hp", "kW.h": "kWh", "MW.h": "MWh", "GW.h": "GWh", "TW.h": "TWh", "V": "V", "Hz": "Hz",
    "By": "B", "MBy": "MB", "GBy": "GB", "TBy": "TB", "Cel": "Celsius", "[degF]": "F", "year": "Y", "month": "M",
    "wk": "WK", "day": "D", "d": "D", "hour": "H", "h": "H", "min": "MM", "s": "S",
}  # fmt: skip
# Ratios: the power of ten from the written number to the plain one, and the member that says how it is written.
RATIOS: Final = {
    "percent": (-2, "percent"),
    "percentage_point": (-2, "percentage-point"),
    "basis_point": (-4, "basis-point"),
    "times": (0, "times"),
    "1": (0, None),
}
NAMESPACES: Final = {
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "utr": "http://www.xbrl.org/2009/utr",
    "unit": "urn:numfacts:unit",
    "xbrli": "http://www.xbrl.org/2003/instance",
}
_CURRENCY: Final = re.compile("[A-Z]{3}")


class Unit(NamedTuple):
    """A unit of XBRL: as xBRL-JSON writes it (null for a plain number), the kind of concept that takes it, the power of
    ten from the fact's number to the exported one, and the member of the dimension of ratios, if any."""

    written: str | None
    kind: Kind
    power: int = 0
    ratio: str | None = None


@cache
def unit_of(code: str) -> Unit:
    """Gives the unit for a fact's code of a unit."""
    if code in RATIOS:
        power, member = RATIOS[code]
        return Unit(None, "ratio", power, member)
    numerator, per, denominator = code.partition("/")
    if not per:
        kind: Kind = "quantity"
        if _CURRENCY.fullmatch(code) is not None:
            kind = "monetary"
        elif code == "share":
            kind = "shares"
        return Unit(_measure(code), kind)
    above, below = _measure(numerator), _measure(denominator)
    if not numerator or not denominator or above == below:  # XBRL knows no such fraction
        return Unit(f"unit:{xml_name(code)}", "quantity")
    return Unit(f"{above}/{below}", "quantity")


def _measure(code: str) -> str:
    if _CURRENCY.fullmatch(code) is not None:
        return f"iso4217:{code}"
    if code == "share":
        return "xbrli:shares"
    registered = REGISTERED.get(code)
    return f"unit:{xml_name(code)}" if registered is None else f"utr:{registered}"
