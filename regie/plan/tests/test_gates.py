"""Gates: nothing is launched past a closed one, whoever opens it sees exactly what goes out, and an emergency is never silent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from regie.journal.models import Event
from regie.lib.refused import Refused
from regie.objectives.models import Objective
from regie.people.models import Domain, Role
from regie.plan import gates
from regie.plan.gates.growing import kind_of
from regie.plan.models import Activity, BudgetLine, Campaign, Constraint, Envelope, Portion, Refusal
from regie.plan.models.tallying import tally
from regie.plan.tests import world
from regie.work.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(ines):
    return Campaign.objects.create(name="Brio in Lyon", message="One bike less car", owner=ines, uses_personal_data=False)


def lay(kind, by, **fields):
    return Constraint.lay_down(kind, f"The {kind} gate", by=by, **fields)


def standing(campaign, reader, kind, day=None):
    return next(each for each in gates.of(campaign, reader, day) if each.constraint.kind == kind)


def approve(gate_standing, by):
    stage = gate_standing.approval.stages.get()
    verdict = stage.verdicts.get(decider=by)
    verdict.give("approved", by=by, seal=gate_standing.approval.edition.seal)


def test_a_closed_gate_refuses_the_launch_and_the_refusal_is_kept(ines, campaign):
    lay("strategy", ines)

    def go_out():
        with gates.passing(campaign, by=ines) as held:
            Campaign.objects.filter(pk=held.pk).update(message="gone out")

    with pytest.raises(gates.Closed, match="serves no objective"):
        go_out()
    campaign.refresh_from_db()
    assert campaign.message == "One bike less car"
    assert Refusal.objects.get(campaign=campaign).gates[0]["name"] == "The strategy gate"
    assert Event.objects.about(campaign).filter(verb="plan.launch_refused").exists()


def test_a_campaign_serves_an_adopted_objective(ines, campaign):
    lay("strategy", ines)
    objective = Objective.objects.create(text="Sell more bikes")
    campaign.objectives.add(objective)
    assert not standing(campaign, ines, "strategy").is_open
    Objective.objects.filter(pk=objective.pk).update(status="adopted")
    assert standing(campaign, ines, "strategy").is_open


def test_the_brand_gate_asks_for_the_list_and_for_the_word_of_who_keeps_the_brand(ines, jonas, campaign):
    row = lay("brand", ines, person=jonas, checklist=["The logo is whole.", "The tone is ours."])
    row.tick(campaign, ["The logo is whole."], by=ines)
    row.ask(campaign, by=ines)
    with pytest.raises(Refused):
        row.ask(campaign, by=ines)
    approve(standing(campaign, ines, "brand"), jonas)
    now = standing(campaign, ines, "brand")
    assert not now.is_open and "1 point" in now.why
    row.tick(campaign, row.checklist, by=ines)
    assert standing(campaign, ines, "brand").is_open
    Campaign.objects.filter(pk=campaign.pk).update(message="Two bikes less car")
    changed = standing(campaign, ines, "brand")
    assert not changed.is_open and "ask again" in changed.why


def test_nobody_opens_their_own_gate(ines, campaign):
    row = lay("brand", ines, person=ines)
    with pytest.raises(Refused, match="Nobody else"):
        row.ask(campaign, by=ines)


def test_rules_of_advertising_concern_some_contents_in_some_countries(ines, jonas, campaign):
    from regie.plan.models import Activity, Channel

    lay("law", ines, person=jonas, content_types=["poster"], countries=["BE"])
    channel = Channel.objects.create(name="Trams of Brussels", push="push", place="offline", breadth="many", ownership="paid")
    Activity.objects.create(campaign=campaign, name="Tram posters", channel=channel, content_type="poster")
    Campaign.objects.filter(pk=campaign.pk).update(countries=["FR"])
    campaign.refresh_from_db()
    assert not [each for each in gates.of(campaign, ines) if each.constraint.kind == "law"]
    Campaign.objects.filter(pk=campaign.pk).update(countries=["FR", "BE"])
    campaign.refresh_from_db()
    assert not standing(campaign, ines, "law").is_open


def test_nothing_is_launched_before_the_day_that_the_product_team_promised(ines, campaign):
    lay("product", ines)
    product = Domain.objects.create(name="Product team")
    release = Delivery.ask("Brio 2 is in the shops", product, by=ines)
    Campaign.objects.filter(pk=campaign.pk).update(release=release)
    campaign = Campaign.objects.get(pk=campaign.pk)
    assert "has not promised" in standing(campaign, ines, "product").why
    release.promise(timezone.localdate() + timedelta(days=30), by=ines)
    campaign = Campaign.objects.get(pk=campaign.pk)
    assert "not before" in standing(campaign, ines, "product").why
    late = standing(campaign, ines, "product", timezone.localdate() + timedelta(days=31))
    assert not late.is_open and "not said to be there" in late.why
    release.deliver(by=ines)
    assert standing(Campaign.objects.get(pk=campaign.pk), ines, "product").is_open


def test_an_embargo_closes_the_gate_until_its_day(ines, campaign):
    lay("product", ines)
    Campaign.objects.filter(pk=campaign.pk).update(embargo_until=date(2026, 9, 1))
    campaign.refresh_from_db()
    assert not standing(campaign, ines, "product", date(2026, 8, 31)).is_open
    assert standing(campaign, ines, "product", date(2026, 9, 1)).is_open


def test_personal_data_need_a_purpose_and_a_legal_basis(ines, campaign):
    lay("data", ines)
    assert standing(campaign, ines, "data").is_open
    for uses, purpose, basis, is_open in [(None, "", "", False), (True, "", "consent", False), (True, "Invite", "consent", True)]:
        Campaign.objects.filter(pk=campaign.pk).update(uses_personal_data=uses, data_purpose=purpose, legal_basis=basis)
        campaign.refresh_from_db()
        assert standing(campaign, ines, "data").is_open is is_open


def test_finance_is_asked_only_above_the_envelope_and_its_approval_seals_the_amount(ines, jonas, campaign):
    lay("finance", ines, person=jonas)
    first = timezone.localdate().replace(day=1)
    envelope = Envelope.objects.create(name="Media", starts_on=first, ends_on=first + timedelta(days=90), amount=Decimal(1000))
    line = BudgetLine.objects.create(
        number="2026-0001", envelope=envelope, name="Tram", campaign=campaign, approved_at=timezone.now()
    )
    portion = Portion.objects.create(line=line, month=first, planned=Decimal(900))
    tally([line])
    assert standing(campaign, ines, "finance").is_open
    Portion.objects.filter(pk=portion.pk).update(planned=Decimal(1200))
    tally([line])
    assert "200" in standing(campaign, ines, "finance").why
    Constraint.objects.get(kind="finance").ask(campaign, by=ines)
    approve(standing(campaign, ines, "finance"), jonas)
    assert standing(campaign, ines, "finance").is_open
    Portion.objects.filter(pk=portion.pk).update(planned=Decimal(1300))
    tally([line])
    assert not standing(campaign, ines, "finance").is_open


def test_only_the_delegator_opens_in_an_emergency_and_says_why(ines, helene, campaign):
    row = lay("strategy", ines)
    with pytest.raises(Refused, match="delegator"):
        row.open_in_emergency(campaign, "It burns", by=ines)
    with pytest.raises(Refused, match="why"):
        row.open_in_emergency(campaign, "  ", by=helene)
    row.open_in_emergency(campaign, "A recall: people must know today", by=helene)
    now = standing(campaign, ines, "strategy")
    assert now.is_open and now.state == "watch" and "recall" in now.why
    assert Event.objects.about(campaign).filter(verb="plan.gate_opened_in_emergency").exists()


def test_the_holder_of_a_role_opens_and_the_delegator_where_nobody_holds_it(ines, paul, helene, campaign):
    role = Role.objects.create(name="Controller", domain=Domain.objects.create(name="Finances"))
    row = lay("brand", ines, role=role)
    Domain.objects.filter(is_home=True).update(delegator=helene)
    assert gates.openers(row) == [helene]
    role.give_to(paul, by=ines)
    assert gates.openers(row) == [paul]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("**Respecter le guide de marque** dans tout ce qui porte notre nom, afin qu’on nous reconnaisse.", "brand"),
        ("**Have finance accept any campaign above its envelope**, so that one good idea does not starve others.", "finance"),
        ("**Suivre les règles de la publicité et de l’affichage**, afin de ne rien promettre que le vélo ne tienne.", "law"),
        ("**N’annoncer aucun modèle avant sa date**, pour que l’envie et le stock arrivent ensemble.", "product"),
        ("**Write only to those who agreed**, and be able to say when and how they did.", "data"),
        ("**Servir d’abord les objectifs de l’année**, même quand une mode passe à portée.", "strategy"),
        ("**Rendre compte chaque trimestre à la direction**, chiffres et sources à l’appui.", "report"),
        ("**Be kind**, whatever happens.", ""),
    ],
)
def test_the_words_of_a_constraint_say_which_gate_it_is(words, kind):
    assert kind_of(words) == kind


def test_a_rule_of_some_countries_holds_a_campaign_that_does_not_say_where_it_is_seen(ines, jonas, campaign):
    lay("law", ines, person=jonas, countries=["BE"])
    here = standing(campaign, ines, "law")
    assert not here.is_open and "Belgium" in here.why and not here.may_ask
    assert here.mend_url.endswith(f"/{campaign.pk}/edit/#id_countries")
    Campaign.objects.filter(pk=campaign.pk).update(countries=["FR"])
    assert not [each for each in gates.of(Campaign.objects.get(pk=campaign.pk), ines) if each.constraint.kind == "law"]


def test_each_gate_says_who_opens_it(home, ines, jonas, helene, campaign):
    role = Role.objects.create(name="Keeper of the brand", domain=home)
    lay("brand", ines, role=role)
    lay("strategy", ines)
    assert standing(campaign, ines, "brand").who_opens == "Nobody is named yet who could open it."
    Domain.objects.filter(pk=home.pk).update(delegator=helene)
    assert standing(campaign, ines, "brand").who_opens == f"Who opens it: {helene}, since nobody holds “Keeper of the brand”."
    role.give_to(jonas, by=ines)
    assert standing(campaign, ines, "brand").who_opens == f"Who opens it: {jonas} (Keeper of the brand)."
    assert "whoever prepares the campaign" in standing(campaign, ines, "strategy").who_opens


def test_what_is_approved_is_not_asked_again_for_a_point_that_is_not_ticked(ines, jonas, campaign):
    row = lay("brand", ines, person=jonas, checklist=["The logo is whole."])
    row.ask(campaign, by=ines)
    assert standing(campaign, ines, "brand").why == "waits for an answer, 1 point is not ticked"
    approve(standing(campaign, ines, "brand"), jonas)
    assert not standing(campaign, ines, "brand").may_ask


def test_nothing_that_is_open_is_opened_in_an_emergency(ines, helene, campaign):
    row = lay("data", ines)
    report = lay("report", ines)
    for each in (row, report):
        with pytest.raises(Refused, match="nothing has to be opened"):
            each.open_in_emergency(campaign, "Because.", by=helene)


def test_a_reason_that_ends_in_a_point_has_one_in_its_sentence(ines, helene, campaign):
    lay("strategy", ines).open_in_emergency(campaign, "A recall.", by=helene)
    assert standing(campaign, ines, "strategy").why.endswith("A recall")


def test_who_opens_costs_no_more_for_more_gates(home, ines, jonas, campaign, django_assert_max_num_queries):
    from regie.plan.gates.openers import hands

    for number in range(12):
        role = Role.objects.create(name=f"Role {number}", domain=home)
        role.give_to(jonas, by=ines)
        lay("brand", ines, role=role)
    rows = list(Constraint.objects.select_related("role", "person"))
    with django_assert_max_num_queries(3):
        hands(rows)


def test_what_is_added_after_the_launch_begins_once_those_who_approved_have_seen_it(ines, jonas, campaign):
    row = lay("brand", ines, person=jonas)
    row.ask(campaign, by=ines)
    approve(standing(campaign, ines, "brand"), jonas)
    campaign.launch(by=ines)
    campaign.refresh_from_db()
    campaign.edit(by=ines, message="Two bikes less car")
    posters = Activity.plan(campaign, "Posters", by=ines, channel=world.channel())
    with pytest.raises(Refused, match="“Posters” does not begin, closed: The brand gate"):
        posters.begin(by=ines)
    approve(standing(campaign, ines, "brand"), jonas)
    posters.begin(by=ines)
    assert posters.status == posters.Status.LIVE
