"""What is said of expectations that a figure met or missed, which makes no time lie ahead."""

from __future__ import annotations

from numfacts.programs import later

BEATEN = later(
    "(?:[低高逊优胜差强弱多少]于|[好差高低多少胜]过|超出?|超过|不及|符合)[^，。；;,0-9]{0,6}预[期测计]"
)  # 低于预期的11万个，6月
THAN_EXPECTED = later(
    "(?<![A-Za-z])(?:than|as)[ -](?:[a-z]+ ){0,2}(?:expected|forecast|anticipated|predicted|projected|feared)(?![a-z])|"
    "(?:beat(?:s|ing)?|miss(?:ed|es|ing)|topp(?:ed|ing)|below|above) (?:[a-z']+ ){0,2}(?:expectation|forecast)s"
)  # slowed more than expected in December
