"""Marks on words that stand in another language than the page: a screen reader then reads them as they were written."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from medlemsdialog.catalogue import Message, translate

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# Either form: those who write in a dialogue do not say which one they use.
NORWEGIAN = "no"
_QUOTED = re.compile("“([^”]*)”")
_TAG = re.compile(r"(<[^>]*>)")
_OPENED = re.compile(r"<(/?)(svg|title|option|script|style|textarea)\b")


def mark_written(text: str, lang: str) -> str | Markup:
    """Return `text` marked with its language; as it is where `lang` is empty, which says it is that of the page."""
    return Markup('<span lang="{}">{}</span>').format(lang, text) if lang and text else text


def mark_quoted_names(text: str, labels: Labels, lang: str = NORWEGIAN) -> str | Markup:
    """Return an English text with the names in it marked: «page 2, “Rådmannens vurdering”, paragraph 1».

    In the two forms of Norwegian names are left alone; a voice for the one reads the other.
    """
    if labels.language != "en" or not lang:
        return text
    marked = _QUOTED.sub(lambda name: f'“<span lang="{lang}">{name[1]}</span>”', str(escape(text)))
    return Markup(marked)  # noqa: S704 - escaped above


def language_of_people(labels: Labels) -> str:
    """Return the mark of what people have written in the dialogue (reasons, notes); empty where the page is in it too."""
    page_is_english, work_is_english = labels.language == "en", labels.dialogue.language == "en"
    if page_is_english == work_is_english:
        return ""
    return "en" if work_is_english else NORWEGIAN


def translate_marked(labels: Labels, msgid: str, /, **values: Any) -> str:
    """Return a catalogue text; safe where values are, so that marks in them survive."""
    if not any(isinstance(value, Markup) for value in values.values()):
        return labels.t(msgid, **values)
    told = {name: one.text(labels.language) if isinstance(one, Message) else one for name, one in values.items()}
    return Markup(escape(translate(msgid, labels.language))).format(**told)  # noqa: S704 - escaped here


def mark_untranslated(html: str, labels: Labels) -> str:
    """Mark the dialogue's own texts that are not written in the page's language and stand in bokmål instead."""
    # Looked for first: most fragments hold none of them, and a large area's are long. In a sentence a claim has no stop.
    known = {str(escape(one.rstrip(" ."))) for one in labels.untranslated}
    texts = sorted((text for text in known if text and text in html), key=len, reverse=True)
    if not texts:
        return html
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, texts))})(?!\w)")
    pieces, within = [], 0
    for piece in _TAG.split(html):
        if opened := _OPENED.match(piece):
            within += -1 if opened[1] else not piece.endswith("/>")
        is_text = not within and piece[:1] != "<"
        pieces.append(pattern.sub(r'<span lang="nb">\g<0></span>', piece) if is_text else piece)
    return "".join(pieces)


def marks_for(labels: Labels) -> dict[str, Any]:
    """Return what templates need to mark words."""
    return {
        "t": partial(translate_marked, labels),
        "written": mark_written,
        "quoted_names": partial(_mark_names, labels),
        "people": language_of_people(labels),
    }


def _mark_names(labels: Labels, text: str, lang: str = NORWEGIAN) -> str | Markup:
    return mark_quoted_names(text, labels, lang)
