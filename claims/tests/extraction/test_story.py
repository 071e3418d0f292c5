"""One article from end to end."""

from datetime import date

import pytest

from claims.extraction import Attribution, Candidate, Kind, Reason, analyse, extract, published_in
from claims.tests.extraction.story import PUBLISHED, STORY

DAY = date.fromisoformat(PUBLISHED)


@pytest.fixture(scope="module")
def every() -> list[Candidate]:
    return analyse(STORY, published_at=DAY)


@pytest.fixture(scope="module")
def found() -> list[Candidate]:
    return extract(STORY, published_at=DAY)


def the(candidates: list[Candidate], words: str) -> Candidate:
    (one,) = [candidate for candidate in candidates if words in candidate.text]
    return one


def test_figures_come_first(found):
    best = [candidate.text for candidate in found[:4]]
    assert any("more than 120 Osmark trawlers" in text for text in best)
    assert any("$45m" in text for text in best)


def test_best_first_and_only_what_is_worth_checking(found):
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(c.check_worthy and c.kind is not Kind.NOT_A_CLAIM for c in found)


def test_every_sentence_in_order(every, found):
    assert [c.start for c in every] == sorted(c.start for c in every)
    assert all(STORY[c.start : c.end] == c.text for c in every)
    assert sum(c.check_worthy for c in every) == len(found)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Varland and Osmark ministers", Reason.HEADLINE),
        ("Patrol boats near", Reason.BOILERPLATE),
        ("Osmark ships are anchored", Reason.BOILERPLATE),
        ("Powered by automated", Reason.BOILERPLATE),
        ("Updated: November", Reason.BOILERPLATE),
        ("Let's hope the ships", Reason.WISH),
        ("will pay a high price", Reason.THREAT),
        ("Time is running out", Reason.PREDICTION),
        ("will meet his Osmark counterpart", Reason.PREDICTION),
        ("It is hard not to be angry", Reason.OPINION),
    ],
)
def test_no_claims(every, words, reason):
    sentence = the(every, words)
    assert not sentence.check_worthy
    assert sentence.kind is Kind.NOT_A_CLAIM
    assert reason in sentence.reasons
    assert reason.against


def test_a_repeated_headline_is_no_claim(every):
    repeated = [c for c in every if c.text.startswith("Harbour Ministry: ")]
    assert len(repeated) == 2
    assert not any(c.check_worthy for c in repeated)


def test_the_consequence_is_not_the_claim(every_sentence_counts, every):
    claim = the(extract(STORY, published_at=DAY), "Around 40,000")
    assert claim.text == "Around 40,000 Varland dockers are on strike along the coast"
    assert claim.statement == claim.text + "."
    assert claim.attribution is Attribution.NARRATOR
    assert claim.speaker is None
    assert "prompting fears" in the(every, "Around 40,000").text


def test_she_is_the_woman_who_spoke_before(found):
    claim = the(found, "more than 120")
    assert claim.attribution is Attribution.DIRECT
    assert claim.speaker is not None
    assert claim.speaker.name == "Ingrid Halvorsen"
    assert claim.speaker.role == "Osmark Foreign Minister"
    assert claim.speaker.mention == "she"
    assert STORY[claim.speaker.start : claim.speaker.end] == "she"
    assert not claim.speaker.doubtful
    (time,) = claim.times
    assert (time.from_, time.to) == (date(2026, 10, 22), DAY)


def test_a_quotation_over_two_paragraphs_has_one_speaker(every):
    first, second = the(every, "$45m"), the(every, "Two thirds")
    assert first.speaker is not None
    assert second.speaker is not None
    assert first.speaker.name == second.speaker.name == "Ingrid Halvorsen"
    assert first.attribution is second.attribution is Attribution.DIRECT


def test_he_is_the_man_who_spoke_before(every):
    speaker = the(every, "Let's hope").speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Henrik Solberg", "Varland Prime Minister")


def test_a_role_after_the_name(every):
    speaker = the(every, "pay a high price").speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Tomas Vik", "spokesman for the dockers' union")


def test_an_unnamed_source_and_an_organisation(every):
    official, ministry = the(every, "at any moment").speaker, the(every, "on Friday").speaker
    assert official is not None
    assert ministry is not None
    assert official.name == "senior Harbour Ministry official"
    assert official.mention == "a senior Harbour Ministry official"
    assert (ministry.name, ministry.mention) == ("Harbour Ministry", "The Harbour Ministry")


def test_days_are_resolved_and_written_out(every):
    sentence = the(every, "on Friday")
    (time,) = sentence.times
    assert (time.text, time.from_, time.to) == ("Friday", date(2026, 11, 13), date(2026, 11, 13))
    assert sentence.statement == (
        "Henrik Solberg will travel to Port Ellis on 13 November 2026 to meet union leaders."
    )


def test_without_a_date_nothing_relative_is_resolved():
    times = [time for candidate in analyse(STORY) for time in candidate.times if "week" in time.text]
    assert times
    assert all(time.from_ is None and time.to is None for time in times)


def test_the_stamp_at_the_end():
    stamp = published_in(STORY)
    assert stamp is not None
    assert stamp.isoformat() == "2026-11-12T21:20:00"


def test_the_title_repeated_in_the_text_is_no_claim():
    title = "Exports of grain rose by 12 per cent in 2021."
    text = f"{title}\n\nThe harbour of Lunde shipped 4,000 tonnes of it."
    assert len(extract(text)) == 2
    assert [c.text for c in extract(text, title=title)] == [
        "The harbour of Lunde shipped 4,000 tonnes of it."
    ]


def test_a_sentence_said_twice_is_one_claim():
    sentence = "Exports of grain rose by 12 per cent in 2021."
    (found,) = extract(f"{sentence} Nobody knew. {sentence}")
    assert found.start == 0
    assert analyse(f"{sentence} Nobody knew. {sentence}")[-1].reasons == (Reason.REPEATED,)


def test_as_json(found):
    row = the(found, "more than 120").as_dict()
    assert list(row) == [
        "text", "start", "end", "statement", "score", "check_worthy", "kind", "reasons", "speaker",
        "attribution", "quantities", "times", "entities",
    ]  # fmt: skip
    assert row["kind"] == "quantity"
    assert row["attribution"] == "direct"
    assert row["reasons"][0] == "quantity"
    assert {"name", "role", "mention", "start", "end", "doubtful"} == set(row["speaker"])
    length, quantity = row["quantities"]
    assert (length["value"], length["unit"]) == (3, "week")
    assert quantity["value"] == quantity["low"] == 120
    assert (quantity["modifier"], quantity["unit"], quantity["of"]) == (
        "more_than",
        "trawlers",
        "Osmark trawlers",
    )
    (time,) = row["times"]
    assert (time["from"], time["to"]) == ("2026-10-22", "2026-11-12")
    assert {"Osmark"} <= {entity["text"] for entity in row["entities"]}
