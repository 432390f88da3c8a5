"""The columns of the evidence tables: headings in the labels' language, and what each number means, from one list."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Language
from medlemsdialog.report.definition_words import find_definition
from medlemsdialog.report.definitions import DEFINITIONS
from medlemsdialog.report.tables import Field, FieldType

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

YES, NO = "true", "false"


class Fields:
    """Makes columns in one language. A column without a meaning of its own gets that of the word that heads it."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def text(
        self, name: str, heading: str, meaning: str = "", *, required: bool = False, definition: str = ""
    ) -> Field:
        """Return a column of text or codes."""
        return self._field(name, heading, "string", meaning, required=required, definition=definition)

    def count(self, name: str, heading: str, unit: str, meaning: str = "", *, definition: str = "") -> Field:
        """Return a column of whole numbers of a unit; an empty cell is unknown or not told."""
        return self._field(name, heading, "integer", meaning, unit=unit, definition=definition)

    def date(self, name: str, heading: str, meaning: str) -> Field:
        """Return a column of dates."""
        return self._field(name, heading, "date", meaning)

    def choice(
        self, name: str, heading: str, choices: Iterable[tuple[str, str]], meaning: str, *, required: bool = False
    ) -> Field:
        """Return a column of codes, each with its word."""
        return self._field(name, heading, "string", meaning, choices=tuple(choices), required=required)

    def words(
        self, name: str, heading: str, values: Iterable[StrEnum], meaning: str, *, required: bool = False
    ) -> Field:
        """Return a column of codes from a vocabulary."""
        choices = ((str(value), self.labels.word(value)) for value in values)
        return self.choice(name, heading, choices, meaning, required=required)

    def yes_no(self, name: str, heading: str, meaning: str) -> Field:
        """Return a column of `YES` and `NO`."""
        choices = ((YES, self.labels.t("ja")), (NO, self.labels.t("nei")))
        return self._field(name, heading, "boolean", meaning, choices=choices, required=True)

    # The columns that several tables have.

    def county(self, *, required: bool = True) -> tuple[Field, Field]:
        """Return the columns of a county's code and name."""
        t = self.labels.t
        return (
            self.text(
                "county_code",
                t("Fylkesnummer"),
                t("Fylkets nummer i kommuneinndelingen, som tekst. Tomt for avsendere uten fylke."),
                required=required,
            ),
            self.text("county", t("Fylke"), t("Fylkets navn.")),
        )

    def theme(self) -> tuple[Field, Field]:
        """Return the columns of a theme's code and label."""
        t = self.labels.t
        return (
            self.text("theme_code", t("Temakode"), t("Temaets kode i kodeboken."), required=True),
            self.text("theme", t("Tema"), t("Temaets navn i kodeboken."), definition="tema"),
        )

    def claim(self) -> tuple[Field, Field]:
        """Return the columns of a claim's id and sentence."""
        t = self.labels.t
        return (
            self.text("claim_id", t("Krav-id"), t("Kravets id."), required=True),
            self.text("claim", t("Krav"), definition="krav"),
        )

    def members(self, meaning: str = "") -> Field:
        """Return the column of a number of members."""
        t = self.labels.t
        return self.count("members", t("Medlemmer"), t("medlemmer"), meaning)

    def bodies(self, meaning: str = "") -> Field:
        """Return the column of a number of bodies."""
        t = self.labels.t
        return self.count("bodies", t("Organer"), t("organer"), meaning)

    def other_senders(self) -> Field:
        """Return the column of a number of other senders."""
        t = self.labels.t
        return self.count("other_senders", t("Andre avsendere"), t("avsendere"))

    def statements(self) -> Field:
        """Return the column of a number of statements."""
        t = self.labels.t
        return self.count("statements", t("Utsagn"), t("utsagn"))

    def statement_id(self) -> Field:
        """Return the column of a statement's id."""
        t = self.labels.t
        return self.text(
            "statement_id",
            t("Utsagn-id"),
            t("Utsagnets id: innspillets id og en del av tekstens avtrykk."),
            required=True,
        )

    def _field(
        self,
        name: str,
        heading: str,
        kind: FieldType,
        meaning: str,
        *,
        unit: str = "",
        choices: tuple[tuple[str, str], ...] = (),
        required: bool = False,
        definition: str = "",
    ) -> Field:
        language = self.labels.language
        key = definition or (find_definition(heading, language) if kind == "integer" else "")
        told = meaning or _meanings(language).get(key, "")
        return Field(name, heading, kind, told, unit, choices, required, key)


@cache
def _meanings(language: Language) -> dict[str, str]:
    return {
        one.key: " ".join([one.meaning.text(language), *(point.text(language) for point in one.points)])
        for one in DEFINITIONS
    }
