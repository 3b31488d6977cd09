"""What each of a hundred lines of the charter page repeats, written in one piece: as template nodes it cost half the page."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from regie.ui.icons import icon

register = template.Library()

_BUTTON = (
    '<button class="button" data-kind="quiet" data-size="icon" form="charter-tools" formaction="{}"{} type="submit"'
    ' aria-label="{}">{}</button>'
)


@register.simple_tag
def clause_tools(clause, note: bool = False, first: bool = False, last: bool = False) -> SafeString:
    """Edit, up, down, out; the buttons belong to the page's one form `charter-tools`."""
    pk, number = clause.wording.pk, {"number": clause.number or _("this note")}
    edit, place = reverse("charter:clause_edit", args=[pk]), reverse("charter:clause_place", args=[pk])
    made = [
        format_html(
            '<a class="button" data-kind="quiet" data-size="icon" href="{0}" hx-get="{0}" hx-target="#clause-{1}"'
            ' hx-swap="innerHTML" aria-label="{2}">{3}</a>',
            edit,
            pk,
            _("Edit %(number)s") % number,
            icon("pencil"),
        )
    ]
    if not first and not note:
        step = mark_safe(' name="step" value="-1"')
        made.append(format_html(_BUTTON, place, step, _("Move %(number)s up") % number, icon("up")))
    if not last and not note:
        step = mark_safe(' name="step" value="1"')
        made.append(format_html(_BUTTON, place, step, _("Move %(number)s down") % number, icon("down")))
    out = reverse("charter:clause_remove", args=[pk])
    made.append(format_html(_BUTTON, out, "", _("Take %(number)s out") % number, icon("erase")))
    return mark_safe("".join(made))  # noqa: S308 - each piece is made by format_html


@register.simple_tag
def owner_options(deliverable, people, roles) -> SafeString:
    """Persons and roles to choose from, the one who answers for it chosen."""
    persons = _options("person", people, deliverable.owner_id)
    if not roles:
        return persons
    named = _options("role", roles, deliverable.owner_role_id)
    return persons + format_html('<optgroup label="{}">{}</optgroup>', _("Roles"), named)


def _options(kind: str, things, chosen: int | None) -> SafeString:
    selected = mark_safe(" selected")
    rows = ((kind, each.pk, selected if each.pk == chosen else "", each) for each in things)
    return format_html_join("", '<option value="{}-{}"{}>{}</option>', rows)
