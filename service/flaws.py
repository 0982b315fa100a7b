"""What is wrong with one value of a request: a code, words for people, and a JSON pointer to the value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_LISTED = 50  # flaws in one answer: the first ones help, a thousand do not
MAX_KEY_LENGTH = 100  # characters of a caller's own key that an answer repeats

DETAILS = {
    "not_an_object": "The body must be a JSON object.",
    "unknown_key": "There is no such key; /openapi.yaml lists those of an article.",
    "required": "This is required.",
    "null": "This must not be null; leave the key out instead.",
    "wrong_type": "This must be {expected}.",
    "blank": "This must not be empty or hold white space alone.",
    "too_long": "This may have {limit} characters at most.",
    "too_many": "This may have {limit} entries at most.",
    "nul_character": "This holds a NUL character (U+0000), which no text has.",
    "lone_surrogate": "This holds half of a surrogate pair, which is no character.",
    "url_malformed": "This must be an absolute http or https address without white space.",
    "language_malformed": "This must be a BCP 47 language tag such as id or en-GB.",
    "date_malformed": "This must be a day (2026-11-22) or a date-time (2026-11-22T14:30:00+07:00) that exists.",
    "html_not_supported": "HTML is not supported yet; send the article's text as text.",
    "text_and_html": "Send either text or html, not both.",
    "choice_unknown": "This must be one of {choices}.",
    "number_malformed": "This must be a whole number from {least} to {most}.",
    "custom_id_repeated": "An earlier article of this batch has the same custom_id.",
    "parameter_unexpected": "With application/json this belongs into the body, not into the query.",
    "parameter_repeated": "This stands in the query more than once.",
    "parameter_unknown": "This address has no such parameter; /openapi.yaml lists those it has.",
    "format_unknown": "This must be {formats}; leave it out for the record itself.",
    "field_unknown": "The record has no field {name}; it has {fields}.",
    "fields_of_export": "Fields can be chosen of the record itself alone: leave out fields or format.",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a value."""

    code: str
    detail: str


def flaw(code: str, **values: object) -> Flaw:
    """
    Return the flaw of that code, its detail filled in with ``values``.

    >>> flaw("too_long", limit=500).detail
    'This may have 500 characters at most.'
    """
    return Flaw(code, DETAILS[code].format(**values))


def listed(messages: object) -> list[dict[str, str]]:
    """
    Return marshmallow's nested messages as the ``errors`` of a problem, at most 50.

    >>> listed({"metadata": {"a/b": [Flaw("blank", "No.")]}})
    [{'pointer': '/metadata/a~1b', 'code': 'blank', 'detail': 'No.'}]
    """
    found = ({"pointer": at, "code": each.code, "detail": each.detail} for at, each in _walk(messages, ""))
    return [entry for entry, _ in zip(found, range(MAX_LISTED), strict=False)]


def told(errors: list[dict[str, str]], whole: str) -> str:
    """
    Return the detail of a problem whose ``errors`` these are.

    >>> told([{"pointer": "/text", "code": "blank", "detail": "No."}], "article")
    '1 value(s) of the article cannot be used; errors lists them.'
    """
    return f"{len(errors)} value(s) of the {whole} cannot be used; errors lists them."


def _walk(messages: object, pointer: str) -> Iterator[tuple[str, Flaw]]:
    if isinstance(messages, Mapping):
        for key, below in sorted(messages.items()):
            yield from _walk(below, pointer + _step(key))
    elif isinstance(messages, list):
        yield from ((pointer, each) for each in messages if isinstance(each, Flaw))


def _step(key: str) -> str:
    """Return the pointer's step (RFC 6901) to ``key``: none for the whole, nor for a key not fit to be repeated."""
    if key == "_schema" or len(key) > MAX_KEY_LENGTH or not key.isprintable():
        return ""
    return "/" + key.replace("~", "~0").replace("/", "~1")
