"""From labelled sentences to the model's files: the teacher, the student that learns from it, its card."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import torch

from training import calibration, data, weights
from training.export import export
from training.fit import Item, Reader, answers, fit
from training.network import Network, Student, between

SEED = 1
TEACHER_RATE, TEACHER_MIDWAY, TEACHER_DEBATES = 3e-5, 1.5e-5, (1500, 3000)
STUDENT_EPOCHS, STUDENT_RATE = 5, 1.5e-4
SPARED_EPOCHS, SPARED_RATE = 2, 5e-5  # with the last layer cut down to one token
STUDENT_LAYERS = (0, 2, 5)  # of six
TEACHER_WEIGHT = 0.7  # how much of a debate sentence's loss is the teacher's opinion, the rest its label
OWN_TIMES = 2  # our articles are few beside ClaimBuster's sentences, and nearer to what the workbench reads


def train(
    *,
    debates: list[data.Example],
    judged: list[data.Example],
    facts: list[data.Example],
    own: list[data.Example],
    held_out: list[data.Example],
    work: Path,
    out: Path,
) -> None:
    """Write the model to `out`: fitted on debates, facts and our own articles, calibrated on the other two.

    Pretrained weights and the teacher are kept in `work`.
    """
    work.mkdir(parents=True, exist_ok=True)
    small, large = weights.fetch(work)
    teacher_says = _teacher(work / "teacher.pt", large, debates, facts, own)
    student = _student(small, debates, teacher_says, facts, own)
    out.mkdir(parents=True, exist_ok=True)
    export(student, out / "encoder.onnx")
    (out / "tokenizer.json").write_bytes((small / "tokenizer.json").read_bytes())
    card = calibration.card(out, judged, held_out)
    (out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _teacher(
    file: Path, weights: Path, debates: list[data.Example], facts: list[data.Example], own: list[data.Example]
) -> dict[str, tuple[float, float, float]]:
    """Return the teacher's log-probabilities for the debates' sentences; it is fitted once and then kept in `file`.

    It reads the debates and FactAppeal first, then our articles among some of the debates.
    """
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    reader = Reader(weights)
    network = Network(weights)
    items = reader.items(debates)
    if file.exists():
        network.load_state_dict(torch.load(file, weights_only=True))
    else:
        broad = _without_half_the_easy(items, rng) + reader.items(facts)
        fit(network, reader, [broad], rate=TEACHER_RATE, final_rate=TEACHER_MIDWAY, rng=rng)
        positive = [item for item in items if item.example.verdict == data.CHECK_WORTHY]
        other = [item for item in items if item.example.verdict != data.CHECK_WORTHY]
        some = [*rng.sample(positive, TEACHER_DEBATES[0]), *rng.sample(other, TEACHER_DEBATES[1])]
        fit(network, reader, [reader.items(own) + some], rate=TEACHER_MIDWAY, rng=rng)
        torch.save(network.state_dict(), file)
    asked = _without_half_the_easy(items, random.Random(SEED))  # the same, fitted now or before
    said = [[float(value) for value in answer.verdict] for answer in answers(network, reader, asked)]
    return {item.example.text: (a, b, c) for item, (a, b, c) in zip(asked, said, strict=True)}


def _without_half_the_easy(items: list[Item], rng: random.Random) -> list[Item]:
    """Leave out half of the sentences without a fact, at random: there are many, and they are soon learned."""
    easy = [item for item in items if item.example.verdict == data.NOT_FACTUAL]
    return [item for item in items if item.example.verdict != data.NOT_FACTUAL] + rng.sample(
        easy, len(easy) // 2
    )


def _student(
    weights: Path,
    debates: list[data.Example],
    teacher_says: dict[str, tuple[float, float, float]],
    facts: list[data.Example],
    own: list[data.Example],
) -> Student:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    reader = Reader(weights)
    network = Student(weights, layers=STUDENT_LAYERS)
    taught = [replace(item, teacher=teacher_says.get(item.example.text)) for item in reader.items(debates)]
    always = reader.items(facts) + reader.items(own) * OWN_TIMES
    _learn(network, reader, taught, always, STUDENT_EPOCHS, STUDENT_RATE, rng)
    whole = {name: value.clone() for name, value in network.state_dict().items()}
    network.spared = True
    _learn(network, reader, taught, always, SPARED_EPOCHS, SPARED_RATE, rng)
    network.load_state_dict(between(whole, network.state_dict()))
    return network


def _learn(
    network: Student,
    reader: Reader,
    taught: list[Item],
    always: list[Item],
    epochs: int,
    rate: float,
    rng: random.Random,
) -> None:
    items = [_without_half_the_easy(taught, rng) + always for _ in range(epochs)]
    fit(network, reader, items, rate=rate, rng=rng, teacher_weight=TEACHER_WEIGHT)
