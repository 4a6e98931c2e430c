"""Which names are those of bodies that news cites: an office, an institute, a broker, a medium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.records import Mention
from numfacts.ruleset.kinds import SourcesFile

if TYPE_CHECKING:
    import re

    from numfacts.vocabulary.shapes import Shapes

LONGEST_TITLE = 8  # characters of it
LONGEST_AREA = 8  # characters of what an officer is in charge of, between his body and his title
VERBS = frozenset(["has", "have", "had", "is", "are", "was", "were"])  # words that are in no name


class Bodies:
    """Tells the bodies that can be cited by their names."""

    def __init__(self, files: list[tuple[str, SourcesFile]], shapes: Shapes) -> None:
        self._shapes = shapes
        rules = [rule for _, file in files for rule in file.rules]
        self._suffixes = tuple(word for rule in rules if rule.role == "suffix" for word in rule.zh)
        self._english = {word for rule in rules if rule.role == "suffix" for word in rule.en}
        self._names = {word.lower() for rule in rules if rule.role != "suffix" for word in (*rule.zh, *rule.en)}
        houses = [rule.zh for rule in rules if rule.role == "house"]
        self._houses = {word: words[0] for words in houses for word in words[1:]}

    def is_known(self, name: str) -> bool:
        """Say whether a name is that of a known source."""
        return name.lower() in self._names

    def full_name(self, name: str) -> str | None:
        """Give the full name of a house that is called by another."""
        return self._houses.get(name)

    def is_source(self, name: str) -> bool:
        """Say whether a name is one that news cites rather than reports on: an office, an institute, a known source."""
        paper = self._shapes["paper"].search(name)
        known = self.is_known(name if paper is None else name[: paper.start()])
        return known or (self.is_body(name) and self._shapes["firm"].search(name) is None)

    def cited(self, mention: Mention | None) -> Mention | None:
        """Give a name where it is one that news cites, and none otherwise."""
        return mention if mention is not None and self.is_source(mention.text or "") else None

    def is_body(self, name: str) -> bool:
        """Say whether a name is one of a body that can be cited: an office, an institute, a broker, a medium."""
        if name.isascii():
            words = name.split()
            if len(words) == 1 and name.islower():
                return False
            heads = {word.strip("'").capitalize() for word in words} | set(words)
            return not self._english.isdisjoint(heads) and VERBS.isdisjoint(words)
        return name.endswith(self._suffixes) or self._shapes["department"].search(name) is not None

    def names_body(self, name: str) -> bool:
        """Say whether a name is that of a body, perhaps with the paper it published."""
        paper = self._shapes["paper"].search(name)
        return self.is_body(name) or (paper is not None and self.is_body(name[: paper.start()]))

    def title_behind(self, text: str, end: int, limit: int) -> re.Match[str] | None:
        """Find the title of an officer behind the body that he speaks for: 某局预算处副处长."""
        title = self._shapes["office-title"].search(text, end, min(end + LONGEST_AREA + LONGEST_TITLE, limit))
        area = None if title is None else self._shapes["officer-area"].fullmatch(text, end, title.start())
        return None if area is None else title

    def is_own(self, name: str) -> bool:
        """Say whether a name is that of a paper of the subject itself."""
        return self._shapes["own"].search(name) is not None

    def is_nobody(self, name: str) -> bool:
        """Say whether a name tells nobody: 市场, 媒体, a bare 平台."""
        return self._shapes["unnamed|kind-of-person"].search(name) is not None


def named(found: re.Match[str] | None) -> Mention | None:
    """Give the name that a pattern found: what its last group holds, or all of it."""
    if found is None:
        return None
    group = found.lastindex or 0
    return Mention(found[group], *found.span(group))


def abbreviates(short: str, name: str) -> bool:
    """Say whether a Chinese name is another cut short: 中金所 of 中国金融期货交易所."""
    if not 1 < len(short) < len(name) or short[-1] != name[-1]:
        return False
    letters = iter(name)
    return all(letter in letters for letter in short)
