"""What a review's page says was said and checked before, and what people decide about it there."""

import re

import pytest
from django.urls import reverse

from claims.merging import merge
from claims.models import Appearance, Claim, Match, Merge
from claims.tests.factories import (
    NOW,
    AppearanceFactory,
    MatchFactory,
    PriorCheckFactory,
    SpeakerFactory,
    UserFactory,
)
from factcheck.accounts.models import Role
from reviews.models import Review
from reviews.states import State
from reviews.tests.factories import ReviewFactory, reach

pytestmark = pytest.mark.django_db

REASON = {"type": "compatible quantities", "claim": "more than 100,000", "other": "about 100,000"}


@pytest.fixture
def moderator():
    return UserFactory(role=Role.MODERATOR)


def shown(client, review, person):
    client.force_login(person)
    response = client.get(review.get_absolute_url())
    assert response.status_code == 200
    return response


def pair(**changes):
    """Two queued reviews and the match of the later one's claim with the earlier one's."""
    earlier, later = ReviewFactory(), ReviewFactory()
    return earlier, later, MatchFactory(claim=later.claim, other=earlier.claim, reasons=[REASON], **changes)


def section(response):
    """The part of the page that says what is related."""
    return response.content.decode().partition('id="related"')[2].partition("</section>")[0]


def decide(client, review, match, decision):
    url = reverse("reviews:match", args=[review.pk, match.pk])
    return client.post(url, {"decision": decision})


def test_each_side_shows_the_other_with_its_own_words_first(client, editor):
    earlier, later, _ = pair()
    for review, other, words in (
        (later, earlier, "<q>more than 100,000</q> here, <q>about 100,000</q> there"),
        (earlier, later, "<q>about 100,000</q> here, <q>more than 100,000</q> there"),
    ):
        response = shown(client, review, editor)
        (beside,) = response.context["related"].said
        assert (beside.claim, beside.review) == (other.claim, other)
        page = response.content.decode()
        assert ("Said before" in page) is (review == later)
        assert ("Said since" in page) is (review == earlier)
        assert f"compatible quantities, {words}" in page
        assert f'<a href="{other.get_absolute_url()}">{other.claim.statement}</a>' in page


def test_a_claim_on_which_we_ruled_is_a_past_ruling_and_a_retracted_one_is_not(client, editor):
    review = ReviewFactory()
    published, retracted = reach(State.PUBLISHED), reach(State.RETRACTED)
    for other in (published, retracted):
        MatchFactory(claim=other.claim, other=review.claim)
    related = shown(client, review, editor).context["related"]
    assert [each.claim for each in related.rulings] == [published.claim]
    assert [each.claim for each in related.said] == [retracted.claim]


def test_a_prior_check_is_shown_with_rating_publisher_and_address(client, editor):
    review = ReviewFactory()
    check = PriorCheckFactory(rating_label="Half a fish", publisher="Harbour Checks")
    MatchFactory(claim=review.claim, other=None, prior_check=check)
    response = shown(client, review, editor)
    assert [each.match.prior_check for each in response.context["related"].checked] == [check]
    for words in ("Checked before", "Half a fish", "Harbour Checks", f'href="{check.url}"'):
        assert words in response.content.decode()


def test_where_nothing_is_known_the_page_says_whether_it_was_looked_up(client, editor):
    review = ReviewFactory()
    assert "It is still being looked up." in shown(client, review, editor).content.decode()
    Claim.objects.update(matched_at=NOW)
    assert "Nothing like it has been said or checked before" in shown(client, review, editor).content.decode()


def test_an_editor_confirms_sets_aside_and_takes_back(client, editor):
    _, later, match = pair()
    client.force_login(editor)
    for decision, state, by in (
        ("confirm", "confirmed", editor),
        ("suggest", "suggested", None),
        ("reject", "rejected", editor),
    ):
        response = decide(client, later, match, decision)
        assert (response.status_code, response.url) == (303, f"{later.get_absolute_url()}#related-h")
        match.refresh_from_db()
        assert (match.state, match.decided_by) == (state, by)
    related = shown(client, later, editor).context["related"]
    assert ([each.match for each in related.set_aside], related.said, related.confirmed) == ([match], [], 0)


def test_a_contributor_sees_matches_and_decides_nothing(client, contributor):
    _, later, match = pair()
    assert "Set aside" not in shown(client, later, contributor).content.decode()
    response = decide(client, later, match, "confirm")
    assert response.status_code == 403
    assert "Your role does not allow deciding on matches." in response.content.decode()
    match.refresh_from_db()
    assert match.state == "suggested"


