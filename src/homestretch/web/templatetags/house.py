"""Template tags: pillar marks, dates in words, and the fields of the set-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from homestretch.blueprint.glossary import SESSION_WORDS
from homestretch.web import wording

register = template.Library()

_NOW = 'class="fill-now"/><text x="9" text-anchor="middle" class="mark-letter"'
_SHAPES = {
    "aerobic_base": ("a", f'<circle cx="9" cy="9" r="7.5" {_NOW} y="12.6">A</text>'),
    "lactate_tolerance": ("l", f'<rect x="2" y="2" width="14" height="14" rx="1.5" {_NOW} y="12.6">L</text>'),
    "transition_speed": ("t", f'<path d="M9 .8 17.2 9 9 17.2.8 9Z" {_NOW} y="12.6">T</text>'),
    "finishing_kick": ("k", f'<path d="M9 1 17.4 16.4H.6Z" {_NOW} y="14.4">K</text>'),
    "support": ("s", '<rect x="1" y="6" width="16" height="6" rx="1.5" class="fill-now"/>'),
    "rest": ("r", '<circle cx="9" cy="9" r="6.5" class="ring"/>'),
    "race": ("i", '<path d="M3.5 17V2h12l-3 3.5 3 3.5h-10.5v8z" class="fill-now"/>'),
}
_RULE = re.compile(r"\bINV-\d+:? ?")  # numbers of rules are for the trail, not for a reader
_PLAIN = (
    ("health.restrictions", "the restriction"),
    ("health.", ""),
    ("busy ", "away from "),
    ("availability.days", "the days for running"),
    ("availability.minutes", "the minutes of each day"),
    ("athlete.weekly_km", "the kilometres that you run now"),
    ("guardian_consent = true", "the guardian's box"),
    ("clearance = true", "the clearance box"),
    ("heart_condition", "a heart condition"),
    ("active_bone_stress", "an open stress fracture"),
    ("eating_disorder", "an eating disorder"),
    ("pregnant", "pregnancy"),
    ("guardian_consent", "a guardian's consent"),
    ("postpartum_weeks", "weeks since birth"),
)
_NAMES = {**wording.PILLAR_NAMES, "rest": "Rest", "race": "Race"}


@register.simple_tag
def mark(pillar: str, named: bool = True) -> SafeString:
    """A pillar's mark; with ``named`` it says its name to those who cannot see it."""
    letter, shape = _SHAPES.get(pillar, _SHAPES["rest"])
    said = f'role="img" aria-label="{_NAMES.get(pillar, "Rest")}"' if named else 'aria-hidden="true"'
    return mark_safe(f'<span class="mark {letter}"><svg viewBox="0 0 18 18" {said}>{shape}</svg></span>')


@register.simple_tag
def glossary() -> list[tuple[str, str]]:
    """What the short forms of a week's sessions mean."""
    return [(wording.notation(term), wording.notation(meaning)) for term, meaning in SESSION_WORDS]


@register.filter
def in_words(day: date) -> str:
    return wording.short_date(day)


@register.filter
def tiny(day: date) -> str:
    return wording.tiny_date(day)


@register.filter
def with_weekday(day: date) -> str:
    return wording.long_date(day)


@register.filter
def pillar_name(pillar: str) -> str:
    return _NAMES.get(pillar, "Rest")


@register.inclusion_tag("homestretch/parts/field.html", takes_context=True)
def field(context: template.Context, name: str, label: str, **more: Any) -> Mapping[str, Any]:
    """A text field with its label, hint and problem; ``more`` are kind, hint, unit and further attributes."""
    return _field(context, name, label, more)


@register.inclusion_tag("homestretch/parts/choice.html", takes_context=True)
def choice(
    context: template.Context, name: str, label: str, options: Mapping[str, str], **more: Any
) -> Mapping[str, Any]:
    """A list to choose one from."""
    return {**_field(context, name, label, more), "options": list(options.items())}


@register.inclusion_tag("homestretch/parts/ticks.html", takes_context=True)
def ticks(
    context: template.Context, name: str, label: str, options: tuple[tuple[str, str], ...], **more: Any
) -> Mapping[str, Any]:
    """Boxes to tick, any number of them."""
    found = _field(context, name, label, more)
    value = found["value"]
    chosen = value if isinstance(value, list) else [value]
    return {**found, "options": [(key, text, key in chosen) for key, text in options]}


@register.inclusion_tag("homestretch/parts/tick.html", takes_context=True)
def tick(context: template.Context, name: str, label: str, **more: Any) -> Mapping[str, Any]:
    """One box to tick."""
    return _field(context, name, label, more)


@register.filter
def name_explained(name: str) -> str:
    return wording.name_explained(name)


@register.filter
def without_code(text: str) -> str:
    """A refusal's sentence without the number of its rule."""
    return wording.capital(_RULE.sub("", wording.dates_in_words(in_plain_words(text))).strip())


@register.filter
def plain_list(texts: tuple[str, ...]) -> list[str]:
    """A refusal's list in plain words; what is only the number of a rule is left out."""
    return [said for said in map(without_code, texts) if said]


@register.filter
def in_plain_words(text: str) -> str:
    """Keys of an athlete file in the words of the set-up."""
    for key, said in _PLAIN:
        text = text.replace(key, said)
    return text


def _field(context: template.Context, name: str, label: str, more: Mapping[str, Any]) -> dict[str, Any]:
    step = context["step"]
    return {
        "name": name,
        "label": label,
        "value": step.answers.get(name, ""),
        "problem": step.problems.get(name, ""),
        "kind": "text",
        **more,
    }
