"""Regular expressions made from word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable


class _Node(dict[str, "_Node"]):
    final = False


def any_of(words: Iterable[str]) -> str:
    """Write a non-capturing pattern that matches the longest of ``words``, as a trie; without words it never matches.

    A trie lets ``re`` decide at each character instead of trying every word in turn.
    """
    root = _Node()
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, _Node())
        node.final = True
    return _pattern(root) if root or root.final else "(?!)"


def _pattern(node: _Node) -> str:
    if not node:
        return ""
    branches = [(char if char.isalnum() else re.escape(char)) + _pattern(node[char]) for char in sorted(node)]
    if len(branches) > 1 and not any(node.values()):
        body = "[" + "".join(branches) + "]"
    elif len(branches) == 1 and not node.final:
        body = branches[0]
    else:
        body = "(?:" + "|".join(branches) + ")"
    if node.final:
        return f"(?:{body})?" if not body.startswith("(?:") else body + "?"
    return body
