"""Word lists of what refers back: pronouns, and the nouns that stand for a name given before."""

from __future__ import annotations

from claims.extraction.lexicon import PLACES, names, words

# Each form with the person or thing that it stands for, and what it is in its sentence.
PRONOUNS: dict[str, tuple[str, str]] = {
    "he": ("he", "subject"), "him": ("he", "object"), "his": ("he", "owner"),
    "she": ("she", "subject"), "her": ("she", "owner or object"),
    "it": ("it", "subject"), "its": ("it", "owner"),
    "they": ("they", "subject"), "them": ("they", "object"), "their": ("they", "owner"),
    "we": ("we", "subject"), "us": ("we", "object"), "our": ("we", "owner"),
    "i": ("i", "subject"), "me": ("i", "object"), "my": ("i", "owner"),
}  # fmt: skip
# After "her" these show that it is no owner: "told her that", "with her in".
AFTER_OBJECT = words(
    """
    that to in on at by for from with and but or as when while if because after before since until into out about over
    how what why whether where who than not the a an this
    """
)
# Offices with one holder at a time, as a rule, and what may stand before them.
ROLE_NOUNS = words(
    """
    president premier minister chancellor secretary ambassador envoy commissioner governor mayor senator congressman
    congresswoman chairman chairwoman chairperson spokesman spokeswoman spokesperson prosecutor sheriff superintendent
    inspector rector bishop archbishop cardinal pope treasurer rapporteur harbourmaster skipper coach publisher
    president-elect founder chaplain
    """
)
ROLE_KINDS = words(
    """
    prime foreign finance interior home health defence defense trade energy education transport environment justice
    housing labour harbour vice deputy attorney
    """
)
ORGANISATIONS = words(
    """
    ministry department agency council committee commission union party university college company firm group bank
    association federation foundation court club charity hospital board authority institute trust
    """
)
# These speak for themselves too, but are seldom the only one of their kind in an article.
SPEAKING = ORGANISATIONS | words(
    """
    regulator watchdog operator government parliament study report survey poll embassy airline retailer insurer employer
    airport museum school church cabinet congress senate army newspaper paper magazine think-tank inquiry mission
    alliance inspectorate team society operator developer supplier manufacturer maker publisher broadcaster lender
    """
)
COMPANY_ENDINGS = words(
    """
    company corporation corp inc ltd plc llc ag gmbh sa nv bv spa ab asa group holdings industries airlines airways
    railways
    """
)
COMPANIES = words("company firm group")
COUNTRY_NOUNS = words("country nation")
NO_COUNTRIES = names(
    """
    Europe, Africa, Asia, America, London, Paris, Berlin, Madrid, Rome, Vienna, Geneva, Zurich, Brussels, Moscow, Kiev,
    Kyiv, Warsaw, Prague, Budapest, Athens, Ankara, Istanbul, Cairo, Tehran, Baghdad, Jerusalem, Beirut, Damascus,
    Riyadh, Dubai, Delhi, New Delhi, Mumbai, Beijing, Shanghai, Tokyo, Seoul, Sydney, Melbourne, Washington, New York,
    California, Texas, Florida, Chicago, Los Angeles, Boston, Toronto, Ottawa, Lagos, Nairobi, Johannesburg, Edinburgh,
    Dublin, Belfast, Cardiff, Manchester, Birmingham
    """
)
COUNTRIES = PLACES - NO_COUNTRIES
# What holds an office of state: the word before it in "Osmark Foreign Minister" is a country.
OFFICES_OF_STATE = (
    r"(?:(?:Prime|Foreign|Finance|Defen[cs]e)\sMinister|President|Chancellor|King|Queen|Premier)"
)
# Verbs and nouns that go with an organisation or a country, not with a ship or a law.
ACTS = words(
    """
    employs employed plans planned runs ran owns owned sells sold reported announced denied denies expects expected
    operates operated paid pays spent spends borrowed hired voted signed launched approved rejected imposed invaded
    exported exports imported imports bought buys sacked dismissed fined admitted promised pledged blamed accused said
    says recruited invested received receives shipped earned owes owed joined
    """
)
OWNED = words(
    """
    exports imports economy government profits profit shares staff members chief chairman chairwoman chair army navy
    parliament population revenue revenues turnover workforce budget debt debts president minister sales spokesman
    spokeswoman headquarters director employees workers shareholders customers currency constitution central
    """
)
# What may stand before these: "its net profit".
BEFORE_OWNED = words("net gross annual total operating quarterly half-year main public national own")
# "Our country", "our children": everybody's, where an organisation speaks.
SHARED = words(
    """
    country nation economy world society planet region continent city town village state community communities children
    history democracy future lives streets schools time times allies enemies great beloved
    """
)
# Speakers that are "they" in their own sentences.
MANY = words("police people officials researchers scientists")
# The form after a name of the verb that stood after "we" or "I".
AGREEING = {
    "are": "is",
    "were": "were",
    "have": "has",
    "am": "is",
    "’m": "is",
    "'m": "is",
    "’re": "is",
    "'re": "is",
}
# What may follow "we" or "I" and needs no other form, beside verbs in -ed.
INVARIANT = words(
    """
    had will would could can may might must should did lost won took made gave began fell rose saw held sent left led
    hit put found spoke wrote kept
    stood ran grew met built bought sold paid spent cut fought knew got set went came cannot
    can't won't couldn't didn't wouldn't hadn't
    """
)
