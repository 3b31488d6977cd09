"""Where messages come from and where their French lies.

An *app* here is a folder of `regie/` with an `apps.py`; everything else under `regie/`
(settings, the command line, pure functions) shares one catalogue, called `regie`.
"""

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "regie"
SHARED = "regie"
LANGUAGES = ["fr"]

HEADER = """\
msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""

KEYWORDS: dict[str, tuple] = {
    "_": (1,),
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SKIPPED_FOLDERS = {"tests", "migrations", "locale", "static", "__pycache__", "node_modules"}


def apps() -> dict[str, Path]:
    """Every catalogue by name, with the folder that holds its `locale/`."""
    found = {path.parent.name: path.parent for path in sorted(HOUSE.glob("*/apps.py"))}
    return found | {SHARED: HOUSE}


def po_path(app: str, language: str = "fr") -> Path:
    return apps()[app] / "locale" / language / "LC_MESSAGES" / "django.po"


def sources(app: str) -> Iterator[Path]:
    """Python files and templates whose messages belong to `app`, sorted."""
    folder = apps()[app]
    others = {path for name, path in apps().items() if name != SHARED} if app == SHARED else set()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts[:-1]
        if SKIPPED_FOLDERS.intersection(inside) or others.intersection(path.parents):
            continue
        if (path.suffix == ".py" and path.name != "conftest.py") or (
            path.suffix in {".html", ".txt", ".xml", ".md"} and "templates" in inside
        ):
            yield path


def extracted(path: Path) -> Iterator[tuple[int, str | None, str | tuple[str, str], list[str]]]:
    """`(line, context, message or (singular, plural), comments)` for each message of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = python_of_template(text, str(path.relative_to(ROOT)))
    calls = extract_python(io.BytesIO(text.encode()), list(KEYWORDS), ["Translators"], {})
    for line, function, arguments, comments in calls:
        picked = pick(KEYWORDS[function], arguments)
        if picked is not None:
            yield line, picked[0], picked[1], comments


def python_of_template(source: str, name: str) -> str:
    """Django's own translation of a template to gettext calls, as one expression Python can read.

    Without the parentheses the tokenizer would trip on the indentation of HTML. Django doubles `%`
    in a constant, `_("50 %")`, when it looks it up, but not when it extracts it: we do.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = templatize(source, origin=name)
    constants = re.compile(r" _\((\"[^\"]*\"|'[^']*')\) ")
    return "(\n" + constants.sub(lambda m: f" _({m[1].replace('%', '%%')}) ", code) + "\n)"


def pick(keyword: tuple, arguments: str | tuple) -> tuple[str | None, str | tuple[str, str]] | None:
    """Context and message among a call's literal arguments; None where the message is computed."""
    values = arguments if isinstance(arguments, tuple) else (arguments,)
    context, message = None, []
    for place in keyword:
        index = place[0] if isinstance(place, tuple) else place
        value = values[index - 1] if len(values) >= index else None
        if not value:
            return None
        if isinstance(place, tuple):
            context = value
        else:
            message.append(value)
    return context, (message[0] if len(message) == 1 else (message[0], message[1]))


def template_of(app: str) -> Catalog:
    """All messages of an app, with an empty translation each."""
    catalog = Catalog(locale="fr", fuzzy=False)
    for path in sources(app):
        name = path.relative_to(ROOT).as_posix()
        for line, context, message, comments in extracted(path):
            if catalog.get(message if isinstance(message, str) else message[0], context=context) is None:
                catalog.add(message, context=context, auto_comments=comments)
            catalog.add(message, context=context, locations=[(name, line)])
    return catalog


def read(app: str, language: str = "fr") -> Catalog:
    path = po_path(app, language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge(template: Catalog, known: Catalog) -> Catalog:
    """The template's messages with the translations already known, and nothing else."""
    for message in template:
        old = known.get(key(message), context=message.context) if message.id else None
        if old is None:
            continue
        if bool(old.pluralizable) == bool(message.pluralizable):
            message.string = old.string
        elif message.pluralizable and old.string:
            message.string = ("", old.string)
        message.user_comments = old.user_comments
        message.flags |= old.flags & {"fuzzy"}
    return template


def key(message) -> str:
    return message.id[0] if message.pluralizable else message.id


def text_of(catalog: Catalog) -> str:
    """A `.po` file without dates and line numbers, so that it changes only when words do."""
    out = io.BytesIO()
    options = {"omit_header": True, "sort_by_file": True, "ignore_obsolete": True}
    write_po(out, catalog, include_lineno=False, width=110, **options)
    return HEADER + out.getvalue().decode().strip() + "\n"
