"""Words that say what a name is: companies, letters after a name, ranks before it, relatives, family particles."""

from __future__ import annotations

import re

from claims.extraction.lexicon import EPITHETS, MEN, ROLES, TITLES, WOMEN, words

# With one of these a name is a company's, whoever it is called after: "Kelly Motors".
COMPANY_WORDS = words(
    """
    securities lines motors energy airways holdings partners capital technologies systems industries ferries
    logistics shipping mining minerals resources solutions pharmaceuticals pharma telecom networks software
    electronics aerospace automotive airlines railways insurance investments investors ventures properties estates
    enterprises foods breweries supermarkets bakeries hotels pictures studios entertainment media analytics
    advisers advisors consulting asset assets fund funds plc ltd inc corp llc gmbh co chemicals semiconductors
    biosciences therapeutics research economics diagnostics utilities petroleum
    """
)
# Of these a surname may be one: "Brody Steel" is a man, "Castle Steel" is not.
DOUBTFUL_COMPANY_WORDS = words("water power steel oil gas rail stores homes brothers sons labs records")
LETTERS = words("kc qc mp msp mep obe mbe cbe kbe dbe jr sr phd frs")
_MEMBERS = words("mp msp mep")
RANKS = words("det brig hhj sgt cdr cmdr supt insp cpt const prof gp pcso ds di dci sheikh sheikha")
KIN = words(
    """
    wife husband son daughter brother sister mother father widow widower mum mom dad aunt uncle niece
    nephew grandson granddaughter grandmother grandfather girlfriend boyfriend fiance fiancee stepson
    stepdaughter stepfather stepmother cousin
    """
)
OF_WOMEN = words(
    """
    wife daughter sister mother widow mum mom aunt niece granddaughter grandmother girlfriend fiancee
    stepdaughter stepmother
    """
)
OF_MEN = words(
    """
    husband son brother father widower dad uncle nephew grandson grandfather boyfriend fiance stepson stepfather
    """
)
PARTICLES = words("van von de del der den di da bin bint ibn ben al el la le du ter ten dos")
# What a person is, before the name or beside it.
OFFICE_NOUNS = ROLES | words(
    """
    secretary-general director-general attorney-general vice-chancellor vice-chair co-chair co-leader co-
    author undersecretary ombudsman coroner magistrate carer cleaner technician trainer referee registrar
    tenant cook vicar priest pastor architect businessman businesswoman shareholder obstetrician paediatrician
    pediatrician anaesthetist gp postmaster clerk whip trawlerman miner docker veteran refugee migrant
    villager islander volunteer trucker accountant auditor ranger warden opponent colleague predecessor
    successor housemate classmate teammate
    """
)
PERSONAL_NOUNS = (
    OFFICE_NOUNS | EPITHETS | words("mother father mum dad grandmother grandfather widow widower")
)
# Words for how somebody takes a question, and what somebody does before speaking.
MANNERS = words(
    """
    blunt adamant unequivocal scathing dismissive unimpressed unrepentant defiant furious candid unmoved emphatic
    incredulous unapologetic withering sceptical skeptical sanguine forthright outspoken bullish
    """
)
BASED = re.compile(r"[^\W_][\w-]*-(?:based|owned|listed|run|backed|headquartered|led|born|trained)")


def is_company(name: list[str]) -> bool:
    """Whether the words of a name end as a company's does: "Corbel Securities", "Lagoon Lines plc"."""
    if len(name) < 2:
        return False
    last, first = name[-1].lower().rstrip("."), name[0].lower()
    if last in COMPANY_WORDS:
        return True
    return last in DOUBTFUL_COMPANY_WORDS and first not in WOMEN | MEN | TITLES


def office_of(letters: str) -> str | None:
    """The office that letters after a name tell: "MP"."""
    return letters if letters.lower() in _MEMBERS else None
