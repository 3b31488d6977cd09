import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from regie.journal.models import File, Letter
from regie.people.models import OpenLink
from regie.work.models import Pin
from regie.work.tests.approving import MARC, ask, content, give, verdict


@pytest.fixture
def thing(jonas, settings):
    settings.REPLIES_TO = "regie+{}@tamarelle.example"
    made = content(jonas)
    made.task.attach(_picture("affiche.png", jonas), by=jonas)
    return made


@pytest.fixture
def asked(thing, jonas, ines):
    approval = ask(thing, MARC, ines, by=jonas, rule="all")
    return verdict(approval, "Marc Vidal")


def _picture(name, by):
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    return File.keep(SimpleUploadedFile(name, drawn.getvalue()), by=by)


def path(verdict):
    return re.sub(r"^https?://[^/]+", "", verdict.link.address)


def decide(client, verdict, decision="approved", reason="", **more):
    typed = {"what": "decide", "decision": decision, "reason": reason, "seal": verdict.stage.approval.edition.seal} | more
    return client.post(path(verdict), typed)


def test_the_letter_asks_in_the_organisations_language_with_link_text_and_a_way_to_answer(client, asked):
    letter = Letter.objects.get(to="marc@agency.example")
    assert "Votre validation est demandée" in letter.subject
    assert "Commandez Brio" in letter.text
    assert client.get(re.search(r"https?://[^/]+(/\S+)", letter.text)[1]).status_code == 200
    assert letter.reply_to.startswith("regie+verdict-")


def test_the_page_shows_what_is_sealed_and_nothing_that_is_the_houses_own(client, asked, jonas, ines):
    Pin.put(asked.stage.approval, "Public words", by=jonas, facet="text", where={"start": 0, "end": 9, "quote": "Commandez"})
    Pin.put(
        asked.stage.approval,
        "Kergrist",
        by=jonas,
        facet="text",
        where={"start": 0, "end": 9, "quote": "Commandez"},
        is_private=True,
    )
    give(asked.stage.approval, ines, "approved", "Sarah agrees", private_remark="Kergrist")
    page = client.get(path(asked)).content.decode()
    assert "Commandez" in page and "affiche.png" in page and "Public words" in page
    assert "Kergrist" not in page and "Sarah agrees" not in page and ines.name not in page


def test_an_outsider_decides_once(client, asked):
    assert decide(client, asked).status_code == 302
    asked.refresh_from_db()
    assert (asked.decision, asked.via, asked.seal) == ("approved", "link", asked.stage.approval.edition.seal)
    again = decide(client, asked, "refused", "No")
    assert again.status_code == 409 and "once" in again.content.decode()
    page = client.get(path(asked))
    assert page.status_code == 200 and "Commandez" not in page.content.decode()
    asked.refresh_from_db()
    assert asked.decision == "approved"


def test_what_was_typed_stays_when_a_reason_is_missing_or_the_form_is_forged(client, asked):
    page = decide(client, asked, "sent_back")
    assert page.status_code == 422 and "Say why" in page.content.decode()
    page = decide(client, asked, "approved", "Kept words", seal="0" * 64)
    assert page.status_code == 422 and "Kept words" in page.content.decode()


def test_a_form_without_its_token_is_refused(asked):
    from django.test import Client

    assert decide(Client(enforce_csrf_checks=True), asked).status_code == 403


@pytest.mark.parametrize("change", [lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda token: "x" + token])
def test_a_changed_link_opens_nothing(client, asked, change):
    assert client.get(path(asked).replace(asked.link.token, change(asked.link.token))).status_code == 410


def test_an_ended_or_closed_link_opens_nothing(client, asked, jonas):
    OpenLink.objects.filter(pk=asked.link_id).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(path(asked)).status_code == 410
    assert decide(client, asked).status_code == 410
    OpenLink.objects.filter(pk=asked.link_id).update(expires_at=timezone.now() + timedelta(days=1))
    asked.stage.approval.withdraw(by=jonas)
    assert client.get(path(asked)).status_code == 410
    asked.refresh_from_db()
    assert asked.decision == "unanswered"


def test_over_its_time_a_link_gives_no_file_and_takes_no_remark(client, asked):
    file = File.objects.get(name="affiche.png")
    assert len(asked.link.nonce) >= 22  # 128 bits
    OpenLink.objects.filter(pk=asked.link_id).update(expires_at=timezone.now() - timedelta(seconds=1))
    for query in ({"file": file.pk}, {"picture": file.pk}):
        answer = client.get(path(asked), query)
        assert answer.status_code == 410
        assert "Commandez Brio" not in answer.content.decode()
    typed = {"what": "remark", "file": file.pk, "x": "25", "y": "10", "text": "Trop petit"}
    assert client.post(path(asked), typed).status_code == 410
    assert not Pin.objects.exists()


def test_only_the_sealed_files_are_given(client, asked, jonas):
    other = _picture("secret.png", jonas)
    mine = File.objects.get(name="affiche.png")
    answer = client.get(path(asked), {"file": mine.pk})
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    for query in ({"file": other.pk}, {"picture": other.pk}, {"file": "../etc/passwd"}, {"picture": mine.pk, "page": "9"}):
        assert client.get(path(asked), query).status_code == 404
    drawn = client.get(path(asked), {"picture": mine.pk})
    assert drawn["Content-Type"] == "image/png" and b"".join(drawn.streaming_content).startswith(b"\x89PNG")


def test_a_change_asks_the_outsider_anew_and_shows_what_changed(client, asked, thing, jonas):
    old = path(asked)
    thing.edit(by=jonas, text="Commandez Brio avant le 10 mars.\n\nLe prix est de 120 euros.")
    assert client.get(old).status_code == 410
    newest = verdict(thing_approval(thing), "Marc Vidal")
    page = client.get(path(newest)).content.decode()
    assert "<del>3</del>" in page and "<ins>10</ins>" in page
    assert Letter.objects.filter(to="marc@agency.example").count() == 2


def thing_approval(thing):
    from regie.work.models import Approval

    return Approval.objects.about(thing).open().get()


def test_an_outsider_remarks_on_a_passage_and_on_a_picture_but_not_elsewhere(client, asked, jonas):
    typed = {
        "what": "remark",
        "facet": "text",
        "paragraph": "2",
        "passage": "120 euros",
        "text": "Hors taxes ?",
        "is_private": "1",
    }
    assert client.post(path(asked), typed).status_code == 302
    pin = Pin.objects.get()
    assert (pin.outsider, pin.where["quote"], pin.is_private) == ("Marc Vidal", "120 euros", False)
    file = File.objects.get(name="affiche.png")
    typed = {"what": "remark", "file": file.pk, "x": "25,5", "y": "10", "text": "Trop petit"}
    assert client.post(path(asked), typed).status_code == 302
    assert Pin.objects.get(file=file).where == {"page": 1, "x": 25.5, "y": 10.0}
    other = _picture("secret.png", jonas)
    assert client.post(path(asked), typed | {"file": other.pk}).status_code == 422
    assert client.post(path(asked), typed | {"x": "250"}).status_code == 422


def test_a_link_opens_for_no_other_verdict(client, asked, thing, ines):
    """The sign names the link, and the link its one verdict."""
    from regie.work.tests.approving import Outsider

    other = verdict(ask(content(ines), Outsider("Lou", ""), by=ines), "Lou")
    pk, nonce = other.link.pk, asked.link.nonce
    from django.core import signing

    from regie.people.models.open_link import SALT

    forged = signing.dumps([pk, nonce], salt=SALT)
    assert client.get(path(asked).replace(asked.link.token, forged)).status_code == 410
