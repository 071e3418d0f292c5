"""Times measured on labelled data: the readers, the measures, and our own TimeML documents."""

import json
from datetime import date
from pathlib import Path

import pytest

from claims.evaluation import DatasetError, evaluate
from claims.evaluation.times import Labelled, read_timeml

DOCUMENTS = Path(__file__).parent / "timeml"
TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="{day}">{day}</TIMEX3></DCT>
<TITLE>On <TIMEX3 tid="t9" type="DATE" value="2026">2026</TIMEX3></TITLE>
<TEXT>{text}</TEXT>
</TimeML>
"""
MONDAY = '<TIMEX3 tid="t1" type="DATE" value="2026-11-09">Monday</TIMEX3>'


def write(folder, text, day="2026-11-12", name="port.tml"):
    path = folder / name
    path.write_text(TIMEML.format(text=text, day=day), encoding="utf-8")
    return path


def shares(figures):
    return {figure.name: (figure.value, figure.cases) for figure in figures}


def test_a_document_is_read_without_its_tags(tmp_path):
    three_days = "<TIMEX3 tid='t2' type='DURATION' value='P3D'>three days</TIMEX3>"
    text = f"It &amp; <EVENT eid='e1'>ran {three_days}</EVENT> to {MONDAY}."
    case = read_timeml(write(tmp_path, text))
    assert case.text == "It & ran three days to Monday."
    assert case.day == date(2026, 11, 12)
    assert case.labelled == [Labelled(9, 19, "DURATION", "P3D"), Labelled(23, 29, "DATE", "2026-11-09")]


def test_strict_relaxed_value_and_type(tmp_path):
    times = [
        MONDAY,  # right
        '<TIMEX3 tid="t2" type="DATE" value="2025">last</TIMEX3> year',  # right value, other span
        '<TIMEX3 tid="t3" type="TIME" value="2026-11-11TMO">yesterday</TIMEX3>',  # other type and value
        '<TIMEX3 tid="t4" type="DATE" value="2026">in the end</TIMEX3>',  # not found
    ]
    write(
        tmp_path,
        f"The port lost a boat on {times[0]}, lost one {times[1]} and sank one {times[2]} {times[3]}.",
    )
    found = shares(evaluate("timeml", tmp_path))
    assert found["strict recall"] == (0.5, 4)
    assert found["strict precision"] == (pytest.approx(2 / 3), 3)
    assert found["relaxed recall"] == (0.75, 4)
    assert found["value F1"] == (pytest.approx(4 / 7), 4)
    assert found["type F1"] == (pytest.approx(4 / 7), 4)


def test_our_documents_stay_as_exact_as_they_are():
    found = shares(evaluate("timeml", DOCUMENTS))
    assert found["strict F1"][0] >= 0.95
    assert found["value F1"][0] >= 0.93


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<TimeML>", "Premature end|EndTag|not closed"),
        ("<TimeML><DCT/></TimeML>", "no TEXT"),
        (TIMEML.format(text="x", day="soon"), "the DCT is no day: 'soon'"),
    ],
)
def test_no_timeml(tmp_path, content, message):
    path = tmp_path / "port.tml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError, match=message):
        evaluate("timeml", path)


def test_a_folder_without_documents(tmp_path):
    with pytest.raises(DatasetError, match=r"no \.tml file"):
        evaluate("timeml", tmp_path)
    with pytest.raises(DatasetError, match="No such file"):
        evaluate("timeml", tmp_path / "none.tml")


def test_an_entity_is_not_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("Monday", encoding="utf-8")
    path = tmp_path / "port.tml"
    path.write_text(
        f'<!DOCTYPE t [<!ENTITY e SYSTEM "{secret.as_uri()}">]><t><TEXT>It ran on &e;.</TEXT></t>',
        encoding="utf-8",
    )
    assert "Monday" not in read_timeml(path).text


CASES = [
    {
        "Input": "The port closed yesterday.",
        "Context": {"ReferenceDateTime": "2026-11-12T00:00:00"},
        "Results": [
            {
                "Text": "yesterday",
                "Type": "date",
                "Start": 16,
                "Length": 9,
                "Value": {"Timex": "2026-11-11", "PastResolution": {"date": "2026-11-11"}},
            }
        ],
    },
    {
        "Input": "It stays closed for 3 weeks",
        "Results": [
            {
                "Text": "3 weeks",
                "Type": "datetimeV2.duration",
                "Start": 20,
                "Length": 7,
                "Value": {"values": [{"timex": "P3W", "type": "duration"}]},
            }
        ],
    },
]


def test_recognizers(tmp_path):
    (tmp_path / "DateParser.json").write_text("\ufeff" + json.dumps(CASES), encoding="utf-8")
    for path in (tmp_path, tmp_path / "DateParser.json"):
        found = shares(evaluate("recognizers", path))
        assert found["strict F1"] == found["value F1"] == found["type F1"] == (1.0, 2)


@pytest.mark.parametrize(
    "content",
    [
        "[1]",
        '[{"Input": "x"}]',
        '{"Input": "x"}',
        '[{"Input": 5, "Results": []}]',
        '[{"Input": "x", "Results": [{"Start": "a", "Length": "b"}]}]',
        '[{"Input": "x", "Results": [{"Start": null, "Length": 1}]}]',
    ],
)
def test_no_recognizers(tmp_path, content):
    path = tmp_path / "DateParser.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError, match="not a file of Recognizers cases"):
        evaluate("recognizers", path)


def test_a_folder_without_cases(tmp_path):
    with pytest.raises(DatasetError, match=r"none of DateParser\.json"):
        evaluate("recognizers", tmp_path)