def test_a_decision_that_is_none_and_a_match_of_another_claim_are_not_found(client, editor):
    _, later, match = pair()
    client.force_login(editor)
    assert decide(client, later, match, "publish").status_code == 404
    assert decide(client, ReviewFactory(), match, "confirm").status_code == 404
    match.refresh_from_db()
    assert match.state == "suggested"


def test_a_match_that_is_suggested_no_more_says_so_on_the_page(client, editor):
    _, later, match = pair()
    client.force_login(editor)
    match_id = match.pk
    match.delete()
    match.pk = match_id
    response = decide(client, later, match, "confirm")
    assert response.status_code == 409
    assert "This was looked up again in the meantime" in response.content.decode()
    assert 'id="related"' in response.content.decode()


def test_a_moderator_merges_and_an_editor_takes_apart(client, moderator, editor):
    earlier, later, match = pair()
    claim = later.claim
    client.force_login(moderator)
    response = client.post(reverse("reviews:merge", args=[later.pk, match.pk]))
    assert (response.status_code, response.url) == (303, f"{earlier.get_absolute_url()}#related-h")
    done = Merge.objects.get()
    assert (done.kept, done.merged, done.by) == (earlier.claim, claim, moderator)

    response = shown(client, earlier, editor)
    assert [each.pk for each in response.context["related"].merges] == [done.pk]
    assert response.context["related"].said == []
    assert claim.statement in response.content.decode()
    response = client.post(reverse("reviews:split", args=[earlier.pk, done.pk]))
    assert response.status_code == 303
    assert Claim.objects.get(pk=claim.pk).merged_into is None
    assert Review.objects.get(claim=claim).state == State.QUEUED


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("claim_too", [False, True])
def test_merging_what_is_suggested_no_more_says_so_in_the_section(client, moderator, headers, claim_too):
    earlier, later, match = pair()
    url = reverse("reviews:merge", args=[later.pk, match.pk])
    client.force_login(moderator)
    if claim_too:
        earlier.delete()
        Appearance.objects.filter(claim=match.other).delete()
        match.other.delete()
    else:
        match.delete()
    response = client.post(url, headers=headers)
    assert response.status_code == 409
    assert "This suggestion is no longer there" in section(response)
    assert not Merge.objects.exists()


def test_what_was_taken_apart_already_says_so_in_the_section(client, moderator):
    earlier, later, match = pair()
    client.force_login(moderator)
    client.post(reverse("reviews:merge", args=[later.pk, match.pk]))
    url = reverse("reviews:split", args=[earlier.pk, Merge.objects.get().pk])
    assert client.post(url).status_code == 303
    again = client.post(url)
    assert again.status_code == 409
    assert "These claims have been taken apart already." in section(again)


def test_what_was_done_is_said_once_in_the_section(client, moderator):
    _, later, match = pair()
    client.force_login(moderator)
    response = client.post(reverse("reviews:merge", args=[later.pk, match.pk]), follow=True)
    words = "The two claims are one now."
    assert response.content.decode().count(words) == 1
    assert words in section(response).partition('role="status"')[2]


def test_who_can_merge_is_said_to_an_editor_where_there_is_something_to_merge(client, editor, moderator):
    _, later, _ = pair()
    words = "Moderators can merge"
    assert words in section(shown(client, later, editor))
    assert words not in section(shown(client, later, moderator))
    Match.objects.update(relation="opposite")
    assert words not in section(shown(client, later, editor))


def test_an_editor_may_not_merge_and_is_not_offered_it(client, editor):
    _, later, match = pair()
    assert "Merge the two" not in shown(client, later, editor).content.decode()
    response = client.post(reverse("reviews:merge", args=[later.pk, match.pk]))
    assert response.status_code == 403
    assert not Merge.objects.exists()


def test_the_claim_that_readers_know_is_kept(client, moderator):
    earlier, published = ReviewFactory(), reach(State.PUBLISHED)
    match = MatchFactory(claim=published.claim, other=earlier.claim)
    client.force_login(moderator)
    response = client.post(reverse("reviews:merge", args=[earlier.pk, match.pk]))
    assert response.url.startswith(published.get_absolute_url())
    assert Merge.objects.get().kept == published.claim


