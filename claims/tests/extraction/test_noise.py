"""What stands in an article but makes no claim. People, papers and places are made up."""

import pytest

from claims.extraction import Reason, analyse, extract

PROSE = "The port of Lunde lost 40 boats in 2021. The wall of the port broke after the storm of that year."
AFTER = "The town of Kessel bought 12 of the boats in 2022. Nobody in the town has seen them since."


def reasons_of(noise: str, *, last: bool = False) -> set[Reason]:
    """Why the sentences of the paragraph `noise` are no claims, in an article around it."""
    text = f"{PROSE}\n\n{AFTER}\n\n{noise}" if last else f"{PROSE}\n\n{noise}\n\n{AFTER}"
    start = text.index(noise)
    inside = [each for each in analyse(text) if start <= each.start < start + len(noise)]
    assert inside
    assert not any(each.check_worthy for each in inside), [each.text for each in inside]
    prose = [each for each in extract(text) if not start <= each.start < start + len(noise)]
    assert len(prose) >= 2, "the article's own claims are still there"
    return {reason for each in inside for reason in each.reasons}


@pytest.mark.parametrize(
    "noise",
    [
        # captions and credits
        "Boats in the harbour of Lunde on Monday. Getty Images",
        "Photo: 40 boats in the harbour of Lunde.",
        "Image source, Getty Images",
        "Image caption, The port lost 40 boats in 2021",
        "The 40 boats of Lunde in 2021. Photograph: Jo Bell/The Courier",
        "The mayor (left) sold 40 boats in 2021. REUTERS/Jo Bell",
        "The 40 boats are seen in this undated file photo from Lunde.",
        "Ann Lind, who sold 40 boats, in Lunde in 2021. (Jo Bell/The Courier)",
        "A stock photo of 40 boats.",
        # bylines
        "By Ann Lind",
        "By Ann Lind and Tomas Vik, political correspondents of the Courier",
        "Ann Lind, Chief Political Correspondent",
        "Reporting by Ann Lind; editing by Tomas Vik.",
        "Ann Lind contributed to this report.",
        # prompts
        "Sign up for our newsletter, read by 40,000 people in Varland.",
        "Subscribe now and save 40 per cent in the first year.",
        "Get the 40 best stories of the week in your inbox.",
        "Read more: The port lost 40 boats in 2021",
        "READ MORE: Port lost 40 boats in 2021.",
        "See also: 40 boats lost in 2021.",
        "Most read in 2021",
        "Follow us on Facebook, where 40,000 people do.",
        "Share this article with 40 friends.",
        "You may also like: 40 boats lost in 2021.",
        "Watch: The port lost 40 boats in 2021.",
        "Tweet",
        # consent and navigation
        "We use cookies. We and our 140 partners store data for 12 months.",
        "Accept all",
        "Home | News | Sport | Weather",
        "News > World > Osmark",
        "Skip to content",
        "Advertisement",
        # notes on the article
        "This article was amended on 12 May 2021. An earlier version said that the port lost 50 boats.",
        "Correction: The port lost 40 boats in 2021, not 50.",
        "An earlier version of this article said that the port lost 50 boats in 2021.",
        "This is a breaking news story. More details soon.",
        "Updated: 12 May 2021, 9:20 PM",
        "10:42 GMT",
        "9.30am",
        "2 hours ago",
        "© 2021 The Courier. All rights reserved.",
        "Notes to editors",
        "For more information, contact Ann Lind on 020 4000 4000.",
        "[Applause]",
    ],
)
def test_what_surrounds_the_article_is_no_claim(noise):
    assert reasons_of(noise) == {Reason.BOILERPLATE}


@pytest.mark.parametrize(
    "noise",
    [
        "Ann Lind is the Courier's political editor. She has covered 40 elections since 2001.",
        "Tomas Vik is a reporter for the Courier, based in Lunde.",
        "Nora Holm writes about trade for the Courier.",
    ],
)
def test_the_author_at_the_end_is_no_claim(noise):
    assert reasons_of(noise, last=True) == {Reason.BOILERPLATE}


@pytest.mark.parametrize("noise", ["Port loses 40 boats", "How Lunde lost 40 boats in a year"])
def test_a_heading_is_no_claim(noise):
    assert reasons_of(noise) == {Reason.HEADLINE}


@pytest.mark.parametrize(
    "title",
    ["The port of Lunde lost 40 boats", "The port of Lunde lost 40 boats - The Courier"],
)
def test_the_title_inside_the_text_is_no_claim(title):
    text = f"The port of Lunde lost 40 boats.\n\n{AFTER}"
    assert "The port of Lunde lost 40 boats." not in [each.text for each in extract(text, title=title)]
    assert "The port of Lunde lost 40 boats." in [each.text for each in extract(text)]


