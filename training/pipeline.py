"""From labelled sentences to the model's files: the teachers, the student that learns from them, its card."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training import calibration, data, weights
from training.export import export
from training.fit import Item, Reader, answers, fit
from training.network import Network, Student, between

SEED = 1
TEACHERS = (1, 2)  # seeds; the student learns from the mean of what they say
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
TEACHER_RATE, TEACHER_MIDWAY, TEACHER_DEBATES = 3e-5, 1.5e-5, (1500, 3000)
STUDENT_EPOCHS, STUDENT_RATE = 10, 1.5e-4
SPARED_EPOCHS, SPARED_RATE = 2, 5e-5  # with the last layer cut down to one token
STUDENT_LAYERS = (0, 2, 5)  # of six
TEACHER_WEIGHT = 0.9  # how much of a debate sentence's loss is the teachers' opinion, the rest its label
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

    Pretrained weights and what the teachers say are kept in `work`. Runs on a GPU where there is one.
    """
    torch.use_deterministic_algorithms(True)
    work.mkdir(parents=True, exist_ok=True)
    small, large = weights.fetch(work)
    teachers = [
        _teacher(work / f"teacher-{seed}.npy", large, debates, facts, own, seed=seed) for seed in TEACHERS
    ]
    mean = np.logaddexp.reduce(teachers) - np.log(len(teachers))  # of the probabilities, in logarithms
    student = _student(small, debates, facts, own, teachers_say=mean)
    out.mkdir(parents=True, exist_ok=True)
    export(student, out / "encoder.onnx")
    (out / "tokenizer.json").write_bytes((small / "tokenizer.json").read_bytes())
    card = calibration.card(out, judged, held_out)
    (out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _teacher(
    file: Path,
    weights: Path,
    debates: list[data.Example],
    facts: list[data.Example],
    own: list[data.Example],
    *,
    seed: int,
) -> NDArray[np.float32]:
    """Return a teacher's log-probabilities of the verdicts, of debates and facts [sentences, 3]; `file` keeps it.

    It reads the debates and FactAppeal first, then our articles among some of the debates.
    """
    if file.exists():
        return np.load(file)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    reader = Reader(weights)
    network = Network(weights).to(DEVICE)
    items = reader.items(debates)
    broad = _without_half_the_easy(items, rng) + reader.items(facts)
    fit(network, reader, [broad], rate=TEACHER_RATE, final_rate=TEACHER_MIDWAY, rng=rng)
    positive = [item for item in items if item.example.verdict == data.CHECK_WORTHY]
    other = [item for item in items if item.example.verdict != data.CHECK_WORTHY]
    some = [*rng.sample(positive, TEACHER_DEBATES[0]), *rng.sample(other, TEACHER_DEBATES[1])]
    fit(network, reader, [reader.items(own) + some], rate=TEACHER_MIDWAY, rng=rng)
    said = answers(network, reader, items + reader.items(facts))
    verdicts = np.array([answer.verdict.numpy(force=True) for answer in said])
    np.save(file, verdicts)
    return verdicts


def _without_half_the_easy(items: list[Item], rng: random.Random) -> list[Item]:
    """Leave out half of the sentences without a fact, at random: there are many, and they are soon learned."""
    easy = [item for item in items if item.example.verdict == data.NOT_FACTUAL]
    return [item for item in items if item.example.verdict != data.NOT_FACTUAL] + rng.sample(
        easy, len(easy) // 2
    )


def _student(
    weights: Path,
    debates: list[data.Example],
    facts: list[data.Example],
    own: list[data.Example],
    *,
    teachers_say: NDArray[np.float32],
) -> Student:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    reader = Reader(weights)
    network = Student(weights, layers=STUDENT_LAYERS).to(DEVICE)
    known = [
        replace(item, teacher=(float(a), float(b), float(c)))
        for item, (a, b, c) in zip(reader.items(debates + facts), teachers_say, strict=True)
    ]
    taught, always = known[: len(debates)], known[len(debates) :] + reader.items(own) * OWN_TIMES
    _learn(network, reader, taught, always, STUDENT_EPOCHS, STUDENT_RATE, rng)
    whole = {name: value.clone() for name, value in network.state_dict().items()}
    network.spared = True
    _learn(network, reader, taught, always, SPARED_EPOCHS, SPARED_RATE, rng)
    network.load_state_dict(between(whole, network.state_dict()))
    return network.cpu()


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
