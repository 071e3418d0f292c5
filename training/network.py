"""The networks: a pretrained encoder with three small heads, whole for the teacher and cut down for the student."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoModel

from training.data import TAGS


class Answers(NamedTuple):
    """Logits for a batch: ClaimBuster's classes [batch, 3], a fact [batch], the tags [batch, tokens, 6]."""

    verdict: Tensor
    fact: Tensor
    tags: Tensor


class Network(nn.Module):
    """A pretrained encoder and the heads. A sentence is read off its first token beside the mean of its tokens."""

    def __init__(self, weights: Path, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(weights))
        size = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.verdict = nn.Linear(2 * size, 3)
        self.fact = nn.Linear(2 * size, 1)
        self.tags = nn.Linear(size, len(TAGS))

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.verdict.weight.device

    def forward(self, ids: Tensor, mask: Tensor) -> Answers:
        first, tokens = self.read(ids, mask)
        weights = mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * weights).sum(1) / weights.sum(1)
        sentence = self.dropout(torch.cat([first, mean], dim=-1))
        return Answers(self.verdict(sentence), self.fact(sentence)[:, 0], self.tags(self.dropout(tokens)))

    def read(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the first token [batch, size] and all tokens [batch, tokens, size]."""
        tokens = self.encoder(input_ids=ids, attention_mask=mask)[0]
        return tokens[:, 0], tokens


class Student(Network):
    """The network that ships: a few layers of a BERT-like encoder.

    Once it is `spared`, its last layer works out the first token alone, the rest being the dearest part of a layer;
    the mean and the tags are then of the tokens that this layer was given.
    """

    def __init__(self, weights: Path, *, layers: Sequence[int], dropout: float = 0.1) -> None:
        super().__init__(weights, dropout=dropout)
        *inner, self.last = (self.encoder.encoder.layer[number] for number in layers)
        self.encoder.encoder.layer = nn.ModuleList(inner)
        self.encoder.config.num_hidden_layers = len(inner)
        self.spared = False

    def read(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        tokens = self.encoder(input_ids=ids, attention_mask=mask)[0]
        hidden = (1 - mask[:, None, None, :].to(tokens.dtype)) * torch.finfo(tokens.dtype).min
        if self.spared:
            return _first_token(self.last, tokens, hidden), tokens
        said = self.last(tokens, hidden)
        every = said if isinstance(said, Tensor) else said[0]
        return every[:, 0], every


def _first_token(layer: nn.Module, tokens: Tensor, hidden: Tensor) -> Tensor:
    """What a layer makes of the first token: it looks at all of them, and none of the others is worked out."""
    look = layer.attention.self
    heads, size = look.num_attention_heads, look.attention_head_size
    sentences, first = tokens.size(0), tokens[:, :1]  # size, not len: the exporter follows it
    query = look.query(first).view(sentences, 1, heads, size).transpose(1, 2)
    key, value = (
        part(tokens).view(sentences, -1, heads, size).transpose(1, 2) for part in (look.key, look.value)
    )
    weights = look.dropout((query @ key.transpose(-1, -2) / size**0.5 + hidden).softmax(-1))
    seen = layer.attention.output((weights @ value).view(sentences, 1, heads * size), first)
    return layer.output(layer.intermediate(seen), seen)[:, 0]


def between(before: dict[str, Tensor], after: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the encoder's weights half-way between two states, and the heads of the later one.

    What the later fit forgot comes back, what it learned mostly stays (Wortsman et al., *Robust fine-tuning of
    zero-shot models*, CVPR 2022).
    """
    heads = ("verdict.", "fact.", "tags.")
    return {
        name: value if name.startswith(heads) or not value.is_floating_point() else (before[name] + value) / 2
        for name, value in after.items()
    }
