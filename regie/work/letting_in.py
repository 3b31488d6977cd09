"""How somebody without an account decides: a secret link that ends, for one verdict and nothing else."""

from __future__ import annotations

from regie.people.models import OpenLink

ACT = "work.decide"


def invite(verdict, *, by) -> None:
    """Make the link of an outsider's verdict, and send it when there is an address."""
    verdict.link = OpenLink.give(ACT, verdict, by=by, given_to=verdict.address or verdict.outsider, days=14)
    verdict.save(update_fields=["link"])
