"""Approving by answering the letter: the first words say what is decided, the rest is the reason.

What is not clear decides nothing: the words are kept in the journal of the thing, and a letter says how to be understood.
"""

from __future__ import annotations

import re
import unicodedata

from django.utils import translation
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.journal.replies import Reply
from regie.lib.refused import Refused
from regie.lib.text import plain
from regie.people.models import Organisation
from regie.work import letting_in

# By the first words, without accents or capitals; the longest that fits counts.
WORDS = {
    "approved": "ok|okay|approved|approve|yes|oui|valide|validee|je valide|approuve|approuvee|j’approuve|d’accord|bon pour accord|bat|bon a tirer|i approve",
    "with_changes": "approved with changes|ok with changes|approve with changes|valide avec modifications|valide avec changements|approuve avec modifications|ok avec modifications|valide sous reserve",
    "sent_back": "changes|change|changes asked|changes please|to change|modifications|modification|a modifier|a revoir|a corriger|corrections|changements",
    "refused": "refused|refuse|rejected|reject|no|non|refusee|je refuse|i refuse",
}
_BARE = re.compile(r"(no|non)\b")
_ALONE = re.compile(r"(no|non)\s*($|[,.;:!–—-])")
_BUT = re.compile(r"\b(but|however|except|unless|not|mais|sauf|cependant|toutefois|pas|si)\b")


def meant(text: str) -> tuple[str, str]:
    """(decision, reason); decision is "" where the words do not say it beyond doubt."""
    text = unicodedata.normalize("NFC", text.strip().replace("'", "’"))
    said, first = plain(text), plain(text.split("\n")[0])
    if _BARE.match(first) and not _ALONE.match(first):
        return "", text  # "No problem, approved" is no refusal
    fitting = [
        (len(words), decision)
        for decision, known in WORDS.items()
        for words in known.split("|")
        if re.match(rf"{re.escape(words)}(?!\w)", said)
    ]
    if not fitting:
        return "", text
    length, decision = max(fitting)
    reason = text[length:].lstrip(" \t,;:.!-–—\n\u00a0\u202f").strip()
    if decision == "approved" and _BUT.search(said[length:]):
        return "", text
    return decision, reason


def answer(key: str, reply: Reply) -> None:
    """What came back to the letter of one verdict. Only who was asked is heard; to anybody else nothing is said."""
    from regie.work.models import Verdict

    verdict = Verdict.objects.filter(pk=key).select_related("stage__approval__edition", "decider", "link").first()
    if verdict is None:
        raise Refused(_("Nothing is asked by this letter any more."))
    asked = verdict.decider.email if verdict.decider else verdict.address
    if not asked or reply.sender != asked.lower():
        raise Refused(_("This letter was answered from another address than the one it was sent to."))
    with translation.override(verdict.decider.language if verdict.decider else Organisation.here().language):
        _hear(verdict, reply)


def _hear(verdict, reply: Reply) -> None:
    approval = verdict.stage.approval
    names = {"thing": str(approval), "round": approval.round}
    decision, reason = meant(reply.text)
    try:
        if verdict.link_id and not verdict.link.is_open and not verdict.decision:
            raise Refused(_("The time to answer is over: ask whoever wrote to you."))
        if not decision:
            record(
                "work.answer_unclear", verdict.stage, by=verdict.decider, page=approval.subject or approval,
                who=str(verdict.decider or verdict.outsider), text=reply.text[:2_000], people=[approval.asked_by_id],
            )  # fmt: skip
            raise Refused(
                _(
                    "We could not tell what you decide. Begin with one word, “Approved”, “Approved with changes”, “Changes” or "
                    "“Refused”, then say why. Your words are kept for those who asked."
                )
            )
        verdict.give(decision, by=verdict.decider, seal=approval.edition.seal, reason=reason, via="mail")
    except Refused as refusal:
        subject = _("Not decided yet: %(thing)s") if not verdict.decision else _("Your approval: %(thing)s")
        letting_in.answer(verdict, subject % names, f"{refusal.sentence}\n\n{_quoted(reply.text)}")
        return
    said = {"what": verdict.said, "seal": verdict.seal} | names
    text = (
        _("We have noted what you decided about “%(thing)s”, round %(round)s: %(what)s.\nSeal of what it covers: %(seal)s\n")
        % said
    )
    letting_in.answer(verdict, _("Your decision is kept: %(thing)s") % names, text)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines()[:50])
