import pytest

from regie.work.models import Approval
from regie.work.tests.approving import content


@pytest.fixture
def thing(jonas, client):
    client.force_login(jonas)
    return content(jonas)


def sheet(stages, **more):
    typed = {"stages": str(len(stages)), "facets": ["text", "audience"], "order": "sequence", "message": "Merci"}
    for place, stage in enumerate(stages):
        typed |= {f"stage{place}-{key}": value for key, value in ({"rule": "one"} | stage).items()}
    return typed | more


def test_an_approval_is_asked_in_stages_of_people_inside_and_outside(client, thing, ines, helene):
    stages = [
        {"people": [ines.pk], "outsiders": "Marc Vidal <Marc@agency.example>\nLou", "rule": "all", "hours": "7"},
        {"name": "Direction", "people": [helene.pk]},
        {},
    ]
    assert client.post(f"/work/contents/{thing.pk}/approvals/", sheet(stages)).status_code == 302
    approval = Approval.objects.get()
    assert approval.facets == ["audience", "text"] and approval.message == "Merci" and approval.task == thing.task
    first, second = approval.stages.all()
    assert sorted(str(each.decider or each.outsider) for each in first.verdicts.all()) == ["Inès Carvalho", "Lou", "Marc Vidal"]
    assert (first.rule, float(first.hours), second.name, second.opened_at) == ("all", 7.0, "Direction", None)


def test_one_more_stage_loses_nothing(client, thing, ines):
    page = client.post(f"/work/contents/{thing.pk}/approvals/", sheet([{"name": "Kept name", "people": [ines.pk]}], more="1"))
    text = page.content.decode()
    assert page.status_code == 200 and "Kept name" in text and 'name="stage1-name"' in text and not Approval.objects.exists()


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        ({}, "Say who decides"),
        ({"outsiders": "marc@"}, "is no address"),
        ({"outsiders": "Inès <ines@tamarelle.example>"}, "has an account"),
        ({"outsiders": "Marc", "rule": "count", "count": "3"}, "Only 1 decide"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, thing, ines, stage, sentence):
    page = client.post(f"/work/contents/{thing.pk}/approvals/", sheet([stage]))
    text = page.content.decode()
    assert page.status_code == 422 and sentence in text and "Merci" in text


def test_ones_own_work_is_refused_in_a_sentence(client, thing, jonas):
    page = client.post(f"/work/tasks/{thing.task_id}/approvals/", sheet([{"people": [jonas.pk]}]))
    assert page.status_code == 422 and "own work" in page.content.decode()


def test_an_approval_page_takes_the_same_queries_whatever_it_carries(client, thing, ines, django_assert_max_num_queries):
    from regie.work.tests.approving import ask
    from regie.work.tests.test_pins import pin

    approval = ask(thing, ines, by=thing.task.made_by)
    for _turn in range(6):
        pin(approval, ines)
    with django_assert_max_num_queries(32):
        assert client.get(approval.get_absolute_url()).status_code == 200
