"""Deciding on what was said or checked before, by keyboard and on a phone, in Chromium."""

import pytest
from playwright.sync_api import expect

from claims.models import Match
from claims.tests.factories import MatchFactory, PriorCheckFactory, UserFactory
from reviews.tests.factories import ReviewFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review():
    review = ReviewFactory()
    MatchFactory(claim=review.claim, other=None, prior_check=PriorCheckFactory())
    MatchFactory(claim=ReviewFactory().claim, other=review.claim)
    return review


def test_a_match_is_decided_by_keyboard_and_what_is_being_written_stays(review, sign_in):
    page = sign_in(UserFactory())
    page.goto(review.get_absolute_url())
    page.get_by_label("Comment").fill("Half-written")
    page.get_by_role("link", name="Checked before 1 · Said since 1").press("Enter")
    expect(page.locator("#related-h")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Confirm").first).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take back")).to_be_focused()
    expect(page.locator("#known")).to_contain_text("1 confirmed")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Confirm").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#related summary", has_text="1 set aside")).to_be_focused()
    expect(page.locator("#known")).to_have_text("Suggested: Said since 1")

    expect(page.get_by_label("Comment")).to_have_value("Half-written")
    assert Match.objects.get(other=None).state == Match.State.REJECTED
    assert page.problems == []


def test_who_is_signed_out_is_told_and_the_page_stays(review, sign_in):
    page = sign_in(UserFactory())
    page.goto(review.get_absolute_url())
    page.get_by_label("Comment").fill("Half-written")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Confirm").first.click()
    expect(page.locator("#messages")).to_contain_text("This was not done")
    expect(page.locator("#related")).to_be_visible()
    expect(page.get_by_label("Comment")).to_have_value("Half-written")
    assert not Match.objects.exclude(state=Match.State.SUGGESTED).exists()


def test_on_a_phone_the_filters_open_above_the_rows(review, sign_in):
    page = sign_in(UserFactory(), viewport={"width": 390, "height": 844})
    page.goto("/queue/")
    filters, rows = page.locator("#filters"), page.locator(".rows")
    expect(filters).to_be_hidden()
    page.get_by_role("link", name="Filters").click()
    expect(filters).to_be_visible()
    assert filters.bounding_box()["y"] < rows.bounding_box()["y"]
    filters.get_by_label("Quantity").check()
    filters.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("link", name="Filters, in use")).to_be_visible()
    expect(filters).to_be_hidden()
