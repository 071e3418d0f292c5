"""Full names for what stands for them: short names, pronouns and bare titles, the first of each in a claim."""

from __future__ import annotations

from collections.abc import Iterator

from claims.extraction.names import Mention
from claims.extraction.statement.pronouns import pronouns
from claims.extraction.statement.setting import Setting
from claims.extraction.statement.titles import titles
from claims.extraction.statement.writing import Edit


def resolved(setting: Setting) -> Iterator[Edit]:
    """Full names for short ones, and names for pronouns and titles: the first of each that the claim has."""
    yield from _full_names(setting)
    yield from titles(setting)
    yield from pronouns(setting)


def _full_names(setting: Setting) -> Iterator[Edit]:
    """ "Mr Lee" by the name that the article gives in full, once a statement."""
    done: set[str] = set()
    for mention in setting.names.mentions_in(setting.start, setting.end):
        name = mention.person.name
        short = setting.text[mention.start : mention.end]
        whole = mention.end <= setting.end and not _in_a_firm(setting.text, mention)
        if whole and name not in short and name not in done and " " in name:
            yield Edit(mention.start, mention.end, name)
        done.add(name)


def _in_a_firm(text: str, mention: Mention) -> bool:
    """ "Brodd & Stahl": a surname that is part of another name."""
    return text[max(0, mention.start - 2) : mention.start] == "& " or text.startswith(" & ", mention.end)
