"""What goes out to Slack, Teams and other programs: chosen, signed, retried, never into the own network."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.connect import due_dates, payloads, reaching, relaying
from regie.connect.models import Dispatch, Relay
from regie.journal.models import Comment, Event, Notification
from regie.plan.models import Campaign
from regie.work.models import Delivery, Task

SECRET_PATH = "/services/T000/B000/kergrist"


class There:
    """Another program, on this machine."""

    def __init__(self):
        self.heard, self.status = [], 200
        there = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                there.heard.append((self.path, dict(self.headers), body))
                self.send_response(there.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *_said):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}{SECRET_PATH}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def bodies(self):
        return [json.loads(body) for _path, _headers, body in self.heard]


@pytest.fixture
def there():
    there = There()
    yield there
    there.server.shutdown()
    there.server.server_close()


@pytest.fixture
def inside(settings):
    settings.RELAYS_INSIDE = True


@pytest.fixture
def relay(inside, there, ines):
    return Relay.make("Spring", "program", there.address, by=ines, kinds=["comments", "tasks"], campaign="Spring", language="en")[
        0
    ]


@pytest.fixture
def task(ines, jonas):
    return Task.make("Write the text", by=ines, who=[("R", jonas), ("A", ines)], campaign="Spring")


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/x", "https://10.0.0.8/x", "https://192.168.1.1/", "https://169.254.169.254/latest", "https://[::1]/",
        "https://[::ffff:10.0.0.1]/", "http://example.com/", "https://user:word@example.com/", "https://example.com:22/",
        "file:///etc/passwd", "https://", "nothing", "https://[::1",
    ],
)  # fmt: skip
def test_no_relay_leads_into_the_own_network(address):
    with pytest.raises(reaching.Unreachable):
        reaching.addresses_of(reaching.parts_of(address))


def test_a_name_that_answers_with_a_private_address_is_refused(monkeypatch):
    def look_up(host, port, **_named):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("93.184.216.34", "10.1.2.3")]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(reaching.Unreachable, match="private network"):
        reaching.post("https://rebinding.example/x", b"{}", {})


def test_what_happens_in_the_campaign_is_passed_on_signed_and_once(relay, there, task, ines, jonas):
    secret = relay.renew_secret(by=ines)
    Comment.say(task, "Shorter, please <!here>", by=ines)
    Task.make("Something else", by=ines, who=[("R", jonas)], campaign="Autumn")
    relaying.go_round()
    relaying.go_round()
    assert [body["type"] for body in there.bodies] == ["work.task_opened", "journal.commented"]
    assert there.bodies[1]["data"]["text"] == "Shorter, please <!here>"
    assert there.bodies[1]["data"]["thing"] == "Write the text"
    path, headers, body = there.heard[0]
    headers = {name.lower(): value for name, value in headers.items()}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert path == SECRET_PATH
    assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def test_a_program_that_is_down_for_a_day_loses_nothing_and_it_is_said(relay, there, task, ines, jonas):
    there.status = 503
    start = timezone.now()
    relaying.go_round()
    relay.refresh_from_db()
    assert relay.tries == 1 and relay.wake_at > start and len(there.heard) == 1
    relaying.go_round()
    assert len(there.heard) == 1  # it waits before it tries again
    for _hour in range(24):
        Relay.objects.update(wake_at=timezone.now(), down_since=start - timedelta(hours=20))
        task.block("The photographer is ill", by=jonas)
        task.unblock(by=jonas)
        relaying.go_round()
    relay.refresh_from_db()
    assert relay.wake_at - timezone.now() <= timedelta(minutes=60)
    assert Event.objects.filter(verb="connect.relay_down").count() == 1
    assert Notification.objects.filter(person=ines, event__verb="connect.relay_down").exists()
    waiting = Dispatch.objects.waiting().count()
    assert waiting == 49
    there.status, there.heard[:] = 200, []
    Relay.objects.update(wake_at=timezone.now())
    relaying.go_round()
    assert len(there.heard) == waiting and there.bodies[0]["type"] == "work.task_opened"
    assert Event.objects.filter(verb="connect.relay_answers_again").count() == 1
    relay.refresh_from_db()
    assert (relay.tries, relay.down_since) == (0, None)


def test_a_try_that_arrives_sends_at_once_what_waited(relay, there, task, ines):
    there.status = 503
    relaying.go_round()
    relay.refresh_from_db()
    assert relay.wake_at > timezone.now()
    assert relay.test(by=ines).sent_at is None
    relaying.go_round()
    assert Dispatch.objects.waiting().count() == 1
    there.status = 200
    assert relay.test(by=ines).sent_at is not None
    relaying.go_round()
    assert Dispatch.objects.waiting().count() == 0


def test_what_went_wrong_is_said_in_the_language_of_the_relay(inside, ines):
    relay = Relay.make("Muet", "slack", "http://127.0.0.1:9/x", by=ines, kinds=["tasks"], language="fr")[0]
    assert "connexion" in relay.test(by=ines).fault.casefold()


def test_one_line_that_is_refused_does_not_hold_up_the_rest_and_can_be_sent_again(relay, there, task, ines):
    there.status = 422
    relaying.go_round()
    refused = Dispatch.objects.get()
    assert refused.refused_at and refused.status == 422
    there.status = 200
    refused.wait_again(by=ines)
    relaying.go_round()
    refused.refresh_from_db()
    assert refused.sent_at and refused.tries == 2


def test_a_redirection_is_not_followed(relay, there, task):
    there.status = 302
    relaying.go_round()
    assert len(there.heard) == 1 and Dispatch.objects.get().sent_at is None


def test_nothing_that_happened_before_the_relay_was_open_is_told(inside, there, task, ines):
    Relay.make("Late", "slack", there.address, by=ines, kinds=["tasks"], language="en")
    relaying.go_round()
    assert there.heard == []


def test_slack_and_teams_get_their_own_shapes_in_their_language(inside, there, ines, jonas):
    Relay.make("Slack", "slack", there.address, by=ines, kinds=["tasks"], language="fr")
    Relay.make("Teams", "teams", there.address, by=ines, kinds=["tasks"], language="en")
    Task.make("Un <texte> & *une* image", by=ines, who=[("R", jonas)])
    relaying.go_round()
    slack, teams = there.bodies
    assert "&lt;texte&gt; &amp;" in slack["blocks"][0]["text"]["text"] and "&lt;texte&gt;" in slack["text"]
    card = teams["attachments"][0]["content"]
    assert card["type"] == "AdaptiveCard" and "\\*une\\*" in card["body"][0]["text"]
    assert card["actions"][0]["url"].endswith(Task.objects.get().get_absolute_url())


def test_a_test_says_at_once_whether_it_arrives(client, relay, there, ines):
    client.force_login(ines)
    answer = client.post(reverse("connect:relay_test", args=[relay.pk]), follow=True)
    assert "It arrived." in answer.content.decode() and there.bodies[0]["type"] == "regie.test"
    there.status = 404
    answer = client.post(reverse("connect:relay_test", args=[relay.pk]), follow=True)
    assert "did not arrive" in answer.content.decode()


def test_the_address_is_a_secret_everywhere(client, relay, there, task, ines):
    there.status = 500
    relaying.go_round()
    client.force_login(ines)
    for address in (relay.get_absolute_url(), reverse("connect:relay_edit", args=[relay.pk]), reverse("connect:index")):
        assert "kergrist" not in client.get(address).content.decode()
    kept = json.dumps(
        [*Relay.objects.values("sealed_address", "fault", "name"), *Dispatch.objects.values("said", "fault")], default=str
    )
    assert "kergrist" not in kept
    assert not any("kergrist" in json.dumps(data) for data in Event.objects.values_list("data", flat=True))


def test_the_secret_of_a_program_is_shown_once(client, inside, there, ines):
    client.force_login(ines)
    sent = {"name": "Program", "kind": "program", "address": there.address, "kinds": ["runs"], "language": "en", "campaign": ""}
    answer = client.post(reverse("connect:relay_new"), sent, follow=True)
    assert "whsec_" in answer.content.decode()
    assert "whsec_" not in client.get(Relay.objects.get().get_absolute_url()).content.decode()


def test_a_form_with_a_private_address_says_so_and_keeps_the_rest(client, ines):
    client.force_login(ines)
    sent = {"name": "Inside", "kind": "slack", "address": "https://10.0.0.1/hook", "kinds": ["runs"], "language": "en"}
    answer = client.post(reverse("connect:relay_new"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "private network" in page and 'value="Inside"' in page


def test_a_relay_is_only_for_a_campaign_that_there_is(client, inside, there, ines, task):
    client.force_login(ines)
    sent = {
        "name": "Spring",
        "kind": "teams",
        "address": there.address,
        "kinds": ["comments"],
        "language": "en",
        "campaign": "Sprnig",
    }
    assert "No campaign is called “Sprnig”" in client.post(reverse("connect:relay_new"), sent).content.decode()
    client.post(reverse("connect:relay_new"), {**sent, "campaign": "spring "})
    assert Relay.objects.get().campaign == "Spring"


def test_a_member_sees_a_relay_and_does_not_change_it(client, relay, jonas, paul):
    client.force_login(jonas)
    assert client.get(relay.get_absolute_url()).status_code == 200
    assert client.post(reverse("connect:relay_closing", args=[relay.pk])).status_code == 404
    client.force_login(paul)
    assert client.get(relay.get_absolute_url()).status_code == 404


def test_what_slack_reads_calls_nobody():
    said = {"verb": "x", "sentence": "<!channel> look", "who": "", "at": "", "address": ""}
    assert "<!channel>" not in payloads.body_of("slack", said).decode()


def test_a_comment_of_several_lines_keeps_them():
    said = {
        "verb": "x",
        "sentence": "Inès said: “One\ntwo”",
        "text": "One\ntwo",
        "who": "",
        "at": "",
        "address": "https://regie.example/1",
    }
    assert (
        json.loads(payloads.body_of("teams", said))["attachments"][0]["content"]["body"][0]["text"] == "Inès said: “One\n\ntwo”"
    )
    assert (
        json.loads(payloads.body_of("slack", said))["blocks"][0]["text"]["text"]
        == "<https://regie.example/1|Inès said: “One two”>"
    )


def test_a_short_comment_is_not_said_twice():
    said = {"verb": "x", "sentence": "Inès said: “On Monday”", "text": "On Monday", "who": "", "at": "", "address": ""}
    assert payloads.body_of("slack", said).decode().count("Monday") == 2  # what notifications show, and the line itself
    assert payloads.body_of("teams", said).decode().count("Monday") == 1


def test_due_dates_come_as_a_calendar(task, ines, jonas, paul):
    task.edit(by=ines, due_at=timezone.now() + timedelta(days=3))
    Delivery.ask("The budget", paul.domain, by=jonas, needed_on=timezone.localdate() + timedelta(days=9))
    said = due_dates.ics_for(jonas).decode()
    assert said.count("BEGIN:VEVENT") == 2 and "SUMMARY:Write the text" in said and "Awaited: The budget" in said
    other = Task.make("Book the media", by=ines, who=[("R", ines)], campaign="Spring", due_at=timezone.now() + timedelta(days=5))
    assert f"SUMMARY:Spring: {other.title}" in due_dates.campaigns_ics_for(jonas).decode()
    assert due_dates.campaigns_ics_for(paul).decode().count("BEGIN:VEVENT") == 0
    assert due_dates.ics_for(paul).decode().count("BEGIN:VEVENT") == 0


def test_the_channel_of_a_campaign_hears_of_the_campaign_itself_and_follows_its_name(relay, there, ines):
    relay.edit(by=ines, kinds=["comments", "campaigns"])
    spring = Campaign.prepare("Spring", by=ines)
    Comment.say(spring, "The day of the launch is set", by=ines)
    Comment.say(Campaign.prepare("Autumn", by=ines), "Too early", by=ines)
    relaying.go_round()
    assert [body["data"]["campaign"] for body in there.bodies] == ["Spring"]
    spring.rename("Spring in town", by=ines)
    Comment.say(spring, "A better name", by=ines)
    Comment.say(Task.make("Hang the poster", by=ines, who=[("R", ines)], campaign="Spring in town"), "On Monday", by=ines)
    relaying.go_round()
    assert [body["data"]["text"] for body in there.bodies[1:]] == ["A better name", "On Monday"]
    relay.refresh_from_db()
    assert relay.campaign == "Spring in town"
