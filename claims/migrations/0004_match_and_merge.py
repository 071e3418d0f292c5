"""What claims have to do with each other, and claims that are made one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def found_as_they_are(apps, schema_editor):
    """No claim has been merged before."""
    apps.get_model("claims", "Appearance").objects.update(found_as=models.F("claim"))


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_index_entry"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Match",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("same", "Same claim"),
                            ("different_quantity", "Same claim, other quantity"),
                            ("opposite", "Opposite"),
                            ("related", "Related"),
                        ],
                        max_length=20,
                    ),
                ),
                ("score", models.FloatField(help_text="How likely it is the same claim, from 0 to 1.")),
                ("reasons", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested"),
                            ("confirmed", "Confirmed"),
                            ("rejected", "Rejected"),
                        ],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("found_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "matches",
                "ordering": ("-score", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.AddField(
            model_name="appearance",
            name="found_as",
            field=models.ForeignKey(
                help_text="The claim in the words found here, which a merge leaves as it is.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="claims.claim",
            ),
        ),
        migrations.RunPython(found_as_they_are, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="appearance",
            name="found_as",
            field=models.ForeignKey(
                help_text="The claim in the words found here, which a merge leaves as it is.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="matched_at",
            field=models.DateTimeField(
                blank=True, help_text="When it was last looked up; empty while that is to be done.", null=True
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                help_text="The claim that counts its appearances.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="claims.claim",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("matched_at", None)), fields=["id"], name="claim_not_looked_up"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="claim_not_merged_into_itself",
                violation_error_message="A claim is not merged into itself.",
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="matches", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="other",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="later_matches",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="prior_check",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="matches",
                to="claims.priorcheck",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="merged",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="merges_away", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("other__isnull", False), ("prior_check", None)),
                    models.Q(("other", None), ("prior_check__isnull", False)),
                    _connector="OR",
                ),
                name="match_with_a_claim_or_a_check",
                violation_error_message="A match is with a claim or with a prior check.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(("other", None), ("other__lt", models.F("claim")), _connector="OR"),
                name="match_with_an_earlier_claim",
                violation_error_message="Of two claims, the later one is matched with the earlier.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.UniqueConstraint(
                fields=("claim", "other"), name="match_once_per_pair_of_claims"
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.UniqueConstraint(
                fields=("claim", "prior_check"), name="match_once_per_claim_and_check"
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__gte", 0), ("score__lte", 1)),
                name="match_score_between_0_and_1",
                violation_error_message="A score lies between 0 and 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("state", "suggested")),
                    models.Q(models.Q(("state", "suggested"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="match_decision_has_a_time",
                violation_error_message="A decision has a time, and a suggestion has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("merged")), _negated=True),
                name="merge_of_two_claims",
                violation_error_message="A claim is not merged with itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("merged",),
                name="merge_once_at_a_time",
                violation_error_message="This claim is merged already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", None)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="merge_undone_has_person_and_time",
                violation_error_message="What is undone has a person and a time.",
            ),
        ),
    ]
