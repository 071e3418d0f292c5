"""The newest fact-checks as an Atom feed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from reviews.models import Review, Verdict
from reviews.publishing.claimreview import absolute
from reviews.publishing.pages import NotPublished, fact_check

if TYPE_CHECKING:
    ReviewFeed = Feed[Review, None]
else:
    ReviewFeed = Feed  # generic in the stubs alone

# What XML 1.0 cannot carry at all.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


class AtomWithContent(Atom1Feed):
    """Atom entries that carry what the page says, not the summary alone."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class FactCheckFeed(ReviewFeed):
    """The newest fact-checks as Atom; an entry keeps its id for ever and is dated anew by a correction."""

    feed_type = AtomWithContent
    language = "en"
    newest = 30

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def title(self) -> str:
        return xml_text(f"{settings.DESK_NAME}: fact-checks")

    def author_name(self) -> str:
        return xml_text(settings.DESK_NAME)

    def link(self) -> str:
        return absolute(self.base_url, reverse("factchecks:index"))

    def feed_url(self) -> str:
        return absolute(self.base_url, reverse("factchecks:feed"))

    def items(self) -> list[Review]:
        return list(Review.objects.public().for_public().order_by("-modified_at", "-pk")[: self.newest])

    def item_title(self, item: Review) -> str:
        return xml_text(f"{_published(item).rating}: {item.claim.statement}")

    def item_link(self, item: Review) -> str:
        return absolute(self.base_url, item.get_public_url())

    def item_guid(self, item: Review) -> str:
        return f"tag:{urlsplit(self.base_url).hostname},{item.published_at:%Y-%m-%d}:fact-check/{item.pk}"

    def item_description(self, item: Review) -> str:
        return xml_text(_published(item).summary)

    def item_pubdate(self, item: Review) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Review) -> datetime | None:
        return item.modified_at

    def item_author_name(self, item: Review) -> str:
        return xml_text(_published(item).author.display_name)

    def item_categories(self, item: Review) -> list[str]:
        return [xml_text(str(_published(item).rating))]

    def item_extra_kwargs(self, item: Review) -> dict[str, Any]:
        context = {"check": fact_check(item), "page": self.item_link(item)}
        return {"content": xml_text(render_to_string("public/_feed_entry.html", context))}


def _published(review: Review) -> Verdict:
    if review.published_verdict is None:
        raise NotPublished
    return review.published_verdict
