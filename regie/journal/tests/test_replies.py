import socketserver
import threading
from email.message import EmailMessage

import pytest

from regie.journal import mailbox, replies
from regie.journal.models import Letter


@pytest.fixture
def heard(monkeypatch):
    said = []
    monkeypatch.setitem(replies.HANDLERS, "echo", lambda key, reply: said.append((key, reply)))
    return said


def message(to, text, **headers):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = headers.pop("sender", "Marc <Marc@Agency.example>"), to, "Re: a question"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def test_an_answer_comes_to_whoever_asked_without_what_it_quotes(heard):
    content = message(
        f"regie+{replies.sign('echo', '12')}@firm.example",
        "Validé, merci.\n\nLe mar. 3 mars 2026 à 10:00, Régie <regie@firm.example> a écrit :\n> Approuvez-vous ?\n",
    )
    assert replies.receive(content) == "echo"
    key, reply = heard[0]
    assert (key, reply.sender, reply.text) == ("12", "marc@agency.example", "Validé, merci.")


def test_a_sign_for_one_question_answers_no_other(heard):
    forged = replies.sign("echo", "12").replace("-12-", "-13-")
    with pytest.raises(replies.Unknown):
        replies.receive(message(f"regie+{forged}@firm.example", "OK"))
    with pytest.raises(replies.Unknown):
        replies.receive(message("regie@firm.example", "OK"))
    assert not heard


def test_machines_are_not_listened_to(heard):
    address = f"regie+{replies.sign('echo', '12')}@firm.example"
    assert replies.receive(message(address, "OK, I am away", Auto_Submitted="auto-replied")) == "automatic"
    assert not heard


def test_a_letter_says_where_to_answer(db, settings, mailoutbox):
    settings.REPLIES_TO = "regie+{}@firm.example"
    reply_to, ending = replies.way_back("echo", "7")
    Letter.write("marc@agency.example", "A question" + ending, "…", reply_to=reply_to).send()
    assert mailoutbox[0].reply_to == [f"regie+{replies.sign('echo', '7')}@firm.example"]
    settings.REPLIES_TO = "answers@firm.example"
    assert replies.way_back("echo", "7") == ("answers@firm.example", f" [{replies.sign('echo', '7')}]")
    settings.REPLIES_TO = ""
    assert replies.way_back("echo", "7") == ("", "")


def test_html_alone_is_read_without_its_quotes(heard):
    made = EmailMessage()
    made["From"], made["To"] = "marc@agency.example", f"x+{replies.sign('echo', '1')}@firm.example"
    made.set_content("<p>Refusé<br>Le prix manque.</p><blockquote>Approuvez-vous ?</blockquote>", subtype="html")
    replies.receive(made.as_bytes())
    assert heard[0][1].text.split("\n") == ["Refusé", "Le prix manque."]


def test_the_mailbox_is_read_once_and_keeps_what_answers_nothing(heard, settings):
    mine = message(f"x+{replies.sign('echo', '5')}@firm.example", "OK")
    box = {b"1": mine, b"2": message("x@firm.example", "Lunch?")}
    seen: set[bytes] = set()
    with _server(box, seen) as port:
        settings.IMAP = {"host": "127.0.0.1", "port": port, "username": "u", "password": "p", "use_tls": False, "folder": "INBOX"}
        assert mailbox.look() == 1
        assert mailbox.look() == 0
    assert seen == {b"1", b"2"} and len(heard) == 1


def test_a_mailbox_that_does_not_answer_is_no_fault(settings):
    settings.IMAP = {"host": "127.0.0.1", "port": 1, "username": "u", "password": "p", "use_tls": False, "folder": "INBOX"}
    assert mailbox.look() == 0


def _server(box, seen):
    """A mail server that knows the few words of IMAP that are said to it."""

    class Talk(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"* OK ready\r\n")
            for line in self.rfile:
                tag, *words = line.split()
                say = getattr(self, (words[1] if words[0] == b"UID" else words[0]).decode().lower(), None)
                if say:
                    say(words)
                self.wfile.write(tag + b" OK done\r\n")
                if words[0] == b"LOGOUT":
                    return

        def capability(self, words):
            self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")

        def select(self, words):
            self.wfile.write(b"* %d EXISTS\r\n" % len(box))

        def search(self, words):
            self.wfile.write(b"* SEARCH " + b" ".join(uid for uid in box if uid not in seen) + b"\r\n")

        def fetch(self, words):
            content = box[words[2]]
            self.wfile.write(b"* 1 FETCH (UID %s BODY[] {%d}\r\n%s)\r\n" % (words[2], len(content), content))

        def store(self, words):
            seen.add(words[2])

        def logout(self, words):
            self.wfile.write(b"* BYE\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def __enter__(self):
            threading.Thread(target=self.serve_forever, daemon=True).start()
            return self.server_address[1]

        def __exit__(self, *said):
            self.shutdown()
            self.server_close()

    return Server(("127.0.0.1", 0), Talk)