@pytest.mark.parametrize(
    "claim",
    [
        "Readers of the Courier bought 40,000 copies in 2021.",
        "The photo of the mayor was sold for $40,000 in 2021.",
        "Subscribers of the Courier fell by 40 per cent in 2021.",
        "Live sheep worth $40m were sold in Lunde.",
        "The bank by the harbour lost $40m in 2021.",
        "Updates of the law cost the town $40m in 2021.",
        "Homes in Lunde cost $40,000 more than in 2021.",
        "Search teams found 40 boats in 2021.",
        "Advertising cost the port $40m in 2021.",
        "Contact with 40 boats was lost in 2021.",
        "Left-wing parties won 40 per cent of the seats in 2021.",
        "Ann Lind is the mayor of Lunde and sold 40 boats in 2021.",
        "Cookies worth $40m were sold in Lunde in 2021.",
        "Breaking the wall cost the port $40m in 2021.",
        "Pictures worth $40m were sold in Lunde in 2021.",
        "Correction of the figures cost 40 jobs in 2021.",
        "Senator Ann Lind (R) sold 40 boats in 2021.",
        "By Labour Day, the paper had hired 40 journalists.",
        "Videos, films and pictures worth $40m were sold in 2021.",
        "“Correction: the port lost 40 boats,” said Ann Lind.",
    ],
)
def test_prose_that_begins_like_noise_is_kept(claim):
    (found,) = [each for each in analyse(f"{PROSE}\n\n{claim}\n\n{AFTER}") if each.text == claim]
    assert not set(found.reasons) & {Reason.BOILERPLATE, Reason.HEADLINE, Reason.REPEATED}


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "– ", "1. ", "2) "])
def test_a_list_holds_claims_without_full_stops_and_without_its_bullets(bullet):
    text = f"{PROSE}\n\n{bullet}Kessel lost 30 boats in 2021\n{bullet}Osmark lost 20 boats in 2021\n\n{AFTER}"
    claims = [each.text for each in extract(text)]
    assert "Kessel lost 30 boats in 2021" in claims
    assert "Osmark lost 20 boats in 2021" in claims


@pytest.mark.parametrize("stamp", ["10:42 GMT ", "10.42am: ", "14:05 – ", "22.47 ", "9:30 a.m. "])
def test_the_stamp_of_a_live_blog_is_no_part_of_the_claim(stamp):
    claim = "The port of Kessel lost 30 boats in 2021."
    found = [each for each in extract(f"{PROSE}\n\n{stamp}{claim}") if "Kessel" in each.text]
    assert [(each.text, each.statement) for each in found] == [(claim, claim)]


FOREIGN = {
    "Spanish": "La ministra dijo que los precios subieron un 12 por ciento en los últimos tres meses.",
    "French": "Le ministre a dit que les prix ont augmenté de 12 pour cent dans la ville.",
    "German": "Die Regierung hat am Montag gesagt, dass die Preise um 12 Prozent gestiegen sind.",
    "Dutch": "De minister zei dat de prijzen met 12 procent zijn gestegen in het jaar.",
    "Polish": "Minister powiedział, że ceny wzrosły o 12 procent w tym roku.",
    "Turkish": "Bakan fiyatların bu yıl yüzde 12 daha çok arttığını ve bir karar olmadığını söyledi.",
    "Indonesian": "Menteri mengatakan bahwa harga sudah naik 12 persen pada tahun ini.",
    "Russian": "Министр сказал, что цены выросли на 12 процентов.",
    "Japanese": "大臣は価格が12パーセント上がったと述べた。",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_paragraph_in_another_language_is_said_to_be_so(language):
    assert reasons_of(FOREIGN[language]) == {Reason.OTHER_LANGUAGE}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_sentence_in_another_language_does_not_take_the_others_with_it(language):
    text = f"{PROSE} {FOREIGN[language]} {AFTER}"
    foreign = [each.text for each in analyse(text) if Reason.OTHER_LANGUAGE in each.reasons]
    assert foreign == [FOREIGN[language]]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said “los precios suben” when the port of Lunde lost 40 boats.",
        "The paper La Voz de la Costa says the port lost 40 boats in 2021.",
        "Maria de la Cruz and Jan van der Berg lost 40 boats in 2021.",
        "Its song “Je ne regrette rien” was sold 40,000 times in 2021.",
        "Port lost 40 boats, Kessel 30, Osmark 20, Varland 10 in 2021.",
    ],
)
def test_foreign_words_make_no_foreign_sentence(sentence):
    assert all(Reason.OTHER_LANGUAGE not in each.reasons for each in analyse(sentence))
