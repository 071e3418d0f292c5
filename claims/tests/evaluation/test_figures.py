"""The measures against values worked out by hand."""

import pytest

from claims.evaluation.figures import Counts, average_precision, counts


@pytest.mark.parametrize(
    ("scores", "labels", "expected"),
    [
        ([0.9, 0.8, 0.7], [True, True, False], 1.0),
        ([0.9, 0.8, 0.7], [True, False, True], (1 + 2 / 3) / 2),
        ([0.9, 0.8, 0.7, 0.6], [False, True, False, True], (1 / 2 + 2 / 4) / 2),
        ([0.7, 0.9, 0.8], [True, False, False], 1 / 3),
        ([0.5, 0.5], [True, False], 1 / 2),
        ([0.9, 0.5, 0.5, 0.1], [True, True, False, True], (1 + 2 / 3 + 3 / 4) / 3),
        ([0.5, 0.5, 0.5], [True, True, False], 2 / 3),
        ([0.5, 0.4], [False, False], 0.0),
        ([], [], 0.0),
    ],
)
def test_average_precision(scores, labels, expected):
    assert average_precision(scores, labels) == pytest.approx(expected)


def test_the_order_of_equal_scores_makes_no_difference():
    scores = [0.5, 0.9, 0.5, 0.5]
    assert average_precision(scores, [True, False, False, True]) == average_precision(
        scores, [False, False, True, True]
    )


def test_scores_and_labels_must_be_as_many():
    with pytest.raises(ValueError, match="shorter"):
        average_precision([0.5, 0.4], [True])


def test_counts_of_decisions():
    total = counts([True, True, False, False, True], [True, False, True, False, True])
    assert (total.right, total.found, total.labelled) == (2, 3, 3)


@pytest.mark.parametrize(
    ("right", "found", "labelled", "precision", "recall", "f1"),
    [
        (2, 4, 8, 0.5, 0.25, 1 / 3),
        (3, 3, 3, 1.0, 1.0, 1.0),
        (0, 4, 8, 0.0, 0.0, 0.0),
        (0, 0, 8, 0.0, 0.0, 0.0),
        (0, 4, 0, 0.0, 0.0, 0.0),
        (0, 0, 0, 0.0, 0.0, 0.0),
    ],
)
def test_precision_recall_and_f1(right, found, labelled, precision, recall, f1):
    total = Counts()
    total.add(right=right, found=found, labelled=labelled)
    assert (total.precision, total.recall, total.f1) == pytest.approx((precision, recall, f1))
    assert [(figure.name, figure.cases) for figure in total.figures("claim")] == [
        ("claim F1", labelled),
        ("claim precision", found),
        ("claim recall", labelled),
    ]


def test_counts_add_up():
    total = Counts()
    total.add(right=1, found=2, labelled=1)
    total.add(right=1, found=1, labelled=3)
    assert (total.right, total.found, total.labelled) == (2, 3, 4)
