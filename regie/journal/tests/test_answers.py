"""An answer by e-mail to what one was told becomes a comment."""

import pytest

from regie.journal import delivery, replies
from regie.journal.models import Comment, Letter, Notification
from regie.lib.refused import Refused
from regie.work.models import Delivery


@pytest.fixture
def told(ines, paul, settings):
    """Paul was told, by e-mail, that marketing waits for something of his."""
    settings.REPLIES_TO = "regie+{}@tamarelle.example"
    thing = Delivery.ask("The budget", paul.domain, by=ines)
    delivery.tell()
    return thing


def message(to: str, sender: str, text: str) -> bytes:
    return f"From: {sender}\r\nTo: {to}\r\nSubject: Re: budget\r\nMessage-ID: <1@there>\r\n\r\n{text}\r\n".encode()


def test_an_answer_to_a_letter_becomes_a_comment_of_whoever_it_was_written_to(told, paul):
    letter = Letter.objects.get(to=paul.email)
    assert "notice-" in letter.reply_to
    replies.receive(message(letter.reply_to, paul.email, "By the end of the week."))
    comment = Comment.objects.about(told).get()
    assert (comment.author, comment.text) == (paul, "By the end of the week.")


def test_nobody_else_answers_in_their_name(told, paul, jonas):
    notification = Notification.objects.get(person=paul)
    with pytest.raises(Refused):
        replies.HANDLERS["notice"](str(notification.pk), replies.Reply(str(jonas.email), "Yes", "<1@there>", ""))
    assert not Comment.objects.exists()
