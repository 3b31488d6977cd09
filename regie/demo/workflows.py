"""The playbooks as Tamarelle has made them its own: who checks what was written is not who wrote it."""

from __future__ import annotations

from dataclasses import replace

from regie.work.engine.model import Duty
from regie.work.engine.outline import draw
from regie.work.engine.rows import Row
from regie.work.models import Workflow
from regie.work.playbooks import PLAYBOOKS
from regie.work.playbooks.parts import ROLES, Playbook, place_of

# playbook → step → letter → who has it at Tamarelle.
OTHERS = {
    "social_campaign": {"visuals": {"A": "design"}},
}
OWNERS = {
    "email": "noe",
    "social_campaign": "jonas",
    "blog_article": "awa",
    "inbound_lead": "noe",
    "landing_page": "awa",
    "ad_creative": "jonas",
    "event": "elif",
    "product_launch": "ines",
    "agency_brief": "awa",
}


def publish_all(language: str, people: dict) -> dict[str, Workflow]:
    """The nine workflows, each published by whoever looks after it."""
    made = {}
    for key, playbook in PLAYBOOKS.items():
        owner, place = people[OWNERS[key]], place_of(language)
        xml = drawing(playbook, language).decode()
        workflow = Workflow.make(
            playbook.name[place], xml, by=owner, purpose=playbook.about[place], kind=key, language=language
        )  # fmt: skip
        workflow.draft.publish(by=owner)
        made[key] = workflow
    return made


def drawing(playbook: Playbook, language: str) -> bytes:
    return draw(
        [_ours(playbook.key, row, language) for row in playbook.rows(language)],
        name=playbook.name[place_of(language)],
        id=playbook.key,
        deadline=playbook.deadline,
        measured=playbook.measured,
        language=language,
    )


def _ours(key: str, row: Row, language: str) -> Row:
    for letter, role in OTHERS.get(key, {}).get(row.id, {}).items():
        given = Duty(letter, ROLES[role][place_of(language)])
        row = replace(row, duties=tuple(given if duty.letter == letter else duty for duty in row.duties))
    return row
