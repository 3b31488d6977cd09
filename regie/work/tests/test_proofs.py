import json

import pytest

from regie.work import proving
from regie.work.models import Approval
from regie.work.tests.approving import ask, content, give


@pytest.fixture
def approved(jonas, ines):
    approval = ask(content(jonas), ines, by=jonas)
    give(approval, ines, private_remark="Kergrist")
    approval.refresh_from_db()
    return approval


def exported(client, approval, person):
    client.force_login(person)
    return json.loads(client.get(f"/work/approvals/{approval.pk}/proof.json").content)


def checked(client, proof):
    return client.post("/work/approvals/check/", {"proof": json.dumps(proof)})


def test_a_proof_fits_what_is_kept(client, approved, ines):
    proof = exported(client, approved, ines)
    assert "Kergrist" not in json.dumps(proof)
    assert proof["stages"][0]["verdicts"][0]["seal"] == proof["seal"]
    answer = checked(client, proof)
    assert answer.status_code == 200 and "word for word" in answer.content.decode()


def test_a_changed_proof_is_told_by_its_seal_or_by_what_is_kept(client, approved, ines):
    proof = exported(client, approved, ines)
    changed = json.loads(json.dumps(proof))
    changed["canonical"]["text"] = "Other words"
    assert "do not fit its seal" in checked(client, changed).content.decode()
    changed = json.loads(json.dumps(proof))
    changed["stages"][0]["verdicts"][0]["decision"] = "refused"
    answer = checked(client, changed)
    assert answer.status_code == 422 and "differs" in answer.content.decode() and "refused" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", "[" * 5000, '{"canonical": [], "seal": 1, "approval": "x"}'])
def test_what_is_no_proof_is_told_in_a_sentence(text):
    assert not proving.check(text, None).fits


def test_who_may_not_see_an_approval_learns_nothing_of_it(client, approved, ines, paul):
    proof = exported(client, approved, ines)
    client.force_login(paul)
    assert "no approval that you may see" in checked(client, proof).content.decode()
    assert client.get(f"/work/approvals/{approved.pk}/proof/").status_code == 404


def test_the_proof_prints_and_rounds_are_compared_side_by_side(client, approved, jonas, ines):
    approved.subject.edit(by=jonas, text="Commandez Brio avant le 10 mars.")
    again = Approval.objects.open().get()
    client.force_login(ines)
    assert approved.edition.seal in client.get(f"/work/approvals/{approved.pk}/proof/").content.decode()
    page = client.get(f"/work/approvals/{again.pk}/comparison/1/").content.decode()
    assert "<del>3</del>" in page and "<ins>10</ins>" in page
