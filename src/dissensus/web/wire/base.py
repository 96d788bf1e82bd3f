"""What do all shapes on the wire share? ``Wire``, ``Id``, ``Scalar``, ``Fault``"""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

__all__ = [
    "FEW",
    "FIRST",
    "Book",
    "Fault",
    "Hash",
    "Id",
    "Line",
    "Offset",
    "Page",
    "Scalar",
    "Seq",
    "Wire",
    "Words",
]

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Seq = Annotated[int, Field(ge=0, le=2**53)]  # number of an act; beyond 2**53 browsers lose count
Offset = Annotated[int, Field(ge=0, le=2**53)]  # UTF-16 units
Line = Annotated[str, StringConstraints(max_length=2_000)]  # a name, a title
Words = Annotated[str, StringConstraints(max_length=200_000)]  # a note, a definition
Book = Annotated[str, StringConstraints(max_length=3_000_000)]  # the text of a codebook file
Scalar = bool | int | float | Words | None  # dates as ISO texts, entities as identities
Page = Annotated[int, Field(ge=1, le=1_000)]  # how many rows at once

FIRST: Final[Any] = Field(fail_fast=True)  # of a million that are wrong, the first is told


def _few(value: Any) -> Any:
    if isinstance(value, dict) and len(value) > 1_000:
        raise ValueError("more than 1,000 fields")
    return value


FEW: Final = BeforeValidator(_few)  # looked at before each of them is, and found wrong


class Wire(BaseModel):
    """A shape on the wire: frozen, and closed against fields nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _of_few_fields(cls, data: Any) -> Any:
        return _few(data)

    def told(self) -> dict[str, Any]:
        """Return the fields that were given, as they came."""
        return self.model_dump(mode="json", include=self.model_fields_set)


class Fault(Wire):
    """What went wrong, in the user's terms; ``theirs`` is the row as it is now, after a conflict."""

    code: str  # conflict | busy | not_found | invalid | forbidden | signed_out | too_large | failed
    found: str
    remedy: str = ""
    theirs: dict[str, Any] | None = None
