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
    branches = [re.escape(char) + _pattern(child) for char, child in sorted(node.items())]
    leaves = [branch for branch, child in zip(branches, (node[key] for key in sorted(node)), strict=True) if not child]
    if len(leaves) == len(branches) and len(leaves) > 1 and all(len(key) == 1 for key in node):
        body = "[" + "".join(leaves) + "]"
    elif len(branches) == 1 and not node.final:
        body = branches[0]
    else:
        body = "(?:" + "|".join(branches) + ")"
    if node.final:
        return f"(?:{body})?" if not body.startswith("(?:") else body + "?"
    return body
