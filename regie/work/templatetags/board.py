"""The card of a board, written in one piece: a board shows a hundred, and as template nodes they cost more than all the rest."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from regie.ui.icons import icon
from regie.ui.templatetags.ui import who
from regie.work import campaigns
from regie.work.reading.boards import Card, Column

register = template.Library()


@register.filter
def campaign_address(name: str) -> str:
    """Where the name of a campaign leads."""
    return campaigns.address(name)


@register.simple_tag(takes_context=True)
def board_cards(context: Any, column: Column) -> SafeString:
    """All cards of a column that are shown."""
    reader = getattr(context.get("request"), "user", None)
    move, grip = (_("Move “%(task)s”") if context.get("may_move") else ""), context["shown"].grip
    plain = str(escape(_("Task")))
    seen: dict[int, str] = context.render_context.setdefault("board_who", {})  # each person drawn once, not once a card
    return mark_safe("".join(_card(card, move, grip, plain, reader, seen) for card in column.cards))  # noqa: S308 - escaped


def _card(card: Card, move: str, grip: Any, plain: str, reader: Any, seen: dict[int, str]) -> str:
    title = escape(card.title)
    yours = '<span class="accent" aria-hidden="true"></span>' if card.is_yours else ""
    if move:
        label = escape(move % {"task": card.title})
        yours += f'<button class="card__grip" type="button" data-grip aria-label="{label}">{grip}</button>'
        yours += f'<noscript><a class="card__move" href="{escape(card.address)}#board-column" aria-label="{label}">{grip}</a></noscript>'
    hold = ""
    if card.hold:
        state, words = card.hold
        sign = icon("clock" if state == "none" else state)
        hold = f'<p class="card__hold" data-state="{escape(state)}">{sign}<span>{escape(words)}</span></p>'
    raci = "".join(
        f'<div class="raci__pair"><dt>{escape(letter)}</dt><dd>{_who(person, reader, seen)}</dd></div>'
        for letter, person in card.raci
    )
    due = ""
    if card.due_at and card.due_on:
        late = " data-late" if card.is_late else ""
        due = f'<time datetime="{card.due_on.isoformat()}"{late}>{escape(card.due_said)}</time>'
    return (
        f'<li class="card" data-card="{card.pk}" data-name="{title}" data-row><p class="card__kind">{card.icon}'
        f"<span>{escape(card.kind) if card.kind else plain}</span>{yours}</p>"
        f'<h3 class="card__title"><a href="{escape(card.address)}">{title}</a></h3>{hold}'
        f'<div class="card__foot"><dl class="raci">{raci}</dl>{due}</div></li>\n      '
    )


def _who(person: Any, reader: Any, seen: dict[int, str]) -> str:
    if person.pk not in seen:
        seen[person.pk] = who(person, me=reader)
    return seen[person.pk]
