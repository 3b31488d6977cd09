from email.message import EmailMessage

import pytest

from regie.journal import replies
from regie.journal.models import Event, Letter
from regie.lib.refused import Refused
from regie.work.answering import meant
from regie.work.tests.approving import MARC, ask, content, verdict


@pytest.fixture
def asked(jonas, settings):
    settings.REPLIES_TO = "regie+{}@tamarelle.example"
    return verdict(ask(content(jonas), MARC, by=jonas), "Marc Vidal")


def mail(asked, text, sender="marc@agency.example", sign=None):
    made = EmailMessage()
    made["From"], made["Subject"] = f"Marc <{sender}>", "Re: Votre validation"
    made["To"] = f"regie+{sign or replies.sign('verdict', str(asked.pk))}@tamarelle.example"
    made.set_content(
        f"{text}\n\nLe lun. 1 juin 2026 à 09:00, Régie <regie@tamarelle.example> a écrit :\n> Commencez par un mot\n"
    )
    return replies.receive(made.as_bytes())


@pytest.mark.parametrize(
    ("said", "decision", "reason"),
    [
        ("OK", "approved", ""),
        ("Validé, merci !", "approved", "merci !"),
        ("Bon pour accord.", "approved", ""),
        ("Approved with changes: the comma", "with_changes", "the comma"),
        ("Validé avec modifications\nla virgule", "with_changes", "la virgule"),
        ("Changes\nThe price is missing.", "sent_back", "The price is missing."),
        ("À revoir : le prix", "sent_back", "le prix"),
        ("Refusé, trop cher", "refused", "trop cher"),
        ("Non. Trop cher.", "refused", "Trop cher."),
    ],
)
def test_the_first_words_decide_and_the_rest_is_the_reason(said, decision, reason):
    assert meant(said) == (decision, reason)


@pytest.mark.parametrize(
    "said", ["", "Hello", "OK but not the price", "Validé mais pas le prix", "No problem, approved", "Okapi", "Je regarde demain"]
)
def test_what_is_not_clear_decides_nothing(said):
    assert meant(said)[0] == ""


def test_an_answer_by_mail_decides_and_is_confirmed(asked):
    assert mail(asked, "Validé") == "verdict"
    asked.refresh_from_db()
    assert (asked.decision, asked.via, asked.seal) == ("approved", "mail", asked.stage.approval.edition.seal)
    assert asked.seal in Letter.objects.filter(to="marc@agency.example").first().text


def test_a_second_answer_changes_nothing_and_is_told_so(asked):
    mail(asked, "Validé")
    mail(asked, "Refusé, en fait")
    asked.refresh_from_db()
    assert asked.decision == "approved"
    assert "déjà" in Letter.objects.filter(to="marc@agency.example").first().text


def test_an_unclear_answer_is_kept_and_answered(asked, jonas):
    mail(asked, "Je crois que le prix manque.")
    asked.refresh_from_db()
    assert asked.decision == ""
    assert Event.objects.get(verb="work.answer_unclear").data["text"] == "Je crois que le prix manque."
    assert "Commencez par un mot" in Letter.objects.filter(to="marc@agency.example").first().text


def test_a_no_without_a_reason_asks_for_one(asked):
    mail(asked, "Refusé")
    asked.refresh_from_db()
    assert asked.decision == ""
    assert Letter.objects.filter(to="marc@agency.example").count() == 2


def test_nobody_else_answers_and_nothing_is_said_to_them(asked):
    letters = Letter.objects.count()
    with pytest.raises(Refused):
        mail(asked, "Validé", sender="eve@agency.example")
    with pytest.raises(replies.Unknown):
        mail(asked, "Validé", sign=replies.sign("verdict", str(asked.pk + 1)).replace(str(asked.pk + 1), str(asked.pk)))
    asked.refresh_from_db()
    assert asked.decision == "" and Letter.objects.count() == letters


def test_an_answer_about_what_has_changed_since_decides_nothing(asked, jonas):
    asked.stage.approval.subject.edit(by=jonas, text="Autre texte")
    mail(asked, "Validé")
    asked.refresh_from_db()
    assert asked.decision == "unanswered"
