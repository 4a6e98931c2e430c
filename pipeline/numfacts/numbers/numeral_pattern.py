"""The shape of a number expression: one regular expression made from the words of the numeral rules.

The parts are concatenations of optional pieces that begin with different characters, every repetition is bounded or
possessive, and a start inside a longer numeral is refused at once: the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from numfacts.numbers.numeral_words import NEVER, Vocabulary
from numfacts.ruleset.kinds import NumeralRole
from numfacts.vocabulary.patterns import any_of

WIDE = "，"  # a Chinese comma between groups of three digits
SCALES: tuple[NumeralRole, ...] = ("place", "group")
LETTERS = "(?![a-z'])"  # where an English word ends


def number_pattern(words: Vocabulary, *, behind: str = "") -> str:
    """Write the pattern of a whole number expression, without groups.

    ``behind`` is the name of a group, behind which 57.4b and the like are allowed.
    """
    minus = any_of(term for term in words.terms("sign") if _is_word(term))
    # Most letters of a text only continue a word: they are refused before anything else is tried.
    start = f"(?=[{first_characters(words)}])(?<![a-z0-9](?=[a-z]))"
    signed = f"(?:(?=[{_symbols(words)}])(?:{_sign(words)})?|{minus} (?=[0-9.]))"
    number = f"{_arabic(words, behind)}|{_chinese(words)}"
    return f"{start}(?:{signed}(?:{number})|(?<![a-z0-9]-)(?:{minus} )?{_english(words)})"


def first_characters(words: Vocabulary) -> str:
    """The inside of a character set: everything a number can begin with."""
    signs = [term for term in words.terms("sign") if _is_word(term)]
    english = {word[0] for word in (*words.terms("unit_word", "tens_word", "article", "half_word"), *signs)}
    return _symbols(words) + "".join(sorted(english))


def _symbols(words: Vocabulary) -> str:
    """What a number can begin with but for English letters."""
    chars = words.chars("zero", "digit", "counting", "formal", "tens", "place", "group", "some", "several")
    signs = {re.escape(word[0]) for word in words.terms("sign") if not _is_word(word) and word[0] not in chars}
    return "0-9." + chars + "".join(sorted(signs))


def _is_word(term: str) -> bool:
    return term.isascii() and term.isalpha()


def grouped(words: Vocabulary) -> str:
    """What follows the first of Arabic digits in groups of three: 1,100 or 2 847; as India has it, 1,67,014.

    A space may part them only where no other digits stand before or behind.
    A Chinese comma parts two groups or more, as one may be the end of a clause: 20，824，351 but not 20，300.
    Of shares, or before a scale, it parts one as well: 771，500股, 2，938万.
    Beyond 12 groups everything is taken whole: it is no number, and no part of it is.
    """
    before = "".join(f"(?<![0-9] [0-9]{{{count}}})" for count in (1, 2, 3))
    spaced = f"{before}(?: [0-9]{{3}}){{1,12}}(?! ?[0-9])"
    marks = [re.escape(mark) for mark in words.terms("separator")]
    marked = [f"(?:{mark}[0-9]{{3}}){{1,12}}(?:(?:{mark}[0-9]{{3}})+|(?!{mark}?[0-9]))" for mark in marks]
    wide = f"(?:(?:{WIDE}[0-9]{{3}}){{2,12}}(?!{WIDE}?[0-9])|{WIDE}[0-9]{{3}}(?={words.pattern('group')}|股))"
    indian = "[0-9]?(?:,[0-9]{2}){1,9},[0-9]{3}(?!,?[0-9])"
    return f"(?:[0-9]{{0,2}}(?:{'|'.join([*marked, wide, spaced])})|{indian})"


def _sign(words: Vocabulary) -> str:
    """A sign and what must not stand before it, which is looked at behind it: few numbers have one."""
    numerals, ten = _numerals(words), "".join(_tens(words))
    chinese = words.chars("zero", "digit", "counting", "formal") + ten
    found = []
    for rule in words.rules("sign"):
        refused = "".join(map(re.escape, rule.not_after))
        for term in rule.terms:
            if _is_word(term):
                continue
            sign = re.escape(term)
            behind = f"0-9a-z.{numerals}{refused}" if term.isascii() else refused
            freed = "".join(f"|(?<={re.escape(word)}{sign})" for word in rule.after)
            found.append(sign + (f"(?:(?<![{behind}]{sign}){freed})" if behind else ""))
            found[-1] += "(?=[0-9.])" if term.isascii() else f"(?=[0-9.{chinese}])"
    return "|".join(found)


def _numerals(words: Vocabulary) -> str:
    return words.chars("zero", "digit", "counting", "formal", "tens", "place", "formal_place", "group")


def _tens(words: Vocabulary) -> list[str]:
    return [word for word, power in words.values("place").items() if power == 1] or [NEVER]


def _vague(words: Vocabulary) -> str:
    """多 and 几 behind a number, and the scale that may follow them: 30多万, 三百几十万."""
    marks = f"{words.pattern('more')}|[{words.chars('some')}][{''.join(_tens(words))}]?"
    return f"(?:{marks}){words.pattern('group')}{{0,2}}"


def _arabic(words: Vocabulary, behind: str) -> str:
    place, group = f"[{words.chars('place')}]", words.pattern("group")
    digit, zero = f"[{words.chars('digit', 'counting')}]", f"[{words.chars('zero')}]"
    powers = sorted({power for power in words.values("place").values() if power > 1})
    lone = "|".join(words.pattern("place", power) for power in powers) or "(?!)"
    more = f"[{words.chars('more')}]"
    # 1亿2000万, 30万8千, 10万3000亿, 48兆3,641亿, 2兆531.87亿: each further part ends with a scale.
    digits = rf"(?:[0-9](?:,[0-9]{{3}}|[0-9]{{0,3}})(?:\.[0-9]{{1,4}}+(?={place}?{group}))?|{digit})"
    part = f"(?:{zero}?{digits}(?:{place}?{more}?{group}{{1,2}}|{place})| [0-9]{{1,4}} {place}?{group})"
    # 2万1394, 13万5,270, 3万零50, 3万5
    large = words.chars("place", "group")
    tail = words.following("tail")
    last = (
        f"(?:(?:{zero}[0-9]{{1,4}}|(?<=[{_wan(words)}])(?:[0-9],[0-9]{{3}}|[0-9]{{3,4}}))(?![0-9a-z年%]|[.,][0-9])"
        f"|(?<=[{large}])[1-9](?![0-9a-z%]|[.,][0-9]){tail})"
    )
    scaled = f"(?:(?: ?(?:{place}?{group}{{1,2}}|{lone})){part}{{0,6}}{last}?)?(?:{_vague(words)})?"
    multiple = any_of(words.terms("hundred_word", "scale_word", "dozen_word"))
    suffix = any_of(words.terms("suffix"))
    letter = f"|(?({behind}){any_of(words.terms('letter'))}(?![a-z0-9])|(?!))" if behind else ""
    english = (
        f"(?:[ -]?{multiple}s?{LETTERS}){{1,2}}(?:-{any_of(words.terms('more_word'))}{LETTERS})?"
        f"| ?{suffix}(?![a-z0-9]){letter}|[ -]{any_of(words.terms('more_word'))}{LETTERS}"
    )
    # 1.2.3 and 1.234,5 are taken whole, so that no part of them passes for a number.
    decimals = r"\.[0-9]++(?:(?:\.[0-9]++)+|(?<=[0-9]\.[0-9]{3}),[0-9]{1,2}(?![0-9]|\.[0-9]))?"
    # 127 1/4; a fraction alone may as well be a date or a score; 1.2/1.4/1.6 and 15/18亿 are lists.
    small = "(?:(?<![0-9.,/][0-9])|(?<=[0-9]{2})(?<![0-9.,/][0-9]{2}))"
    listed = f"(?! ?[{words.chars('place', 'group')}元%倍])"
    fraction = f"(?:{small}(?=/[1-9][0-9]?+{listed})| [1-9][0-9]?)/[1-9][0-9]?(?![0-9/]|[.,][0-9])"
    head = rf"[0-9](?<![0-9]{{2}})(?:(?<=[1-9]){grouped(words)}|[0-9]*+)(?:{decimals})?|\.(?<![^\s$£€¥(~-]\.)[0-9]++"
    # One look at the next character spares most numbers all that may follow.
    next_ = f"[/ a-z{words.chars('zero', 'digit', 'counting', 'place', 'group', 'more', 'some')}-]"
    return f"(?:{head})(?:(?={next_})(?:{fraction}|{english}|{scaled}))?"


def _wan(words: Vocabulary) -> str:
    groups = words.values("group")
    return "".join(word for word, power in groups.items() if power == min(groups.values()))


def _chinese(words: Vocabulary) -> str:
    numerals, ten = _numerals(words), "".join(_tens(words))
    zero, plain = f"[{words.chars('zero')}]", words.chars("digit")
    counting, formal = words.chars("counting"), words.chars("formal")
    digit, string = f"[{plain}{counting}{formal}]", f"[{words.chars('zero')}{plain}]"
    groups, group = words.chars("group"), words.pattern("group")
    places = {power: _place(words, power) for power in (1, 2, 3)}
    scales = words.values("place", "formal_place", "group")
    large = "".join(word for word, power in scales.items() if power > 1) or NEVER
    point, over = rf"(?:{words.pattern('point')}|\.)", words.pattern("over")  # 三八六.二一, as papers of Taiwan have it

    # 九千八百七十六, a part of each group of four digits; a last digit may count tenths of its scale: 一百二.
    begins = f"(?=[{plain}{counting}{formal}{ten}{words.chars('tens')}])"
    last = f"{digit}(?:(?<![{large}]{digit})|(?=[{groups}])|(?<![{counting}]){words.following('tail')})"
    section = (
        f"(?:{string}{{3,4}}(?=[{groups}])|(?<=[{groups}]){string}{{4}}|(?:{digit}{places[3]}(?:{zero}{begins})?)?(?:{digit}{places[2]}(?:{zero}{begins})?)?"
        f"(?:{digit}{places[1]}|{ten}|[{words.chars('tens')}])?(?:{last})?)"
    )
    body = f"(?:(?:(?<=[{groups}]){zero}?|(?<![{numerals}])){begins}{section}{group}{{0,3}}){{1,5}}"
    scale = f"(?:[{words.chars('place')}]?{group}{{1,2}}|{words.pattern('place', 2)}|{words.pattern('place', 3)})"
    decimals = f"{point}{string}++{scale}?"
    parts = rf"{over}(?:[0-9]++(?:\.[0-9]++)?|[{numerals}{words.chars('some')}]{{1,20}}(?:{point}{string}++)?)"
    pairs = any_of(words.terms("pair"))
    pair = (
        f"(?:(?:{digit}{places[3]})?(?:{digit}{places[2]})?(?:{pairs}{ten}|{digit}?{ten}{pairs})"
        f"|{pairs}(?:{places[2]}|{places[3]})?){group}{{0,2}}"
    )
    digits = f"(?:{string}{{3,}}+|[{plain}]{zero}|{string}{{2}}(?={point}{string}))(?:{decimals})?"
    nought = f"{zero}(?:{decimals}|{words.following('zero')})"
    bare = f"{scale}(?:{parts}|{words.following('bare')}(?!{_more_numerals(words)}))"
    headless = f"(?:[{words.chars('some')}]|{words.pattern('several')})"
    several = f"{headless}(?:[{words.chars('place')}]{group}{{0,2}}|{group}{{1,2}})"

    # 一 of 一年, 两 as a weight, 零 of 零售 may follow a scale; any other numeral means that this is not all of it.
    spared = (
        "".join(word for word, value in words.values("digit").items() if value == 1) + counting + words.chars("zero")
    )
    whole = f"(?!{_more_numerals(words, f'(?<=[{large}])[{spared}](?![{numerals}])')})(?!{point}[{plain}{ten}])"
    in_words = "".join(
        f"(?!(?<=[{''.join(rule.not_after)}])[{''.join(rule.words)}])"
        for rule in words.rules("formal")
        if rule.not_after and rule.words
    )
    alone = f"(?![{formal}](?![{numerals}]))"
    return (
        f"(?<![0-9{numerals}])(?<![0-9{numerals}]{point}){alone}{in_words}"
        f"(?:{body}(?:{parts}|{decimals})?|{pair}|{digits}|{nought}|{several}|{bare})"
        f"(?:(?<=[{words.chars('tens', 'place', 'formal_place', 'group')}]){_vague(words)})?{whole}"
    )


def _place(words: Vocabulary, power: int) -> str:
    formal = [word for word, value in words.values("formal_place").items() if value == power] or [NEVER]
    return f"(?:{words.pattern('place', power)}|[{''.join(formal)}])"


def _more_numerals(words: Vocabulary, *spared: str) -> str:
    """A further numeral; neither one that a pattern of ``spared`` matches, nor the 千 of 千瓦."""
    units = [
        f"[{''.join(rule.words)}](?={any_of(rule.not_before)})"
        for role in SCALES
        for rule in words.rules(role)
        if rule.not_before and rule.words
    ]
    others = "|".join((*spared, *units))
    return (f"(?!{others})" if others else "") + f"[{_numerals(words)}]"


def _english(words: Vocabulary) -> str:
    unit, ones = any_of(words.terms("unit_word")), any_of(w for w, v in words.values("unit_word").items() if v < 10)
    small = f"(?:{any_of(words.terms('tens_word'))}{LETTERS}(?:[ -]{ones}{LETTERS})?|{unit}{LETTERS})"
    joint, article = any_of(words.terms("and_word")), any_of(words.terms("article"))
    half = any_of(words.terms("half_word"))
    hundred = f"(?:[ -]{any_of(words.terms('hundred_word'))}{LETTERS}(?: (?:{joint} )?{small})?)?"
    scale = any_of(words.terms("scale_word", "dozen_word"))
    multiple = any_of(words.terms("hundred_word", "scale_word", "dozen_word"))
    point = f" {any_of(words.terms('point_word'))}(?: {ones}{LETTERS}){{1,20}}"
    halved = f"[ -]{joint}[ -]{article}[ -]{half}{LETTERS}"
    head = f"(?:{small}(?:{halved})?|(?:{half}[ -])?{article}(?=[ -]{multiple}{LETTERS}))"
    scaled = f"(?:[ -]{scale}{LETTERS}(?: (?:{joint} )?{small}{hundred})?){{0,6}}"
    decimals = f"(?:{point}(?: {multiple}{LETTERS}){{0,2}})?"
    more = f"(?:-{any_of(words.terms('more_word'))}{LETTERS})?"
    return f"{head}{hundred}{scaled}{decimals}{more}"


def begins_with(*first: str) -> str:
    """Write a look at whether a number or its currency can begin here; letters must begin a word."""
    letters = "".join(sorted({char for chars in first for char in chars if "a" <= char <= "z"}))
    others = "".join(re.sub("[a-z]", "", chars) for chars in first)
    words = rf"|(?<![a-z0-9])(?=[{letters}])" if letters else ""
    return f"(?:(?=[每{others}]){words})"
