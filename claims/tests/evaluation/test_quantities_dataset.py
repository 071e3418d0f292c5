"""The readers of the quantity data sets, on a few cases of our own."""

import json

import pytest

from claims.evaluation import DatasetError, evaluate

MODELS = ("Number/English/Number", "Number/English/Percent")
MODELS_WITH_UNIT = tuple(
    f"NumberWithUnit/English/{name}" for name in ("Age", "Currency", "Dimension", "Temperature")
)


def figures(dataset, path):
    return {figure.name: (figure.value, figure.cases) for figure in evaluate(dataset, path)}


def quantulum(tmp_path, *cases):
    path = tmp_path / "quantities.json"
    rows = [
        {"req": text, "res": [{"value": value, "unit": unit} for value, unit in labels]}
        for text, *labels in cases
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    return figures("quantulum", path)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("They lost two crates.", 2, "dimensionless"),
        ("The mast is 14 metres tall.", 14, "metre"),
        ("It took 10 to 20 days.", 15, "day"),
        ("A third of the crew left.", 0.333333, "dimensionless"),
        ("Rents rose 12 per cent.", 12, "percentage"),
        ("She paid £300.", 300, "pound sterling"),
        ("Two-thirds of a mile remain.", 0.666667, "mile"),
    ],
)
def test_quantulum(tmp_path, text, value, unit):
    found = quantulum(tmp_path, [text, (value, unit)])
    assert found["value and unit F1"] == (1.0, 1)
    assert found["value F1"] == (1.0, 1)


def test_a_wrong_unit_leaves_the_value_right(tmp_path):
    found = quantulum(tmp_path, ["The mast is 14 metres tall.", (14, "mile")])
    assert found["value F1"] == (1.0, 1)
    assert found["value and unit F1"] == (0.0, 1)


def test_what_is_missed_and_what_is_too_much(tmp_path):
    found = quantulum(
        tmp_path,
        ["They lost two crates.", (2, "dimensionless"), (3, "mile")],
        ["The mast is 14 metres tall."],
    )
    assert found["value precision"] == (0.5, 2)
    assert found["value recall"] == (0.5, 2)


def test_the_same_value_twice_has_two_labels(tmp_path):
    found = quantulum(tmp_path, ["Five boats took five days.", (5, "day"), (5, "dimensionless")])
    assert found["value and unit F1"] == (1.0, 2)


def recognizers(tmp_path, **cases):
    """The folder with one case a model: the sentence, then value and unit of its label."""
    for model in (*MODELS, *MODELS_WITH_UNIT):
        file = tmp_path / f"{model}Model.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = []
        if case := cases.get(file.stem.removesuffix("Model").lower()):
            text, value, unit = case
            rows = [{"Input": text, "Results": [{"Resolution": {"value": value, "unit": unit}}]}]
        file.write_text(json.dumps(rows), encoding="utf-8-sig")
    return figures("recognizers-numbers", tmp_path)


def test_recognizers(tmp_path):
    found = recognizers(
        tmp_path,
        number=("They lost two crates.", "2", ""),
        percent=("Rents rose 12 per cent.", "12%", None),
        age=("She is 41 years old.", "41", "Year"),
        currency=("He paid 30 euros for two crates.", "30", "Euro"),
        dimension=("The mast is 14 metres tall and cost $90.", "14", "Meter"),
        temperature=("It was 12 degrees Celsius.", "12", "C"),
    )
    assert found["value and unit F1"] == (1.0, 6)
    assert {name for name in found if name.endswith(" value F1")} == {
        f"{model} value F1" for model in ("number", "percent", "age", "currency", "dimension", "temperature")
    }


def test_recognizers_counts_each_model(tmp_path):
    found = recognizers(
        tmp_path, number=("They lost two crates.", "3", ""), age=("She is 41 years old.", "41", "Year")
    )
    assert found["number value F1"] == (0.0, 1)
    assert found["age value F1"] == (1.0, 1)
    assert found["value F1"] == (0.5, 2)


def test_a_unit_that_stands_alone_is_no_label(tmp_path):
    found = recognizers(
        tmp_path,
        currency=("They took the dollars.", None, "Dollar"),
        age=("She is 41 years old.", "41", "Year"),
    )
    assert found["currency value F1"] == (0.0, 0)
    assert found["value F1"] == (1.0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        "[1]",
        '[{"req": "x"}]',
        '[{"req": 5, "res": []}]',
        '[{"req": "x", "res": [{"value": "y", "unit": "z"}]}]',
        '[{"req": "x", "res": [{"value": 1, "unit": 5}]}]',
        '[{"req": "5 boats", "res": [{"value": 1e999, "unit": "boat"}]}]',
    ],
)
def test_quantulum_that_is_something_else(tmp_path, text):
    path = tmp_path / "quantities.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"quantities\.json: not "):
        evaluate("quantulum", path)


@pytest.mark.parametrize(
    "case",
    [
        {"Input": 5, "Results": []},
        {"Input": "x", "Results": [{"Resolution": {"value": 5}}]},
        {"Input": "x", "Results": [{"Resolution": None}]},
        {"Input": "x", "Results": [{"Resolution": {"value": "1e999"}}]},
        {"Input": "x", "Results": [{"Resolution": {"value": "5", "unit": 5}}]},
    ],
)
def test_recognizers_that_are_something_else(tmp_path, case):
    recognizers(tmp_path, age=("She is 41 years old.", "41", "Year"))
    for file in ("Number/English/NumberModel.json", "NumberWithUnit/English/CurrencyModel.json"):
        (tmp_path / file).write_text(json.dumps([case]), encoding="utf-8")
    with pytest.raises(DatasetError, match="not cases as"):
        evaluate("recognizers-numbers", tmp_path)


def test_recognizers_without_its_folders(tmp_path):
    with pytest.raises(DatasetError, match="No such file"):
        evaluate("recognizers-numbers", tmp_path)
