"""`python -m training --data PATH --work PATH`: train the extraction model and write it to claims/extraction/model."""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path

import torch

from claims.extraction.encoder import FOLDER
from training import calibration, data, weights
from training.export import export
from training.fit import Item, Reader, answers, fit
from training.network import Network

SEED = 1
TEACHER_EPOCHS, TEACHER_RATE = 2, 3e-5
STUDENT_EPOCHS, STUDENT_RATE = 5, 1.5e-4
STUDENT_LAYERS = (0, 2, 5)
TEACHER_WEIGHT = 0.7  # how much of a debate sentence's loss is the teacher's opinion, the rest its label
OWN_ARTICLES_TIMES = 3  # a thousand sentences beside twenty-two thousand


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that holds claimbuster/ and factappeal/"
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="pretrained weights and the teacher are kept here"
    )
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    small, large = weights.fetch(options.work)
    debates = data.claimbuster(options.data / "claimbuster" / "crowdsourced.csv")
    facts = data.factappeal(options.data / "factappeal" / "train.csv")
    own = data.articles(Path(__file__).with_name("articles"), held_out=False)
    teacher_says = _teacher(options.work / "teacher.pt", large, debates, facts)
    student = _student(small, debates, teacher_says, facts, own)
    options.out.mkdir(parents=True, exist_ok=True)
    export(student, options.out / "encoder.onnx")
    (options.out / "tokenizer.json").write_bytes((small / "tokenizer.json").read_bytes())
    card = calibration.card(
        options.out,
        data.claimbuster(options.data / "claimbuster" / "groundtruth.csv"),
        data.articles(Path(__file__).with_name("articles"), held_out=True),
    )
    (options.out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _teacher(
    file: Path, weights: Path, debates: list[data.Example], facts: list[data.Example]
) -> list[tuple[float, float, float]]:
    """Return the teacher's log-probabilities for the debates' sentences; it is fitted once and then kept in `file`."""
    _seed()
    reader = Reader(weights)
    network = Network(weights)
    items = reader.items(debates)
    if file.exists():
        network.load_state_dict(torch.load(file, weights_only=True))
    else:
        # Half of the many sentences without a fact, drawn anew for each epoch: they are the easy part.
        rng = random.Random(SEED)
        easy = [item for item in items if item.example.verdict == data.NOT_FACTUAL]
        kept = [item for item in items if item.example.verdict != data.NOT_FACTUAL] + reader.items(facts)
        epochs = [kept + rng.sample(easy, len(easy) // 2) for _ in range(TEACHER_EPOCHS)]
        fit(network, reader, epochs, rate=TEACHER_RATE, rng=rng)
        torch.save(network.state_dict(), file)
    doubled = torch.tensor([2.0, 1.0, 1.0]).log()
    said = [(answer.verdict + doubled).log_softmax(-1) for answer in answers(network, reader, items)]
    return [(float(one[0]), float(one[1]), float(one[2])) for one in said]


def _student(
    weights: Path,
    debates: list[data.Example],
    teacher_says: list[tuple[float, float, float]],
    facts: list[data.Example],
    own: list[data.Example],
) -> Network:
    _seed()
    reader = Reader(weights)
    network = Network(weights, layers=STUDENT_LAYERS)
    items: list[Item] = [
        replace(item, teacher=said) for item, said in zip(reader.items(debates), teacher_says, strict=True)
    ]
    items += reader.items(facts) + reader.items(own) * OWN_ARTICLES_TIMES
    fit(
        network,
        reader,
        [items] * STUDENT_EPOCHS,
        rate=STUDENT_RATE,
        rng=random.Random(SEED),
        teacher_weight=TEACHER_WEIGHT,
    )
    return network


def _seed() -> None:
    torch.manual_seed(SEED)


if __name__ == "__main__":
    main()
