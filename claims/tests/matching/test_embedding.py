"""The sentence embedder: the file that ships, and what its vectors say."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest
from django.conf import settings

from claims.extraction import ModelMissing
from claims.matching.embedding import DIMENSIONS, MODEL, Embedder, embedder

CLAIM = "Unemployment in Kestria fell to its lowest level since 2009."
PARAPHRASE = "The number of people without a job in Kestria is the lowest since 2009."
OTHER = "The ferry to Saint Orne runs twice a day in winter."


def test_the_file_is_the_one_whose_vectors_are_stored():
    digest, name = MODEL.with_name(f"{MODEL.name}.sha256").read_text(encoding="utf-8").split()
    assert (name, digest) == (MODEL.name, hashlib.sha256(MODEL.read_bytes()).hexdigest())


def test_statements_about_one_thing_point_the_same_way():
    claim, paraphrase, other = map(embedder(), (CLAIM, PARAPHRASE, OTHER))
    assert claim @ paraphrase > 0.6
    assert claim @ other < 0.2


@pytest.mark.parametrize("text", [CLAIM, "", " ", "\x00", "￿" * 50, "word " * 5000, "\ud800"])
def test_any_text_gets_a_vector_of_length_1(text):
    vector = embedder()(text)
    assert (vector.shape, vector.dtype) == ((DIMENSIONS,), np.float32)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_text_gets_the_same_vector_whatever_was_read_before():
    before = embedder()(CLAIM)
    embedder()(OTHER)
    assert np.array_equal(embedder()(CLAIM), before)


def test_a_statement_aligns_with_one_that_says_the_same():
    same, paraphrase, other, nothing = embedder().align(CLAIM, [CLAIM, PARAPHRASE, OTHER, ""])
    assert same == pytest.approx(1, abs=0.01)
    assert same > paraphrase > 0.6 > other + 0.2
    assert nothing == 0


def test_rare_words_weigh_more_in_an_alignment():
    the, kestria = (embedder().tokens(word).weights.max() for word in ("the", "Kestria"))
    assert kestria > 3 * the


def test_a_statement_that_others_are_aligned_with_is_read_once(monkeypatch):
    fresh = Embedder(MODEL)
    read = []
    monkeypatch.setattr(fresh, "_network", Counting(fresh._network, read))
    fresh.align(CLAIM, [OTHER, PARAPHRASE])
    fresh.align(CLAIM, [OTHER])
    assert sorted(read) == sorted([CLAIM, OTHER, PARAPHRASE, CLAIM])


class Counting:
    def __init__(self, network, read):
        self.network, self.texts = network, read

    def read(self, text):
        self.texts.append(text)
        return self.network.read(text)


def test_it_is_loaded_once():
    assert embedder() is embedder()


@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_a_missing_or_broken_file_is_named_in_one_line(tmp_path, content):
    file = tmp_path / "embedder.onnx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ModelMissing) as missing:
        Embedder(file)
    assert str(tmp_path) in str(missing.value)
    assert "\n" not in str(missing.value)


def test_embedding_needs_neither_torch_nor_django():
    code = (
        "import sys\nfrom claims.matching.embedding import embedder\nembedder()(sys.argv[1])\n"
        "print([name for name in ('torch', 'transformers', 'django', 'spacy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, CLAIM], capture_output=True, text=True, check=True, cwd=settings.BASE_DIR
    )
    assert done.stdout.strip() == "[]"
