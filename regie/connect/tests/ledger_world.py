"""Sheets of the accounting and of the media plan, and a budget to bring them to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from regie.connect import work
from regie.connect.models import Intake
from regie.journal.models import File
from regie.plan.models import BudgetLine, Campaign, Channel, Envelope

INVOICES = """Date;Fournisseur;N° facture;Objet;Montant HT;TVA;Devise;Ligne
05/10/2026;Studio Lumen;F-118;Film d’automne;4 200,00 €;840,00;EUR;2026-0001
12/10/2026;Radio Littoral;RL-77;Vague d’octobre;1 250,50;250,10;EUR;2026-0002
"""


def budget(by, amount: int = 20_000) -> list[BudgetLine]:
    """An envelope of the last quarter of 2026 with two approved lines of 10,000 each: numbers 2026-0001 and 2026-0002."""
    envelope = Envelope.objects.create(
        name="Marketing, T4", starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31), amount=amount, owner=by
    )
    lines = []
    for name in ("Film", "Radio"):
        line = BudgetLine.open(envelope, name, by=by, months={date(2026, 10, 1): Decimal(10_000)})
        line.approve(by=by)
        lines.append(line)
    return lines


def campaign(by, name: str = "Libre à vélo") -> Campaign:
    return Campaign.prepare(name, by=by, starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31))


def channel(name: str = "Radio") -> Channel:
    return Channel.objects.create(name=name, push="push", place="offline", breadth="many", ownership="paid")


def bring(text: str | bytes, *, by, target: str = "", name: str = "sheet.csv", columns=None, **settings) -> Intake:
    """A sheet looked at; its columns as proposed unless said otherwise."""
    content = text.encode() if isinstance(text, str) else text
    intake = Intake.bring(File.keep(SimpleUploadedFile(name, content), by=by), by=by, target=target)
    intake.choices["columns"] |= columns or {}
    intake.choices["settings"] = intake.choices.get("settings", {}) | settings
    return intake


def rehearsed(text: str | bytes, *, by, **choices) -> Intake:
    intake = bring(text, by=by, **choices)
    intake.choose(intake.choices)
    work.go_on(intake.pk)
    intake.refresh_from_db()
    return intake


def written(text: str | bytes, *, by, **choices) -> Intake:
    intake = rehearsed(text, by=by, **choices)
    intake.write(by=by)
    work.go_on(intake.pk)
    intake.refresh_from_db()
    return intake


def said(intake: Intake) -> list[tuple[int, str]]:
    """[(row, why)] of the refused."""
    return [(row.number, row.reason) for row in intake.rows.filter(kind="refused")]


def noted(intake: Intake) -> list[str]:
    from regie.connect.ledgers.notes import sentence

    return [sentence(note) for note in intake.effect["notes"]]
