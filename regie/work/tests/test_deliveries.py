"""What the department waits for from others: asked, promised, delivered or late."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Notification
from regie.lib.refused import Refused
from regie.people.models import Domain, Person
from regie.work import growing, hanging
from regie.work.models import Delivery, Offer, Task

TODAY = timezone.localdate


@pytest.fixture
def delivery(ines, paul):
    return Delivery.ask("The budget of the spring", paul.domain, by=ines, needed_on=TODAY() + timedelta(days=10))


def told(person, verb):
    return Notification.objects.filter(person=person, event__verb=verb).count()


def test_the_people_of_the_department_hear_and_promise_a_day_on_its_page(client, delivery, ines, paul):
    assert told(paul, "work.delivery_asked") == 1
    client.force_login(paul)
    assert "The budget of the spring" in client.get(delivery.get_absolute_url()).content.decode()
    day = TODAY() + timedelta(days=12)
    client.post(reverse("work:delivery_promise", args=[delivery.pk]), {"day": day.isoformat(), "text": "After the board"})
    delivery.refresh_from_db()
    assert (delivery.promised_on, delivery.promised_by, delivery.words) == (day, paul, "After the board")
    assert delivery.is_promised_too_late and told(ines, "work.delivery_promised") == 1


def test_asked_of_one_person_only_they_are_told(ines, paul):
    other = Person.objects.create_user(email="lea@tamarelle.example", name="Léa Roux", standing="neighbour", domain=paul.domain)
    Delivery.ask("Figures", paul.domain, by=ines, asked_of=other)
    assert (told(other, "work.delivery_asked"), told(paul, "work.delivery_asked")) == (1, 0)


def test_a_task_waits_until_it_is_delivered(delivery, ines, jonas, paul):
    task = Task.make("Book the media", by=ines, who=[("R", jonas), ("A", ines)])
    task.wait_for(delivery, by=ines)
    with pytest.raises(Refused):
        task.submit(by=jonas)
    delivery.deliver(by=paul, files=[SimpleUploadedFile("budget.xlsx", b"PK")])
    assert told(jonas, "work.delivery_delivered") == 1
    task.submit(by=jonas)
    assert delivery.enclosures.get().file.name == "budget.xlsx"


def test_late_is_past_the_promise_or_past_the_need(delivery, ines, paul):
    Delivery.objects.update(needed_on=TODAY() - timedelta(days=1))
    assert Delivery.objects.late().count() == 1
    delivery.refresh_from_db()
    assert delivery.is_late
    delivery.promise(TODAY() + timedelta(days=2), by=paul)
    assert Delivery.objects.late().count() == 0
    delivery.deliver(by=paul)
    delivery.take_back(by=ines)
    assert delivery.is_open
    delivery.drop(by=ines)
    with pytest.raises(Refused, match="no longer awaited"):
        delivery.promise(TODAY(), by=paul)


def test_another_department_sees_nothing_of_it_and_changes_nothing(client, delivery, paul):
    legal = Domain.objects.create(name="Legal")
    sam = Person.objects.create_user(email="sam@tamarelle.example", name="Sam Roy", standing="neighbour", domain=legal)
    client.force_login(sam)
    assert client.get(delivery.get_absolute_url()).status_code == 404
    assert client.post(reverse("work:delivery_promise", args=[delivery.pk]), {"day": TODAY().isoformat()}).status_code == 404
    client.force_login(paul)
    assert client.post(reverse("work:delivery_drop", args=[delivery.pk])).status_code == 409
    assert client.get(reverse("work:delivery_new")).status_code == 403


def test_a_day_that_has_passed_is_no_promise(client, delivery, paul):
    client.force_login(paul)
    yesterday = (TODAY() - timedelta(days=1)).isoformat()
    answer = client.post(reverse("work:delivery_promise", args=[delivery.pk]), {"day": yesterday, "text": "Soon"})
    assert answer.status_code == 409 and "Soon" in answer.content.decode()


@pytest.fixture
def version(home, ines):
    from pathlib import Path

    import regie.demo
    from regie.charter.models import Reading

    text = (Path(regie.demo.__file__).parent / "texts" / "charter-fr.md").read_text("utf8")
    return Reading.bring(text, by=ines, name="charte.md").accept(by=ines)


def test_the_charter_proposes_a_form_for_each_promise_in_its_own_language(version, ines):
    offers = {offer.deliverable.domain.name: offer for offer in Offer.objects.proposed().select_related("deliverable__domain")}
    assert offers["Équipe des ventes"].name == "Argumentaires, études de cas et prospects qualifiés avec leur histoire"
    assert not any("Familles" in name for name in offers)
    assert all(offer.questions for offer in offers.values())
    assert offers["Équipe des ventes"].questions[0]["label"].startswith("De quoi avez-vous besoin")
    assert {grown.act for grown in growing.grow(version, ines)} == {"kept"}


def test_a_line_of_the_charter_shows_what_is_awaited_and_what_was_asked(version, ines, client):
    from regie.charter.models import Deliverable

    line = Deliverable.objects.filter(direction="expected", domain__isnull=False).select_related("domain").first()
    client.force_login(ines)
    page = client.get(f"{reverse('work:delivery_new')}?deliverable={line.pk}").content.decode()
    assert line.text[:40] in page
    sent = {
        "what": "Fiches de Brio",
        "domain": line.domain_id,
        "deliverable": line.pk,
        "needed_on": (TODAY() + timedelta(days=3)).isoformat(),
    }
    assert client.post(reverse("work:delivery_new"), sent).status_code == 302
    delivery = Delivery.objects.get()
    assert delivery.deliverable == line
    hook = hanging.hooks([line.line_id], ines)[line.line_id][0]
    assert (hook.state, hook.url) == ("wait", delivery.get_absolute_url())
    Delivery.objects.update(needed_on=TODAY() - timedelta(days=3))
    assert hanging.hooks([line.line_id], ines)[line.line_id][0].state == "breach"
    owed = Offer.objects.proposed().first()
    assert hanging.hooks([owed.deliverable.line_id], ines)[owed.deliverable.line_id][0].state == "wait"
