"""Gold to and from Label Studio: its JSON of annotated tasks, with a control for each slot of a region.

Offsets are code points there, as here: Label Studio's editor counts so for its Text tag. The title, the date and what
else an article says of itself travel in the task's ``data``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from numfacts.authoring.articles import Article
from numfacts.authoring.exchange import SLOTS, article_about, article_of, make_claim, slot_values
from numfacts.authoring.gold import GoldClaim, GoldDocument, GoldError, misread
from numfacts.records import Extent

_CHOICES: Mapping[str, Sequence[str]] = {
    "comparator": ("=", "~", ">", ">=", "<", "<="),
    "change": [
        f"{basis}{way}" for basis in ("", "yoy ", "qoq ", "mom ", "prior ", "ytd ", "day ") for way in ("up", "down")
    ],
    "modality": ("actual", "forecast"),
}


class _Value(msgspec.Struct, omit_defaults=True):
    start: int | None = None
    end: int | None = None
    text: str | list[str] | None = None
    labels: list[str] = []
    choices: list[str] = []


class _Result(msgspec.Struct):
    id: str = ""
    from_name: str = ""
    to_name: str = ""
    type: str = ""
    value: _Value = msgspec.field(default_factory=_Value)


class _Annotation(msgspec.Struct):
    result: list[_Result]
    was_cancelled: bool = False


class _Task(msgspec.Struct, omit_defaults=True):
    data: dict[str, Any]
    annotations: list[_Annotation] = []
    id: int | str | None = None


def interface() -> str:
    """Give the labelling configuration that the tasks are made for."""
    return "\n".join(_interface()) + "\n"


def to_label_studio(articles: Sequence[Article]) -> bytes:
    """Write articles as a JSON list of tasks, each with one annotation."""
    tasks = [
        # The interface shows the title, so that there has to be one.
        _Task(
            {"text": article.text, **article_about(article), "title": article.title or ""},
            [_Annotation(list(_results(article)))],
        )
        for article in articles
    ]
    return msgspec.json.format(msgspec.json.encode(tasks), indent=1) + b"\n"


def from_label_studio(content: bytes, source: str) -> list[Article]:
    """Read what Label Studio exports as JSON to the file ``source``.

    Raises GoldError, whose message lists every region that is no claim yet, or whose offsets do not fit its text.
    """
    if content.lstrip().startswith(b"{"):
        raise GoldError(f"{source}: objects in JSON, as doccano exports them, and no list of tasks of Label Studio")
    try:
        tasks = msgspec.json.decode(content, type=list[_Task])
    except msgspec.MsgspecError as error:
        raise GoldError(f"{source}{misread(content, f'no tasks of Label Studio: {error}')}") from None
    problems: list[str] = []
    articles = []
    for number, task in enumerate(tasks, 1):
        about = {key: value for key, value in task.data.items() if key != "text" and value != ""}
        name = str(about.get("id") or task.id or number)
        text = task.data.get("text")
        annotations = [annotation for annotation in task.annotations if not annotation.was_cancelled]
        if not isinstance(text, str) or len(annotations) != 1:
            problems.append(
                f"{name}: {len(annotations)} annotations: keep one" if isinstance(text, str) else f"{name}: no text"
            )
            continue
        gold = _gold(name, text, annotations[0].result, problems)
        try:
            articles.append(article_of(name, text, about, gold))
        except GoldError as error:
            problems += str(error).splitlines()
    if problems:
        raise GoldError("\n".join(f"{source}: {problem}" for problem in problems))
    return articles


def _results(article: Article) -> Iterator[_Result]:
    def region(id: str, start: int, end: int, label: str) -> _Result:
        return _Result(id, "kind", "text", "labels", _Value(start, end, article.text[start:end], [label]))

    for number, claim in enumerate(article.gold.claims, 1):
        id = f"claim-{number}"
        yield region(id, claim.start, claim.end, "claim")
        for slot, texts in slot_values(claim).items():
            choices = slot in _CHOICES
            value = _Value(claim.start, claim.end, None if choices else texts, choices=texts if choices else [])
            yield _Result(id, slot, "text", "choices" if choices else "textarea", value)
    for number, extent in enumerate(article.gold.boilerplate, 1):
        yield region(f"boilerplate-{number}", extent.start, extent.end, "boilerplate")


def _gold(name: str, text: str, results: Sequence[_Result], problems: list[str]) -> GoldDocument:
    """Put the results of regions together; a region is all that has the same id."""
    slots: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for result in results:
        if result.type == "choices":
            slots[result.id][result.from_name] = result.value.choices
        elif result.type == "textarea":
            written = result.value.text
            slots[result.id][result.from_name] = [written] if isinstance(written, str) else list(written or ())
    claims: list[GoldClaim] = []
    boilerplate: list[Extent] = []
    for result in results:
        start, end, value = result.value.start, result.value.end, result.value
        if result.type != "labels" or start is None or end is None:
            continue
        quote = text[start:end]
        if isinstance(value.text, str) and value.text != quote:
            problems.append(f"{name}: {start}–{end} is {quote!r}, not {value.text!r}: the offsets are no code points")
        elif value.labels == ["boilerplate"]:
            boilerplate.append(Extent(start, end))
        elif value.labels == ["claim"]:
            try:
                claims.append(make_claim(start, end, quote, slots[result.id]))
            except ValueError as error:
                problems.append(f"{name}: {start}–{end} {quote!r}: {error}")
        else:
            problems.append(f"{name}: {start}–{end} {quote!r}: labelled {value.labels}, not claim or boilerplate")
    return GoldDocument(name, claims, boilerplate)


def _interface() -> Iterator[str]:
    yield '<View>\n  <Labels name="kind" toName="text">'
    yield '    <Label value="claim" background="#1b998b"/>\n    <Label value="boilerplate" background="#999999"/>'
    yield '  </Labels>\n  <Header value="$title"/>\n  <Text name="text" value="$text" granularity="symbol"/>'
    yield '  <View visibleWhen="region-selected" whenTagName="kind" whenLabelValue="claim">'
    for slot in SLOTS:
        yield f'    <Header value="{slot}" size="5"/>'
        if slot in _CHOICES:
            yield f'    <Choices name="{slot}" toName="text" perRegion="true" choice="single-radio" showInline="true">'
            for choice in _CHOICES[slot]:
                yield f'      <Choice value="{choice.replace("<", "&lt;").replace(">", "&gt;")}"/>'
            yield "    </Choices>"
        else:
            yield f'    <TextArea name="{slot}" toName="text" perRegion="true" editable="true" rows="1"/>'
    yield "  </View>\n</View>"
