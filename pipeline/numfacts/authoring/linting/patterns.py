"""Checks of regular expressions: what in them can never match, matches too much, or takes too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from numfacts.authoring.linting.ambiguity import ambiguities
from numfacts.authoring.linting.findings import Finding
from numfacts.authoring.linting.sheets import Pattern, Sheet, Workbook, patterns
from numfacts.authoring.linting.syntax import Token, alternations, sets, tokens
from numfacts.normalize import narrowed, normalize
from numfacts.ruleset.problems import DataPath

# What is matched as a whole may try a later alternative although an earlier one fits the beginning.
_WHOLE = frozenset({"line", "ending", "block"})
# Fields that ask whether something is there, for which matching no text at all says nothing.
_WANTED = frozenset({"boilerplate", "exclusions", "periods"})
# Characters of which only their neighbours tell whether normalization changes them.
_UNSURE = frozenset("着著○◯藉")
_SPECIAL = frozenset("|*+?{}()[]^$\\.")


def check_patterns(book: Workbook) -> Iterator[Finding]:
    """Find what is wrong with the patterns of the book's own sheets."""
    seen: dict[tuple[str, ...], str] = {}
    for sheet in book.sheets:
        for pattern in patterns(sheet):
            if not pattern.is_part:
                yield from _duplicate(pattern, seen)
            if sheet.own:
                yield from _written(pattern)
                if not pattern.is_part:
                    yield from _meant(pattern)
    yield from _shadowed_claims(book)


def _duplicate(pattern: Pattern, seen: dict[tuple[str, ...], str]) -> Iterator[Finding]:
    """Compare with the patterns of rules that are all tried on the same text."""
    sheet, path = pattern.sheet, pattern.path
    if sheet.kind not in _WANTED or path[0] != "rules" or not ({"pattern", "patterns"} & set(path)):
        return
    rule = sheet.rules[int(path[1])]
    key = (sheet.kind, pattern.composed, getattr(rule, "scope", ""), str(getattr(rule, "unless", "")))
    here = sheet.cite(path)
    earlier = seen.setdefault(key, here)
    if earlier is not here and sheet.own:
        yield sheet.finding("duplicate-pattern", path, f"the pattern of {here} is that of {earlier}, which comes first")


def _written(pattern: Pattern) -> Iterator[Finding]:
    """Find what can be told from how the pattern is written, where it is written."""
    sheet, path, raw = pattern.sheet, pattern.path, pattern.raw
    yield from _escapes(sheet, path, raw)
    yield from _forms(sheet, path, raw)
    for alternation in alternations(raw):
        texts = [raw[start:end] for start, end in alternation.alternatives]
        if "" in texts:
            whole = f"{alternation.opening}{'|'.join(texts)}{')' if alternation.opening else ''}"
            message = f"an empty alternative in {_short(whole)}"
            yield sheet.finding("empty-alternative", path, message, at=whole if len(whole) < len(raw) else "")
        for position, text in enumerate(texts):
            if text and text in texts[:position]:
                message = f"the alternative {_short(text)} stands twice"
                yield sheet.finding("repeated-alternative", path, message, at=f"|{text}")
        last = alternation.alternatives[-1][1] + bool(alternation.opening)
        if last == len(raw) and not alternation.opening.startswith("(?<") and not _matched_whole(sheet, path):
            yield from _covered(sheet, path, texts)
    yield from _repeated_members(sheet, path, raw)


def _escapes(sheet: Sheet, path: DataPath, raw: str) -> Iterator[Finding]:
    """Find escapes that Chinese text defeats; in a negated set they only exclude more."""
    checks = {r"\b": "boundary-escape", r"\B": "boundary-escape", r"\d": "digit-escape", r"\w": "word-escape"}
    found = {
        token.text
        for token in tokens(raw)
        if token.text in checks
        and token.kind == "escape"
        and token.within != "[^"
        and not (token.within and checks[token.text] == "boundary-escape")  # in a set it is a backspace
    }
    for text in sorted(found):
        check = checks[text]
        yield sheet.finding(check, path, f"{text} in a pattern for Chinese text", at=text)


def dead_characters(raw: str) -> Iterator[tuple[Token, str, str]]:
    """Give the literal characters that no normalized text holds, with the check and what they become."""
    run: list[Token] = []
    for token in [*tokens(raw), Token("end", len(raw), len(raw), "")]:
        if token.kind == "char" and not token.text.isascii() and not token.within:
            run.append(token)
            continue
        yield from _dead_run(run)
        run = []
        if token.kind == "char" and not token.text.isascii():
            yield from _dead_run([token])


