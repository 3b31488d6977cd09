"""The house's translations, without GNU gettext.

python tools/messages.py update [APP…]   bring each French catalogue up to date with the code
python tools/messages.py compile         write the .mo files that are older than their .po
python tools/messages.py check [APP…]    fail on anything missing, fuzzy, stale or ill set
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import catalogs
import french
import mo

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|(%[sd])|\{(\w*)(?:[:!][^{}]*)?\}")


def main(arguments: list[str]) -> int:
    verb, names = (arguments[0] if arguments else ""), [Path(name).name for name in arguments[1:]]
    unknown = sorted(set(names) - set(catalogs.apps()))
    if verb not in {"update", "compile", "check"} or unknown:
        print(__doc__)
        if unknown:
            print(f"There is no app called {', '.join(unknown)}. There are: {', '.join(catalogs.apps())}.")
        return 2
    chosen = names or list(catalogs.apps())
    if verb == "update":
        for app in chosen:
            update(app)
        return 0
    if verb == "compile":
        mo.compile_all(catalogs.ROOT)
        return 0
    return check(chosen)


def update(app: str) -> None:
    path, merged = catalogs.po_path(app), catalogs.merge(catalogs.template_of(app), catalogs.read(app))
    if not len(merged):
        if path.exists():
            path.unlink()
        return
    text = catalogs.text_of(merged)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    lacking = [message for message in merged if message.id and untranslated(message)]
    print(f"{app}: {len(merged)} messages, {len(lacking)} without French")
    for message in lacking:
        print(f"    {place(message)}: {catalogs.key(message)!r}")


def check(chosen: Iterable[str]) -> int:
    found = [f"{app}: {fault}" for app in chosen for fault in faults(app)]
    if set(chosen) == set(catalogs.apps()):
        found += said_two_ways()
    for fault in found:
        print(fault)
    return 1 if found else 0


def faults(app: str) -> Iterator[str]:
    """Every fault of one app's French catalogue, as a sentence that names the message."""
    template, known = catalogs.template_of(app), catalogs.read(app)
    wanted = set()
    for message in template:
        if not message.id:
            continue
        wanted.add((catalogs.key(message), message.context))
        translation = known.get(catalogs.key(message), context=message.context)
        label = f"{place(message)}: {catalogs.key(message)!r}"
        if translation is None or untranslated(translation):
            yield f"{label} has no French"
        elif bool(translation.pluralizable) != bool(message.pluralizable):
            yield f"{label} changed its plural: run update"
        else:
            yield from (f"{label}: {fault}" for fault in translation_faults(translation))
    for message in known:
        if message.id and (catalogs.key(message), message.context) not in wanted:
            yield f"{catalogs.key(message)!r} is no longer in the code: run update"


def translation_faults(message) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    sources = message.id if message.pluralizable else (message.id,)
    texts = message.string if message.pluralizable else (message.string,)
    if message.pluralizable and len(texts) != 2:
        yield "needs a singular and a plural"
    allowed, needed = placeholders(" ".join(sources)), placeholders(sources[-1])
    for index, text in enumerate(texts):
        has = placeholders(text)
        wrong = has - allowed
        if index == len(texts) - 1:
            wrong |= needed - has
        if wrong:
            yield f"placeholders differ in {text!r}: {', '.join(sorted(wrong))}"
        if sources[-1].endswith("\n") != text.endswith("\n"):
            yield f"one of the two ends with a new line in {text!r}"
        yield from (f"{fault} in {text!r}" for fault in french.faults(text))


def said_two_ways() -> Iterator[str]:
    """Django merges all catalogues: one English text with two French ones would show either."""
    seen: dict = {}
    for app in catalogs.apps():
        for message in catalogs.read(app):
            if not message.id or untranslated(message):
                continue
            where = (catalogs.key(message), message.context)
            before = seen.setdefault(where, (app, message.string))
            if before[1] != message.string:
                yield (
                    f"{app}: {where[0]!r} is {message.string!r} here and {before[1]!r} in {before[0]}: "
                    "agree on one, or give one a context"
                )


def placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


def untranslated(message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not texts or not all(texts)


def place(message) -> str:
    return message.locations[0][0] if message.locations else "?"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
