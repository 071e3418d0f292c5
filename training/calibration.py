"""The calibration and the threshold of a model, chosen on sentences that it has not learned from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from claims.extraction.encoder import Encoder
from claims.extraction.engine import weight_of_signs
from training.data import CHECK_WORTHY, Example


def card(folder: Path, debates: list[Example], articles: list[Example]) -> dict[str, float]:
    """Return the model's card, fitted on both. A score is a probability, so its threshold is one half."""
    (folder / "card.json").write_text(
        '{"encoder": 1, "signs": 0, "intercept": 0, "threshold": 0.5}', encoding="utf-8"
    )
    encoder = Encoder(folder)
    labelled = [
        *((one.text, one.verdict == CHECK_WORTHY) for one in debates),
        *((one.text, bool(one.check_worthy)) for one in articles),
    ]
    # What the product never scores, a boilerplate sentence say, does not teach it how to score.
    cases = [
        (encoder.log_odds(text), weight, label)
        for text, label in labelled
        if (weight := weight_of_signs(text)) is not None
    ]
    features = np.array([case[:2] for case in cases])
    model = LogisticRegression(C=1e6).fit(features, [case[2] for case in cases])
    return {
        "encoder": round(float(model.coef_[0, 0]), 4),
        "signs": round(float(model.coef_[0, 1]), 4),
        "intercept": round(float(model.intercept_[0]), 4),
        "threshold": 0.5,
    }
