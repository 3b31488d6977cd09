"""Tags and filters of every template (a builtin: no `{% load %}` needed)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from regie.lib import dates
from regie.lib import money as _money
from regie.lib import numbers as _numbers
from regie.lib import text as _text
from regie.ui import assets, fields, icons, sparks

register = template.Library()

STATES = {"good", "watch", "breach", "wait"}


def _language() -> str:
    return get_language() or "en"


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


# Signs


@register.simple_tag
def icon(name: str, turning: bool = False, css: str = "") -> SafeString:
    return icons.icon(name, turning=turning, css=css)


@register.simple_tag
def asset(name: str) -> str:
    return assets.asset(name)


@register.simple_tag
def state(kind: str, label: Any = "", as_label: bool = False) -> SafeString:
    """A state: shape and word. `kind` good, watch, breach, wait, or anything else for what is not measured."""
    known = kind in STATES
    drawing = icons.icon(kind if known else "pending")
    look = mark_safe(' data-kind="label"') if as_label else ""
    return format_html(
        '<span class="state" data-state="{}"{}>{}<span>{}</span></span>', kind if known else "none", look, drawing, label
    )


@register.simple_tag
def who(person: Any, me: Any = None, named: bool = False, outside: bool = False) -> SafeString:
    """Somebody as initials; `me` marks the reader, `named` writes the name beside, `outside` is for people without an account."""
    if person is None:
        return format_html('<span class="faint">{}</span>', pgettext("person", "nobody yet"))
    name = str(person)
    you = me is not None and getattr(me, "pk", None) is not None and me.pk == getattr(person, "pk", None)
    marks = SafeString((" data-you" if you else "") + (' data-role="outside"' if outside else ""))
    letters = getattr(person, "initials", "") or _text.initials(name)
    if named:
        disc = format_html('<span class="who" aria-hidden="true"{}>{}</span>', marks, letters)
        return format_html('<span class="who-line">{}{}</span>', disc, name)
    return format_html('<span class="who" role="img" aria-label="{}" title="{}"{}>{}</span>', name, name, marks, letters)


@register.simple_tag
def spark(points: Any, low: Any = None, high: Any = None, states: Any = ()) -> SafeString:
    return sparks.spark(points, low, high, states)


@register.simple_tag
def trend(direction: str, words: Any) -> SafeString:
    """An arrow (`up`, `down`, `level`) and the words that say it."""
    name = direction if direction in ("up", "down") else "level"
    return format_html('<span class="trend">{}<span>{}</span></span>', icons.icon(name), words)


@register.simple_tag
def money_bar(
    whole: Any, spent: Any = 0, committed: Any = 0, planned: Any = 0, forecast: Any = None, scale: Any = None
) -> SafeString:
    return sparks.money_bar(whole, spent, committed, planned, forecast, scale)


# Numbers and days


@register.filter
def mail(address: Any) -> SafeString:
    """An address that breaks before its @, where a line is too narrow for it, and nowhere else."""
    name, at, domain = conditional_escape(address).partition("@")
    return mark_safe(f"{name}<wbr>@{domain}" if at else name)  # noqa: S308 - both sides are escaped


@register.filter
def money(value: Any, currency: str = "EUR") -> str:
    return _money.money(value, currency or "EUR", _language())


@register.filter
def money_short(value: Any, currency: str = "EUR") -> str:
    return _money.money_short(value, currency or "EUR", _language())


@register.filter
def number(value: Any, digits: int | None = None) -> str:
    return _numbers.number(value, _language(), digits)


@register.filter
def percent(value: Any, digits: int | None = None) -> str:
    """A number of percents: 85 gives 85 %."""
    return _numbers.percent(value, _language(), digits)


@register.filter
def signed_percent(value: Any, digits: int | None = None) -> str:
    return _numbers.percent(value, _language(), digits, signed=True)


@register.filter
def measure(value: Any, unit: str = "") -> str:
    """A value with its unit: an ISO currency, `%`, or a word."""
    return _money.measured(value, unit or "", _language())


@register.filter
def signed_measure(value: Any, unit: str = "") -> str:
    return _money.measured(value, unit or "", _language(), signed=True)


@register.filter
def period(value: Any, rhythm: str = "month") -> str:
    """The name of a `regie.lib.periods.Period`, or of the period of `rhythm` that begins on a day."""
    first, rhythm = (value.start, str(value.grain)) if hasattr(value, "grain") else (value, rhythm)
    return dates.period(first, rhythm, _language())


@register.filter
def period_brief(value: Any, rhythm: str = "month") -> str:
    first, rhythm = (value.start, str(value.grain)) if hasattr(value, "grain") else (value, rhythm)
    return dates.period(first, rhythm, _language(), brief=True)


@register.filter
def day(value: Any, style: str = "long") -> str:
    value = _local(value)
    return dates.day(value.date() if isinstance(value, datetime) else value, _language(), style, timezone.localdate())


@register.filter
def moment(value: datetime | None) -> str:
    return dates.moment(_local(value), _language(), timezone.localdate())


@register.filter
def clock(value: Any, style: str = "") -> str:
    return dates.clock(_local(value), _language(), full=style == "full")


@register.filter
def duration(value: Any) -> str:
    return dates.duration(value, _language())


@register.filter
def ago(value: datetime | None) -> str:
    return dates.ago(value, timezone.now(), _language())


@register.filter
def shorten(value: str, length: int = 80) -> str:
    return _text.shorten(str(value), int(length))


@register.filter
def marked(value: str, sought: str) -> SafeString:
    """`value` with what was sought in <mark>."""
    pieces = _text.found(str(value), str(sought or ""))
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", part) if hit else part,) for part, hit in pieces))


@register.filter
def keys(value: str) -> SafeString:
    """`G M` as two keys."""
    return format_html_join("", "<kbd>{}</kbd>", ((key,) for key in str(value).split()))


# Forms and lists


@register.simple_tag
def field(bound: Any, unit: str = "", **attrs: Any) -> SafeString:
    """A field of a form: label above, hint below, error beside."""
    return fields.field(bound, unit=unit, attrs=attrs)


@register.simple_tag
def options(groups: Any) -> SafeString:
    """What a select offers, for our template of Django's widget."""
    return fields.options(groups)


