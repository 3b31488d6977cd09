"""Letters as files, where no mail server is set up: one a letter, which mail programs open and people can read."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as Files

# In plain words, with no line broken: whoever opens the file copies a link from it as it stands.
PLAIN = email.policy.default.clone(max_line_length=990, utf8=True)


class EmailBackend(Files):
    """`20261123-185858-nora-tamarelle-example.eml`; the last part keeps letters of the same second apart."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            self._keep(message)
        return len(email_messages)

    def _keep(self, message: EmailMessage) -> None:
        to = re.sub(r"[^a-z0-9]+", "-", (message.recipients() or [""])[0].lower()).strip("-")[:60]
        moment = datetime.now().strftime("%Y%m%d-%H%M%S")
        letter = message.message(policy=PLAIN).as_bytes(policy=PLAIN)
        for count in range(1, 10_000):
            name = f"{moment}-{to}.eml" if count == 1 else f"{moment}-{to}-{count}.eml"
            try:
                with (Path(self.file_path) / name).open("xb") as file:
                    file.write(letter)
            except FileExistsError:
                continue
            return
