"""The trained part: loaded once, the same each time, and clear about it where its files are not there."""

import hashlib
import json
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from claims.extraction import ModelMissing, analyse_sentence, extract
from claims.extraction import encoder as module
from claims.extraction.encoder import FOLDER, Encoder, encoder

CLAIM = "Unemployment in Kestria fell to 4.1 per cent in October, the lowest level since 2009."
NO_CLAIM = "Good evening, and thank you all so much for coming."


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "model")


def test_a_claim_scores_far_above_a_greeting():
    assert encoder().log_odds(CLAIM) > 1.5
    assert encoder().log_odds(NO_CLAIM) < -3


def test_a_sentence_scores_the_same_whatever_stands_beside_it():
    alone = extract(CLAIM)[0].score
    beside = extract(f"{CLAIM} {NO_CLAIM} About 40,000 people lost their homes in the flood.")
    assert alone in {candidate.score for candidate in beside}


def test_the_file_is_the_one_that_its_digest_tells():
    model = FOLDER / "encoder.onnx"
    digest, name = model.with_name(f"{model.name}.sha256").read_text(encoding="utf-8").split()
    assert (name, digest) == (model.name, hashlib.sha256(model.read_bytes()).hexdigest())


def test_it_is_loaded_once():
    assert encoder() is encoder()


def test_the_card_says_how_the_score_is_made(copy, monkeypatch):
    card = {"encoder": 0, "signs": 0, "intercept": 0, "threshold": 0.6}
    (copy / "card.json").write_text(json.dumps(card))
    monkeypatch.setattr("claims.extraction.engine.encoder", lambda: Encoder(copy))
    candidate = analyse_sentence(CLAIM)
    assert (candidate.score, candidate.check_worthy) == (0.5, False)


@pytest.mark.parametrize("text", ["", " ", "\x00", "￿" * 50, "word " * 5000, "\ud800"])
def test_any_text_gets_a_score(text):
    assert -50 < encoder().log_odds(text) < 50


@pytest.mark.parametrize("value", ["1", None, True, float("nan"), float("inf"), [1], 10**400])
def test_a_card_with_something_else_than_numbers_is_no_card(copy, value):
    card = {"encoder": 1, "signs": 1, "intercept": 0, "threshold": 0.5}
    for field in card:
        (copy / "card.json").write_text(json.dumps({**card, field: value}))
        with pytest.raises(ModelMissing, match=rf"{field} is no number"):
            Encoder(copy)


@pytest.mark.parametrize("file", ["card.json", "encoder.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"", b"no model", b'{"encoder": 1}'])
def test_a_missing_or_broken_file_is_named_in_one_line(copy, file, content):
    (copy / file).unlink()
    if content is not None:
        (copy / file).write_bytes(content)
    with pytest.raises(ModelMissing) as missing:
        Encoder(copy)
    assert str(copy) in str(missing.value)
    assert "\n" not in str(missing.value)


def test_an_article_is_not_half_read_without_the_model(monkeypatch, tmp_path):
    module.encoder.cache_clear()
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(ModelMissing):
        extract("Read more")
    monkeypatch.undo()
    module.encoder.cache_clear()


def test_reading_needs_neither_torch_nor_django():
    code = (
        "import sys\nfrom claims.extraction import extract\nextract(sys.argv[1])\n"
        "print([name for name in ('torch', 'transformers', 'django', 'spacy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, CLAIM], capture_output=True, text=True, check=True, cwd=settings.BASE_DIR
    )
    assert done.stdout.strip() == "[]"
