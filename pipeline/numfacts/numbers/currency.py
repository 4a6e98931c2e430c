"""Which currency a bare 元 or $ is: as the text states, as it goes on, or as its house style has it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, cast

from numfacts.normalize import canonical
from numfacts.ruleset.kinds import StylesFile
from numfacts.vocabulary.lexicon import Lexicon
from numfacts.vocabulary.regions import is_taiwans
from numfacts.vocabulary.tokens import term_of

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.ruleset import RuleSet
    from numfacts.ruleset.kinds import StyleRule
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Term

WORDING = "-wording"  # ends the ids of styles that count only where no other shows
NAMES = "-names"  # ends the ids of those that are names, which may be told of in passing
FULL_STOP = "。"
LATIN_STOP = ". "
SHARE = "share"
SHARED = "-shared"  # ends those of words that others use as well, in their script
TRADITIONAL = frozenset("億萬與個會為這對說來後開發國報產業營電車過還實際單經將從應關門類專務財預計達無價據額")
HONG_KONG = "/hong-kong"
LISTS = frozenset(["香港", "港交所"])  # words of its market that only tell where shares are listed
MARKET = "/hong-kong-market"  # ends the id of the style that its market is spoken of in, by others as well
HONG_KONG_DOLLAR = ("港元", "港币")
TAIWAN_DOLLAR = ("新台币", "台币")
YEN_A_DOLLAR = 30  # fewer than any dollar was worth since 1870, and more yuan than it ever was
SPELLED = 2  # amounts in Hong Kong dollars that show that a text always names them
LISTED = 3  # words of a house style that a code of the mainland's exchanges outweighs
PLACED = 2  # letters of a place before a currency that several have: 墨西哥比索
ENDING, STEM = 2, 4  # letters in which the name of a place and what is of it differ, and agree: Mexico, Mexican
NAMED_BEFORE = (4, 3, 2)  # characters of the names of currencies that stand before a comparator
FIRM = frozenset(["GBP"])  # what a bare word means wherever it is told of: pounds
NO_DOLLARS = frozenset(["CNY", "TWD", "JPY"])  # house styles in which a bare $ is the United States'
NO_YUAN = frozenset(["USD", "JPY"])  # and those in which a bare 元 is not their own currency


class StyleCue(NamedTuple):
    """One word of a house style: its rule, as ``file/id``, and the currency of that style."""

    rule: str
    currency: str


class CurrencyResolver:
    """Gives money of an unnamed currency its code."""

    def __init__(self, rules: RuleSet, shapes: Shapes, currencies: dict[str, str]) -> None:
        """Take the words of currencies with their codes, as the unit table has them."""
        self._currencies = currencies
        self._shapes = shapes
        self._shared = _shared_names(currencies)
        self._styles = Lexicon(
            term_of(canonical(word), f"{name}/{rule.id}", rule)
            for name, file in rules.of(StylesFile)
            for rule in file.rules
            for word in (*rule.zh, *rule.en)
        )

    def resolve(self, document: Document) -> None:
        """Fill the codes of open money in ``document.quantities``, and what is meant where not even 元 is written."""
        unnamed = any(
            quantity.kind == "money" and (quantity.code is None or quantity.unit_text in self._shared)
            for quantity in document.quantities
        )
        if not unnamed and not any(quantity.kind == "bare" and quantity.scale for quantity in document.quantities):
            return
        style = self._style(document)
        stated = self._shapes["stated-currency"].search(document.normalized)
        document.currency = "CNY" if style in NO_YUAN else style
        if stated is not None:
            document.currency = self._currencies[stated["name"] or stated["unit"]]  # 盈利29.5亿（美元，下同）
        others = style in NO_DOLLARS or self._names_dollars(document) or self._is_abroad(document)
        dollars = "USD" if others else style
        _name_again(document)
        self._name_beside(document)
        self._name_before(document)
        current: str | None = None
        for quantity in document.quantities:
            if quantity.kind != "money":
                continue
            if quantity.code is not None:
                if quantity.unit_text in self._shared:
                    quantity.code = self._of_place(document, quantity.unit_text, quantity.code)
                if quantity.code == "CNY":
                    current = "CNY"
                elif quantity.code != "CNY" and quantity.unit_text in HONG_KONG_DOLLAR:
                    current = current if current in ("CNY", "HKD") else None
                continue
            quantity.unit_basis = "default"
            if stated is not None:
                quantity.unit_basis = "document"
                quantity.code = document.currency
            elif quantity.unit_text in ("¥", "￥"):
                quantity.code = "JPY" if style == "JPY" or self._is_yen(document) else "CNY"
            elif quantity.unit_text in ("$", "dollars", "dollar", "cents", "cent", "c"):
                quantity.code = dollars
            else:
                quantity.code = current or document.currency

    def _is_yen(self, document: Document) -> bool:
        """Say whether the sign of yen and yuan is of yen: by what an amount is worth in brackets, or by the words.

        ¥500 billion (US$4.5 billion); Tokyo, and neither yuan nor China.
        """
        for one, other in pairwise(document.quantities):
            told_again = document.normalized[one.end : other.start].strip() == "("
            if told_again and one.unit_text in ("¥", "￥") and other.code == "USD":
                return one.value > YEN_A_DOLLAR * other.value
        text = f"{document.normalized_title or ''}\n{document.normalized}"
        return (
            self._shapes["told-in-yen"].search(text) is not None and self._shapes["told-in-yuan"].search(text) is None
        )

    def _name_beside(self, document: Document) -> None:
        """Give an open amount the currency of one that it moved to or from: 由7亿元增至10亿港元."""
        for one, other in pairwise(document.quantities):
            if one.kind == other.kind == "money" and (one.code is None) != (other.code is None):
                between = self._shapes["in-one-phrase"].fullmatch(document.normalized, one.end, other.start)
                if between is not None:
                    one.code = other.code = one.code or other.code

    def _name_before(self, document: Document) -> None:
        """Give an open amount the currency that stands before how it is bounded: 港币逾9000万元."""
        text = document.normalized
        for quantity in document.quantities:
            if quantity.kind == "money" and quantity.code is None and quantity.left < quantity.start:
                words = (text[quantity.left - length : quantity.left] for length in NAMED_BEFORE)
                quantity.code = next((self._currencies[word] for word in words if word in self._currencies), None)

    def _of_place(self, document: Document, word: str, code: str) -> str:
        """Give the currency that a name of several is in a text: that of the place it names most, else ``code``."""
        text = f"{document.normalized_title or ''}\n{document.normalized}".lower()
        named = {place: text.count(place) - self._named_in_others(text, place, word) for place in self._shared[word]}
        most = max(named.values())
        own = any(named[place] == most for place, other in self._shared[word].items() if other == code)
        if not most or own:
            return code
        return next(self._shared[word][place] for place, count in named.items() if count == most)

    def _named_in_others(self, text: str, place: str, word: str) -> int:
        """Say how often a text names a place only in another currency of it: 印尼盾 beside 卢比."""
        return sum(text.count(name) for name in self._currencies if name.startswith(place) and not name.endswith(word))

    def _names_dollars(self, document: Document) -> bool:
        """Say whether a text writes other dollars by their names, so that a bare $ is the United States'.

        HK$, NT$, Hong Kong dollars.
        """
        return any(
            quantity.kind == "money"
            and quantity.code != "USD"
            and (quantity.unit_text or "").endswith(("$", "dollars"))
            for quantity in document.quantities
            if quantity.code is not None
        )

    def _is_abroad(self, document: Document) -> bool:
        """Say whether an agency tells a text to all the world, or it names Hong Kong once and in passing.

        (Elm News) -- Oak fell; Oak fell 3 percent. Shares rose in Hong Kong.
        """
        if self._shapes["english-agency"].search(document.normalized) is not None:
            return True
        text = f"{document.normalized_title or ''}\n{document.normalized}"
        named = list(self._shapes["english-hong-kong"].finditer(text))
        return len(named) == 1 and LATIN_STOP in text[: named[0].start()]

    def cues(self, document: Document) -> list[StyleCue]:
        """Give the words by which a document, or its title, shows its house style, and what a bare 元 is by each."""
        text = f"{document.normalized_title or ''}\n{document.normalized}"
        tokens = list(self._styles.scan(text))
        names = [token for token in tokens if cast("Term", token.item).source.endswith(NAMES)]
        if len(names) == 1 and FULL_STOP in text[: names[0].start]:
            tokens.remove(names[0])  # 茅台价值3万亿元。…台积电排名第二
        terms = cast("list[Term]", [token.item for token in tokens])
        if TRADITIONAL.isdisjoint(document.text):
            sure = any(term.source.endswith(HONG_KONG) for term in terms)
            terms = [term for term in terms if sure or not term.source.endswith(SHARED)]
        return [StyleCue(term.source, cast("StyleRule", term.rule).currency) for term in terms]

    def _style(self, document: Document) -> str:
        cues = self.cues(document)
        if any(quantity.unit_text in TAIWAN_DOLLAR and quantity.code == "TWD" for quantity in document.quantities):
            cues = [cue for cue in cues if cue.currency != "TWD"]  # 8600万新台币: no paper there writes so
        counts = Counter(cue.currency for cue in cues if not cue.rule.endswith(WORDING))
        own = {cue.currency for cue in cues if not cue.rule.endswith((WORDING, MARKET))}
        if counts and self._shapes["mainland-code"].search(document.normalized) is not None:
            counts["CNY"] += LISTED  # 台北 in the life of a manager makes no Taiwanese company
            own.add("CNY")
        style = max(counts, key=lambda currency: (counts[currency], currency in own), default=None)
        if self._shapes["applies-to-list"].search(document.normalized) is not None and "HKD" not in own:
            return "CNY"  # 向港交所递表: its accounts, before it has a price
        if style is not None and style in own:
            return style
        if "CNY" in own and self._only_lists(document.normalized) and not self._is_traded(document.normalized):
            return "CNY"  # 拟在港交所上市，营业收入3亿元
        if sum(quantity.unit_text in HONG_KONG_DOLLAR for quantity in document.quantities) >= SPELLED:
            return "CNY"  # 募资43亿港元 beside 营收3亿元: who writes 港元 throughout means another by 元
        if style is None and self._shapes["told-of-mainland"].match(document.normalized) is not None:
            return "CNY"  # 内地首季消费1.8万亿元，按年升5%
        if style is None and is_taiwans(document, self._shapes):
            return "TWD"  # 合計5兆元，年增3%
        if cues:
            return style or Counter(cue.currency for cue in cues).most_common(1)[0][0]
        named = {quantity.code for quantity in document.quantities if quantity.kind == "money" and quantity.code}
        return "HKD" if named == {"HKD"} or ("CNY" not in named and self._is_traded(document.normalized)) else "CNY"

    def _only_lists(self, text: str) -> bool:
        """Say whether all words of Hong Kong in a text only tell where shares are listed."""
        tokens = [token for token in self._styles.scan(text) if cast("Term", token.item).source.endswith(MARKET)]
        return all(text[token.start : token.end] in LISTS for token in tokens)

    def _is_traded(self, text: str) -> bool:
        """Say whether a text tells what a security of Hong Kong alone is sold for, by its code or its name."""
        if self._shapes["hong-kong-quote"].search(text) is not None:
            return True
        if (
            self._shapes["hong-kong-code"].search(text) is None
            or self._shapes["mainland-code"].search(text) is not None
        ):
            return False
        return self._shapes["share-dealing"].search(text) is not None


def _name_again(document: Document) -> None:
    """Give an open price the currency named with as much elsewhere, or before it: 8.6元 beside 8.6港元."""
    prices = [quantity for quantity in document.quantities if quantity.kind == "money" and quantity.decimals]
    prices = [quantity for quantity in prices if not quantity.scale]
    named = {quantity.value: quantity.code for quantity in reversed(prices) if quantity.code is not None}
    for quantity in prices:
        quantity.code = quantity.code or named.get(quantity.value)
    for one, other in pairwise(document.quantities):
        price = other.kind == "money" and other.code is None and not other.scale
        if price and one.per == SHARE and FULL_STOP not in document.normalized[one.end : other.start]:
            other.code = one.code  # 末期息每股0.3港元，全年派息0.5元


def _shared_names(currencies: dict[str, str]) -> dict[str, dict[str, str]]:
    """Give the words of currencies that several places have, each with those places and their codes: 比索, pesos."""
    shared: dict[str, dict[str, str]] = {}
    for longer, code in currencies.items():
        for size in range(PLACED, len(longer)):
            word, place = longer[size:], longer[:size].rstrip()
            if word in currencies and len(place) >= PLACED:
                stem = place[: max(STEM, len(place) - ENDING)] if place.isascii() else place
                shared.setdefault(word, {})[stem] = code
    return {
        word: places
        for word, places in shared.items()
        if len(set(places.values())) > 1 and currencies[word] not in FIRM
    }
