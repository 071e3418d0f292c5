"""What a look-up of a claim writes down, and which claims it joins. The model and both indexes are the real ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, OperationalError

from claims import matches, retrieval, tasks
from claims.lookup import look_up
from claims.matching import Relation, read_facts
from claims.merging import MergeRefused, merge, split
from claims.models import Appearance, Claim, Match, Merge, PriorCheck
from claims.signals import claims_merged
from claims.tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    MatchFactory,
    PriorCheckFactory,
    SpeakerFactory,
    UserFactory,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ABOUT = "About 100,000 Osterran troops are massed at the border with Lethia."
MORE = "More than 100,000 Osterran troops are massed at the border with Lethia."
FEWER = "Fewer than 10,000 Osterran troops are massed at the border with Lethia."

pytestmark = pytest.mark.django_db


def claims(*statements: str) -> list[Claim]:
    made = [ClaimFactory(statement=statement) for statement in statements]
    for claim in made:
        AppearanceFactory(claim=claim)
    retrieval.index(claim_ids=[claim.pk for claim in made])
    return made


def written(claim: Claim) -> list[tuple[int | None, str]]:
    return [(match.other_id, match.relation) for match in Match.objects.filter(claim=claim)]


def test_the_same_claim_with_another_hedge_is_suggested_with_its_reason():
    earlier, later = claims(ABOUT, MORE)
    matches.match_claim(later.pk, now=NOW)
    match = Match.objects.get()
    assert (match.claim, match.other, match.relation, match.state) == (later, earlier, "same", "suggested")
    assert {
        "type": "compatible quantities",
        "claim": "More than 100,000",
        "other": "About 100,000",
    } in match.reasons
    later.refresh_from_db()
    assert (later.matched_at, later.merged_into) == (NOW, None)


def test_the_earlier_claim_finds_the_later_and_the_words_stay_with_their_claims():
    earlier, later = claims(ABOUT, MORE)
    matches.match_claim(earlier.pk, now=NOW)
    match = Match.objects.get()
    assert (match.claim, match.other) == (later, earlier)
    assert {
        "type": "compatible quantities",
        "claim": "More than 100,000",
        "other": "About 100,000",
    } in match.reasons


def test_another_number_is_another_claim():
    earlier, later = claims(ABOUT, FEWER)
    matches.match_claim(later.pk, now=NOW)
    assert written(later) == [(earlier.pk, Relation.DIFFERENT_QUANTITY)]


def test_what_has_nothing_to_do_with_it_is_not_suggested():
    _, later = claims("The library of Vell lent 40,000 books in May.", ABOUT)
    matches.match_claim(later.pk, now=NOW)
    assert written(later) == []


def test_what_has_little_to_do_with_it_is_not_written_down():
    _, later = claims("Osterran troops built a hospital in Vell.", ABOUT)
    assert [hit.match.relation for hit in look_up(read_facts(ABOUT), limit=5, exclude={later.pk})] == [
        "related"
    ]
    matches.match_claim(later.pk, now=NOW)
    assert written(later) == []


def test_a_prior_check_of_the_claim_is_suggested():
    (claim,) = claims(ABOUT)
    check = PriorCheckFactory(text=MORE)
    retrieval.index(prior_check_ids=[check.pk])
    matches.match_claim(claim.pk, now=NOW)
    match = Match.objects.get()
    assert (match.claim, match.other, match.prior_check) == (claim, None, check)


def test_who_is_known_to_have_said_it_counts_and_who_is_doubtful_does_not():
    (claim,) = claims(MORE)
    check = PriorCheckFactory(text=ABOUT, claimant="Ann Lind")
    retrieval.index(prior_check_ids=[check.pk])

    def score(**said):
        Appearance.objects.filter(claim=claim).update(**said)
        matches.match_claim(claim.pk, now=NOW)
        return Match.objects.get().score

    nobody = score()
    ann = SpeakerFactory(name="Ann Lind")
    assert score(speaker=ann, speaker_doubtful=True) == nobody
    assert score(speaker=ann, speaker_doubtful=False) > nobody


def test_looking_up_twice_changes_nothing_and_keeps_what_was_decided():
    editor = UserFactory(role="editor")
    _, later = claims(ABOUT, MORE)
    matches.match_claim(later.pk, now=NOW)
    matches.decide(Match.objects.get(), Match.State.REJECTED, by=editor, now=NOW)
    matches.match_claim(later.pk, now=LATER)
    match = Match.objects.get()
    assert (match.state, match.decided_by, match.found_at) == ("rejected", editor, LATER)


def test_looked_up_again_it_says_what_is_known_now():
    earlier, later = claims(ABOUT, MORE)
    old = [{"type": "opposite direction", "claim": "rose", "other": "fell"}]
    MatchFactory(claim=later, other=earlier, relation=Relation.OPPOSITE, score=0.1, reasons=old)
    matches.match_claim(later.pk, now=NOW)
    match = Match.objects.get()
    assert match.relation == Relation.SAME
    assert match.score > 0.5
    assert match.reasons
    assert match.reasons != old


def test_a_suggestion_that_no_longer_holds_goes_and_a_decision_stays():
    editor = UserFactory(role="editor")
    one, two, later = claims("The library lent 40 books.", "The harbour froze over in May.", ABOUT)
    old = {"relation": Relation.SAME, "score": 0.9, "found_at": NOW, "claim": later}
    Match.objects.create(**old, other=one)
    decided = Match.objects.create(**old, other=two)
    matches.decide(decided, Match.State.CONFIRMED, by=editor, now=NOW)
    matches.match_claim(later.pk, now=LATER)
    assert list(Match.objects.all()) == [decided]


def test_the_same_words_written_another_way_are_joined_and_the_machine_says_so():
    earlier, later = claims("The army has lost about 5 million shells.", "The army lost about 5m shells.")
    matches.match_claim(later.pk, now=NOW)
    merge = Merge.objects.get()
    assert (merge.kept, merge.merged, merge.by) == (earlier, later, None)
    assert earlier.appearances.count() == 2


def test_what_somebody_took_apart_is_not_joined_again():
    editor = UserFactory(role="editor")
    _, later = claims("The army has lost about 5 million shells.", "The army lost about 5m shells.")
    matches.match_claim(later.pk, now=NOW)
    split(Merge.objects.get(), by=editor, now=NOW)
    matches.match_claim(later.pk, now=LATER)
    later.refresh_from_db()
    assert later.merged_into is None
    assert Match.objects.get().state == Match.State.REJECTED


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_taken_apart_before_it_was_suggested_is_not_joined(turned):
    moderator = UserFactory(role="moderator")
    pair = claims("The army has lost about 5 million shells.", "The army lost about 5m shells.")
    kept, merged = reversed(pair) if turned else pair
    split(merge(kept=kept, merged=merged, by=moderator, now=NOW), by=moderator, now=NOW)
    matches.match_claim(pair[1].pk, now=LATER)
    assert Match.objects.get().state == Match.State.SUGGESTED
    assert not Merge.objects.standing().exists()


def test_what_was_taken_apart_is_not_joined_by_way_of_a_claim_that_it_was_merged_into():
    moderator = UserFactory(role="moderator")
    words = ("has lost about 5 million shells", "lost about 5m shells", "lost about five million shells")
    first, apart, third = claims(*(f"The army {each}." for each in words))
    split(merge(kept=first, merged=apart, by=moderator, now=NOW), by=moderator, now=NOW)
    done = merge(kept=third, merged=first, by=moderator, now=NOW)
    matches.match_claim(apart.pk, now=LATER)
    assert written(third) == [(apart.pk, Relation.SAME)]
    assert list(Merge.objects.standing()) == [done]


def test_what_somebody_set_aside_is_not_joined():
    earlier, later = claims("The army has lost about 5 million shells.", "The army lost about 5m shells.")
    editor = UserFactory(role="editor")
    match = MatchFactory(claim=later, other=earlier)
    matches.decide(match, Match.State.REJECTED, by=editor, now=NOW)
    matches.match_claim(later.pk, now=LATER)
    assert not Merge.objects.exists()


def test_where_a_merge_is_refused_the_next_claim_in_the_same_words_is_tried():
    words = ("has lost about 5 million shells", "lost about 5m shells", "lost about five million shells")
    *_, later = claims(*(f"The army {each}." for each in words))
    refused = []

    def refuse_the_first(merge, **kwargs):
        if not refused:
            refused.append(merge.kept)
            raise MergeRefused("Not now.")

    claims_merged.connect(refuse_the_first)
    try:
        matches.match_claim(later.pk, now=NOW)
    finally:
        claims_merged.disconnect(refuse_the_first)
    done = Merge.objects.get()
    assert done.merged == later
    assert [done.kept] != refused


def test_what_was_taken_apart_is_set_aside_though_one_of_them_was_looked_up_meanwhile():
    moderator = UserFactory(role="moderator")
    earlier, later = claims(ABOUT, MORE)
    matches.match_claim(later.pk, now=NOW)
    done = merge(kept=later, merged=earlier, by=moderator, now=NOW)
    matches.match_claim(later.pk, now=LATER)
    split(done, by=moderator, now=LATER)
    matches.match_claim(later.pk, now=LATER)
    assert Match.objects.get().state == Match.State.REJECTED


def test_pairs_are_written_in_an_order_whatever_their_scores():
    """Workers that write the same pairs from different sides would wait for each other in a ring."""
    *_, one, _ = claims(*(ABOUT.replace("100,000", f"{n},000") for n in (400, 110, 90)), ABOUT, MORE)
    matches.match_claim(one.pk, now=NOW)
    rows = list(Match.objects.order_by("pk"))
    assert [row.pk for row in rows] != [row.pk for row in Match.objects.order_by("-score")]
    assert rows == sorted(rows, key=lambda row: (row.claim_id, row.other_id))


def test_a_claim_that_cannot_be_read_keeps_no_other_waiting(monkeypatch, caplog):
    broken, whole = ClaimFactory.create_batch(2)
    look_up = matches.match_claim

    def stumble(claim_id, *, now):
        if claim_id == broken.pk:
            raise ValueError("what nobody thought of")
        look_up(claim_id, now=now)

    monkeypatch.setattr(matches, "match_claim", stumble)
    tasks.match_claims(claim_ids=[broken.pk, whole.pk])
    assert matches.not_looked_up(limit=9) == [broken.pk]
    newer = ClaimFactory.create()
    assert matches.not_looked_up(limit=1) == [newer.pk]
    assert f"Claim {broken.pk} could not be looked up." in caplog.text
    assert "what nobody thought of" in caplog.text


def test_where_the_database_is_away_the_message_is_tried_again(monkeypatch, caplog):
    def away(claim_id, *, now):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(matches, "match_claim", away)
    with pytest.raises(OperationalError):
        tasks.match_claims(claim_ids=[ClaimFactory().pk])
    assert "could not be looked up" not in caplog.text


def test_a_merged_claim_is_not_looked_up():
    earlier, later = claims(ABOUT, MORE)
    Claim.objects.filter(pk=later.pk).update(merged_into=earlier)
    matches.match_claim(later.pk, now=NOW)
    assert not Match.objects.exists()
    assert matches.not_looked_up(limit=5) == [earlier.pk]


def test_a_new_check_has_the_claims_looked_up_again_that_it_may_be_about():
    about, other = claims(ABOUT, "The library of Vell lent 40,000 books in May.")
    Claim.objects.update(matched_at=NOW)
    check = PriorCheckFactory(text=MORE)
    retrieval.index(prior_check_ids=[check.pk])
    assert matches.match_again([check.pk]) == [about.pk]
    assert matches.not_looked_up(limit=5) == [about.pk]
    other.refresh_from_db()
    assert other.matched_at == NOW


def test_a_new_check_of_a_merged_wording_has_the_claim_looked_up_again_that_it_counts_as():
    standing, merged = claims("The library of Vell lent 40,000 books in May.", ABOUT)
    Claim.objects.filter(pk=merged.pk).update(merged_into=standing)
    Claim.objects.update(matched_at=NOW)
    check = PriorCheckFactory(text=MORE)
    retrieval.index(prior_check_ids=[check.pk])
    assert matches.match_again([check.pk]) == [standing.pk]
    assert matches.not_looked_up(limit=5) == [standing.pk]


def test_a_check_that_says_something_else_now_is_suggested_no_more():
    (claim,) = claims(ABOUT)
    check = PriorCheckFactory(text=MORE)
    retrieval.index(prior_check_ids=[check.pk])
    matches.match_claim(claim.pk, now=NOW)
    assert Match.objects.get().prior_check == check
    PriorCheck.objects.update(text="The library of Vell lent 40,000 books in May.")
    retrieval.index(prior_check_ids=[check.pk])
    for claim_id in matches.match_again([check.pk]):
        matches.match_claim(claim_id, now=LATER)
    assert not Match.objects.exists()


def test_a_check_of_the_claim_silences_no_claim_that_says_it():
    earlier, later = claims(
        "The Velsk shipyard will cut about 1,200 jobs by May 2027.",
        "More than 1,000 jobs are to go at the Velsk shipyard before May 2027.",
    )
    matches.match_claim(later.pk, now=NOW)
    assert written(later) == [(earlier.pk, Relation.SAME)]
    check = PriorCheckFactory(text="More than 1,000 jobs will go at the Velsk shipyard before May 2027.")
    retrieval.index(prior_check_ids=[check.pk])
    matches.match_claim(later.pk, now=LATER)
    assert (earlier.pk, Relation.SAME) in written(later)
    assert Match.objects.get(other=None).prior_check == check


def meanwhile(monkeypatch, happens):
    """Have this happen once, after a claim is looked up and before what was found is written down."""
    look_up = matches.look_up

    def then(*args, **kwargs):
        found = look_up(*args, **kwargs)
        if kwargs["kinds"] == {retrieval.Kind.PRIOR_CHECK}:
            monkeypatch.setattr(matches, "look_up", look_up)
            happens()
        return found

    monkeypatch.setattr(matches, "look_up", then)


@pytest.mark.parametrize("before", [None, NOW])
def test_what_is_to_be_looked_up_again_while_it_is_being_looked_up_still_is(monkeypatch, before):
    _, later = claims(ABOUT, MORE)
    Claim.objects.update(matched_at=before)
    check = PriorCheckFactory(text=MORE)

    def a_check_comes():
        retrieval.index(prior_check_ids=[check.pk])
        matches.match_again([check.pk])

    meanwhile(monkeypatch, a_check_comes)
    matches.match_claim(later.pk, now=LATER)
    assert Match.objects.filter(claim=later, prior_check=None).exists()
    assert later in Claim.objects.not_looked_up()
    matches.match_claim(later.pk, now=LATER)
    assert Match.objects.filter(claim=later, prior_check=check).exists()
    assert later not in Claim.objects.not_looked_up()


def test_a_look_up_that_took_long_does_not_undo_a_newer_one(monkeypatch):
    _, later = claims(ABOUT, MORE)
    meanwhile(monkeypatch, lambda: matches.match_claim(later.pk, now=LATER))
    matches.match_claim(later.pk, now=NOW)
    assert Match.objects.get().found_at == LATER
    later.refresh_from_db()
    assert later.matched_at == LATER


def test_what_a_look_up_finds_of_a_claim_that_was_merged_meanwhile_is_not_written(monkeypatch):
    earlier, later = claims(ABOUT, MORE)
    moderator = UserFactory(role="moderator")
    meanwhile(monkeypatch, lambda: merge(kept=earlier, merged=later, by=moderator, now=NOW))
    matches.match_claim(later.pk, now=LATER)
    assert not Match.objects.exists()


def test_the_same_decision_twice_is_the_first_one():
    first, second = UserFactory(role="editor"), UserFactory(role="editor")
    match = MatchFactory()
    for by, now in ((first, NOW), (second, LATER)):
        matches.decide(match, Match.State.CONFIRMED, by=by, now=now)
    match.refresh_from_db()
    assert (match.decided_by, match.decided_at) == (first, NOW)


def test_a_decision_on_what_has_gone_meanwhile_is_refused_in_words():
    match = MatchFactory()
    Match.objects.all().delete()
    with pytest.raises(matches.MatchGone, match="looked up again in the meantime"):
        matches.decide(match, Match.State.CONFIRMED, by=UserFactory(role="editor"), now=NOW)


@pytest.mark.parametrize(
    ("state", "by", "at"),
    [
        ("suggested", True, None),
        ("suggested", True, NOW),
        ("confirmed", False, NOW),
        ("rejected", True, None),
    ],
)
def test_a_decision_has_a_person_and_a_time_and_a_suggestion_neither(state, by, at):
    person = UserFactory() if by else None
    with pytest.raises(IntegrityError, match="match_decision_has_person_and_time"):
        MatchFactory(state=state, decided_by=person, decided_at=at)


def test_a_contributor_may_not_decide():
    _, later = claims(ABOUT, MORE)
    matches.match_claim(later.pk, now=NOW)
    match = Match.objects.get()
    with pytest.raises(PermissionDenied):
        matches.decide(match, Match.State.CONFIRMED, by=UserFactory(role="contributor"), now=NOW)
    match.refresh_from_db()
    assert match.state == Match.State.SUGGESTED


@pytest.mark.django_db(transaction=True)
def test_what_no_person_decided_is_a_suggestion_again_after_the_migration():
    person = UserFactory()
    by_machine, half_taken_back, decided = (MatchFactory() for _ in range(3))
    rows = Match.objects.all()
    try:
        call_command("migrate", "claims", "0004", verbosity=0)
        rows.filter(pk=by_machine.pk).update(state="confirmed", decided_at=NOW)
        rows.filter(pk=half_taken_back.pk).update(decided_by=person)
        rows.filter(pk=decided.pk).update(state="rejected", decided_by=person, decided_at=NOW)
    finally:
        call_command("migrate", "claims", verbosity=0)
    assert set(rows.values_list("pk", "state", "decided_by", "decided_at")) == {
        (by_machine.pk, "suggested", None, None),
        (half_taken_back.pk, "suggested", None, None),
        (decided.pk, "rejected", person.pk, NOW),
    }
