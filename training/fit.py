"""Fitting: batches of sentences of like length, a loss for each label that a sentence has."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from claims.extraction.encoder import MAX_TOKENS
from training.data import CHECK_WORTHY, UNKNOWN, Example
from training.network import Answers, Network

BATCH = 32
_POOL = 50 * BATCH  # sentences are sorted by length within pools of this size


@dataclass(frozen=True, slots=True)
class Item:
    """An example in tokens; `teacher` holds the log-probabilities of the verdicts that larger models give it."""

    ids: list[int]
    example: Example
    tags: list[int] | None
    teacher: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of a batch; -1 or UNKNOWN where an item lacks the label."""

    ids: Tensor
    mask: Tensor
    verdict: Tensor
    check_worthy: Tensor
    fact: Tensor
    tags: Tensor
    teacher: Tensor

    def to(self, device: torch.device) -> Batch:
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))


class Reader:
    """Turns examples into tokens and batches, by the encoder's own tokenizer."""

    def __init__(self, weights: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.padding = next(
            number
            for token in ("[PAD]", "<pad>")
            if (number := self.tokenizer.token_to_id(token)) is not None
        )

    def items(self, examples: Sequence[Example]) -> list[Item]:
        encodings = self.tokenizer.encode_batch([example.text for example in examples])
        return [
            Item(
                encoding.ids,
                example,
                None
                if example.tags is None
                else [_commonest(example.tags[a:b]) for a, b in encoding.offsets],
            )
            for encoding, example in zip(encodings, examples, strict=True)
        ]

    def batch(self, items: Sequence[Item]) -> Batch:
        tokens = max(len(item.ids) for item in items)
        ids = torch.full((len(items), tokens), self.padding)
        tags = torch.full((len(items), tokens), UNKNOWN)
        mask = torch.zeros((len(items), tokens), dtype=torch.long)
        for row, item in enumerate(items):
            ids[row, : len(item.ids)] = torch.tensor(item.ids)
            mask[row, : len(item.ids)] = 1
            if item.tags is not None:
                tags[row, : len(item.tags)] = torch.tensor(item.tags)
        return Batch(
            ids,
            mask,
            torch.tensor([UNKNOWN if (v := item.example.verdict) is None else v for item in items]),
            torch.tensor([-1.0 if (v := item.example.check_worthy) is None else float(v) for item in items]),
            torch.tensor([-1.0 if (v := item.example.fact) is None else float(v) for item in items]),
            tags,
            torch.tensor([item.teacher or (1.0, 1.0, 1.0) for item in items]),
        )


def _commonest(tags: Sequence[int]) -> int:
    return max(tags, key=tags.count) if tags else UNKNOWN


def batches(items: Sequence[Item], rng: random.Random) -> Iterator[list[Item]]:
    """Yield all items in random batches of like length, which spares padding."""
    order = list(range(len(items)))
    rng.shuffle(order)
    rows = []
    for start in range(0, len(order), _POOL):
        pool = sorted(order[start : start + _POOL], key=lambda number: len(items[number].ids))
        rows += [pool[place : place + BATCH] for place in range(0, len(pool), BATCH)]
    rng.shuffle(rows)
    for row in rows:
        yield [items[number] for number in row]


def loss_of(answers: Answers, batch: Batch, *, teacher_weight: float) -> Tensor:
    """The mean loss per sentence over every label that the sentences of a batch have."""
    size = len(batch.ids)
    logs = answers.verdict.log_softmax(-1)
    total = functional.cross_entropy(
        answers.verdict, batch.verdict, ignore_index=UNKNOWN, label_smoothing=0.05, reduction="none"
    )
    taught = batch.teacher[:, 0] <= 0
    if taught.any():
        divergence = -(batch.teacher.clamp(max=0).exp() * logs).sum(-1)
        total = torch.where(taught, (1 - teacher_weight) * total + teacher_weight * divergence, total)
    own = batch.check_worthy >= 0
    if own.any():
        others = torch.logsumexp(logs[:, :CHECK_WORTHY], -1)
        total = total - own * torch.where(batch.check_worthy > 0.5, logs[:, CHECK_WORTHY], others)
    loss = total.sum() / size
    fact = batch.fact >= 0
    if fact.any():
        loss = (
            loss
            + 0.5
            * functional.binary_cross_entropy_with_logits(
                answers.fact[fact], batch.fact[fact], reduction="sum"
            )
            / size
        )
    if (batch.tags != UNKNOWN).any():
        share = (batch.tags != UNKNOWN).any(-1).sum() / size
        loss = loss + share * functional.cross_entropy(
            answers.tags.flatten(0, 1), batch.tags.flatten(), ignore_index=UNKNOWN
        )
    return loss


def fit(
    network: Network,
    reader: Reader,
    epochs: Sequence[Sequence[Item]],
    *,
    rate: float,
    rng: random.Random,
    final_rate: float = 0.0,
    teacher_weight: float = 0.0,
    say: Callable[[str], None] = print,
) -> None:
    """Fit in place, each epoch on its own items: AdamW, a tenth of the steps to warm up, then to `final_rate`."""
    steps = sum(-(-len(epoch) // BATCH) for epoch in epochs)
    matrices = [parameter for parameter in network.parameters() if parameter.ndim >= 2]
    vectors = [parameter for parameter in network.parameters() if parameter.ndim < 2]
    optimiser = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}], lr=rate
    )
    falling = 1 - final_rate / rate
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (0.1 * steps)) * (1 - falling * step / steps)
    )
    network.train()
    started, done = time.monotonic(), 0
    for epoch in epochs:
        for items in batches(epoch, rng):
            batch = reader.batch(items).to(network.device)
            loss = loss_of(_read(network, batch), batch, teacher_weight=teacher_weight)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            done += 1
            if done % 100 == 0:
                say(f"step {done} of {steps}, loss {loss.item():.3f}, {time.monotonic() - started:.0f} s")


def _read(network: Network, batch: Batch) -> Answers:
    """Run the network with its products in bfloat16: faster where a CPU or GPU has it."""
    with torch.autocast(network.device.type, dtype=torch.bfloat16):
        said = network(batch.ids, batch.mask)
    return Answers(*(answer.float() for answer in said))


@torch.no_grad()
def answers(network: Network, reader: Reader, items: Sequence[Item]) -> list[Answers]:
    """What the network says of each item, in order; tags without padding."""
    network.eval()
    found: dict[int, Answers] = {}
    order = sorted(range(len(items)), key=lambda number: len(items[number].ids))
    for start in range(0, len(order), BATCH):
        numbers = order[start : start + BATCH]
        batch = reader.batch([items[number] for number in numbers]).to(network.device)
        said = _read(network, batch)
        for row, number in enumerate(numbers):
            found[number] = Answers(
                said.verdict[row].log_softmax(-1), said.fact[row], said.tags[row, : len(items[number].ids)]
            )
    return [found[number] for number in range(len(items))]
