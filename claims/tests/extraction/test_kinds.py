"""What type of claim a sentence makes."""

import pytest

from claims.extraction import Kind, analyse_sentence

pytestmark = pytest.mark.usefixtures("every_sentence_counts")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The plan cost Varland 3 million crowns over 12 months.", Kind.QUANTITY),
        ("The port holds 40 boats over 12 months.", Kind.QUANTITY),
        ("The port has 40 boats and opened a third dock in May.", Kind.QUANTITY),
        ("The port ministry plans 40 new docks for Varland.", Kind.PREDICTION),
        ("Varland plans to sell 40 boats over 12 months.", Kind.PREDICTION),
        ("The port may sell more than 40 boats in Varland.", Kind.PREDICTION),
    ],
)
def test_kinds(sentence, kind):
    assert analyse_sentence(sentence).kind is kind
