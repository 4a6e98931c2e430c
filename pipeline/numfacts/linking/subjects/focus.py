"""What a document has been about so far: its topic, and who and where its sentences last spoke of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.records import Mention, Span

if TYPE_CHECKING:
    from numfacts.linking.subjects.topics import Topic


class Focus(msgspec.Struct):
    """The state that the subjects of one document share while its sentences are read in order.

    ``title`` is its title, ``title_place`` the place that names, ``place`` the last one its text has named, ``last``
    the last subject found, ``first`` the first that is someone and no place, ``held`` what the paragraph goes on about,
    ``company`` the first company that it names in full, and ``source`` where the source
    of the sentence stands, which is no subject. ``market`` is the last market named, by the title or the text, ``home``
    the country that the document speaks of as its own, if any, and ``governed`` that whose office heads it; ``nation``
    is where a paragraph has named all provinces together, ``region`` the first place that it has named, and ``opener``
    the name or body that a sentence last began with, be it a source; ``acting`` says that the sentence reports nothing.
    ``doer`` is the company that the paragraph's last sentence without figures begins with.
    """

    topic: Topic | None
    title: str
    title_place: Mention | None
    market: Mention | None
    home: Mention | None
    governed: Mention | None
    nation: Mention | None = None
    region: Mention | None = None
    opener: Mention | None = None
    acting: bool = False
    doer: Mention | None = None
    place: Mention | None = None
    last: Mention | None = None
    first: Mention | None = None
    held: Mention | None = None
    company: Mention | None = None
    source: Span = Span(0, 0)

    @property
    def of_company(self) -> bool:
        """Say whether the document is news of one company."""
        return self.topic is not None and self.topic.company

    @property
    def named(self) -> Mention | None:
        """Give the topic as a mention."""
        return self.topic.mention if self.topic is not None else None
