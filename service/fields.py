"""The kinds of values an article is made of; each refuses what it cannot be with a code and a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from marshmallow import ValidationError, fields

from service.flaws import Flaw, flaw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Value = TypeVar("Value")

VISIBLE = re.compile(r"[^\s\x1c-\x1f\x85\ufeff]")  # what \s means to Python and to ECMAScript, together


@dataclass(frozen=True, slots=True)
class Shape:
    """What all of a text must match, and the code of the flaw if it does not."""

    pattern: re.Pattern[str]
    code: str


LANGUAGE = Shape(  # RFC 5646, without extended and irregular tags
    re.compile(
        r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
        r"(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?"
    ),
    "language_malformed",
)
DATE = Shape(  # a day of the calendar from year 1 on, leap days in leap years alone; then a time, then a zone
    re.compile(
        r"(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
        r"|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
        r"(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?"
    ),
    "date_malformed",
)
URL = Shape(  # http or https, a name and a host; the rest is free of white space and control characters
    re.compile(
        r"[Hh][Tt][Tt][Pp][Ss]?://([^\s\x00-\x1f\x7f-\x9f\ufeff/?#@]*@)?"
        r"(\[[0-9A-Fa-f:.]+\]|[^\s\x00-\x1f\x7f-\x9f\ufeff/?#@:\[\]]+)(:[0-9]*)?"
        r"([/?#][^\s\x00-\x1f\x7f-\x9f\ufeff]*)?"
    ),
    "url_malformed",
)
DIGITS = re.compile(r"[0-9]{1,16}")


class Coded(fields.Field[Value]):
    """A field whose own complaints (required, null) have codes."""

    def make_error(self, key: str, **values: object) -> ValidationError:
        """Return the error of the code ``key``."""
        return ValidationError([flaw(key, **values)])


class Text(Coded[str]):
    """Text with at least one visible and at most ``limit`` characters (Unicode code points), kept as it was sent."""

    def __init__(self, limit: int, shape: Shape | None = None, *, about: str, required: bool = False) -> None:
        super().__init__(required=required, metadata={"description": about})
        self.limit, self.shape = limit, shape

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **_: object) -> str:  # noqa: ARG002 - marshmallow's signature
        if flaws := flaws_of_text(value, self.limit):
            raise ValidationError(flaws)
        text = str(value)
        if self.shape and not self.shape.pattern.fullmatch(text):
            raise self.make_error(self.shape.code)
        return text


class Texts(Coded[dict[str, str]]):
    """A flat map of at most ``entries`` texts."""

    def __init__(self, entries: int, *, key_limit: int, value_limit: int, about: str) -> None:
        super().__init__(metadata={"description": about})
        self.entries, self.key_limit, self.value_limit = entries, key_limit, value_limit

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - as above
        **_: object,
    ) -> dict[str, str]:
        if not isinstance(value, dict):
            raise self.make_error("wrong_type", expected="an object of strings")
        if len(value) > self.entries:
            raise self.make_error("too_many", limit=self.entries)
        if wrong := {key: flaws for key, each in value.items() if (flaws := self._flaws(key, each))}:
            raise ValidationError(wrong)
        return value

    def _flaws(self, key: str, value: object) -> list[Flaw]:
        """Return what is wrong with one entry; a flaw of its key is told at the entry, too."""
        return [*flaws_of_text(key, self.key_limit), *flaws_of_text(value, self.value_limit)]


class Listed(Coded[list[object]]):
    """A list of anything, which others look at."""

    def __init__(self, *, about: str, required: bool = False) -> None:
        super().__init__(required=required, metadata={"description": about})

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - as above
        **_: object,
    ) -> list[object]:
        if not isinstance(value, list):
            raise self.make_error("wrong_type", expected="a list")
        return value


class Choice(Coded[str]):
    """One of some words."""

    def __init__(self, choices: Sequence[str], *, about: str, load_default: str | None) -> None:
        super().__init__(load_default=load_default, metadata={"description": about})
        self.choices = choices

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **_: object) -> str:  # noqa: ARG002 - marshmallow's signature
        if value not in self.choices:
            raise self.make_error("choice_unknown", choices=", ".join(self.choices))
        return str(value)


class Number(Coded[int]):
    """A whole number in decimal digits, from ``least`` to ``most``."""

    def __init__(self, least: int, most: int, *, about: str, load_default: int | None) -> None:
        super().__init__(load_default=load_default, metadata={"description": about})
        self.least, self.most = least, most

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **_: object) -> int:  # noqa: ARG002 - marshmallow's signature
        if not (DIGITS.fullmatch(str(value)) and self.least <= int(str(value)) <= self.most):
            raise self.make_error("number_malformed", least=self.least, most=self.most)
        return int(str(value))


class Cursor(Number):
    """A whole number that callers need not know to be one."""


def flaws_of_text(value: object, limit: int) -> list[Flaw]:
    """Return why ``value`` is not text with at least one visible and at most ``limit`` characters; nothing if it is."""
    if not isinstance(value, str):
        return [flaw("wrong_type", expected="a string")]
    if not VISIBLE.search(value):
        return [flaw("blank")]
    if len(value) > limit:
        return [flaw("too_long", limit=limit)]
    if "\0" in value:
        return [flaw("nul_character")]
    try:
        value.encode()
    except UnicodeEncodeError:
        return [flaw("lone_surrogate")]
    return []
