"""Whether words are English: by their letters, and by the small words of English and of other languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claims.extraction.lexicon import words
from claims.extraction.segmentation import Sentence, Span

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
_NOT_LATIN = re.compile(r"[^\W\d_A-Za-zÀ-ÖØ-öø-ɏ]")
_READ = 2_000  # characters: enough to tell

_ENGLISH = words(
    """
    the and of to that for with were have has had been are said from they which who would this their his her by at it
    not but she its you your our what there these those about after into more than when can could where while says
    against was is in on as be or if an all one so out up my some how did do does other only also over new people
    because before between through during without under around since until still never every both many most much
    next first last year years day will should must may might just like get make made says told told we us them him
    let he don here well why got go going think back own same too very now then long see he am ve ll
    """
)
# English too, but as common elsewhere: they speak for neither side.
_SHARED = words("a i no am in is was on at me so an as die war per men hat want son s t m re do will over")
# The small words of each language, as its own letters write them.
_OTHERS = {
    "Spanish": words(
        """
        el la los las de del que y en un una por con para se su sus lo al como más pero fue son está
        han este esta muy también entre desde hasta sobre año años según dijo dijeron ha sin ser uno dos les
        nos
        """
    ),
    "Portuguese": words(
        """
        o os as da do das dos em um uma não que e com por para se mais foi são está ao pelo pela
        isso também mas seu sua há ano anos até disse disseram nos na no
        """
    ),
    "French": words(
        """
        le la les de du des et un une est dans que qui pour sur pas avec au aux ce cette ces il elle
        ils ont sont par plus mais ou été selon entre leur leurs sans nous vous se son sa ses en
        année années déclaré déclarée
        """
    ),
    "Italian": words(
        """
        il lo la gli le di del della dei delle e un una che è per con non sono nel nella alla ha
        hanno come più anche ma si da al dal sul questo questa anni anno detto tra stato
        """
    ),
    "German": words(
        """
        der die das und um am ist nicht mit von zu den dem ein eine einen einem einer auf für im sich des
        dass sie es wird werden wurde haben hat auch nach bei aus über zum zur noch wie nur oder
        aber seit vor jahr jahre ich er wir sagte sagten
        """
    ),
    "Dutch": words(
        """
        de het een en van ik dat die niet zijn op te met voor er aan ook als bij naar nog maar heeft
        hebben werd wordt uit over om door zich dan wel meer jaar deze dit onder tegen zei zeiden
        """
    ),
    "Scandinavian": words(
        """
        og och det som en ett et er är att til till på av ikke inte har med den de var för jeg jag
        vi han hun hon kan fra från om men også også skal vil blev ble blir mer mellom mellan etter
        efter år sagde sa
        """
    ),
    "Polish": words(
        """
        i w na z do się nie że jest to o jak po co tak za od przez dla są był była było oraz ale już
        tylko roku lat powiedział powiedziała
        """
    ),
    "Czech": words(
        """
        a v na se je že to s z do o i ve za by jako po pro ale si byl byla podle který která jsou
        není let roku řekl řekla
        """
    ),
    "Turkish": words(
        """
        ve bir bu da de için ile olarak olan daha çok en ne gibi kadar sonra göre yıl ama değil var
        dedi
        """
    ),
    "Indonesian": words(
        """
        yang dan di ini itu dengan untuk dari tidak pada dalam akan ke adalah ada juga oleh atau
        telah sudah mereka kami bahwa tahun lebih kata
        """
    ),
    "Finnish": words(
        """
        ja on ei että se oli hän ovat mutta kun niin kuin myös joka mukaan vuonna vuoden sekä tai
        ole sanoi
        """
    ),
    "Hungarian": words(
        """
        a az és hogy nem is egy van volt ez meg csak de már mint még vagy után szerint évben mondta
        """
    ),
    "Romanian": words(
        """
        și în de la a cu că nu este pe care mai din pentru au fost sunt un o prin după dar anul ani spus
        """
    ),
    "Swahili": words(
        """
        na ya wa kwa ni za katika la cha kuwa hiyo huo kama hii lakini baada mwaka alisema
        """
    ),
    "Vietnamese": words(
        """
        và của là có không được trong cho các một người đã những với này năm
        """
    ),
}
_ONLY_ENGLISH = _ENGLISH - _SHARED
_LANGUAGES_OF = {  # of a small word that is not English
    word: tuple(language for language, small in _OTHERS.items() if word in small)
    for word in frozenset().union(*_OTHERS.values()) - _ENGLISH - _SHARED
}
_FEWEST_LETTERS = 4  # before they tell anything
_FEWEST_SMALL = 2  # small words of another language, before it can be that one
_ENOUGH = 25  # words: so many without one of English are no English, whatever they are
_CAPITALS = 0.5  # a list of names says nothing about the language


def is_english(text: str) -> bool:
    """False only where the words are enough to be sure that they are not."""
    return _verdict(text) is not False


def foreign_sentences(text: str, found: Sequence[Span], sentences: Sequence[Sentence]) -> set[int]:
    """The numbers of the sentences in another language.

    Where a sentence is too short to tell, its paragraph decides.
    """
    verdicts = [_verdict(text[sentence.start : sentence.end]) for sentence in sentences]
    unsure = {
        sentence.paragraph for sentence, verdict in zip(sentences, verdicts, strict=True) if verdict is None
    }
    other = {number for number in unsure if not is_english(text[found[number].start : found[number].end])}
    return {
        number
        for number, (sentence, verdict) in enumerate(zip(sentences, verdicts, strict=True))
        if verdict is False or (verdict is None and sentence.paragraph in other)
    }


def _verdict(text: str) -> bool | None:
    """True for English, False for another language, None where the words do not tell."""
    read = text[:_READ]
    if _in_other_letters(read):
        return False
    found = _WORD.findall(read)
    lower = [word.lower() for word in found]
    english = sum(map(_ONLY_ENGLISH.__contains__, lower))
    languages = Counter(language for word in lower for language in _LANGUAGES_OF.get(word, ()))
    other = max(languages.values(), default=0)
    if other >= _FEWEST_SMALL and other > 2 * english:
        return False
    if english >= _FEWEST_SMALL and english >= other:
        return True
    if len(found) >= _ENOUGH and english * _ENOUGH < len(found):
        capitals = sum(word[0].isupper() for word in found)
        return False if capitals < _CAPITALS * len(found) else None
    return None


def _in_other_letters(text: str) -> bool:
    """Whether most of its letters, at least four, are not Latin."""
    others = sum(map(str.isalpha, _NOT_LATIN.findall(text)))
    if not others:
        return False
    latin = len(_LATIN.findall(text))
    return latin < others and latin + others >= _FEWEST_LETTERS
