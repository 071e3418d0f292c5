"""The words of a sentence and what their forms and neighbours tell of them, without a parser."""

from __future__ import annotations

import re

from claims.extraction.attribution.cues import AMBIGUOUS, STUDIES, VERBS, Form
from claims.extraction.lexicon import words
from claims.extraction.segmentation import Span

QUOTED = "\x00"  # what every character of a quotation is replaced with

_TOKEN = re.compile(
    r"\x00+|[^\W_](?:[\w.&/-]|['’](?!(?:s|ll|d|ve|re|m)\b)(?=\w))*|['’](?:s|ll|d|ve|re|m)\b|[^\s]",
    re.IGNORECASE,
)
LONGEST = 30  # words of a noun phrase

AUXILIARIES = words(
    """
    is are was were be been being am has have had having do does did will would can could may might shall
    should must cannot can't won't wouldn't couldn't don't doesn't didn't isn't aren't wasn't weren't
    haven't hasn't hadn't shouldn't mustn't 'll 'd 've 're 'm not never
    """
)
ADVERBS = words(
    """
    also then now later earlier again too still just even once twice often always soon long already yet
    since ever first finally reportedly allegedly further instead together both all himself herself
    themselves itself either ago only rather quite almost well far much back
    """
)
_NOT_ADVERBS = words(
    """
    family ally rally reply supply july italy assembly monopoly bully lily emily sally billy early daily
    weekly only friendly elderly likely anomaly belly jelly holly molly kelly ugly silly lonely costly
    deadly lovely
    """
)
DETERMINERS = words(
    """
    the a an this that these those his her its their our my your some any no every each all both many most
    several few another other such one two three four five six seven eight nine ten more
    """
)
OPENING_DETERMINERS = words(
    """
    the a an his her its their our my your this these those some any no every each
    """
)
PRONOUNS = words("he she they it we i you who")
SUBJECTS = PRONOUNS | words(
    """
    everyone everybody nobody someone somebody anyone others many some both all neither none most one
    """
)
PERSON_NOUN_ENDINGS = ("er", "or", "ist", "ian", "man", "woman")
PERSON_ENDINGS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "woman",
    "ee",
    "ant",
    "ent",
    "al",
    "ive",
    "ic",
    "ish",
    "ed",
    "ing",
    "mate",
    "ous",
    "ary",
)
NAME_MODIFIERS = words(
    """
    rival fellow magnate guru friend boss nominee veteran star legend host wife husband son mother father
    brother sister daughter late then young old new great tiny giant wealthy billionaire moderate liberal
    right left far mid north south east west big anti pro ex-wife duo trio
    """
)
PREPOSITIONS = words(
    """
    at for in from with on by to about under against over between among near within inside outside behind
    across into toward towards during after before without via despite amid around like as since until
    through throughout per following given regarding concerning including unlike besides beyond plus of
    """
)
BREAKS = words(
    """
    that when while because if although though whether but so yet where how why what whom whose unless than
    nor which who as until since once whenever wherever whereas after before
    """
)
COMMON_PAST = words(
    """
    made took went came got gave ran met left won lost held began became put set kept let led brought stood
    sat fell rose grew sent spent built bought sold paid hit cut broke drove flew threw caught taught fought
    drew chose wore died lived moved turned seemed started happened arrived walked worked used looked helped
    played included followed passed received returned remained joined closed opened stopped served caused
    created increased ended changed killed goes comes makes takes gets gives keeps lets leads brings stands
    becomes begins remains lives works looks includes
    """
)
PARTICLES = words("van von de del der den di da bin ibn ben al el la le du")  # of a surname
DAYS = words(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight
    """
)
DAY_PARTS = words(
    """
    morning afternoon evening night late early this last earlier week month year later
    """
)
OCCASIONS = words(
    """
    statement interview tweet tweets speech letter report post message email memo note briefing address
    article broadcast conference hearing rally debate op-ed column ad video book testimony filing release
    call appearance blog remarks
    """
)
OPENERS = words(
    """
    but and yet so or meanwhile however still also then earlier later moreover nevertheless nonetheless
    indeed instead plus
    """
)
_MARKS = frozenset(',;:()[]{}–—―"“”!?…/|•*') | {"--", "-", "..."}


class Tokens:
    """The words and marks of a sentence in which quotations are blanked out.

    `keys` are the words in lower case, with straight apostrophes and without a final full stop.
    """

    def __init__(self, masked: str) -> None:
        self.masked = masked
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.keys: list[str] = []
        for match in _TOKEN.finditer(masked):
            word = match.group()
            self.starts.append(match.start())
            self.ends.append(match.end())
            acronym = word == "WHO" and self.keys[-1:] == ["the"]  # no "who"
            self.keys.append(word if acronym else word.lower().replace("’", "'").rstrip(".") or word)
        self.title_case = self._is_title_case()

    def _is_title_case(self) -> bool:
        """A headline Written Like This, where capitals tell nothing."""
        letters = [
            self.masked[start] for start, key in zip(self.starts, self.keys, strict=True) if key[0].isalpha()
        ]
        return 4 <= len(letters) <= 25 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters)

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, index: int) -> str:
        """The word at `index`, "" outside the sentence."""
        return self.keys[index] if 0 <= index < len(self.keys) else ""

    def capital(self, index: int) -> bool:
        return 0 <= index < len(self.keys) and self.masked[self.starts[index]].isupper()

    def is_name(self, index: int) -> bool:
        """True for a capital inside a sentence."""
        return not self.title_case and index > 0 and self.capital(index) and not self.is_mark(index - 1)

    def span(self, first: int, last: int) -> Span:
        """The range of the words `first` to `last`, both inclusive; the full stop after the last is no part."""
        end = self.ends[last]
        if (
            self.masked[end - 1] == "."
            and "." not in self.masked[self.starts[last] : end - 1]
            and last == len(self) - 1
        ):
            end -= 1
        return Span(self.starts[first], end)

    def at(self, offset: int) -> int:
        """The index of the first word that ends after `offset`."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def is_mark(self, index: int) -> bool:
        key = self.key(index)
        return key == "" or key in _MARKS or key[0] == QUOTED

    def is_figure(self, index: int) -> bool:
        key = self.key(index)
        return key[:1].isdigit() or key in ("$", "£", "€")

    def is_adverb(self, index: int) -> bool:
        key = self.key(index)
        return key in ADVERBS or (
            len(key) > 4 and key.endswith("ly") and key not in _NOT_ADVERBS and not self.capital(index)
        )

    def is_noun_place(self, index: int) -> bool:
        """True where a noun is due: after an article, a possessive, a preposition."""
        before = self.key(index - 1)
        return (
            before in DETERMINERS
            or before == "'s"
            or before.endswith("s'")
            or before in ("of", "for", "with", "by", "on", "from", "in")
        )

    def is_finite(self, index: int) -> bool:
        """True for what is a verb with a subject of its own, as far as its form and its neighbours say."""
        key = self.key(index)
        if self.is_name(index):
            return False
        if key in AUXILIARIES:
            return key not in ("being", "been", "having", "be", "not", "never")
        if key in AMBIGUOUS or key in STUDIES:
            return self.key(index - 1) in PRONOUNS or self.is_adverb(index - 1)
        if key in COMMON_PAST:
            return not self.is_noun_place(index) and self.key(index + 1) != "by"
        known = VERBS.get(key)
        if known is not None and known[1] & (Form.PAST | Form.THIRD):
            return not self.is_noun_place(index) and not (
                known[1] & Form.PARTICIPLE
                and self.key(index + 1) in ("by", "to", "in", "for", "as", "with", "on", "at", "from")
            )
        return False


_PARTICIPLES = words(
    """
    been gone come become done made taken given kept left lost held paid sold bought built spent sent met won
    led cut put set hit shut split broken chosen driven fallen grown flown thrown drawn worn risen begun run
    struck stolen hidden frozen sunk caught taught thought brought
    """
)


def is_past_participle(tokens: Tokens, index: int) -> bool:
    """Whether the word at `index`, or after adverbs there, has the form that follows "had"."""
    while tokens.is_adverb(index) or tokens.key(index) in ("not", "never"):
        index += 1
    key = tokens.key(index)
    known = VERBS.get(key)
    return (
        key in _PARTICIPLES
        or (key.endswith("ed") and len(key) > 4)
        or (known is not None and bool(known[1] & Form.PARTICIPLE))
    )
