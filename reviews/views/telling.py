"""What happened to a review and what is in it, in words and pieces that a page shows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from claims.marking import repeats_title
from claims.models import Appearance, TimeReference
from factcheck.accounts.models import User, initials
from reviews.actions import AMENDED, MERGED, SPLIT
from reviews.models import Evidence, Rating, Review, ReviewEvent, Verdict
from reviews.states import Action, State

# --- Claim in context ------------------------------------------------------------------------------------

CONTEXT_LENGTH = 400


@dataclass(frozen=True)
class Excerpt:
    """The paragraph around an appearance: `before`, the words themselves, `after`."""

    appearance: Appearance
    before: str
    after: str
    paragraph: int

    @classmethod
    def of(cls, appearance: Appearance, text: str) -> Excerpt:
        """The excerpt of `appearance` from the `text` of its revision."""
        opening = text.rfind("\n", 0, appearance.start) + 1
        closing = text.find("\n", appearance.end)
        before = text[opening : appearance.start].lstrip()
        after = text[appearance.end : closing if closing >= 0 else len(text)].rstrip()
        if len(before) > CONTEXT_LENGTH:
            before = "… " + before[-CONTEXT_LENGTH:].partition(" ")[2]
        if len(after) > CONTEXT_LENGTH:
            after = after[:CONTEXT_LENGTH].rpartition(" ")[0] + " …"
        above = sum(1 for line in text[:opening].split("\n") if line.strip())
        if above and repeats_title(text, appearance.revision.article.title):
            above -= 1  # the article's page does not show it as a paragraph
        return cls(appearance, before, after, above + 1)


def distinct_times(appearances: Iterable[Appearance]) -> list[TimeReference]:
    """Each reading once, in the order of the appearances."""
    seen: dict[tuple[object, ...], TimeReference] = {}
    for appearance in appearances:
        for each in appearance.times.all():
            seen.setdefault((each.text.casefold(), each.from_date, each.to_date), each)
    return list(seen.values())


# --- Differences between two texts -----------------------------------------------------------------------

Segment = tuple[str, str]  # ("same" | "ins" | "del", words)

# Past this many words, words that are very common no longer anchor the comparison: it stays fast.
LONG_TEXT = 1_500


def difference(old: str, new: str) -> list[Segment]:
    """What of `old` was taken out and what `new` put in, word by word."""
    before, after = (re.findall(r"\S+\s*", text) for text in (old, new))
    old_words, new_words = ([word.strip() for word in words] for words in (before, after))
    long = max(len(before), len(after)) > LONG_TEXT
    matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=long)
    segments: list[Segment] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            segments.append(("same", "".join(after[c:d])))
            continue
        for name, words in (("del", "".join(before[a:b])), ("ins", "".join(after[c:d]))):
            # The white space after a change stands outside it, and one change never touches the next.
            bare = words.rstrip()
            if bare:
                segments += [(name, bare), ("same", words[len(bare) :] or " ")]
    return segments


def marked(text: str, other: str) -> list[Segment]:
    """`text`, with what `other` does not have marked."""
    return [segment for segment in difference(other, text) if segment[0] != "del"]


@dataclass(frozen=True)
class Change:
    """What became of the evidence under one number."""

    kind: str  # added, replaced, removed
    evidence: Evidence


@dataclass(frozen=True)
class Changes:
    """What is different between two versions of a verdict."""

    old: Verdict
    new: Verdict
    old_evidence: list[Evidence]
    new_evidence: list[Evidence]

    @property
    def rating(self) -> bool:
        return self.old.rating_id != self.new.rating_id

    @property
    def summary(self) -> list[Segment]:
        return difference(self.old.summary, self.new.summary) if self.old.summary != self.new.summary else []

    @property
    def explanation(self) -> list[Segment]:
        if self.old.explanation == self.new.explanation:
            return []
        return difference(self.old.explanation, self.new.explanation)

    @property
    def evidence(self) -> list[Change]:
        before = {each.number: each for each in self.old_evidence}
        after = {each.number: each for each in self.new_evidence}
        changes = []
        for number in sorted(before | after):
            if number not in before:
                changes.append(Change("added", after[number]))
            elif number not in after:
                changes.append(Change("removed", before[number]))
            elif before[number].pk != after[number].pk:
                changes.append(Change("replaced", after[number]))
        return changes

    @property
    def new_numbers(self) -> set[int]:
        return {change.evidence.number for change in self.evidence if change.kind != "removed"}

    @property
    def unchanged(self) -> str:
        """The parts that are as they were, as a list in words."""
        parts = [
            "" if self.rating else "rating",
            "" if self.summary else "summary",
            "" if self.explanation else "explanation",
            "" if self.evidence else "evidence",
        ]
        return ", ".join(part for part in parts if part).capitalize()


# --- Who did what ----------------------------------------------------------------------------------------

WORDS: dict[str, str] = {
    "open": "Put into the queue",
    Action.TAKE: "took the claim from the queue",
    Action.TAKE_OVER: "took it over from {former_name}",
    Action.HOLD: "held it for longer",
    Action.RELEASE: "released it to the queue",
    Action.ADD_EVIDENCE: "added evidence {number}: {label}",
    Action.REPLACE_EVIDENCE: "changed evidence {number}: {label}",
    Action.REMOVE_EVIDENCE: "removed evidence {number}: {label}",
    Action.SAVE_VERDICT: "saved version {version}",
    Action.SEND_FOR_APPROVAL: "sent version {version} for approval",
    Action.WITHDRAW: "took it back from approval",
    Action.REQUEST_CHANGES: "asked for changes to version {version}",
    Action.APPROVE: "approved version {version}; it is published",
    Action.DISMISS: "dismissed it",
    Action.RESTORE: "restored it to the queue",
    Action.CORRECT: "started a correction",
    Action.CANCEL_CORRECTION: "gave the correction up",
    Action.RETRACT: "retracted it",
    Action.ADJUST_PRIORITY: "changed the priority by {adjustment:+d} points",
    Action.COMMENT: "commented",
    MERGED: "merged it with the claim “{statement}”",
    SPLIT: "took it apart from the claim “{statement}”",
    AMENDED: "amended the {changed} of “{words}”",
}


@dataclass(frozen=True)
class Told:
    """One event in words."""

    event: ReviewEvent
    is_you: bool

    @property
    def machine(self) -> bool:
        return self.event.actor_id is None

    @property
    def who(self) -> str:
        return "You" if self.is_you else self.event.actor_name

    @property
    def what(self) -> str:
        if self.event.action == Action.ADJUST_PRIORITY and not self.event.data.get("adjustment"):
            return "took the change of priority back"
        words = WORDS.get(self.event.action, self.event.action.replace("_", " "))
        try:
            told = words.format(**self.event.data)
        except (KeyError, ValueError):
            told = words.partition(" {")[0]
        return told[0].upper() + told[1:] if self.machine else told

    @property
    def initials(self) -> str:
        return initials(self.event.actor_name)


def history(events: Iterable[ReviewEvent], user: User) -> list[Told]:
    return [Told(event, event.actor_id == user.pk) for event in events]


# --- Where it stands -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FlowStep:
    """A state on the way, who is or was in it, and since or until when."""

    label: str
    icon: str
    state: str = ""
    done: bool = False
    current: bool = False
    person: User | None = None
    words: str = ""
    at: datetime | None = None
    machine: bool = False


@dataclass
class _Way:
    """The last event of each kind."""

    last: dict[str, ReviewEvent] = field(default_factory=dict)

    def at(self, *actions: str) -> datetime | None:
        found = [self.last[action] for action in actions if action in self.last]
        return max(found, key=lambda event: event.pk).at if found else None


def flow(review: Review, newest_first: Iterable[ReviewEvent]) -> list[FlowStep]:
    """The way of the review: what is done, where it stands, what is to come."""
    way = _Way()
    for event in newest_first:
        way.last.setdefault(event.action, event)
    state, verdict = State(review.state), review.latest_verdict
    queued = FlowStep("Queued", "st-queued", words="Found", at=review.opened_at, machine=True)
    if state == State.DISMISSED:
        gone = FlowStep("Dismissed", "x", state, current=True, at=way.at(Action.DISMISS))
        return [_done(queued), gone]
    taken = FlowStep(
        "In review",
        "st-review",
        person=review.assignee,
        words="since",
        at=way.at(Action.TAKE, Action.TAKE_OVER, Action.REQUEST_CHANGES, Action.WITHDRAW, Action.CORRECT),
    )
    sent = FlowStep(
        "Awaiting approval", "st-approval", words="since", at=verdict.sent_at if verdict else None
    )
    out = FlowStep("Published", "st-published")
    order = [State.QUEUED, State.IN_REVIEW, State.AWAITING_APPROVAL, State.PUBLISHED]
    steps = [queued, taken, sent, out]
    if state in {State.AWAITING_APPROVAL, State.PUBLISHED, State.RETRACTED} and verdict:
        steps[1] = FlowStep("In review", "st-review", person=verdict.author, words="to", at=verdict.sent_at)
    published = review.published_verdict
    if state in {State.PUBLISHED, State.RETRACTED} and published:
        steps[2] = FlowStep(
            "Approved", "st-approval", person=published.approved_by, words="at", at=published.approved_at
        )
        steps[3] = FlowStep("Published", "st-published", at=published.approved_at)
    if state == State.RETRACTED:
        steps[3] = FlowStep("Retracted", "history", at=way.at(Action.RETRACT))
    place = 3 if state == State.RETRACTED else order.index(state)
    return [
        _done(step)
        if number < place
        else _current(step, state)
        if number == place
        else FlowStep(step.label, "st-queued")
        for number, step in enumerate(steps)
    ]


def _done(step: FlowStep) -> FlowStep:
    return FlowStep(
        step.label, "check", done=True, person=step.person, words=step.words, at=step.at, machine=step.machine
    )


def _current(step: FlowStep, state: State) -> FlowStep:
    return FlowStep(step.label, step.icon, state, False, True, step.person, step.words, step.at, step.machine)


def rating_label(rating: Rating | None) -> str:
    return rating.label if rating else "No rating"
