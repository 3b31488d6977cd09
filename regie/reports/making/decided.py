"""What the reviews of the quarter decided, and what became of what was decided."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regie.lib.text import shorten
from regie.reports.making import parts
from regie.reports.making.frame import Frame
from regie.reports.making.parts import Section, cell
from regie.reviews.models import Decision, Look

MOST_CHANGED = 3
STATES = {"helped": "good", "too_early": "wait", "did_not_help": "breach"}  # by verdict


def decisions(frame: Frame) -> list[Decision]:
    """Settled in the quarter, oldest first, each with how it was looked at since. Three queries."""
    first, after = frame.moments
    rows = Decision.objects.settled().filter(settled_at__gte=first, settled_at__lt=after)
    return list(rows.select_related("review", "owner", "metric").prefetch_related("looks").order_by("settled_at", "pk"))


def changes(frame: Frame) -> list[Look]:
    """What was seen to have helped, in the quarter. One query."""
    first, after = frame.moments
    rows = Look.objects.filter(at__gte=first, at__lt=after, verdict=Look.Verdict.HELPED)
    return list(rows.select_related("decision").order_by("-at", "-pk")[:MOST_CHANGED])


def section(frame: Frame, made: list[Decision], seen: list[Look]) -> Section:
    heads = [
        (pgettext("column", "Decision"), False),
        (pgettext("column", "Review"), False),
        (pgettext("column", "Owner"), False),
        (pgettext("column", "Since then"), False),
    ]
    rows = [
        [
            cell(shorten(each.text, 240), url=parts.of(each)),
            cell(each.review.name, url=parts.of(each.review), sub=frame.day(frame.local(each.settled_at))),
            cell(each.owner or "—"),
            _since(each, frame),
        ]
        for each in made
    ]
    table = parts.table("decisions", _("Decisions of the quarter’s reviews"), heads, rows, parts.address("reviews:decisions"))
    return Section(_draft(made), [table], brief=_brief(made, seen))


def _brief(made: list[Decision], seen: list[Look]) -> dict:
    """What was changed, and what it brought; before anything could be seen, what was decided."""
    if seen:
        items = [cell(_change(each), url=parts.of(each.decision)) for each in seen]
        return {"kind": "list", "title": _("What we have changed"), "items": items}
    items = [cell(shorten(each.text, 160), url=parts.of(each)) for each in made[-MOST_CHANGED:]]
    return {"kind": "list", "title": _("What we have decided"), "items": items} if items else {}


def _change(look: Look) -> str:
    text = shorten(look.decision.text, 160)
    if not look.note:
        return text
    return _("%(decision)s: %(note)s") % {"decision": text.rstrip("."), "note": shorten(look.note, 160)}


def _since(decision: Decision, frame: Frame) -> dict:
    look = next(iter(decision.looks.all()), None)
    if look is not None:
        return cell(
            parts.sentence(str(look.get_verdict_display())), state=STATES.get(look.verdict, ""), sub=shorten(look.note, 160)
        )
    if decision.expectation:
        return cell(_("Expected: %(what)s") % {"what": decision.expectation})
    if decision.look_again_on:
        return cell(_("To look at again on %(day)s") % {"day": frame.day(decision.look_again_on)}, state="wait")
    return cell("—")


def _draft(made: list[Decision]) -> str:
    if not made:
        return _("The reviews of this quarter decided nothing.")
    facts = {"count": parts.in_words(len(made)), "reviews": parts.in_words(len({each.review_id for each in made}))}
    said = [
        parts.sentence(ngettext("%(count)s decision was taken.", "%(count)s decisions were taken.", len(made)) % facts)
    ]  # fmt: skip
    looked = [next(iter(each.looks.all()), None) for each in made]
    helped = sum(look is not None and look.verdict == Look.Verdict.HELPED for look in looked)
    failed = sum(look is not None and look.verdict == Look.Verdict.DID_NOT_HELP for look in looked)
    open_ones = sum(look is None or look.verdict == Look.Verdict.TOO_EARLY for look in looked)
    for count, one, many in (
        (helped, _("One has helped."), _("%(count)s have helped.")),
        (failed, _("One did not help."), _("%(count)s did not help.")),
        (open_ones, _("Of one it is too early to say."), _("Of %(count)s it is too early to say.")),
    ):
        if count:
            said.append(parts.sentence(one if count == 1 else many % {"count": parts.in_words(count)}))
    return parts.joined(*said)
