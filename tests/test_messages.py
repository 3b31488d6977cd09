"""The tool that keeps the translations is trusted by every room, so it is tested itself."""

from __future__ import annotations

import catalogs
import french
import messages
import pytest
from django.template import Context, Engine

NARROW, NO_BREAK = french.NARROW, french.NO_BREAK


@pytest.mark.parametrize(
    "text",
    [
        f"Enregistrer{NARROW}?",
        f"Touche «{NO_BREAK}?{NO_BREAK}» (?)",
        f"10{NARROW}%% de l’ensemble",
        f"Lead{NO_BREAK}: 120{NO_BREAK}€",
        f"<a href='/x?y=1'>d’ici</a> à 10:42{NARROW}!",
        "%(count)d lignes",
    ],
)
def test_well_set_french_passes(text):
    assert french.faults(text) == []


@pytest.mark.parametrize(
    "text",
    ["Quoi ?", "Quoi?", "l'été", "d'%(name)s", "10 %", "10%%", "Nom :", "Nom:", "« a »", "120 €", "et puis..."],
)
def test_ill_set_french_is_marked(text):
    assert french.faults(text)


def lookups_of(source: str, monkeypatch) -> set[tuple[str | None, str]]:
    """What Django asks for when it renders a template."""
    from django.utils import translation

    asked = set()
    monkeypatch.setattr(translation._trans, "gettext", lambda text: asked.add((None, text)) or text, raising=False)
    monkeypatch.setattr(translation._trans, "pgettext", lambda where, text: asked.add((where, text)) or text, raising=False)
    monkeypatch.setattr(
        translation._trans, "ngettext", lambda one, many, n: asked.add((None, one)) or (one if n == 1 else many), raising=False
    )
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"}, builtins=["django.templatetags.i18n"])
    engine.from_string(source).render(Context({"rows": [1, 2], "who": "Inès", "nothing": None}))
    return asked


def test_what_is_extracted_is_what_django_looks_up(tmp_path, monkeypatch):
    source = """
      <p title="x">{% translate "Save 50 %" %}, it's "quoted"
    </p>
    {{ nothing|default:_("None yet") }} {{ _("A constant") }}
    {% translate "Post" context "noun" %} {% translate "Kept" as kept %}
    {% blocktranslate trimmed with name=who %}
      Dear {{ name }},
      welcome
    {% endblocktranslate %}
    {% blocktranslate count n=rows|length %}{{ n }} row at 10%{% plural %}{{ n }} rows at 10%{% endblocktranslate %}
    """
    monkeypatch.setattr(catalogs, "ROOT", tmp_path)
    page = tmp_path / "page.html"
    page.write_text(source, encoding="utf-8")
    found = {
        (context, message if isinstance(message, str) else message[0])
        for _line, context, message, _comments in catalogs.extracted(page)
    }
    assert found == lookups_of(source, monkeypatch)
    assert (None, "Dear %(name)s, welcome") in found


def test_placeholders_that_differ_are_marked():
    from babel.messages import Catalog

    catalog = Catalog(locale="fr")
    good = catalog.add(("%(n)d row of %(who)s", "%(n)d rows of %(who)s"), ("Une ligne de %(who)s", "%(n)d lignes de %(who)s"))
    lost = catalog.add("Hello {name}", "Bonjour")
    invented = catalog.add("Hello", "Bonjour %(name)s")
    assert list(messages.translation_faults(good)) == []
    assert list(messages.translation_faults(lost))
    assert list(messages.translation_faults(invented))
