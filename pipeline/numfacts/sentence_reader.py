"""One sentence as the tokens that linking reads: terms, times and quantities, with nouns and verbs between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from numfacts.vocabulary.phrases import LETTERS, Word, is_proper, leads, trails
from numfacts.vocabulary.tokens import INTRODUCED, PROPER, Term, Token, rule_of

if TYPE_CHECKING:
    from numfacts.numbers.quantity import Quantity
    from numfacts.periods import TimeExpression
    from numfacts.segment import Segment
    from numfacts.vocabulary.lexicon import Lexicon
    from numfacts.vocabulary.usage import Usage

PUNCTUATION = {
    "，": ",", ",": ",", ";": ",", "；": ",", ":": ":", "：": ":", "、": "j", "(": "(", "（": "(", ")": ")", "）": ")",
}  # fmt: skip
# Words that have a capital only where they open an English sentence, before a name.
OPENING = (
    "The|An?|In|On|At|By|For|From|To|Of|With|After|Before|As|But|And|When|While|If|Its|Their|This|That|These|Those|Under"
    "|Over|Among|Since|Both|All|Some|Most|Although|Though|Because|Despite|During|Between|Across|Meanwhile|However|Last"
)
MEASURED = "(?:GDP|CPI|PPI|PMI)"  # what is measured of the name before it: China GDP growth
DOLLARS = r"[A-Z]{1,3}\$"  # before an amount, which is no name: Revenue of HK$3 million
LATIN = r"(?:[^\W\u3400-\u9fff]|[&-])"
PROPER_NAME = re.compile(
    rf"(?=[A-Z])(?!(?:{OPENING})[ ,]){LATIN}+(?: (?:of (?:the )?|and )?(?!{MEASURED}[ ,'’]|{DOLLARS})[A-Z]{LATIN}*)+"
)
# Parts of speech (ICTCLAS) that end a noun phrase, with the code of their token if they get one.
KINDS_OF_WORDS = (
    dict.fromkeys(["v", "vd", "vi", "vq", "vj"], "v")
    | dict.fromkeys(["p", "c"], "s")
    | dict.fromkeys("d tg u uj ul uz ug ud uv r rr rz t df dg rn ad".split(), "")
)
ATTRIBUTIVE = "b"  # ends one only before what it may be a part of: 所属的, but 总|销量
ASPECT = frozenset(["ul", "ug", "uz"])  # 了, 过, 着 make a verb of the word before them
MARKS = frozenset(" \t\r\n“”\"'‘’《》【】[]。！？!?|·/*—…丨-+「」『』①②③④⑤⑥⑦⑧⑨⑩")
INNER = "·-.&'*/"  # marks that may stand inside a name
START = attrgetter("start")
REACHES = "达"
THROUGH = "经"  # opens a clause that says by whom something was done: 经海关检验
REACHED = 4  # tokens looked at for a preposition before whom something is done for
BEFORE = 4  # characters before a word that may tell what it is
RETRIED = 8  # characters looked at for a term whose beginning was hidden


class SentenceReader:
    """Reads sentences of one document as token sequences."""

    def __init__(
        self,
        text: str,
        terms: list[Token],
        periods: list[TimeExpression],
        quantities: list[Quantity],
        segment: Segment,
        lexicon: Lexicon,
        usage: Usage,
    ) -> None:
        self._text = text
        self._segment = segment
        self._lexicon = lexicon
        self._usage = usage
        self._shapes = usage.shapes
        self._known = frozenset([term.end for term in terms if term.item is INTRODUCED])  # where known names end
        fixed = [Token("Q", quantity.left, quantity.right, quantity) for quantity in quantities]
        starts = {quantity.start for quantity in quantities}
        fixed += [
            Token("B" if period.comparison else "P", period.start, period.end, period)
            for period in periods
            if period.start not in starts
        ]
        fixed.sort(key=START)
        self._tokens: list[Token] = []
        index, count = 0, len(fixed)
        for term in terms:
            while index < count and fixed[index].end <= term.start:
                index += 1
            if index < count and fixed[index].start < term.end:
                if fixed[index].start <= term.start and fixed[index].end < term.end:
                    self._retry(fixed[index].end)
            elif term.code:
                self._tokens.append(term)
        self._tokens = sorted(self._tokens + fixed, key=START)
        self._starts = [token.start for token in self._tokens]
        self._times = {token.start for token in fixed if token.code != "Q"} | starts
        self._moves = {token.start for token in self._tokens if token.code in "VNT" and token.end - token.start > 1}
        self._measures = {
            token.start: rule_of(token) for token in self._tokens if token.code == "M" and token.end - token.start > 1
        }
        self._values = {quantity.left for quantity in quantities}
        self._valued = {quantity.right for quantity in quantities}

    def _retry(self, start: int) -> None:
        """Look for a term right behind a period or quantity that hid its beginning: 2009财年增长, not 年增."""
        found = self._lexicon.scan(self._text[start : start + RETRIED])
        if found and found[0].start == 0 and found[0].code:
            self._tokens.append(Token(found[0].code, start, start + found[0].end, found[0].item))

    def _hidden(self, token: Token, edges: set[int]) -> Token | None:
        """Look for a term that begins with a word within one that is a part of words: 柴油价格, not 油价.

        A single character before it may change what it is: 进出口总额 are no 出口总额.
        """
        for start in range(token.start + 1 + (token.start in edges), token.end):
            if start in edges:
                found = self._lexicon.scan(self._text[start : start + RETRIED])
                if found and found[0].start == 0 and found[0].code and start + found[0].end > token.end:
                    hidden = Token(found[0].code, start, start + found[0].end, found[0].item)
                    return None if token.start in edges and rule_of(hidden) is rule_of(token) else hidden
        return None

    def read(self, start: int, end: int, *, cues: str | None = None) -> list[Token]:
        """Give the tokens between two offsets in order, with punctuation, nouns and verbs between them.

        Of a sentence without any of the codes ``cues``, if given, only the places are.
        """
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        found = self._tokens[first:last]
        if cues is not None and not any(token.code in cues for token in found):
            return [token for token in found if token.code == "S"]
        words, tags = self._words(start, end)
        edges = set(tags)
        edges.add(end)
        spaced = self._text.find(" ", start, end) >= 0
        names = [match.span() for match in PROPER_NAME.finditer(self._text, start, end)] if spaced else []
        tokens: list[Token] = []
        position = start
        index = 0
        for token in found:
            if token.start < position or (names and self._in_name(token, names)):
                continue
            if not self._whole(token, edges, tags):
                hidden = self._hidden(token, edges)
                if hidden is None or not self._whole(hidden, edges, tags):
                    continue
                token = hidden
            token = self._worded(token, tags, position)
            if token.code == "X" and token.start >= position and self._is_noun(token, tags):
                continue
            if token.start > position:
                index = self._gap(position, token.start, words, index, tokens, whole=token.code == "O")
            if token.code == "i":
                position = token.end
                continue
            if token.code == "O" and self._invests(tokens, token.start):
                tokens[-2:] = [Token("w", tokens[-2].start, token.end, PROPER)]  # 方舟投资公司
            elif tokens and tokens[-1].code in "wS" and tokens[-1].end == token.start and self._ends_name(token):
                tokens[-1] = Token("w", tokens[-1].start, token.end, PROPER)  # 某某集团, 某某股份 are names
            else:
                tokens.append(token)
            position = token.end + (token.code == "P" and bool(self._shapes["from-then"].match(self._text, token.end)))
        if position < end:
            self._gap(position, end, words, index, tokens)
        return tokens

    def _ends(self, shape: str, end: int) -> bool:
        """Say whether a shape, given by its id, ends at an offset."""
        return self._shapes[shape].search(self._text, max(end - BEFORE, 0), end) is not None

    def _worded(self, token: Token, tags: dict[int, str], begin: int) -> Token:
        """Give a head of one character with the rest of its word, or the verb that it makes a noun of: 含量, 供应量."""
        if token.code != "M" or token.end - token.start > 1 or not getattr(rule_of(token), "head", False):
            return token
        start = token.start - (token.start in tags)
        while start > begin and start not in tags:
            start -= 1
        made = tags.get(start, "x")[:1] == ("v" if token.start in tags else "n") and tags.get(start) != "vn"
        return Token("M", start, token.end, token.item) if start >= begin and made else token

    def _invests(self, tokens: list[Token], end: int) -> bool:
        """Say whether a name and 投资 stand right before an offset, where 公司 begins."""
        if len(tokens) < 2 or tokens[-2].code not in "wS" or tokens[-2].end != tokens[-1].start:
            return False
        return tokens[-1].end == end and self._text[tokens[-1].start : end] == "投资"

    def _ends_name(self, token: Token) -> bool:
        """Say whether a token behind a name is its last word."""
        return token.code == "O" or (token.code == "M" and self._text[token.start : token.end] == "股份")

    def _in_name(self, token: Token, names: list[tuple[int, int]]) -> bool:
        """Say whether a token is only a word of a longer English name: Oil in National Offshore Oil Corporation."""
        if token.code in "QPC" or not self._text[token.start].isupper():
            return False
        if token.code == "M" and isinstance(token.item, Term) and getattr(token.item.rule, "index", False):
            return False
        if (
            token.code == "M"
            and self._text[token.start : token.end].isupper()
            and any(end == token.end for _, end in names)
        ):
            return False  # the Markit PMI
        return not self._opens_with_name(token) and any(
            begin <= token.start and token.end <= end and end - begin > token.end - token.start for begin, end in names
        )

    def _opens_with_name(self, token: Token) -> bool:
        """Say whether a metric has its capital only from the sentence it opens: Deliveries of Oak cars rose."""
        word, before = self._text[token.start : token.end], self._text[max(token.start - 2, 0) : token.start]
        common = word.endswith("s") or self._shapes["english-common"].fullmatch(word) is not None
        return token.code == "M" and common and before.strip() in ("", ".") and self._text.startswith(" of ", token.end)

    def _is_noun(self, token: Token, tags: dict[int, str]) -> bool:
        """Say whether a cue of forecast is none here: before an object (将其质押), a noun (融资计划), an ending."""
        text = self._text[token.start : token.end]
        following = token.end + (self._text[token.end : token.end + 1] == " ")
        tag = tags.get(following, "v")[:1]
        if text == "将":
            if following in self._moves:
                return False  # 将季增5%
            if min((start for start in tags if start > following), default=following) in self._values:
                return False  # 将裁员300人
            return tag in "nrmjbqi" and not self._text.startswith(self._usage.manners, following)
        if text == "会":
            return tag in "mtxn" or following in self._times
        if text in self._shapes.words("decisions"):
            return tag not in "vpdmt" and not (text == "决定" and self._text[token.end : token.end + 1] == "，")
        if self._ends("sets-aim" if text == "目标" else "tells-plan", token.start):
            return False
        if text in self._shapes.words("plan-nouns"):
            before = max((start for start in tags if start < token.start), default=None)
            return before is not None and tags[before][:1] == "v" and tag not in "vp" and len(tags) > 1
        return False

    def _whole(self, token: Token, edges: set[int], tags: dict[int, str]) -> bool:
        """Say whether a token is more than a part of a longer word: not 讯 in 腾讯, not 消费 in 消费者."""
        if token.code == "j" and token.end not in edges and self._text.startswith("与会", token.start):
            return False  # 与会人士
        if token.code in "QP" or (token.code == "j" and (token.start in edges or self._joins(token, tags))):
            return True
        if token.code == "j":
            return token.start in self._known
        if token.code == "M" and isinstance(token.item, Term) and getattr(token.item.rule, "head", False):
            return token.end in edges and self._is_of_noun(token, tags)
        if token.end - token.start == 1:
            moves = token.code == "V" and self._shapes["moves"].match(self._text, token.start) is not None
            moves = moves and self._text[token.start - 1] != "新"
            if token.end in self._values and (moves or self._text.endswith(self._usage.cut, 0, token.end)):
                return True  # 微升5点: an adverb made one word with the movement
            if token.code == "L" and self._text.startswith(REACHES, token.start) and self._in_name_of(token, tags):
                return False
            return (token.start in edges or token.start in self._valued) and token.end in edges  # 8人为, not 人为
        if token.code == "i" and token.start not in edges and token.end - token.start > 1:
            return False  # 国家安全部
        rule = rule_of(token)
        if token.code not in "MSO" or token.end in edges or self._text[token.start].isascii():
            return True
        if token.code == "S" and any(place in edges for place in range(token.start + 1, token.end)):
            return token.end - token.start > LETTERS  # 科|创|板个股: no word of the dictionary has all of it
        if token.code == "O":  # 该国 before a name that begins with 国 to the dictionary
            return self._text[token.start] == "该" and tags.get(token.end - 1) in ("nr", "nz")
        if token.code != "M":
            return False
        return (
            token.end in self._moves
            or token.end in self._values
            or self._measures.get(token.end, rule) is not rule  # 各项贷款余额
            or (token.end + 1 in edges and self._shapes["comparing"].match(self._text, token.end) is not None)
        )

    def _in_name_of(self, token: Token, tags: dict[int, str]) -> bool:
        """Say whether 达 stands between a single character and a noun, as in names: 信达某某基金."""
        alone = token.start - 1 in tags and token.start - 1 not in self._times
        return (
            alone and tags[token.start - 1] in ("n", "nr", "nz", "a", "v", "ng") and tags.get(token.end, "x")[:1] == "n"
        )

    def _joins(self, token: Token, tags: dict[int, str]) -> bool:
        """Say whether the word that a conjunction ends is one itself: 以及, not 波及."""
        start = token.start
        while start not in tags and start > 0:
            start -= 1
        return tags.get(start, "c") == "c"

    def _is_of_noun(self, token: Token, tags: dict[int, str]) -> bool:
        """Say whether a head such as 数 ends a noun, and no other word: not 多数."""
        start = token.start
        while start not in tags:
            start -= 1
        if start == token.start:
            before = self._text[start - 1]  # not 数 in 360数科, but SET指数
            return not before.isascii() or (before.isalpha() and token.end - token.start > 1)
        return tags[start][0] in "nvbx"

    def _words(self, start: int, end: int) -> tuple[list[Word], dict[int, str]]:
        """Give the words between two offsets, and the part of speech of each by where it begins."""
        words: list[Word] = []
        for word, tag in self._segment.tagged(self._text[start:end]):
            stop = start + len(word)
            if tag == "v" and words and self._text[slice(*words[-1][:2])] in self._usage.before_verbs:
                words[-1] = (*words[-1][:2], "d")
            words.append((start, stop, self._usage.tags.get(word, tag)))
            start = stop
        return words, {begin: tag for begin, _, tag in words}

    def _gap(
        self, start: int, end: int, words: list[Word], index: int, tokens: list[Token], *, whole: bool = False
    ) -> int:
        """Read the words between two tokens: noun phrases, verbs and punctuation.

        ``index`` is that of a word that does not begin behind ``start``; gives that of the last word read. ``whole``
        says that a name may go on behind ``end``.
        """
        text = self._text
        phrase: list[Word] = []
        for index in range(index, len(words)):  # noqa: B020
            begin, stop, tag = words[index]
            if stop <= start:
                continue
            if begin >= end:
                break
            begin = max(begin, start)
            if stop > end:
                stop, tag = end, "d" if self._part_of_speech(begin, end) == "d" else tag  # 初步|统计
            char = text[begin]
            if stop - begin == 1:
                if char in PUNCTUATION:
                    if phrase:
                        self._close(phrase, tokens)
                    tokens.append(Token(PUNCTUATION[char], begin, stop, None))
                    continue
                if char == " " and phrase and text[phrase[-1][1] - 1].isascii():
                    continue
                if char in MARKS and not (phrase and char in INNER):
                    if phrase:
                        self._close(phrase, tokens)
                    continue
            if char < "\x80":
                turn = text[begin - 1 : begin] == "第" and text[begin:stop].isdigit()
                phrase.append((begin, stop, "m" if turn else "eng"))  # 第4|次
                continue
            if char == THROUGH and stop - begin == 1:
                tag = tag if text[begin - 1 : begin].isalnum() else "p"
            kind = KINDS_OF_WORDS.get(tag)
            joint = kind == "v" and stop - begin == 1 and phrase and phrase[-1][1] == begin
            if kind is None or (joint and begin - phrase[-1][0] == 1 and (len(phrase) > 1 or phrase[0][2] != "vn")):
                phrase.append((begin, stop, tag))
            else:
                acts = phrase and phrase[-1][2] == "vn" and (tag in ASPECT or self._manages(phrase, stop, tokens))
                verb = phrase.pop() if acts else None
                if phrase:
                    self._close(phrase, tokens)
                if verb is not None:
                    tokens.append(Token("v", verb[0], verb[1], None))
                if kind:
                    tokens.append(Token(kind, begin, stop, None))
        if phrase:
            whole = whole and len(phrase) > 1 and phrase[-1][1] == end and phrase[-1][2] in ("a", "ag", "q")
            verb = phrase.pop() if self._hands_over(phrase, end, tokens) else None
            self._close(phrase, tokens, whole=whole, apart=False)
            if verb is not None:
                tokens.append(Token("v", verb[0], verb[1], None))
        return index

    def _manages(self, phrase: list[Word], start: int, tokens: list[Token]) -> bool:
        """Say whether a phrase ends in what someone does to so many, 的 before ``start`` between: 甲管理的4只基金."""
        placed = tokens and tokens[-1].code in "wS" and tokens[-1].end == phrase[-1][0]
        return start in self._values and self._text[start - 1] == "的" and (len(phrase) > 1 or bool(placed))

    def _part_of_speech(self, start: int, end: int) -> str:
        """Give the part of speech of a word by itself; an empty string where it is more than one: 发放|贷款."""
        words = self._segment.tagged(self._text[start:end])
        return words[0][1] if len(words) == 1 else ""

    def _hands_over(self, phrase: list[Word], end: int, tokens: list[Token]) -> bool:
        """Say whether a phrase ends in the verb of those that a preposition leads to: 向3家小企业发放|贷款."""
        acts = len(phrase) > 1 and phrase[-1][1] == end
        if not acts or ("v" not in phrase[-1][2] and "v" not in self._part_of_speech(phrase[-1][0], end)):
            return False
        for token in reversed(tokens[-REACHED:]):
            if token.code in "sX" and self._ends("towards", token.end):
                return True
            if token.code not in "QwjLTt":
                break
        return False

    def _close(self, phrase: list[Word], tokens: list[Token], *, whole: bool = False, apart: bool = True) -> None:
        """End a noun phrase and keep it, without what cannot end one unless it is ``whole``: 世茂 before 集团.

        A phrase has a word at least; ``apart`` says that no metric or quantity stands right behind it.
        """
        attached = tokens and tokens[-1].code == "S" and tokens[-1].end == phrase[0][0]  # 中国平安
        while len(phrase) > 1 and apart and phrase[-1][2] == ATTRIBUTIVE:
            phrase.pop()
        while phrase and not whole and not (attached and len(phrase) == 1):
            if not trails(self._text, phrase, tokens, self._shapes):
                break
            phrase.pop()
        if phrase and leads(self._text, phrase, tokens, self._shapes):
            del phrase[0]
        if phrase:
            noun = PROPER if is_proper(self._text, phrase) else None
            tokens.append(Token("w", phrase[0][0], phrase[-1][1], noun, phrase[-1][2]))
            phrase.clear()