@register.simple_tag
def errors(form: Any) -> SafeString:
    """The summary at the head of a form, with a way to each fault; nothing when there is none."""
    return fields.summary(form)


@register.simple_tag(takes_context=True)
def pagination(context: Any, page: Any, name: str = "page", form: str = "") -> SafeString:
    """The pages of a list; `form` names a form that takes what is typed along when a page is turned (as its field `turn`)."""
    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [one if isinstance(one, int) else 0 for one in around]
    return render_to_string(
        "ui/pagination.html", {"page": page, "numbers": numbers, "name": name, "form": form, "request": context["request"]}
    )


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """This page's address with parameters changed; None or an empty text takes one away. A change leads back to page 1."""
    return _query(context["request"], changes)


def _query(request: Any, changes: dict[str, Any]) -> str:
    asked = request.GET.copy()
    if "page" not in changes:
        asked.pop("page", None)
    for key, value in changes.items():
        if value in (None, ""):
            asked.pop(key, None)
        elif isinstance(value, (list, tuple)):
            asked.setlist(key, [str(one) for one in value])
        else:
            asked[key] = str(value)
    text = asked.urlencode()
    return f"?{text}" if text else request.path


@register.inclusion_tag("ui/table.html", takes_context=True)
def table(context: Any, table: Any) -> dict[str, Any]:
    """A `regie.ui.tables.Table` with its filters, its rows, its bulk bar and its pages."""
    return {"table": table, "request": context["request"], "csrf_token": context.get("csrf_token")}


@register.simple_tag
def example(caption: Any, *lines: Any) -> SafeString:
    """What an empty page will hold, drawn from a made-up thing: `{% example _("An example: …") _("Who") _("Inès") … %}`."""
    rows = format_html_join(
        "",
        '<li class="rule"><span class="rule__word">{}</span><span class="rule__value">{}</span></li>',
        zip(lines[::2], lines[1::2], strict=True),
    )
    return format_html(
        '<figure class="empty__example"><figcaption class="empty__caption"><span>{}</span></figcaption><ul>{}</ul></figure>',
        caption,
        rows,
    )


@register.simple_tag(takes_context=True)
def chart(context: Any, chart: Any) -> SafeString:
    """A `regie.ui.charts.Chart` as island, with its legend, its table behind a switch and its downloads."""
    return render_to_string("ui/chart.html", {"chart": chart, "request": context.get("request")})
