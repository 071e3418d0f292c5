"""What the machine read of an appearance, set right by a person. All people and places are made up."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from claims import amending, extraction
from claims.extraction import Attribution, Change, Modifier
from claims.models import Appearance, Claim, Quantity, Speaker
from claims.signals import appearance_amended
from claims.tests.factories import NOW, AppearanceFactory, RevisionFactory, SpeakerFactory, UserFactory
from claims.tests.test_tasks import messages

TEXT = "Ada Lund said on Monday that about 14,000 boats, 14,000 of them small, had left the harbour."
LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def appearance():
    said = AppearanceFactory(
        revision=RevisionFactory(text=TEXT),
        speaker=SpeakerFactory(name="Monday"),
        speaker_mention="Monday",
        speaker_start=17,
        speaker_end=23,
        speaker_doubtful=True,
        attribution="indirect",
    )
    number(said, "14,000", 35, value=14_000, unit="boat", of="boats")
    return said


def number(appearance, text, start, **how):
    return Quantity.objects.create(
        appearance=appearance, text=text, start=start, end=start + len(text), **how
    )


def read(text="14,000", **how):
    """A number as a person reads it; without a `start` nobody has placed it."""
    usual = {"start": amending.ANYWHERE, "end": 0, "value": 14_000.0, "low": None, "high": None}
    rest = {"modifier": None, "change": None, "unit": "boat", "of": "boats"}
    return extraction.Quantity(**{"text": text, **usual, **rest, **how})


def amend(
    appearance, *, by, quantities=(), speaker="Ada Lund", role="", attribution=Attribution.INDIRECT, seen=None
):
    reading = amending.Reading(speaker, role, attribution, tuple(quantities))
    return amending.amend(appearance, reading, by=by, now=LATER, seen=seen)


# --- The action ------------------------------------------------------------------------------------------


def test_who_says_it_and_its_numbers_are_set_right_and_the_words_stay(appearance, editor):
    before = (appearance.start, appearance.end, appearance.exact, appearance.score, appearance.reasons)
    Claim.objects.update(matched_at=NOW)
    about = read("about 14,000", low=13_000.0, high=15_000.0, modifier=Modifier.ABOUT, change=Change.FALL)
    assert amend(appearance, by=editor, role="harbour master", quantities=[about])
    appearance.refresh_from_db()
    assert (appearance.speaker.name, appearance.speaker_role) == ("Ada Lund", "harbour master")
    assert (appearance.speaker_mention, appearance.speaker_start, appearance.speaker_end) == ("", None, None)
    assert not appearance.speaker_doubtful
    assert (appearance.amended_by, appearance.amended_at) == (editor, LATER)
    assert (
        appearance.start, appearance.end, appearance.exact, appearance.score, appearance.reasons
    ) == before  # fmt: skip
    kept = appearance.quantities.get()
    assert (kept.start, kept.end, kept.text) == (29, 41, "about 14,000")
    assert appearance.revision.text[kept.start : kept.end] == kept.text
    assert (kept.low, kept.high, kept.modifier, kept.change) == (13_000, 15_000, "about", "fall")
    assert list(Claim.objects.not_looked_up()) == [appearance.claim]


def test_what_is_as_it_was_is_not_written(appearance, editor):
    Appearance.objects.update(speaker_doubtful=False)
    assert not amend(appearance, by=editor, speaker="Monday", quantities=[read()])
    appearance.refresh_from_db()
    assert appearance.amended_at is None
    assert appearance.speaker_mention == "Monday"


def test_to_save_a_doubtful_name_as_it_is_says_that_it_is_right(appearance, editor):
    assert amend(appearance, by=editor, speaker="Monday", quantities=[read()])
    appearance.refresh_from_db()
    assert (appearance.speaker_doubtful, appearance.speaker_mention) == (False, "Monday")


def test_a_speaker_who_is_known_is_the_same_one(appearance, editor):
    known = SpeakerFactory(name="Ada Lund")
    amend(appearance, by=editor, speaker="ada lund")
    appearance.refresh_from_db()
    assert appearance.speaker == known


def test_nobody_is_known_to_say_it(appearance, editor):
    amend(appearance, by=editor, speaker="", quantities=[read()])
    appearance.refresh_from_db()
    assert (appearance.speaker, appearance.amended_by) == (None, editor)


def test_another_spelling_is_the_same_speaker_and_nothing_is_different(appearance, editor):
    Appearance.objects.update(speaker_doubtful=False)
    assert not amend(appearance, by=editor, speaker="MONDAY", quantities=[read()])
    appearance.refresh_from_db()
    assert appearance.speaker_mention == "Monday"


def test_how_it_is_said_is_set_right(appearance, editor):
    amend(appearance, by=editor, attribution=Attribution.DIRECT, quantities=[read()])
    appearance.refresh_from_db()
    assert appearance.attribution == "direct"


@pytest.mark.service
def test_who_says_it_is_looked_up_anew_once_it_is_kept(
    appearance, editor, broker, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        amend(appearance, by=editor, quantities=[read()])
    assert messages() == [f"{{'claim_ids': [{appearance.claim_id}]}}"]


def test_the_second_of_two_stays_where_it_is_when_the_first_goes(appearance, editor):
    number(appearance, "14,000", 49, value=14_000, unit="boat", of="small boats")
    amend(appearance, by=editor, quantities=[read(start=49, of="small boats")])
    assert appearance.quantities.get().start == 49


def test_a_new_number_takes_no_place_that_another_has(appearance, editor):
    amend(appearance, by=editor, quantities=[read(of="small boats"), read(start=35)])
    assert list(appearance.quantities.values_list("start", "of")) == [(35, "boats"), (49, "small boats")]


@pytest.mark.parametrize("text", ["4,000", "14", "000", "boat"])
def test_a_part_of_a_number_or_a_word_is_no_number(appearance, editor, text):
    with pytest.raises(ValidationError):
        amend(appearance, by=editor, quantities=[read(text)])


def test_what_a_line_break_parts_is_shown_in_one_line_and_is_no_difference(desk, appearance):
    appearance.quantities.all().delete()
    number(appearance, "14,000", 35, value=14_000, unit="boat", of="fishing\nboats")
    Appearance.objects.update(speaker_doubtful=False, speaker_role="harbour\nmaster")
    sent = fields(desk.get(address(appearance)))
    assert (sent["quantity-0-of"], sent["role"]) == ("fishing boats", "harbour master")
    assert "Nothing was different." in desk.post(address(appearance), sent, follow=True).content.decode()


def test_the_same_words_twice_are_two_places(appearance, editor):
    amend(appearance, by=editor, quantities=[read(), read(of="small boats")])
    assert list(appearance.quantities.values_list("start", "of")) == [(35, "boats"), (49, "small boats")]


def test_a_number_over_two_lines_is_found(editor):
    broken = AppearanceFactory(revision=RevisionFactory(text="Some 3\nmillion boats left."))
    amend(broken, by=editor, speaker="", attribution=Attribution.NARRATOR, quantities=[read("3 million")])
    kept = broken.quantities.get()
    assert (kept.text, kept.start) == ("3\nmillion", 5)
    assert not amend(
        broken,
        by=editor,
        speaker="",
        attribution=Attribution.NARRATOR,
        quantities=[read("3 million")],
        seen=LATER,
    )


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"quantities": [read("15,000")]}, "quantities"),
        ({"quantities": [read(), read(), read()]}, "quantities"),
        ({"attribution": Attribution.NARRATOR}, "speaker"),
        ({"speaker": "", "role": "harbour master"}, "speaker"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(appearance, editor, how, field):
    with pytest.raises(ValidationError) as error:
        amend(appearance, by=editor, **how)
    assert set(error.value.message_dict) == {field}
    appearance.refresh_from_db()
    assert (appearance.speaker.name, appearance.amended_at) == ("Monday", None)
    assert appearance.quantities.get().value == 14_000


def test_what_nobody_saw_is_not_covered(appearance, editor):
    amend(appearance, by=editor, quantities=[read()])
    with pytest.raises(amending.AmendRefused):
        amend(appearance, by=UserFactory(), speaker="Ben Orr", quantities=[read()])
    appearance.refresh_from_db()
    assert (appearance.speaker.name, appearance.amended_by) == ("Ada Lund", editor)


def test_the_same_sent_twice_is_saved_once(appearance, editor):
    assert amend(appearance, by=editor, quantities=[read(of="ships")])
    assert not amend(appearance, by=editor, quantities=[read(of="ships")])


def test_a_contributor_may_not(appearance):
    with pytest.raises(PermissionDenied):
        amend(appearance, by=UserFactory(role="contributor"))


def test_who_listens_may_refuse_and_undoes_it(appearance, editor):
    def refuse(**kwargs):
        raise amending.AmendRefused("Not now.")

    appearance_amended.connect(refuse)
    try:
        with pytest.raises(amending.AmendRefused):
            amend(appearance, by=editor)
    finally:
        appearance_amended.disconnect(refuse)
    appearance.refresh_from_db()
    assert (appearance.speaker.name, appearance.quantities.count()) == ("Monday", 1)
    assert not Speaker.objects.filter(name="Ada Lund").exists()


# --- The page --------------------------------------------------------------------------------------------


def address(appearance, back=""):
    return reverse("claims:amend", kwargs={"pk": appearance.pk}) + (f"?back={back}" if back else "")


def fields(response):
    """What a browser would send of the page's form."""
    body = response.content.decode()
    form = body[body.index('<form class="stack"') : body.index("</form>", body.index('<form class="stack"'))]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            sent[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        sent[name] = chosen[1] if chosen else ""
    return sent


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_the_page_shows_what_was_read_and_saved_as_it_is_changes_nothing(desk, appearance):
    Appearance.objects.update(speaker_doubtful=False)
    page = desk.get(address(appearance))
    sent = fields(page)
    assert sent["speaker"] == "Monday"
    assert (sent["quantity-0-text"], sent["quantity-0-value"]) == ("14,000", "14,000")
    response = desk.post(address(appearance), sent, follow=True)
    assert "Nothing was different." in response.content.decode()
    appearance.refresh_from_db()
    assert appearance.amended_at is None


def test_what_is_typed_is_saved_and_the_person_is_where_they_came_from(desk, editor, appearance):
    sent = fields(desk.get(address(appearance, back="/queue/?view=mine")))
    sent |= {
        "speaker": " Ada Lund ",
        "role": "harbour master",
        "quantity-0-low": "13 000",
        "quantity-1-text": "14,000",
        "quantity-1-value": "14000",
        "quantity-1-of": "small boats",
    }
    response = desk.post(address(appearance), sent)
    assert (response.status_code, response.url) == (302, "/queue/?view=mine")
    appearance.refresh_from_db()
    assert (appearance.speaker.name, appearance.amended_by) == ("Ada Lund", editor)
    assert list(appearance.quantities.values_list("start", "value", "low", "of")) == [
        (35, 14_000, 13_000, "boats"),
        (49, 14_000, None, "small boats"),
    ]


def test_a_row_that_is_emptied_is_none(desk, appearance):
    emptied = {
        "text": "",
        "value": "",
        "low": "",
        "high": "",
        "modifier": "",
        "change": "",
        "unit": "",
        "of": "",
    }
    sent = fields(desk.get(address(appearance)))
    sent |= {f"quantity-0-{name}": value for name, value in emptied.items()}
    assert desk.post(address(appearance), sent).status_code == 302
    assert not appearance.quantities.exists()


def test_every_field_of_a_number_is_saved(desk, appearance):
    sent = fields(desk.get(address(appearance)))
    typed = {"value": "15000", "low": "14000", "high": "16,000", "modifier": "about", "change": "rise"}
    typed |= {"unit": "ship", "of": "ships"}
    sent |= {f"quantity-0-{name}": value for name, value in typed.items()}
    assert desk.post(address(appearance), sent).status_code == 302
    assert appearance.quantities.values("value", "low", "high", "modifier", "change", "unit", "of").get() == {
        "value": 15_000, "low": 14_000, "high": 16_000, "modifier": "about", "change": "rise", "unit": "ship",
        "of": "ships",
    }  # fmt: skip


def test_a_number_that_is_none_is_taken_out(desk, appearance):
    sent = fields(desk.get(address(appearance))) | {"speaker": "Ada Lund", "quantity-0-DELETE": "on"}
    assert desk.post(address(appearance), sent).status_code == 302
    assert not appearance.quantities.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quantity-0-text": "15,000"}, "does not stand in the claim’s words"),
        ({"quantity-0-value": "many"}, "Enter a number."),
        ({"quantity-0-value": "nan"}, "Enter a number."),
        ({"quantity-0-value": "1e31"}, "less than or equal to"),
        ({"quantity-0-low": "20000", "quantity-0-high": "10000"}, "less than the low end"),
        ({"quantity-1-value": "7"}, "Give the words"),
        ({"quantity-0-modifier": "perhaps"}, "Select a valid choice"),
        ({"attribution": "shouted"}, "Select a valid choice"),
        ({"attribution": "narrator"}, "What the article says itself has no other speaker."),
        ({"speaker": "x" * 201}, "at most 200 characters"),
        ({"speaker": "Ada\0Lund"}, "Null characters are not allowed."),
        ({"quantity-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
        ({"quantity-TOTAL_FORMS": "9999"}, "at most 50 forms"),
        ({"seen": "yesterday"}, "Load it again."),
        ({"quantity-0-start": "here"}, "one field needs another look"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(desk, appearance, typed, said):
    sent = fields(desk.get(address(appearance))) | {"role": "harbour master"} | typed
    response = desk.post(address(appearance), sent)
    assert response.status_code == 422
    body = response.content.decode()
    assert said in body
    assert "harbour master" in body
    appearance.refresh_from_db()
    assert appearance.amended_at is None
    assert appearance.quantities.get().value == 14_000


def test_two_people_at_once_the_second_is_told(desk, appearance):
    sent = fields(desk.get(address(appearance))) | {"speaker": "Ben Orr"}
    amend(appearance, by=UserFactory(), quantities=[read()])
    response = desk.post(address(appearance), sent)
    assert response.status_code == 409
    body = response.content.decode()
    assert "Somebody amended this while you wrote." in body
    assert "Load what stands now" in body
    assert "Ben Orr" in body
    appearance.refresh_from_db()
    assert appearance.speaker.name == "Ada Lund"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_sent_elsewhere(desk, appearance, back):
    sent = fields(desk.get(address(appearance))) | {"back": back, "speaker": "Ada Lund"}
    assert desk.post(address(appearance), sent).url == appearance.get_absolute_url()


def test_who_may_not_gets_no_page_and_no_link(client, appearance):
    assert client.get(address(appearance)).status_code == 302
    client.force_login(UserFactory(role="contributor"))
    assert client.get(address(appearance)).status_code == 403
    assert client.post(address(appearance), {}).status_code == 403
    article = client.get(reverse("claims:article", kwargs={"pk": appearance.revision.article_id}))
    assert address(appearance) not in article.content.decode()


def test_the_article_leads_there(desk, appearance):
    article = desk.get(reverse("claims:article", kwargs={"pk": appearance.revision.article_id}))
    assert address(appearance) in article.content.decode()


def test_an_appearance_that_is_not_there(desk):
    assert desk.get("/appearances/99/amend/").status_code == 404
