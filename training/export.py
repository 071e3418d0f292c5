"""From a network to the file that ships: ONNX with the fused operators of onnxruntime, weights as int8."""

from __future__ import annotations

import hashlib
import tempfile
import warnings
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, PretrainedConfig, PreTrainedModel

from training.network import Student

_AXES = {0: "sentences", 1: "tokens"}


class _Verdict(nn.Module):
    """Only what the workbench asks of the network; the other heads were there to teach it."""

    def __init__(self, network: Student) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.network(ids, mask).verdict


class _Embedding(nn.Module):
    """The mean of a sentence's tokens, of length 1: what all-MiniLM-L6-v2 was trained to give. And the tokens."""

    def __init__(self, encoder: PreTrainedModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        tokens = self.encoder(input_ids=ids, attention_mask=mask)[0]
        weights = mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * weights).sum(1) / weights.sum(1)
        return functional.normalize(mean, dim=-1), functional.normalize(tokens, dim=-1)


def export(network: Student, file: Path) -> None:
    """Write the network: inputs `ids` and `mask` [sentences, tokens], output `verdict` [sentences, 3], in logits."""
    _write(_Verdict(network), network.encoder.config, {"verdict": {0: "sentences"}}, file)


def export_embedder(weights: Path, file: Path) -> None:
    """Write the pretrained encoder as it is: the same inputs, output `embedding` [sentences, size].

    A second output, `tokens` [sentences, tokens, size], has each token as a vector of length 1.
    """
    encoder = AutoModel.from_pretrained(str(weights))
    outputs = {"embedding": {0: "sentences"}, "tokens": _AXES}
    _write(_Embedding(encoder), encoder.config, outputs, file)


def _write(
    module: nn.Module, config: PretrainedConfig, outputs: dict[str, dict[int, str]], file: Path
) -> None:
    """Write the file, and its digest beside it, for `sha256sum --check`.

    Weights are int8 per channel, one bit short (`reduce_range`): without VNNI the sums of full int8 overflow.
    """
    module.eval()
    config._attn_implementation = "eager"
    ids = torch.full((2, 8), 5)
    mask = torch.ones_like(ids)
    mask[1, 5:] = 0
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter about itself
        plain, fused = Path(folder, "plain.onnx"), Path(folder, "fused.onnx")
        torch.onnx.export(
            module,
            (ids, mask),
            plain,
            input_names=["ids", "mask"],
            output_names=list(outputs),
            dynamic_axes={"ids": _AXES, "mask": _AXES, **outputs},
            opset_version=17,
            dynamo=False,  # the fusions below know the older exporter's graph
        )
        model = optimizer.optimize_model(
            str(plain),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=0,
        )
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            file,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Attention", "Gather", "EmbedLayerNormalization"],
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_name(f"{file.name}.sha256").write_text(f"{digest}  {file.name}\n", encoding="utf-8")
