"""The folder of letters: what a person finds who opens it."""

from __future__ import annotations

from email import message_from_bytes, policy

from django.core.mail import EmailMessage

from regie.lib.outbox import EmailBackend

ADDRESS = "http://localhost:8000/account/invitation/" + "a1B2-" * 20 + "/"


def test_each_letter_is_a_file_whose_link_can_be_copied_as_it_stands(tmp_path):
    backend = EmailBackend(alias="default", file_path=tmp_path)
    letters = [
        EmailMessage(
            f"Inès vous invite, {name}", f"Bonjour,\n\n{ADDRESS}\n", "Régie <regie@localhost>", [f"{name}@tamarelle.example"]
        )
        for name in ("nora", "nora", "dan")
    ]
    assert backend.send_messages(letters) == 3
    files = sorted(tmp_path.glob("*.eml"))
    assert len(files) == 3
    for file in files:
        assert ADDRESS in file.read_text(encoding="utf8").splitlines()
        letter = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert letter["Subject"].startswith("Inès vous invite")
        assert letter.get_content().splitlines()[0] == "Bonjour,"
