"""What a client may send: one article, and how much of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from marshmallow import Schema, post_load

from service.fields import Choice, Coded, Listed, Number, Text, Texts, day_or_time, language_tag, web_address
from service.flaws import flaw
from service.job import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 64  # of a key

LIMITS: Mapping[str, int] = MappingProxyType(  # in characters (Unicode code points), entries, articles and jobs
    {
        "text": 200_000,
        "headline": 1_000,
        "url": 2_048,
        "source_name": 200,
        "language": 35,
        "published": 35,
        "received_at": 35,
        "custom_id": 128,
        "metadata_entries": 16,
        "metadata_key": 64,
        "metadata_value": 512,
        "batch_items": 1_000,
        "page_jobs": 200,
    }
)


class Html(Coded[str]):
    """A key that is known and not taken yet."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **_: object) -> NoReturn:  # noqa: ARG002 - marshmallow's signature
        raise self.make_error("text_and_html" if data and "text" in data else "html_not_supported")


class Strict(Schema):
    """What has just the keys it lists."""

    error_messages: dict[str, Any] = {  # noqa: RUF012 - marshmallow reads it from the class
        "unknown": flaw("unknown_key"),
        "type": flaw("not_an_object"),
    }


class ArticleIn(Strict):
    """One article, as the body of a request gives it; unknown keys are refused."""

    text = Text(LIMITS["text"], required=True)
    html = Html()
    headline = Text(LIMITS["headline"])
    published = Text(LIMITS["published"], day_or_time)
    url = Text(LIMITS["url"], web_address)
    source_name = Text(LIMITS["source_name"])
    language = Text(LIMITS["language"], language_tag)
    received_at = Text(LIMITS["received_at"], day_or_time)
    custom_id = Text(LIMITS["custom_id"])
    metadata = Texts(LIMITS["metadata_entries"], key_limit=LIMITS["metadata_key"], value_limit=LIMITS["metadata_value"])

    @post_load
    def keep_the_day(self, article: dict[str, Any], **_: object) -> dict[str, Any]:
        """Of ``received_at`` only the day means anything: no date of the article is later."""
        if received_at := article.get("received_at"):
            article["received_at"] = received_at[: len("2026-11-22")]
        return article


class BatchIn(Strict):
    """Many articles; each is looked at by itself."""

    articles = Listed(required=True)


class ListingIn(Strict):
    """Which of the jobs are wanted, as the query says it."""

    owner = Text(LONGEST_NAME)
    status = Choice(get_args(Status), load_default=None)
    cursor = Number(1, 10**15, load_default=None)
    limit = Number(1, LIMITS["page_jobs"], load_default=50)


ARTICLE = ArticleIn()
PLAIN_ARTICLE = ArticleIn(only=("text", "url", "headline", "language"))
BATCH = BatchIn()
LISTING = ListingIn()
