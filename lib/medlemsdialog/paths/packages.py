"""The dialogue packages: what each member is sent before it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PackageFolder:
    """One package: a member's own, a county's, or the one for all. The files are named as those who get them speak."""

    root: Path

    def base_document(self, ending: str) -> Path:
        """Return where the base document goes: `docx`, `html` or `pdf`."""
        return self.root / f"grunnlagsdokument.{ending}"

    def presentation(self, ending: str) -> Path:
        """Return where the presentation of the questions goes: `html` or `pptx`."""
        return self.root / f"presentasjon.{ending}"

    @property
    def working_forms(self) -> Path:
        """The guide to working forms."""
        return self.root / "arbeidsformer.docx"

    @property
    def minutes_template(self) -> Path:
        """The template that minutes are written in; intake reads it without a mapping."""
        return self.root / "referatmal.docx"

    @property
    def council_case(self) -> Path:
        """The draft of the council's case."""
        return self.root / "saksframlegg.docx"

    def form(self, ending: str) -> Path:
        """Return where the form goes: `xlsx` or `html`."""
        return self.root / f"innspillsskjema.{ending}"
