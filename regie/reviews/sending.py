"""Minutes on their way: one e-mail a person, in their language, from rows that a crash does not lose."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from regie.people.models import Person
from regie.reviews.models import Copy

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)


def told_of(event):
    from regie.reviews.closing import told

    return told(event.subject)


def leads_of(event):
    return Person.objects.leads()


def send_waiting(limit: int = 50) -> int:
    """Send what waits; each copy is taken by one worker at a time. Returns how many went out."""
    sent = 0
    for pk in list(Copy.objects.to_send().values_list("pk", flat=True)[:limit]):
        taken = Copy.objects.to_send().filter(pk=pk).update(leased_until=timezone.now() + LEASE, tries=F("tries") + 1)
        if taken:
            copy = Copy.objects.select_related("person", "review").get(pk=pk)
            try:
                _send(copy)
            except OSError as error:  # the mail server does not answer: another round tries again
                logger.warning("The minutes %s did not go out: %s", copy.pk, error)
                Copy.objects.filter(pk=pk).update(trouble=str(error)[:300])
                continue
            Copy.objects.filter(pk=pk).update(sent_at=timezone.now(), leased_until=None, trouble="")
            sent += 1
    return sent


def _send(copy: Copy) -> None:
    from regie.reviews.queries import minutes_page

    with translation.override(copy.person.language or settings.LANGUAGE_CODE):
        words = {
            "page": minutes_page(copy.review),
            "person": copy.person,
            "address": settings.SITE_ADDRESS + copy.review.get_absolute_url(),
        }
        subject = render_to_string("reviews/mail/subject.txt", words).strip()
        mail = EmailMultiAlternatives(subject, render_to_string("reviews/mail/minutes.txt", words), to=[copy.person.email])
        mail.send()
