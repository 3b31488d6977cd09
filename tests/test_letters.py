"""Letters leave through a mail server that really listens, in a form that mail programs read."""

from __future__ import annotations

import re
import socketserver
import threading
from email import message_from_bytes, policy

import pytest
from django.core.cache import cache


class Post(socketserver.StreamRequestHandler):
    """As much of SMTP as a letter needs."""

    def handle(self) -> None:
        self.say("220 house")
        while line := self.rfile.readline().strip():
            word = line.split()[0].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())  # type: ignore[attr-defined]
            self.say("221 bye" if word == b"QUIT" else "250 house")
            if word == b"QUIT":
                return

    def letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def post(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        server.daemon_threads = True
        server.letters = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        options = {"host": "127.0.0.1", "port": server.server_address[1], "use_tls": False, "timeout": 5}
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
        yield server
        server.shutdown()


@pytest.mark.django_db
def test_the_letter_of_the_door_goes_by_smtp_and_its_link_opens(client, post, jonas):
    cache.clear()
    jonas.language = "fr"
    jonas.save()
    client.post("/account/login/code/", {"email": jonas.email}, headers={"Accept-Language": "fr"})
    (raw,) = post.letters
    letter = message_from_bytes(raw, policy=policy.default)
    assert letter["To"] == jonas.email
    assert "Régie" in letter["From"]
    address = re.search(r"http://testserver(/account/link/\S+)", letter.get_body(("plain",)).get_content())[1]
    client.post(address)
    assert client.session.get("_auth_user_id") == str(jonas.pk)


@pytest.mark.django_db
def test_a_word_in_a_name_cannot_write_a_second_header(post, ines):
    from regie.journal.models import Letter
    from regie.people.models import Invitation

    ines.name = "Inès\r\nBcc: all@tamarelle.example"
    ines.save()
    Invitation.invite("theo@tamarelle.example", by=ines, standing="member")
    assert Letter.objects.get().send()
    (raw,) = post.letters
    letter = message_from_bytes(raw, policy=policy.default)
    assert letter["Bcc"] is None
    assert letter["To"] == "theo@tamarelle.example"
