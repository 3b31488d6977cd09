"""What each of a hundred lines of the charter page repeats, written in one piece: as template nodes it cost half the page."""

from __future__ import annotations

from functools import cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
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


@register.simple_tag(takes_context=True)
def clause_begins(context, clause, note: bool = False) -> SafeString:
    """A line up to where its margin tells what only few lines have: its words, what hangs on it, its amount."""
    wording, number = clause.wording, escape(clause.number)
    marks = f' data-key="{wording.pk}" data-name="{number}"' if context.get("can_edit") and not note else ""
    marks += (" data-changed" if clause.is_new or clause.changes else "") + (" data-note" if note else "")
    language = escape(context["shell"].language) if "shell" in context else ""
    label = escape(_("Hangs on %(number)s") % {"number": clause.number or _("this note")})
    amount = clause.amount
    return mark_safe(  # noqa: S308 - words are escaped
        f'<div class="clause" id="line-{wording.line_id}"{marks}>\n'
        f'  <div class="clause__text" id="clause-{wording.pk}">'
        f"{f'<span class="clause__number">{number}</span>' if number else ''}\n    {_words(clause, note)}\n  </div>\n"
        f'  <aside class="clause__margin" lang="{language}" aria-label="{label}">\n    {"".join(map(_hook, clause.hooks))}'
        f"{f'<span class="hook">{icon("table")}<span class="number">{escape(amount)}</span></span>' if amount else ''}"
    )


def _words(clause, note: bool) -> str:
    """What a line says: its lead, what follows and its labelled parts, with what is new or gone in a proposed version."""
    text = clause.wording.text
    if note:
        said = f'<p class="soft clause__note">{icon("note")}<span>{_new(escape(text), clause)}</span></p>'
    elif clause.inside and not clause.text_pieces:
        before, inside, after = map(escape, clause.inside)
        said = f"<p>{_new(f'{before}{_lead(inside)}{after}', clause)}</p>"
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
    return said + (f'<dl class="clause__parts">{parts}</dl>' if parts else "")


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
    pk, (note_name, edit, grip, up, down, out) = clause.wording.pk, _tools(get_language() or "en")
    number, place = {"number": escape(clause.number or note_name)}, numbered("charter:clause_place", pk)
    made = [_LINK(numbered("charter:clause_edit", pk), pk, edit % number, icon("pencil"))]
    if not note and not (first and last):
        made.append(_GRIP(grip % number, icon("grip")))
    if not first and not note:
        made.append(_BUTTON(place, ' name="step" value="-1"', up % number, icon("up")))
    if not last and not note:
        made.append(_BUTTON(place, ' name="step" value="1"', down % number, icon("down")))
    made.append(_BUTTON(numbered("charter:clause_remove", pk), "", out % number, icon("erase")))
    return mark_safe("".join(made))  # noqa: S308 - words are escaped, all else is ours


@cache
def _tools(_language: str) -> tuple[str, ...]:
    """The words of the tools in the active language; asked anew, they cost more than the rest of a line."""
    edit, grip, up = _("Edit %(number)s"), _("Pick up %(number)s"), _("Move %(number)s up")
    down, out = _("Move %(number)s down"), _("Take %(number)s out")
    return _("this note"), *(str(escape(said)) for said in (edit, grip, up, down, out))


def _hook(hook) -> str:
    state = f' data-state="{escape(hook.state)}"' if hook.state else ""
    word = f'<span class="visually-hidden">, {escape(hook.state_word)}</span>' if hook.state else ""
    value = f'<span class="hook__figure">{escape(hook.value)}</span>' if hook.value else ""
    said = f"{icon(hook.state or hook.icon)}<span>{escape(hook.label)}{word}</span>{value}"
    if hook.url:
        return f'<a class="hook" href="{escape(hook.url)}"{state}>{said}</a>'
    return f'<span class="hook"{state}>{said}</span>'


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
