"""A small department at work: an e-mail that is written, checked by legal, and approved."""

from __future__ import annotations

from regie.people.models import Domain, Holding, Person, Role
from regie.work import models_of
from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.rows import Row
from regie.work.models import Workflow


def role(name, person, domain):
    made, _new = Role.objects.get_or_create(name=name, domain=domain)
    Holding.objects.get_or_create(role=made, person=person)
    return made


def email_workflow(by, **changes) -> Workflow:
    """Writing (content), design (design) beside it, legal check with a way back to writing, final approval by the lead."""
    rows = [
        Row("write", "Write the text", duties=(Duty("R", role="Content"), Duty("I", role="Lead")), hours=7, checklist=("Every link was tried",)),
        Row("design", "Make the visual", duties=(Duty("R", role="Design"),), hours=7),
        Row("legal", "Legal check", after=("write", "design"), kind="approval", duties=(Duty("R", role="Legal"), Duty("A", role="Legal")), hours=14, sent_back_to="write"),
        Row("final", "Final approval", after=("legal",), kind="approval", duties=(Duty("R", role="Lead"), Duty("A", role="Lead")), hours=7, sent_back_to="write"),
        Row("send", "Send it", after=("final",), duties=(Duty("R", role="Content"),), hours=1),
    ]  # fmt: skip
    workflow = Workflow.make("E-mail", outline.draw(rows, name="E-mail").decode(), by=by, kind="email")
    workflow.draft.publish(by=by)
    return workflow


def cast(home, ines):
    """Awa writes, Mina draws, Sarah is legal, Inès leads."""
    legal = Domain.objects.get_or_create(name="Legal")[0]

    def person(name, email, standing, domain):
        return Person.objects.create_user(email=email, name=name, standing=standing, domain=domain)

    awa = person("Awa Ndiaye", "awa@tamarelle.example", "member", home)
    mina = person("Mina Sorel", "mina@tamarelle.example", "member", home)
    sarah = person("Sarah Lindqvist", "sarah@tamarelle.example", "neighbour", legal)
    role("Content", awa, home)
    role("Design", mina, home)
    role("Legal", sarah, legal)
    role("Lead", ines, home)
    return awa, mina, sarah


def workflow_of(source: bytes, by, name: str = "Drawn") -> Workflow:
    """A published workflow of a drawing."""
    workflow = Workflow.make(name, source.decode(), by=by, language="en")
    workflow.draft.publish(by=by)
    return workflow


def begun(workflow, by, *, everything=None):
    """A run of it; whatever nobody is responsible for is `everything`'s, by default whoever starts it."""
    from regie.work import planning
    from regie.work.models import Run

    version = workflow.published
    steps = [node.id for node in models_of.model_of(version).steps()]
    return Run.start(version, "Brio", planning.plan(version, given={id: {"R": [everything or by]} for id in steps}), by=by)
