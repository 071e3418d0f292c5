"""From the fitted network to the file that ships: ONNX with the fused operators of onnxruntime, weights as int8."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import Tensor, nn

from training.network import Student

_AXES = {0: "sentences", 1: "tokens"}


class _Verdict(nn.Module):
    """Only what the workbench asks of the network; the other heads were there to teach it."""

    def __init__(self, network: Student) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.network(ids, mask).verdict


def export(network: Student, file: Path) -> None:
    """Write the network: inputs `ids` and `mask` [sentences, tokens], output `verdict` [sentences, 3], in logits.

    Weights are int8 per channel, one bit short (`reduce_range`): without VNNI the sums of full int8 overflow.
    """
    network.eval()
    config = network.encoder.config
    config._attn_implementation = "eager"
    ids = torch.full((2, 8), 5)
    mask = torch.ones_like(ids)
    mask[1, 5:] = 0
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter about itself
        plain, fused = Path(folder, "plain.onnx"), Path(folder, "fused.onnx")
        torch.onnx.export(
            _Verdict(network),
            (ids, mask),
            plain,
            input_names=["ids", "mask"],
            output_names=["verdict"],
            dynamic_axes={"ids": _AXES, "mask": _AXES, "verdict": {0: "sentences"}},
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
