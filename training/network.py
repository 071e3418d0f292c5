"""The network: a pretrained BERT-like encoder with four small heads."""

from __future__ import annotations

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
    """An encoder and its heads. The sentence is read off its first token beside the mean of all tokens."""

    def __init__(
        self,
        weights: Path,
        *,
        layers: tuple[int, ...] | None = None,
        width: int | None = None,
        dropout: float = 0.1,
    ) -> None:
        """Keep only `layers` of the encoder, and of each the `width` strongest neurons between its two matrices."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(weights))
        if layers is not None:
            kept = [self.encoder.encoder.layer[layer] for layer in layers]
            self.encoder.encoder.layer = nn.ModuleList(kept)
            self.encoder.config.num_hidden_layers = len(kept)
        if width is not None:
            for layer in self.encoder.encoder.layer:
                _narrow(layer.intermediate.dense, layer.output.dense, width)
            self.encoder.config.intermediate_size = width
        size = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.verdict = nn.Linear(2 * size, 3)
        self.fact = nn.Linear(2 * size, 1)
        self.tags = nn.Linear(size, len(TAGS))

    def forward(self, ids: Tensor, mask: Tensor) -> Answers:
        tokens = self.encoder(input_ids=ids, attention_mask=mask)[0]
        weights = mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * weights).sum(1) / weights.sum(1)
        sentence = self.dropout(torch.cat([tokens[:, 0], mean], dim=-1))
        return Answers(self.verdict(sentence), self.fact(sentence)[:, 0], self.tags(self.dropout(tokens)))


@torch.no_grad()
def _narrow(inner: nn.Linear, outer: nn.Linear, width: int) -> None:
    """Keep the neurons whose weights, in and out, are the largest."""
    strength = inner.weight.norm(dim=1) * outer.weight.norm(dim=0)
    kept = strength.topk(width).indices.sort().values
    inner.weight, inner.bias = nn.Parameter(inner.weight[kept]), nn.Parameter(inner.bias[kept])
    outer.weight = nn.Parameter(outer.weight[:, kept])
    inner.out_features = outer.in_features = width
