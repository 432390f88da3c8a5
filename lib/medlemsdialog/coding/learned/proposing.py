"""Suggestions for statements out of what was learned: themes and claims with their reasons, or «vet ikke»."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from medlemsdialog.coding.learned.model import LearnedModel, Proposal
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.coded import CodedStatement, SuggestedClaim, Suggestion
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.vocabulary import TextLanguage

# Of the statements a claim was given to, so many are looked through for the one most alike.
_MOST_COMPARED = 50


class Suggested(NamedTuple):
    """What is suggested for one statement; `unsure` where no theme was learned that fits."""

    themes: tuple[Suggestion, ...]
    claims: tuple[SuggestedClaim, ...]
    unsure: bool


@dataclass(frozen=True)
class Learner:
    """What was learned, with the codebook's themes and the claims as they are now: what is retired is not suggested."""

    model: LearnedModel
    themes: Collection[str]
    claims: Mapping[str, Claim] = field(default_factory=dict)

    def add_suggestions(
        self, coded: Sequence[CodedStatement], codings: Sequence[CodingSet]
    ) -> tuple[CodedStatement, ...]:
        """Return the statements with what was learned beside what search words suggest; Sámi text and ticks as they are."""
        read = [
            place
            for place, one in enumerate(coded)
            if one.passage.language is not TextLanguage.SAMI and not one.passage.tick
        ]
        suggested = self.suggest(
            [coded[place].passage.text for place in read], [coded[place].suggestions for place in read], codings
        )
        added = list(coded)
        for place, one in zip(read, suggested, strict=True):
            added[place] = coded[place].model_copy(
                update={"suggestions": one.themes, "suggested_claims": one.claims, "unsure": one.unsure}
            )
        return tuple(added)

    def suggest(
        self, texts: Sequence[str], by_search_words: Sequence[Sequence[Suggestion]], coded: Sequence[CodingSet] = ()
    ) -> list[Suggested]:
        """Return what is suggested for each text, what its search words suggest included.

        `coded` are codings of the same area, whose sentences may stand as a reason; those of other areas are not shown.
        """
        found = [[suggestion.theme for suggestion in own] for own in by_search_words]
        given: dict[str, dict[str, str]] = {}
        for coding in coded:
            for claim in coding.claims:
                given.setdefault(claim.claim_id, {}).setdefault(coding.statement_id, coding.text)
        return [
            self._word(text, own, proposals, given)
            for text, own, proposals in zip(texts, by_search_words, self.model.propose(texts, found), strict=True)
        ]

    def _word(
        self,
        text: str,
        own: Sequence[Suggestion],
        proposals: Sequence[Proposal],
        given: Mapping[str, Mapping[str, str]],
    ) -> Suggested:
        themes = {suggestion.theme: suggestion for suggestion in own}
        learned_themes, learned_claims = set(self.model.facts.themes), set(self.model.facts.claims)
        sure = False
        claims = []
        for label, share, words in proposals:
            if label in learned_themes and label in self.themes:
                sure = True
                found = themes.get(label, Suggestion(theme=label))
                themes[label] = found.model_copy(update={"origin": "learned", "confidence": share, "words": words})
            elif label in learned_claims and label in self.claims:
                claims.append(self._word_claim(text, self.claims[label], share, given.get(label, {})))
        return Suggested(
            tuple(themes[theme] for theme in sorted(themes)),
            tuple(sorted(claims, key=lambda claim: (-(claim.confidence or 0), claim.claim_id))),
            not sure,
        )

    def _word_claim(self, text: str, claim: Claim, share: float, given: Mapping[str, str]) -> SuggestedClaim:
        own = [("", one) for one in (claim.text.nb, claim.text.nn, claim.text.en) if one]
        same = canonical_text(text)
        others = [(statement_id, one) for statement_id, one in sorted(given.items()) if canonical_text(one) != same]
        candidates = [*own, *others[:_MOST_COMPARED]]
        alike = self.model.likeness(text, [sentence for _, sentence in candidates])
        best = max(range(len(candidates)), key=lambda place: (alike[place], -place))
        return SuggestedClaim(
            claim_id=claim.id,
            resembles_id=candidates[best][0],
            resembles=candidates[best][1],
            likeness=min(1.0, max(0.0, round(alike[best], 2))),
            confidence=share,
        )