def test_only_what_is_the_same_is_merged_and_once(client, moderator):
    _, later, match = pair()
    url = reverse("reviews:merge", args=[later.pk, match.pk])
    client.force_login(moderator)
    Match.objects.update(relation="opposite")
    assert client.post(url).status_code == 409
    assert not Merge.objects.exists()
    Match.objects.update(relation="same")
    assert client.post(url).status_code == 303
    again = client.post(url)
    assert again.status_code == 409
    assert "These claims are one already." in again.content.decode()
    assert Merge.objects.count() == 1


def test_a_merge_that_is_refused_says_why_and_writes_nothing(client, moderator):
    one, other = reach(State.IN_REVIEW), reach(State.IN_REVIEW)
    match = MatchFactory(claim=other.claim, other=one.claim)
    client.force_login(moderator)
    response = client.post(reverse("reviews:merge", args=[one.pk, match.pk]))
    assert response.status_code == 409
    assert "somebody is at" in response.content.decode()
    assert not Merge.objects.exists()


def test_a_match_with_a_merged_claim_shows_the_claim_that_it_counts_as_once(client, editor, moderator):
    review, kept, merged = (AppearanceFactory().claim for _ in range(3))
    page = ReviewFactory(claim=review)
    MatchFactory(claim=kept, other=review, score=0.8)
    MatchFactory(claim=merged, other=review, score=0.9)
    merge(kept=kept, merged=merged, by=moderator, now=NOW)
    (beside,) = shown(client, page, editor).context["related"].said
    assert (beside.claim, beside.match.score) == (kept, 0.9)


def test_what_was_merged_into_a_claim_is_part_of_it_at_any_depth(client, editor, moderator):
    first, second, third = (ReviewFactory() for _ in range(3))
    MatchFactory(claim=third.claim, other=None, prior_check=PriorCheckFactory())
    inner = merge(kept=second.claim, merged=third.claim, by=moderator, now=NOW)
    outer = merge(kept=first.claim, merged=second.claim, by=moderator, now=NOW)
    related = shown(client, first, editor).context["related"]
    assert len(related.checked) == 1
    assert related.merges == [outer, inner]


def test_google_is_not_offered_without_a_key_and_says_so_if_asked(client, editor, settings):
    settings.GOOGLE_FACT_CHECK_API_KEY = ""
    review = ReviewFactory()
    assert "Ask Google" not in shown(client, review, editor).content.decode()
    page = client.get(reverse("reviews:google", args=[review.pk])).content.decode()
    assert "Google’s fact checks are not available: no API key is set." in page


def test_signed_out_nobody_reads_or_decides(client):
    _, later, match = pair()
    for response in (
        decide(client, later, match, "confirm"),
        client.post(reverse("reviews:merge", args=[later.pk, match.pk])),
        client.get(reverse("reviews:google", args=[later.pk])),
    ):
        assert response.status_code == 302
        assert "sign-in" in response.url
    match.refresh_from_db()
    assert match.state == "suggested"


# --- What is suggested and what a person confirmed ---------------------------------------------------------


@pytest.mark.parametrize("state", ["suggested", "confirmed"])
def test_a_relation_is_dotted_until_somebody_confirms_it(client, editor, state):
    decided = {"decided_by": editor, "decided_at": NOW} if state == "confirmed" else {}
    _, later, _ = pair(state=state, score=0.998, **decided)
    page = shown(client, later, editor).content.decode()
    assert ('class="relation suggested"' in page) is (state == "suggested")
    assert ("Suggested, .99:" in page) is (state == "suggested")
    day = f'<time datetime="{NOW.isoformat()}">12 Nov 2026</time>'
    assert (f"Confirmed by you, {day}:" in page) is (state == "confirmed")


def test_a_name_in_common_is_no_reason_beside_a_weightier_one(client, editor):
    name = {"type": "same name", "claim": "Morvane", "other": "Morvane"}
    year = {"type": "same time", "claim": "1996", "other": "1996"}
    for reasons, words in (
        ([REASON, name, year], ["compatible quantities", "same time"]),
        ([name], ["same name"]),
    ):
        _, later, match = pair()
        match.reasons = reasons
        match.save()
        (beside,) = shown(client, later, editor).context["related"].said
        assert [reason.type for reason in beside.reasons] == words


def test_the_same_claim_stands_first_and_of_those_the_likeliest(client, editor):
    review = ReviewFactory()
    ranked = [("same", 0.8), ("same", 0.6), ("related", 0.9)]
    for relation, score in reversed(ranked):
        MatchFactory(claim=ReviewFactory().claim, other=review.claim, relation=relation, score=score)
    said = shown(client, review, editor).context["related"].said
    assert [(each.match.relation, each.match.score) for each in said] == ranked


