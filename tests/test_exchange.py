"""Tests of taking gold to Label Studio and doccano and back."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from numfacts.authoring.articles import Article
from numfacts.authoring.doccano import from_doccano, to_doccano
from numfacts.authoring.exchange import SLOTS
from numfacts.authoring.gold import GoldClaim, GoldDocument, GoldError
from numfacts.authoring.label_studio import from_label_studio, interface, to_label_studio
from numfacts.records import Change, Extent, Period

TEXT = "🍵𠮷野茶业营收约12–15亿元，同比增长18%😀。\n责任编辑：王"
FULL = GoldClaim(
    start=8,
    end=15,
    value="1200000000",
    unit=["CNY", "HKD"],
    quote="12–15亿元",
    value_high="1500000000",
    comparator="~",
    metric="营收",
    metric_id="revenue",
    subject=["𠮷野茶业", "野茶业"],
    period=Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    modality="forecast",
    attribution="彭博",
)
GROWTH = GoldClaim(20, 23, "18", "percent", "18%", metric="营收", change=Change("yoy", "up"), subject="𠮷野茶业")
ARTICLE = Article(
    TEXT,
    GoldDocument("results/tea", [FULL, GROWTH], [Extent(26, 32)]),
    "results",
    "zh-Hans",
    title="茶😀",
    published=dt.date(2025, 3, 21),
    style="mainland",
    triple="tea",
)
BARE = Article("Nothing here.", GoldDocument("results/bare", []), "results", "en")

Write = Callable[[list[Article]], bytes]
Read = Callable[[bytes, str], list[Article]]
TOOLS: list[tuple[Write, Read]] = [(to_label_studio, from_label_studio), (to_doccano, from_doccano)]


def test_the_example_is_what_it_says() -> None:
    assert [TEXT[claim.start : claim.end] for claim in ARTICLE.gold.claims] == ["12–15亿元", "18%"]
    assert TEXT[26:32] == "责任编辑：王"


@pytest.mark.parametrize(("write", "read"), TOOLS)
def test_gold_comes_back_as_it_went(write: Write, read: Read) -> None:
    assert read(write([ARTICLE, BARE]), "a") == [ARTICLE, BARE]


# Label Studio


def tasks() -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(to_label_studio([ARTICLE]))
    return data


def read_tasks(data: object) -> list[Article]:
    return from_label_studio(json.dumps(data).encode(), "a.json")


def test_a_task_is_as_label_studio_documents_it_with_offsets_in_code_points() -> None:
    [task] = tasks()
    assert task["data"]["text"] == TEXT
    [annotation] = task["annotations"]
    first = annotation["result"][0]
    assert first == {
        "id": "claim-1",
        "from_name": "kind",
        "to_name": "text",
        "type": "labels",
        "value": {"start": 8, "end": 15, "text": "12–15亿元", "labels": ["claim"]},
    }
    region = {result["from_name"]: result for result in annotation["result"] if result["id"] == "claim-1"}
    assert region["unit"]["type"] == "textarea"
    assert region["unit"]["value"] == {"start": 8, "end": 15, "text": ["CNY", "HKD"]}
    assert region["comparator"]["type"] == "choices"
    assert region["comparator"]["value"] == {"start": 8, "end": 15, "choices": ["~"]}


def test_a_task_has_all_that_the_interface_shows() -> None:
    shown = {
        value[1:] for node in ElementTree.fromstring(interface()).iter() if (value := node.get("value", ""))[:1] == "$"
    }
    assert shown == {"text", "title"}
    [task] = json.loads(to_label_studio([BARE]))
    assert all(isinstance(task["data"][name], str) for name in shown)


def test_the_interface_has_a_control_for_everything_that_is_written() -> None:
    root = ElementTree.fromstring(interface())
    controls = {node.get("name"): node for node in root.iter() if node.get("toName")}
    assert controls.keys() == {"kind", *SLOTS}
    assert {node.get("toName") for node in controls.values()} == {"text"}
    assert all(controls[slot].get("perRegion") == "true" for slot in SLOTS)
    kinds = {"labels": "Labels", "choices": "Choices", "textarea": "TextArea"}
    for result in tasks()[0]["annotations"][0]["result"]:
        control = controls[result["from_name"]]
        assert control.tag == kinds[result["type"]]
        chosen = {*result["value"].get("choices", []), *result["value"].get("labels", [])}
        assert chosen <= {node.get("value") for node in control}


def test_an_export_of_label_studio_is_read() -> None:
    # As its documentation shows one: with ids and dates, an empty field, a cancelled annotation.
    data = [
        {
            "id": 7,
            "created_at": "2025-03-09T21:52:49.513742Z",
            "data": {"text": "Profit was $5 million."},
            "predictions": [],
            "annotations": [
                {"id": 1, "was_cancelled": True, "result": []},
                {
                    "id": 2,
                    "completed_by": 10,
                    "was_cancelled": False,
                    "result": [
                        {
                            "id": "Dx_aB91ISN", "from_name": "kind", "to_name": "text", "type": "labels",
                            "origin": "manual",
                            "value": {"start": 11, "end": 21, "text": "$5 million", "labels": ["claim"]},
                        },
                        {
                            "id": "Dx_aB91ISN", "from_name": "value", "to_name": "text", "type": "textarea",
                            "value": {"start": 11, "end": 21, "text": [" 5000000 "]},
                        },
                        {
                            "id": "Dx_aB91ISN", "from_name": "unit", "to_name": "text", "type": "textarea",
                            "value": {"start": 11, "end": 21, "text": ["USD"]},
                        },
                        {
                            "id": "Dx_aB91ISN", "from_name": "metric", "to_name": "text", "type": "textarea",
                            "value": {"start": 11, "end": 21, "text": [""]},
                        },
                    ],
                },
            ],
        }
    ]  # fmt: skip
    claim = GoldClaim(11, 21, "5000000", "USD", "$5 million")
    assert read_tasks(data) == [Article("Profit was $5 million.", GoldDocument("7", [claim]), "imported", "en")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda results: results[0]["value"].update(start=7), "7–15 is '约12–15亿元', not '12–15亿元'"),
        (lambda results: results[0]["value"].update(labels=["number"]), r"labelled \['number'\]"),
        (lambda results: results[1]["value"].update(text=["12 to 15"]), "value '12 to 15' is not a decimal number"),
        (lambda results: results[1]["value"].update(text=["12", "13"]), "2 texts for value"),
        (lambda results: results.pop(3), "'12–15亿元': no unit"),
        (lambda results: results[4]["value"].update(choices=["?"]), "Invalid enum value '?'"),
    ],
)
def test_a_region_that_is_no_claim_is_told(change: Callable[[Any], object], message: str) -> None:
    data = tasks()
    change(data[0]["annotations"][0]["result"])
    with pytest.raises(GoldError, match=re.escape(message) if "\\" not in message else message):
        read_tasks(data)


def test_tasks_with_no_annotation_or_several_are_told() -> None:
    data = tasks() * 2
    data[1] = {"data": data[0]["data"], "annotations": []}
    data.append({"data": {}, "annotations": data[0]["annotations"], "id": "x"})
    data[0]["annotations"] = data[0]["annotations"] * 2
    with pytest.raises(GoldError) as error:
        read_tasks(data)
    assert str(error.value).splitlines() == [
        "a.json: results/tea: 2 annotations: keep one",
        "a.json: results/tea: 0 annotations: keep one",
        "a.json: x: no text",
    ]


@pytest.mark.parametrize(
    ("read", "content", "message"),
    [
        (from_label_studio, b"[{}]", "a: no tasks of Label Studio: Object missing required field `data`"),
        (from_label_studio, b'\n{"text": ""}\n{}', "a: objects in JSON, as doccano exports them, and no list of tasks"),
        (from_label_studio, b'[\n\n{"data": }]', "a:3: broken JSON at column 10: Expecting value"),
        (from_label_studio, b'["\xff"]', "a: broken JSON: 'utf-8' codec can't decode byte 0xff"),
        (from_doccano, b"\n[\n{}]", "a: a list in JSON, as Label Studio exports it, and no lines of doccano"),
        (from_doccano, b'{"text": ""}\n[]', "a:2: not a JSON object"),
        (from_doccano, b'{"text": 3}\nno', 'a:1: "text" is an integer, not a string\na:2: broken JSON at column 1'),
        (from_doccano, b'{"text": "\xff"}', "a:1: broken UTF-8: invalid start byte at byte 10"),
    ],
)
def test_what_is_no_export_is_refused_with_its_place(read: Read, content: bytes, message: str) -> None:
    with pytest.raises(GoldError, match=f"^{re.escape(message)}"):
        read(content, "a")


def test_what_an_article_says_of_itself_has_to_be_readable() -> None:
    data = tasks()
    data[0]["data"]["language"] = "latin"
    with pytest.raises(GoldError, match=r"a\.json: results/tea: Invalid enum value 'latin'"):
        read_tasks(data)


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([(-3, 5, "claim")], "-3–5 is no place of the text, which has 13 characters"),
        ([(8, 99, "claim")], "8–99 is no place of the text, which has 13 characters"),
        ([(5, 2, "boilerplate")], "5–2 is no place of the text, which has 13 characters"),
        ([(2, 6, "claim"), (2, 6, "claim")], "2–6 '15亿元': overlaps the one before it"),
        ([(2, 6, "claim"), (5, 6, "claim")], "5–6 '元': overlaps the one before it"),
        ([(3, 6, "claim")], "3–6 '5亿元': part of a longer number"),
        ([(8, 9, "claim"), (7, 12, "boilerplate")], "8–9 '3': stands in boilerplate"),
        ([(10, 11, "boilerplate")], "10–11 '广': the same words stand before it, and would be taken for it"),
    ],
)
def test_what_stands_where_no_file_can_tell_of_it_is_told(spans: list[tuple[int, int, str]], message: str) -> None:
    text = "营收15亿元。广3天广3天"
    results: list[dict[str, Any]] = []
    for number, (start, end, label) in enumerate(spans):
        region = {"id": str(number), "value": {"start": start, "end": end, "labels": [label]}}
        results.append(region | {"from_name": "kind", "to_name": "text", "type": "labels"})
        for slot, value in (("value", "1"), ("unit", "CNY")):
            written = {"id": str(number), "value": {"text": [value]}, "from_name": slot, "type": "textarea"}
            results.append(written)
    with pytest.raises(GoldError) as error:
        read_tasks([{"data": {"text": text, "id": "x"}, "annotations": [{"result": results}]}])
    assert str(error.value) == f"a.json: x: {message}"


# doccano


def line() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(to_doccano([ARTICLE]))
    return data


def read_line(data: object) -> list[Article]:
    return from_doccano(json.dumps(data).encode(), "a.jsonl")


def test_a_line_is_as_doccano_documents_it_with_offsets_in_utf_16() -> None:
    assert line()["text"] == TEXT
    assert line()["label"] == [[10, 17, "claim"], [22, 25, "claim"], [29, 35, "boilerplate"]]
    units = TEXT.encode("utf-16-le")
    assert [units[start * 2 : end * 2].decode("utf-16-le") for start, end, _ in line()["label"]] == [
        "12–15亿元", "18%", "责任编辑：王",
    ]  # fmt: skip


def test_an_export_of_a_project_with_relations_is_read_too() -> None:
    data = line()
    data["entities"] = [
        {"id": number, "label": label, "start_offset": start, "end_offset": end}
        for number, (start, end, label) in enumerate(data.pop("label"))
    ]
    assert read_line(data | {"id": 12, "relations": [], "Comments": []}) == [ARTICLE]


def test_a_span_that_was_moved_keeps_its_slots_and_one_that_was_removed_loses_them() -> None:
    data = line()
    data["label"] = [[9, 17, "claim"]]
    [claim] = read_line(data)[0].gold.claims
    assert (claim.quote, claim.start, claim.metric_id) == ("约12–15亿元", 7, "revenue")


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ([27, 29, "claim"], "results/tea: '。\\n' at 24: no value"),
        ([1, 3, "claim"], "1–3 claim: no place of the text in UTF-16"),
        ([29, 99, "boilerplate"], "29–99 boilerplate: no place"),
        ([5, 5, "boilerplate"], "5–5 boilerplate: no place"),
        ([2, 4, "ORG"], "2–4: labelled 'ORG'"),
    ],
)
def test_a_span_that_is_no_claim_is_told(label: list[Any], message: str) -> None:
    data = line()
    data["label"].append(label)
    with pytest.raises(GoldError, match=re.escape(message)):
        read_line(data)
