"""From an article to a published fact-check, as two editors, in Chromium, with a worker and a broker behind."""

import json
import re

import pytest
from playwright.sync_api import expect

from claims.tests.factories import UserFactory
from factcheck.accounts.models import Role
from reviews.models import Review

ARTICLE = """Border talks stall as armies gather on the Dessen

Talks between Kestria and Morvane broke up without agreement on Wednesday.

Kestria has massed about 120,000 troops along its border with Morvane. Kestria denies the charge.

“They brought 31 field hospitals to the river,” Ilse Dorvain, the foreign minister of Morvane, told reporters.
"""

pytestmark = [pytest.mark.browser, pytest.mark.service, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(ratings):
    mara = UserFactory(role=Role.EDITOR, first_name="Mara", last_name="Quillon")
    sunniva = UserFactory(role=Role.SENIOR_EDITOR, first_name="Sunniva", last_name="Hale")
    return mara, sunniva


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_an_article_becomes_a_published_fact_check(worker, people, sign_in, with_script):
    mara, sunniva = people
    page = sign_in(mara, java_script_enabled=with_script)

    # Mara adds an article; a worker reads it.
    page.goto("/articles/new/")
    page.get_by_label("Text", exact=False).first.fill(ARTICLE)
    page.get_by_role("textbox", name="Publisher").fill("Corvale Wire")
    page.get_by_role("button", name="Add article").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Border talks stall")
    article = page.url
    worker.wait_until(lambda: Review.objects.exists(), seconds=60)
    if with_script:
        expect(page.locator("mark.claim").first).to_be_visible()  # the page follows by itself
    page.goto(article)
    expect(page.locator("mark.claim", has_text="about 120,000 troops")).to_be_visible()

    # She takes the claim from the queue.
    page.goto("/queue/")
    row = page.locator(".row", has_text="about 120,000 troops")
    expect(row).to_contain_text("Quantity")
    row.get_by_role("button", name=re.compile("Assign to me")).click()
    if with_script:
        expect(row).to_contain_text("In review")
        row.get_by_role("link", name=re.compile("about 120,000 troops")).click()
    expect(page.get_by_text("Held by you")).to_be_visible()

    # Too early: nothing is sent, and what is missing is said.
    page.get_by_role("button", name=re.compile("Send for approval")).click()
    expect(page.get_by_text("Add at least one piece of evidence.").first).to_be_visible()

    # Evidence and verdict: what is half-written in one stays while the other is sent.
    if with_script:
        page.get_by_label("Summary").fill("Half-written")
    form = page.locator("#new-form, form[action$='/add_evidence/']").first
    if not form.is_visible():
        page.get_by_text("Add evidence").first.click()
    form.get_by_label("Address").fill("https://observers.example/311")
    form.get_by_label("Title").fill("Daily report 311")
    form.get_by_label("Publisher").fill("River Observers’ Mission")
    form.get_by_label("Quote").fill("Our patrols counted between 112,000 and 124,000 uniformed personnel.")
    form.get_by_label("Where in the source").fill("Page 3, table 1")
    form.get_by_text("Supports").click()
    form.get_by_role("button", name="Add").click()
    expect(page.locator(".evidence", has_text="Daily report 311")).to_be_visible()
    if with_script:
        expect(page.get_by_label("Summary")).to_have_value("Half-written")
        expect(page.locator("#needs .yes:not(:has(.vh:not([hidden])))")).to_have_count(2)
    page.get_by_role("radio", name=re.compile("Mostly correct")).check(force=True)
    page.get_by_label("Summary").fill("Observers count 112,000 to 124,000; a third of them do not fight.")
    page.get_by_label("Explanation").fill("The observers’ mission counted [1].")
    page.get_by_role("button", name=re.compile("Send for approval")).click()
    expect(page.get_by_text("someone else approves it").first).to_be_visible()
    review = page.url
    expect(page.get_by_role("button", name=re.compile("Approve and publish"))).to_have_attribute(
        "aria-disabled", "true"
    )

    # Sunniva asks for a change; Mara makes it; Sunniva approves.
    second = sign_in(sunniva, java_script_enabled=with_script)
    second.goto(review)
    second.get_by_label(re.compile("Note")).first.fill("Say on which bank.")
    second.get_by_role("button", name=re.compile("Ask for changes")).click()
    expect(second.locator(".status, .flow", has_text="In review").first).to_be_visible()
    page.goto(review)
    expect(page.get_by_text("Say on which bank.").first).to_be_visible()
    page.get_by_label("Explanation").fill("The observers’ mission counted on both banks [1].")
    page.get_by_role("button", name=re.compile("Send for approval")).click()
    second.goto(review)
    second.get_by_role("button", name=re.compile("Approve and publish")).click()

    # Readers see it, and machines read it.
    public = Review.objects.get(state="published").get_public_url()
    reader = second.context.browser.new_context(base_url=second.url.split("/reviews/")[0]).new_page()
    reader.goto(public)
    expect(reader.get_by_text("Observers count 112,000 to 124,000").first).to_be_visible()
    expect(reader.get_by_text("counted on both banks").first).to_be_visible()
    claim_review = json.loads(reader.locator("script[type='application/ld+json']").first.inner_text())
    assert claim_review["@type"] == "ClaimReview"
    assert claim_review["reviewRating"]["alternateName"] == "Mostly correct"
    reader.goto("/fact-checks/")
    expect(reader.get_by_role("link", name=re.compile("120,000 troops")).first).to_be_visible()
    reader.context.close()
    assert [problem for problem in page.problems + second.problems if "422" not in problem] == []


def test_two_windows_of_one_editor_never_overwrite_each_other(worker, people, sign_in):
    mara, _ = people
    page = sign_in(mara)
    page.goto("/articles/new/")
    page.get_by_label("Text", exact=False).first.fill(ARTICLE)
    page.get_by_role("button", name="Add article").click()
    worker.wait_until(lambda: Review.objects.exists(), seconds=60)
    review = Review.objects.first().get_absolute_url()
    page.goto(review)
    page.get_by_role("button", name=re.compile("Assign to me")).click()
    expect(page.get_by_text("Held by you")).to_be_visible()
    other = page.context.new_page()
    other.goto(review)
    page.get_by_label("Summary").fill("The first window’s words.")
    page.get_by_role("button", name=re.compile("Save draft")).click()
    expect(page.get_by_text("saved as version 1")).to_be_visible()

    other.get_by_label("Summary").fill("The second window’s words.")
    other.get_by_role("button", name=re.compile("Save draft")).click()

    expect(other.get_by_text("The first window’s words.").first).to_be_visible()
    expect(other.get_by_text("The second window’s words.").first).to_be_visible()
    assert Review.objects.get(assignee=mara).latest_verdict.summary == "The first window’s words."
    other.get_by_role("button", name=re.compile("Keep mine")).click()
    expect(other.get_by_text("saved as version 2")).to_be_visible()
