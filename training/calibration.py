"""The calibration and the threshold of a model, chosen on sentences that it has not learned from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from claims.extraction.encoder import Encoder
from training.data import CHECK_WORTHY, Example

NAME = "minilm-1"


def card(folder: Path, debates: list[Example], articles: list[Example]) -> dict[str, str | float]:
    """Return the model's card. Debates and news articles count alike, however many sentences each has."""
    (folder / "card.json").write_text(
        '{"name": "", "slope": 1, "intercept": 0, "threshold": 0.5}', encoding="utf-8"
    )
    encoder = Encoder(folder)
    log_odds = [np.array([[encoder.log_odds(one.text)] for one in part]) for part in (debates, articles)]
    labels = [
        np.array([one.verdict == CHECK_WORTHY for one in debates]),
        np.array([one.check_worthy for one in articles]),
    ]
    counted = np.concatenate([np.full(len(part), 1 / len(part)) for part in labels])
    model = LogisticRegression(C=1e6).fit(
        np.concatenate(log_odds), np.concatenate(labels), sample_weight=counted * len(counted)
    )
    scores = [model.predict_proba(part)[:, 1] for part in log_odds]
    threshold = max(
        np.arange(0.30, 0.70, 0.01),
        key=lambda value: sum(
            f1_score(label, score >= value) for label, score in zip(labels, scores, strict=True)
        ),
    )
    return {
        "name": NAME,
        "slope": round(float(model.coef_[0, 0]), 4),
        "intercept": round(float(model.intercept_[0]), 4),
        "threshold": round(float(threshold), 2),
    }
