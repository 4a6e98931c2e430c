"""Draws the speeds of one run as bars, as an SVG picture that stands on its own."""

from __future__ import annotations

from html import escape
from math import log10
from typing import Final

from measures import NUMFACTS, Report

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 250, 130, 30, 46  # pixels
FIRST: Final = 2  # the axis begins at 10 to the power of this, in characters a second


def chart(report: Report) -> str:
    """Write the picture: a bar for each contender, the fastest first, its length the logarithm of its speed."""
    speeds = {name: speed.characters_per_second for name, speed in report.speed.items()}
    speeds |= {name: peer.characters / peer.seconds for name, peer in report.peers.items()}
    rows = sorted(speeds.items(), key=lambda row: -row[1])
    unit = (WIDTH - LEFT - RIGHT) / (log10(rows[0][1]) - FIRST)
    height = TOP + ROW * len(rows) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        '<text x="12" y="24" font-size="15">Characters a second on one core (logarithmic)</text>',
    ]
    for index, (name, speed) in enumerate(rows):
        y = TOP + ROW * index
        length = max((log10(speed) - FIRST) * unit, 1)
        colour = "#c0392b" if name == NUMFACTS else "#7f8c8d"
        parts += [
            f'<text x="{LEFT - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{LEFT}" y="{y + 3}" width="{length:.0f}" height="18" fill="{colour}"/>',
            f'<text x="{LEFT + length + 6:.0f}" y="{y + 16}">{speed:,.0f}</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"
