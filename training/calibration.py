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
    features = [
        np.array([(encoder.log_odds(one.text), weight_of_signs(one.text)) for one in part])
        for part in (debates, articles)
    ]
    labels = [
        np.array([one.verdict == CHECK_WORTHY for one in debates]),
        np.array([one.check_worthy for one in articles]),
    ]
    model = LogisticRegression(C=1e6).fit(np.concatenate(features), np.concatenate(labels))
    return {
        "encoder": round(float(model.coef_[0, 0]), 4),
        "signs": round(float(model.coef_[0, 1]), 4),
        "intercept": round(float(model.intercept_[0]), 4),
        "threshold": 0.5,
    }
