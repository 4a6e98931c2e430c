"""Any text as a part of a name that other formats take, so that the text can be had back."""

from __future__ import annotations

import re
from typing import Final

# Letters, digits and marks that a name in XML can hold, of those that every reader of xBRL-JSON knows.
_NAME: Final = (
    "A-Za-z0-9\\-\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2c00-\u2fef"
    "\u3001-\u3029\u3031-\ud7ff\uf900-\ufdcf"
)
_FOREIGN: Final = re.compile(rf"[^_{_NAME}]|_(?=x[0-9A-F])|^[0-9\-]")
_ESCAPE: Final = re.compile(r"_x([0-9A-F]+)_")
_UNRESERVED: Final = re.compile(r"[^A-Za-z0-9._~-]")
_URL: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9/._~!$&'()*+,;=:@%?#-]*)?")

DOCUMENTS: Final = "urn:numfacts:document:"
FACTS: Final = "urn:numfacts:fact:"
TERMS: Final = "urn:numfacts:term:"


def xml_name(text: str) -> str:
    """Writes a text as a name in XML without a full stop; what a name cannot hold becomes its number: ``_x20_``."""
    return _FOREIGN.sub(lambda match: f"_x{ord(match[0]):X}_", text)


def text_of_xml_name(name: str) -> str:
    """Gives the text that ``xml_name`` was given."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), name)


def iri_part(text: str) -> str:
    """Writes a text as a part of an IRI: all but letters, digits and ``._~-`` is percent-encoded as UTF-8."""

    def encoded(match: re.Match[str]) -> str:
        character = match[0]
        if character > "\x7f" and character.isalnum():
            return character
        return "".join(f"%{byte:02X}" for byte in character.encode())

    return _UNRESERVED.sub(encoded, text)


def document_iri(doc_id: str) -> str:
    """Gives the IRI of a document: its id where that is the address of a page, else a URN with the id in it."""
    return doc_id if _URL.fullmatch(doc_id) else DOCUMENTS + iri_part(doc_id)
