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
def clause_words(clause, note: bool = False) -> SafeString:
    """What a line says: its lead, what follows and its labelled parts, with what is new or gone in a proposed version."""
    text = clause.wording.text
    if note:
        said = f'<p class="soft clause__note">{icon("note")}<span>{_new(escape(text), clause)}</span></p>'
    elif clause.inside and not clause.text_pieces:
        before, lead, after = map(escape, clause.inside)
        said = f"<p>{_new(f'{before}{_lead(lead)}{after}', clause)}</p>"
    elif clause.is_new:
        said = f"<p>{_new(f'{_lead(escape(clause.lead))}{clause.gap}{escape(clause.rest)}', clause)}</p>"
    else:
        lead = _pieces(clause.lead_pieces) if clause.lead_pieces else escape(clause.lead)
        rest = _pieces(clause.text_pieces) if clause.text_pieces else escape(clause.rest)
        said = f"<p>{_lead(lead)}{clause.gap}{rest}</p>"
    parts = "".join(
        f"<dt>{escape(part['label'])}</dt><dd>{_pieces(part['pieces']) if part['pieces'] else escape(part['text'])}</dd>"
        for part in clause.parts_shown
    )
    return mark_safe(said + (f'<dl class="clause__parts">{parts}</dl>' if parts else ""))  # noqa: S308 - words are escaped


def _lead(words: str) -> str:
    return f'<span class="clause__lead">{words}</span>' if words else ""


def _new(words: str, clause) -> str:
    return f"<ins>{words}</ins>" if clause.is_new else words


def _pieces(pieces) -> str:
    marks = {"gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    return "".join(marks.get(piece.kind, "{}").format(escape(piece.text)) for piece in pieces)


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