def _dead_run(run: list[Token]) -> Iterator[tuple[Token, str, str]]:
    text = "".join(token.text for token in run)
    plain = narrowed(text)
    for token, char in zip(run, plain, strict=True):
        if token.text != char:
            yield token, "wide-form", char
    simple = normalize(plain)[0]
    if len(simple) == len(run):
        for token, narrow, char in zip(run, plain, simple, strict=True):
            if narrow != char and narrow not in _UNSURE:
                yield token, "traditional-form", char


def literal(char: str, within: str) -> str:
    """Write a character so that it stands for itself."""
    if within:
        return f"\\{char}" if char in "\\]^-[" else char
    return f"\\{char}" if char in ".^$*+?{}[]\\|()" else char


def _forms(sheet: Sheet, path: DataPath, raw: str) -> Iterator[Finding]:
    found: dict[str, list[tuple[str, str]]] = {}
    for token, check, plain in dead_characters(raw):
        found.setdefault(check, []).append((token.text, literal(plain, token.within)))
    for check, pairs in found.items():
        chars = "".join(dict.fromkeys(char for char, _ in pairs))
        plain = " ".join(dict.fromkeys(char for _, char in pairs))
        message = f"the pattern holds {chars!r}, which no normalized text does"
        yield sheet.finding(check, path, message, f"write {plain}", at=pairs[0][0])


def _covered(sheet: Sheet, path: DataPath, texts: list[str]) -> Iterator[Finding]:
    """Find plain words at the end of a pattern behind a word that they begin with."""
    for position, text in enumerate(texts):
        before = [other for other in texts[:position] if other and other != text]
        earlier = next(filter(text.startswith, before), None)
        if earlier is not None and not _SPECIAL & set(text + earlier):
            message = f"{text!r} behind {earlier!r} never decides: the shorter one matches first"
            yield sheet.finding("shadowed-pattern", path, message, "write the longer one first", at=f"|{text}")


def _matched_whole(sheet: Sheet, path: DataPath) -> bool:
    if path[0] == "parts":
        return True
    return sheet.kind == "boilerplate" and sheet.rules[int(path[1])].scope in _WHOLE


def _repeated_members(sheet: Sheet, path: DataPath, raw: str) -> Iterator[Finding]:
    for members in sets(raw):
        inner = [token.text for token in members[1:-1] if token.text != "-"]
        twice = [text for position, text in enumerate(inner) if text in inner[:position]]
        if twice:
            text = raw[members[0].start : members[-1].end]
            message = f"the set {_short(text)} has {''.join(dict.fromkeys(twice))!r} twice"
            yield sheet.finding("repeated-alternative", path, message, at=text)


def _meant(pattern: Pattern) -> Iterator[Finding]:
    """Find what can only be told from the pattern with its parts."""
    sheet, path = pattern.sheet, pattern.path
    here = sheet.cite(path)
    if sheet.kind in _WANTED and path[0] == "rules" and re.compile(pattern.composed).fullmatch("") is not None:
        yield sheet.finding("empty-match", path, f"the pattern of {here} also matches no text at all")
    done = set()
    for found in ambiguities(pattern.composed):
        check = "catastrophic-pattern" if found.exponential else "overlapping-repeats"
        if check not in done:
            done.add(check)
            ways = "inside a repetition in more than one way" if found.exponential else "in two repetitions in a row"
            yield sheet.finding(check, path, f"the pattern of {here} can read {found.example!r} {ways}")


def _shadowed_claims(book: Workbook) -> Iterator[Finding]:
    """Find claim rules that an earlier one always decides before."""
    earlier: list[tuple[Sheet, Any]] = []
    for sheet in book.of("claims"):
        for index, rule in sheet.entries():
            for other_sheet, other in earlier:
                same = other.before in (None, rule.before) and other.after in (None, rule.after)
                wider = not other.classes or (rule.classes and set(rule.classes) <= set(other.classes))
                if same and wider and (rule.signed or not other.signed):
                    if sheet.own:
                        message = f"{other_sheet.name}/{other.id} decides before {sheet.name}/{rule.id} ever does"
                        hint = "move it before that one, or remove it"
                        yield sheet.finding("shadowed-pattern", ("rules", index, "id"), message, hint)
                    break
            earlier.append((sheet, rule))


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