def test_a_claim_said_before_says_by_whom_where_and_first_when(client, editor):
    earlier, later, _ = pair()
    for day, name in ((12, "Tarsk Courier"), (10, "Halvik Evening")):
        AppearanceFactory(
            claim=earlier.claim,
            speaker=SpeakerFactory(name=f"Speaker of {name}"),
            revision__article__publisher=name,
            revision__article__published_at=NOW.replace(day=day),
        )
    page = shown(client, later, editor).content.decode()
    assert "Speaker of Halvik Evening, <a" in page
    assert "10 Nov 2026" in page
    assert "and 2 more articles; queued" in page


def test_counts_near_the_claim_lead_to_the_section(client, editor):
    review = ReviewFactory()
    link = '<a href="#related-h">'
    assert link not in shown(client, review, editor).content.decode()
    aside = MatchFactory(other=review.claim, state="rejected", decided_by=editor, decided_at=NOW)
    assert link not in shown(client, review, editor).content.decode()
    aside.delete()
    for _ in range(2):
        MatchFactory(claim=ReviewFactory().claim, other=review.claim)
    MatchFactory(claim=review.claim, other=None, prior_check=PriorCheckFactory())
    page = shown(client, review, editor).content.decode()
    assert f"{link}Checked before 1 · Said since 2</a>" in page
    assert "Suggested:" in page
    Match.objects.filter(other=None).update(state="confirmed", decided_by=editor, decided_at=NOW)
    MatchFactory(claim=reach(State.PUBLISHED).claim, other=review.claim)
    page = shown(client, review, editor).content.decode()
    assert f"{link}Similar past rulings 1 · Checked before 1 · Said since 2</a>" in page
    assert "1 confirmed" in page


def test_an_article_of_a_day_has_no_time_of_day(client, editor):
    midnight = NOW.replace(hour=0)
    made = AppearanceFactory(revision__article__published_at=midnight)
    review = ReviewFactory(claim=made.claim)
    client.force_login(editor)
    for url in (review.get_absolute_url(), reverse("reviews:queue"), made.get_absolute_url()):
        words = re.sub(r"<[^>]*>", "", client.get(url).content.decode())
        assert "12 Nov 2026" in words
        assert "00:00" not in words


# --- The queue -------------------------------------------------------------------------------------------


def badges(client, editor, review):
    """What the row of `review` says was checked and said, as text and whether only the machine says it."""
    client.force_login(editor)
    response = client.get(reverse("reviews:queue"))
    (row,) = (row for row in response.context["rows"] if row.review == review)
    for badge in row.related.badges:
        assert f" {badge}" in response.content.decode()
    return [(str(badge), badge.suggested) for badge in row.related.badges]


@pytest.mark.parametrize(
    ("relation", "rating", "reasons", "words"),
    [
        ("same", "False", [REASON], "Checked before: False"),
        ("same", "This is false, the bridge of the picture stands elsewhere", [], "Checked before"),
        ("different_quantity", "False", [], "Checked before: other number"),
        ("opposite", "False", [], "Checked before: the opposite"),
        (
            "related",
            "False",
            [{"type": "other place", "claim": "Sarn", "other": "Lethia"}],
            "Checked before: other place",
        ),
        ("related", "False", [], "Checked before: related"),
    ],
)
def test_a_row_says_how_it_was_checked_before(client, editor, relation, rating, reasons, words):
    review = ReviewFactory()
    check = PriorCheckFactory(rating_label=rating)
    match = MatchFactory(
        claim=review.claim, other=None, prior_check=check, relation=relation, reasons=reasons
    )
    assert badges(client, editor, review) == [(words, True)]
    dotted = 'data-by="machine" href'
    assert dotted in client.get(reverse("reviews:queue")).content.decode()
    match.state, match.decided_by, match.decided_at = "confirmed", editor, NOW
    match.save()
    assert badges(client, editor, review) == [(words, False)]
    assert dotted not in client.get(reverse("reviews:queue")).content.decode()


