"""What each of a hundred lines of the charter page repeats, written in one piece: as template nodes it cost half the page."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from regie.ui.addresses import numbered
from regie.ui.icons import icon

register = template.Library()

_BUTTON = (
    '<button class="button" data-kind="quiet" data-size="icon" form="charter-tools" formaction="{}"{} type="submit"'
    ' aria-label="{}">{}</button>'
).format
_LINK = (
    '<a class="button" data-kind="quiet" data-size="icon" href="{0}" hx-get="{0}" hx-target="#clause-{1}"'
    ' hx-swap="innerHTML" aria-label="{2}">{3}</a>'
).format

_GRIP = '<button class="button" data-kind="quiet" data-size="icon" type="button" data-grip aria-label="{}">{}</button>'.format


@register.simple_tag
def clause_tools(clause, note: bool = False, first: bool = False, last: bool = False) -> SafeString:
    """Edit, up, down, out; the buttons belong to the page's one form `charter-tools`."""
    pk, number = clause.wording.pk, {"number": clause.number or _("this note")}
    place = numbered("charter:clause_place", pk)
    made = [_LINK(numbered("charter:clause_edit", pk), pk, escape(_("Edit %(number)s") % number), icon("pencil"))]
    if not note and not (first and last):
        made.append(_GRIP(escape(_("Pick up %(number)s") % number), icon("grip")))
    if not first and not note:
        made.append(_BUTTON(place, ' name="step" value="-1"', escape(_("Move %(number)s up") % number), icon("up")))
    if not last and not note:
        made.append(_BUTTON(place, ' name="step" value="1"', escape(_("Move %(number)s down") % number), icon("down")))
    out = numbered("charter:clause_remove", pk)
    made.append(_BUTTON(out, "", escape(_("Take %(number)s out") % number), icon("erase")))
    return mark_safe("".join(made))  # noqa: S308 - words are escaped, all else is ours


@register.simple_tag
def owner_options(deliverable, people, roles) -> SafeString:
    """Persons and roles to choose from, the one who answers for it chosen."""
    persons = _options("person", people, deliverable.owner_id)
    if not roles:
        return persons
    named = _options("role", roles, deliverable.owner_role_id)
    return persons + format_html('<optgroup label="{}">{}</optgroup>', _("Roles"), named)


def _options(kind: str, things, chosen: int | None) -> SafeString:
    rows = (
        f'<option value="{kind}-{each.pk}"{" selected" if each.pk == chosen else ""}>{escape(str(each))}</option>'
        for each in things
    )
    return mark_safe("".join(rows))  # noqa: S308 - names are escaped
