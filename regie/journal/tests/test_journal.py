"""The one log: what it says, who reads it, who hears of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from regie.journal import delivery, differences, verbs
from regie.journal.mentions import mentioned
from regie.journal.models import Comment, Event, File, Letter, Notification, record
from regie.people.models import Domain, Person


def test_an_edit_says_who_what_when_and_from_which_value_to_which(client, ines, home):
    home.edit(by=ines, purpose="To be known.")
    event = Event.objects.get(verb="people.domain_edited")
    assert event.changes == {"purpose": ["", "To be known."]}
    assert event.actor == ines
    with translation.override("en"):
        assert event.sentence == "Inès Carvalho changed the domain Marketing"
        assert [(change.label, change.old, change.new) for change in differences.changes_of(event)] == [
            ("Purpose", "—", "To be known.")
        ]


def test_words_are_marked_where_they_changed():
    found = differences.pieces("two figures in a row", "three figures in a row")
    assert found == [("gone", "two"), ("new", "three"), ("same", " figures in a row")]
    assert "".join(words for kind, words in found if kind != "new") == "two figures in a row"


def test_words_changed_one_after_the_other_are_read_as_one():
    old, new = "Pay when it is delivered.", "Pay the rest on delivery."
    found = differences.pieces(old, new)
    assert found == [("same", "Pay "), ("gone", "when it is delivered"), ("new", "the rest on delivery"), ("same", ".")]


def test_a_name_in_a_sentence_cannot_be_markup(client, ines):
    domain = Domain.objects.create(name="<script>alert(1)</script>")
    domain.edit(by=ines, purpose="%(actor)s <b>")
    client.force_login(ines)
    page = client.get("/journal/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "<b>" not in page


def test_the_journal_is_filtered_by_who_room_and_day(client, ines, jonas, home):
    client.force_login(ines)
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=timezone.get_current_timezone())):
        home.edit(by=ines, purpose="March words")
    home.edit(by=jonas, purpose="Other words")

    def lines(query):
        return client.get("/journal/" + query).content.decode().count('class="entry"')

    assert lines("") == 2
    assert lines(f"?who={jonas.pk}") == 1
    assert lines("?first=2026-03-01&last=2026-03-02") == 1
    assert lines("?room=people") == 2
    assert lines("?room=metrics") == 0
    assert lines("?sought=Marketing") == 2
    assert lines("?sought=zzz") == 0
    assert lines("?first=nonsense&who=drop&verb=x") == 2


def test_the_journal_leaves_as_a_safe_file_in_the_reader_s_language(client, ines, home):
    ines.language = "fr"
    ines.save()
    home.edit(by=ines, purpose="=cmd()")
    client.force_login(ines)
    text = b"".join(client.get("/journal/journal.csv?room=people").streaming_content).decode()
    assert "'=cmd()" in text
    assert ";" in text.splitlines()[0]
    assert "Quand" in text


def test_the_journal_costs_the_same_for_any_number_of_lines(client, ines, home, django_assert_max_num_queries):
    for number in range(30):
        home.edit(by=ines, purpose=f"Words {number}")
    client.force_login(ines)
    client.get("/journal/")
    with django_assert_max_num_queries(16):
        client.get("/journal/")
    with django_assert_max_num_queries(16):
        client.get(f"/journal/of/people.domain/{home.pk}/")


def test_a_mention_reaches_whoever_is_named_and_may_see(ines, jonas, home):
    Comment.say(home, "@Jonas Keller, look at this; @nobody too", by=ines)
    assert [notice.event.verb for notice in jonas.notifications.all()] == ["journal.commented"]
    assert not ines.notifications.exists()


def test_a_first_name_that_two_share_names_nobody(jonas, home):
    assert mentioned("@jonas, please") == [jonas]
    Person.objects.create_user(email="jonas2@tamarelle.example", name="Jonas Petit", standing="member")
    assert mentioned("@jonas, please") == []
    assert mentioned("write to x@jonas.example") == []
    assert [person.name for person in mentioned("@jonas petit?")] == ["Jonas Petit"]


def test_comments_are_written_changed_and_taken_back_by_their_author_alone(client, ines, jonas, home):
    client.force_login(jonas)
    path = f"/journal/comments/of/people.domain/{home.pk}/"
    empty = client.post(path, {"text": "  "}, headers={"HX-Request": "true"})
    assert empty.status_code == 422
    assert b"Write something first" in empty.content
    assert client.post(path, {"text": "Good <b>work</b>"}, headers={"HX-Request": "true"}).status_code == 200
    comment = Comment.objects.get()
    assert client.post(f"/journal/comments/{comment.pk}/", {"text": "Very good"}).status_code == 302
    assert Event.objects.get(verb="journal.comment_edited").changes == {"text": ["Good <b>work</b>", "Very good"]}
    client.force_login(ines)
    assert client.post(f"/journal/comments/{comment.pk}/", {"text": "Mine"}).status_code == 404
    client.force_login(jonas)
    assert client.post(f"/journal/comments/{comment.pk}/removal/").status_code == 302
    assert not Comment.objects.exists()


def test_a_notification_is_seen_when_it_is_followed(client, ines, jonas):
    jonas.change_standing("lead", by=ines)
    notice = jonas.notifications.get()
    client.force_login(ines)
    assert client.get(notice.address).status_code == 404
    client.force_login(jonas)
    assert b"Notifications, 1 new" in client.get("/people/me/").content
    assert client.get(notice.address).headers["Location"] == jonas.get_absolute_url()
    assert jonas.notifications.unread().count() == 0


def test_a_letter_leaves_at_once_and_only_once(ines, jonas):
    jonas.change_standing("lead", by=ines)
    assert delivery.tell() == 1
    assert delivery.tell() == 0
    assert delivery.send() == 1
    assert delivery.send() == 0
    assert mail.outbox[0].to == [jonas.email]
    assert "/journal/notifications/" in mail.outbox[0].body


def test_a_daily_reader_gets_one_letter_in_the_morning(ines, jonas):
    Person.objects.filter(pk=jonas.pk).update(notices="daily", language="fr")
    evening = timezone.make_aware(datetime(2026, 3, 2, 18))
    with time_machine.travel(evening, tick=False):
        jonas.change_standing("lead", by=ines)
        jonas.change_standing("member", by=ines)
        assert delivery.tell() == 0
    with time_machine.travel(evening + timedelta(hours=12), tick=False):
        assert delivery.tell() == 0
    with time_machine.travel(evening + timedelta(hours=14), tick=False):
        assert delivery.tell() == 1
    assert Letter.objects.get().text.count("•") == 2


def test_a_morning_is_that_of_the_reader(ines, jonas):
    Person.objects.filter(pk=jonas.pk).update(channels={"people": "daily"}, time_zone="America/Montreal")
    evening = timezone.make_aware(datetime(2026, 3, 2, 18))
    with time_machine.travel(evening, tick=False):
        Person.objects.get(pk=jonas.pk).change_standing("lead", by=ines)
    with time_machine.travel(evening + timedelta(hours=15), tick=False):  # nine in Paris, three in Montreal
        assert delivery.tell() == 0
    with time_machine.travel(evening + timedelta(hours=20), tick=False):
        assert delivery.tell() == 1
        assert delivery.tell() == 0


def test_each_kind_goes_where_its_reader_wants_it(ines, jonas):
    Person.objects.filter(pk=jonas.pk).update(channels={"people": "none", "mention": "at_once"})
    Person.objects.get(pk=jonas.pk).change_standing("lead", by=ines)
    assert jonas.notifications.count() == 0
    Comment.say(ines, "@Jonas Keller, see this.", by=ines)
    assert jonas.notifications.get().channel == "at_once"
    assert delivery.tell() == 1
    assert f"see this.”\n  {ines.name}\n" in Letter.objects.get().text  # what was said, and about whom


def test_a_choice_made_before_the_letter_left_counts(ines, jonas):
    jonas.change_standing("lead", by=ines)
    Person.objects.filter(pk=jonas.pk).update(channels={"people": "bell"})
    Notification.objects.follow(Person.objects.get(pk=jonas.pk))
    assert delivery.tell() == 0


def test_a_letter_and_what_it_tells_are_written_together_or_not_at_all(ines, jonas, monkeypatch):
    jonas.change_standing("lead", by=ines)
    with monkeypatch.context() as broken:
        broken.setattr(Letter, "write", lambda *_words, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            delivery.tell()
    assert Letter.objects.count() == 0
    assert delivery.tell() == 1
    assert Letter.objects.count() == 1


def test_a_letter_sent_again_has_the_same_name(ines):
    letter = Letter.write("x@tamarelle.example", "Hello", "text")
    letter.send()
    Letter.objects.filter(pk=letter.pk).update(sent_at=None)  # its sender was killed before it could note that it left
    delivery.send()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_whoever_wants_nothing_or_only_the_bell_gets_no_letter(ines, jonas, paul):
    Person.objects.filter(pk=jonas.pk).update(notices="bell")
    Person.objects.filter(pk=paul.pk).update(notices="none")
    for person in Person.objects.filter(pk__in=[jonas.pk, paul.pk]):
        person.change_standing("lead", by=ines)
    assert delivery.tell() == 0
    assert jonas.notifications.count() == 1
    assert paul.notifications.count() == 0


def test_a_refused_letter_is_tried_again_later(ines, settings):
    here = settings.MAILERS
    settings.MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": 9}}
    }
    letter = Letter.write("x@tamarelle.example", "Two\nlines", "text")
    assert letter.subject == "Two lines"
    assert delivery.send() == 0
    letter.refresh_from_db()
    assert letter.tries == 1
    assert letter.due_at > timezone.now()
    assert letter.text == "text"
    settings.MAILERS = here
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert delivery.send() == 1
    letter.refresh_from_db()
    assert letter.sent_at
    assert letter.text == ""


def test_a_file_is_given_back_as_a_download_to_whom_it_concerns(client, ines, jonas, paul, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = File.keep(SimpleUploadedFile("../../evil.html", b"<script>alert(1)</script>", "text/html"), by=jonas)
    client.force_login(jonas)
    answer = client.get(file.get_absolute_url())
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.search(r'attachment; filename="evil\.html"', answer.headers["Content-Disposition"])
    client.force_login(paul)
    assert client.get(file.get_absolute_url()).status_code == 404
    client.force_login(ines)
    assert client.get(file.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("verb", ["unknown.verb", "journal.commented"])
def test_an_event_that_lacks_words_still_says_what_it_was(ines, home, verb):
    event = record(verb, home, by=None)
    assert "Régie" in event.sentence
    assert verb in event.sentence


def _last(thing) -> Event:
    return Event.objects.about(thing).first()


def test_one_change_is_undone_from_the_history_and_a_new_line_says_so(client, ines, home):
    other = Domain.objects.create(name="Events", delegator=ines)
    other.edit(by=ines, purpose="Fairs", delegator=None)
    client.force_login(ines)
    edit = _last(other)
    page = client.get(f"/journal/of/people.domain/{other.pk}/").content.decode()
    assert f'action="/journal/events/{edit.pk}/undo/"' in page
    client.post(f"/journal/events/{edit.pk}/undo/", {"revision": other.revision})
    other.refresh_from_db()
    assert (other.purpose, other.delegator, other.revision) == ("", ines, 3)
    assert _last(other).sentence == "Inès Carvalho undid a change of Events"
    client.post(f"/journal/events/{_last(other).pk}/undo/", {"revision": 3})
    other.refresh_from_db()
    assert other.purpose == "Fairs"


def test_a_change_that_was_changed_again_is_not_undone(client, ines, home):
    other = Domain.objects.create(name="Events")
    other.edit(by=ines, purpose="Fairs")
    first = _last(other)
    other.edit(by=ines, purpose="Fairs and shops")
    client.force_login(ines)
    assert f"/events/{first.pk}/undo/" not in client.get(f"/journal/of/people.domain/{other.pk}/").content.decode()
    answer = client.post(f"/journal/events/{first.pk}/undo/", {"revision": other.revision}, follow=True)
    assert "changed again in the meantime" in answer.content.decode()
    stale = client.post(f"/journal/events/{_last(other).pk}/undo/", {"revision": 1}, follow=True)
    assert "changed again in the meantime" in stale.content.decode()
    other.refresh_from_db()
    assert other.purpose == "Fairs and shops"


def test_who_may_not_edit_a_thing_undoes_nothing_of_it(client, ines, jonas, home):
    home.edit(by=ines, purpose="To be known")
    client.force_login(jonas)
    assert "/undo/" not in client.get(f"/journal/of/people.domain/{home.pk}/").content.decode()
    assert client.post(f"/journal/events/{_last(home).pk}/undo/", {"revision": home.revision}).status_code == 404


def test_a_thing_is_read_as_it_stood_on_a_day(client, ines, home):
    monday = timezone.make_aware(datetime(2026, 3, 2, 10))
    for days, purpose in ((0, "Fairs"), (3, "Fairs and shops")):
        with time_machine.travel(monday + timedelta(days=days), tick=False):
            home.edit(by=ines, purpose=purpose)
    client.force_login(ines)
    read = lambda day: " ".join(client.get(f"/journal/of/people.domain/{home.pk}/?on={day}").content.decode().split())  # noqa: E731
    assert "Fairs, now Fairs and shops" in read("2026-03-03")
    assert "Fairs and shops, <span" in read("2026-03-05")
    assert "—, now Fairs and shops" in read("2026-03-01")
    assert client.get(f"/journal/of/people.domain/{home.pk}/?on=never").status_code == 200


def test_what_speaks_to_those_notified_is_said_of_nobody_in_the_history(ines, jonas, monkeypatch):
    said = verbs.Verb("tests.asked", "A decision is asked", notify=lambda event: [jonas], told="Your decision is needed")
    monkeypatch.setitem(verbs.VERBS, "tests.asked", said)
    event = record("tests.asked", ines, by=ines)
    assert event.sentence == event.marked == "A decision is asked"
    assert str(Notification.objects.get(person=jonas, event=event)) == "Your decision is needed"