def test_a_row_names_our_own_ruling_and_not_what_was_set_aside_or_retracted(client, editor):
    ruled, aside, retracted = (ReviewFactory() for _ in range(3))
    MatchFactory(claim=reach(State.PUBLISHED).claim, other=ruled.claim)
    MatchFactory(
        claim=aside.claim,
        other=None,
        prior_check=PriorCheckFactory(),
        state="rejected",
        decided_by=editor,
        decided_at=NOW,
    )
    MatchFactory(claim=reach(State.RETRACTED).claim, other=retracted.claim)
    assert badges(client, editor, ruled) == [("Checked before: Mostly correct", True)]
    assert badges(client, editor, aside) == []
    assert badges(client, editor, retracted) == [("Said since: once", True)]


def test_what_somebody_confirmed_is_what_the_row_says(client, editor):
    review = ReviewFactory()
    for relation, state in (("same", "suggested"), ("different_quantity", "confirmed")):
        decided = {"decided_by": editor, "decided_at": NOW} if state == "confirmed" else {}
        check = PriorCheckFactory(rating_label="False")
        MatchFactory(
            claim=review.claim, other=None, prior_check=check, relation=relation, state=state, **decided
        )
    assert badges(client, editor, review) == [("Checked before: other number", False)]


def test_a_row_counts_the_articles_that_said_the_same_before(client, editor):
    earlier, later, _ = pair()
    assert badges(client, editor, later) == [("Said before: once", True)]
    assert badges(client, editor, earlier) == [("Said since: once", True)]
    AppearanceFactory.create_batch(2, claim=earlier.claim)
    MatchFactory(claim=ReviewFactory().claim, other=later.claim)
    assert badges(client, editor, later) == [("Said before: 3 times", True)]
    Match.objects.update(relation="different_quantity")
    assert badges(client, editor, later) == [("Said before: other number", True)]


def test_what_came_here_later_and_was_published_earlier_was_said_before(client, editor):
    first, second, _ = pair()
    for review, day in ((first, 20), (second, 10)):
        Appearance.objects.filter(claim=review.claim).delete()
        AppearanceFactory(claim=review.claim, revision__article__published_at=NOW.replace(day=day))
    assert badges(client, editor, first) == [("Said before: once", True)]
    assert badges(client, editor, second) == [("Said since: once", True)]


@pytest.mark.parametrize(
    ("first_said", "second_said", "words"),
    [
        ([(20, 9)], [(10, 9), (25, 9)], "Said before: 2 times"),  # the first time counts
        ([(20, 18)], [(20, 6)], "Said since: once"),  # of one day, which came here first
    ],
)
def test_the_days_tell_what_was_said_before(client, editor, first_said, second_said, words):
    first, second, _ = pair()
    for review, times in ((first, first_said), (second, second_said)):
        Appearance.objects.filter(claim=review.claim).delete()
        for day, hour in times:
            at = NOW.replace(day=day, hour=hour)
            AppearanceFactory(claim=review.claim, revision__article__published_at=at)
    assert badges(client, editor, first) == [(words, True)]


def test_two_texts_of_one_article_said_it_once(client, editor):
    earlier, later, _ = pair()
    article = earlier.claim.appearances.get().revision.article
    AppearanceFactory(claim=earlier.claim, revision__article=article, revision__number=2)
    assert badges(client, editor, later) == [("Said before: once", True)]


def test_a_row_counts_what_is_alike_and_as_sure(client, editor):
    review = ReviewFactory()
    confirmed = {"state": "confirmed", "decided_by": editor, "decided_at": NOW}
    for changes in (confirmed, {**confirmed, "relation": "different_quantity"}, {}):
        MatchFactory(claim=ReviewFactory().claim, other=review.claim, **changes)
    assert badges(client, editor, review) == [("Said since: once", False)]


def test_a_check_of_the_same_claim_comes_before_our_ruling_on_a_related_one(client, editor):
    review = ReviewFactory()
    MatchFactory(claim=reach(State.PUBLISHED).claim, other=review.claim, relation="related")
    check = PriorCheckFactory(rating_label="False")
    MatchFactory(claim=review.claim, other=None, prior_check=check)
    assert badges(client, editor, review) == [("Checked before: False", True)]


def test_a_row_knows_what_was_found_for_a_claim_that_was_merged_into_its(client, editor, moderator):
    kept, merged = ReviewFactory(), ReviewFactory()
    MatchFactory(claim=merged.claim, other=None, prior_check=PriorCheckFactory(rating_label="False"))
    MatchFactory(claim=merged.claim, other=kept.claim)
    merge(kept=kept.claim, merged=merged.claim, by=moderator, now=NOW)
    assert badges(client, editor, kept) == [("Checked before: False", True)]
