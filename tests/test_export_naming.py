"""Tests of texts as parts of names."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from numfacts.exporting.naming import document_iri, iri_part, text_of_xml_name, xml_name

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text("_x0123456789ABCDEF.é中 ")


@given(TEXTS)
def test_a_name_in_xml_is_one_and_gives_back_its_text(text: str) -> None:
    name = xml_name(text)
    assert text_of_xml_name(name) == text
    assert "." not in name
    if text:
        assert etree.Element(name).tag == name


@given(TEXTS)
def test_a_part_of_an_iri_is_one_and_gives_back_its_text(text: str) -> None:
    part = iri_part(text)
    assert unquote(part, errors="strict") == text
    assert re.search(r"[\s<>\"{}|\\^`#?/:@%]", re.sub("%[0-9A-F]{2}", "", part)) is None


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("营收", "营收", "营收"),
        ("net sales", "net_x20_sales", "net%20sales"),
        ("3G", "_x33_G", "3G"),
        ("_x20_", "_x5F_x20_", "_x20_"),
        ("_x2:", "_x5F_x2_x3A_", "_x2%3A"),
        ("a.b-c", "a_x2E_b-c", "a.b-c"),
        ("a/b", "a_x2F_b", "a%2Fb"),
        ("\u3000", "_x3000_", "%E3%80%80"),
        ("𠮷", "_x20BB7_", "𠮷"),
    ],
)
def test_what_is_a_letter_stays(text: str, name: str, part: str) -> None:
    assert (xml_name(text), iri_part(text)) == (name, part)


@pytest.mark.parametrize(
    ("id", "iri"),
    [
        ("https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
        ("https://example.org/a b", "urn:numfacts:document:https%3A%2F%2Fexample.org%2Fa%20b"),
        ("news/a.html", "urn:numfacts:document:news%2Fa.html"),
    ],
)
def test_a_document_is_its_address_where_it_has_one(id: str, iri: str) -> None:
    assert document_iri(id) == iri
