from typing import Any

from django.db import migrations, models
from django.db.models import Min


def weigh_anew(apps: Any, schema_editor: Any) -> None:
    """Bring the points of the desk's reviews into the new proportions: of 70 and 30, now 60, 25 and 15."""
    reviews = apps.get_model("reviews", "Review").objects.using(schema_editor.connection.alias)
    changed = []
    weighed = reviews.annotate(start=Min("claim__appearances__start")).order_by("pk")
    for review in weighed.iterator(chunk_size=1_000):
        review.worth = round(review.worth * 60 / 70)
        review.spread = round(review.spread * 25 / 30)
        review.prominence = 0 if review.start is None else max(0, 15 - review.start // 200)
        points = review.worth + review.spread + review.prominence + review.adjustment
        review.priority = max(0, min(100, points))
        changed.append(review)
        if len(changed) == 1_000:
            reviews.bulk_update(changed, ["worth", "spread", "prominence", "priority"])
            changed.clear()
    reviews.bulk_update(changed, ["worth", "spread", "prominence", "priority"])


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_first_scale"),
        ("claims", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="prominence",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Points for how early in an article it stands, 0 to 15."
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="spread",
            field=models.PositiveSmallIntegerField(default=0, help_text="Points for appearances, 0 to 25."),
        ),
        migrations.AlterField(
            model_name="review",
            name="worth",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Points for check-worthiness, 0 to 60."
            ),
        ),
        migrations.RunPython(weigh_anew, migrations.RunPython.noop, elidable=True),
    ]
