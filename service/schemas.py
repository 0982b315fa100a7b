"""What a client may send: one article, and how much of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from marshmallow import Schema, post_load

from service.fields import DATE, LANGUAGE, URL, Choice, Coded, Cursor, Listed, Number, Text, Texts
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

    text = Text(LIMITS["text"], required=True, about="The article, as plain text.")
    html = Html()
    headline = Text(
        LIMITS["headline"],
        about="Its headline, if that is known apart from the text; it is then no part of the record's body.",
    )
    published = Text(
        LIMITS["published"],
        DATE,
        about="The day or the moment it was published, in ISO 8601; a time without a zone is taken as local.",
    )
    url = Text(LIMITS["url"], URL, about="Where it was published. Evidence for its date and its outlet; never fetched.")
    source_name = Text(LIMITS["source_name"], about="The outlet's name.")
    language = Text(
        LIMITS["language"],
        LANGUAGE,
        about="The language of the text as a BCP 47 tag. It is believed; leave it out to have it detected.",
    )
    received_at = Text(
        LIMITS["received_at"],
        DATE,
        about="The day or the moment the article was received; only the day counts. A date without a year means none"
        " later than this.",
    )
    custom_id = Text(LIMITS["custom_id"], about="Your own id, given back with the job.")
    metadata = Texts(
        LIMITS["metadata_entries"],
        key_limit=LIMITS["metadata_key"],
        value_limit=LIMITS["metadata_value"],
        about="Your own notes, given back with the job.",
    )

    @post_load
    def keep_the_day(self, article: dict[str, Any], **_: object) -> dict[str, Any]:
        """Of ``received_at`` only the day means anything: no date of the article is later."""
        if received_at := article.get("received_at"):
            article["received_at"] = received_at[: len("2026-11-22")]
        return article


class BatchIn(Strict):
    """Many articles; each is looked at by itself."""

    articles = Listed(required=True, about="At least one, and at most `limits.batch_items` of `/v1/capabilities`.")


class ListingIn(Strict):
    """Which of the jobs are wanted, as the query says it."""

    owner = Text(
        LONGEST_NAME,
        about="The jobs of the API key with this name instead of your own: takes the scope `admin`.",
    )
    status = Choice(get_args(Status), load_default=None, about="Only jobs in this state.")
    cursor = Cursor(1, 10**15 - 1, load_default=None, about="`next` of the page before.")
    limit = Number(1, LIMITS["page_jobs"], load_default=50, about="How many jobs a page has at most.")


ARTICLE = ArticleIn()
PLAIN_ARTICLE = ArticleIn(only=("text", "url", "headline", "language"))
BATCH = BatchIn()
LISTING = ListingIn()
