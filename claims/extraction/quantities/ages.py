"""Ages that have no unit beside them: "aged 18", "Nora Lindqvist, 35, said"."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.quantities.before import word_before
from claims.extraction.quantities.numerals import Form, Numeral
from claims.extraction.quantities.reading import Sentence

_AGED = re.compile(
    r"\b(?:aged|ages?)\s(?:between\s|from\s|of\s)?\Z|\bturn(?:s|ed|ing)\s\Z|"
    r"\b(?:retir(?:e|es|ed|ing)|died?|dies|dying|marr(?:y|ies|ied|ying)|widowed|orphaned)\sat\s(?:just\s|only\s)?\Z",
    re.IGNORECASE,
)
_AGED_ENDS = words("aged age ages between from of turns turned turning at just only")
# "people over 65", "patients younger than 40"
_PERSONS_OVER = re.compile(
    r"\b(?:people|persons?|those|anyone|everyone|all|adults|men|women|children|girls|boys|kids|teenagers|youngsters|"
    r"pensioners|residents|citizens|patients|drivers|players|workers|employees|voters|students|users|consumers|"
    r"customers|families|riders|athletes|runners|swimmers|smokers|viewers|Britons|Americans|Canadians|Australians|"
    r"Europeans|Germans)\s(?:who\s(?:are|were)\s|aged\s)?(?:over|under|above|below|older\sthan|younger\sthan)\s"
    r"(?:the\sage\sof\s)?\Z",
    re.IGNORECASE,
)
_PERSONS_OVER_ENDS = words("over under above below than of")
_ALONE = re.compile(
    r"(?=\s?[,.;:!?)”\"–—]|\s*$|\s(?:and|or|in|at|to|with|who|is|are|was|were|has|have|can|will|were|from)\b)(?![.,]\d)"
)
_ASIDE = re.compile(r"[A-Za-z],\s\Z")
_ASIDE_ENDS = re.compile(r",\s|\)|,$")
_NAMED = re.compile(r"\b[A-Z][a-z][\w’'-]{1,30}\s[A-Z][\w’'-]{1,30},\s\Z")
_NAMED_ENDS = re.compile(r"[.;!?:]?['\"”’)]?(?:\s|$)")
_OLDEST = 120
_WINDOW = 70  # characters: two long names and what stands between them


def is_age(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether the numeral is somebody's age."""
    text, at, end = sentence.text, numeral.start, numeral.end
    word = word_before(text, at, sentence.start).lower()
    if word in _AGED_ENDS and _AGED.search(text, max(sentence.start, at - 16), at):
        return True
    if (
        numeral.form is not Form.DIGITS
        or not isinstance(numeral.value, int)
        or not 0 < numeral.value <= _OLDEST
    ):
        return False
    lowest = max(sentence.start, at - _WINDOW)
    if word in _PERSONS_OVER_ENDS and _PERSONS_OVER.search(text, lowest, at):
        return _ALONE.match(text, end, sentence.end) is not None
    if not _ASIDE.search(text, max(sentence.start, at - 3), at):
        return False
    if _ASIDE_ENDS.match(text, end, sentence.end):
        return True
    return bool(_NAMED_ENDS.match(text, end, sentence.end) and _NAMED.search(text, lowest, at))
