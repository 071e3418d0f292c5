"""The index of matching, and what finds in it: pgvector and a GIN index on PostgreSQL, FTS5 on SQLite."""

import django.db.models.deletion
from django.db import migrations, models

import claims.models.index

BEFORE = {"postgresql": ["CREATE EXTENSION IF NOT EXISTS vector"]}
FORWARDS = {
    "postgresql": [
        """
        ALTER TABLE claims_indexentry ADD COLUMN lexemes tsvector NOT NULL
            GENERATED ALWAYS AS (to_tsvector('english', text || ' ' || words)) STORED
        """,
        # How often the words of a query occur is read from the statistics: of more words than by default.
        "ALTER TABLE claims_indexentry ALTER COLUMN lexemes SET STATISTICS 300",
        "ALTER TABLE claims_indexentry ALTER COLUMN vector SET STATISTICS 0",
        # Without fastupdate: a search would go through everything that waits to be put in its place.
        "CREATE INDEX index_entry_lexemes ON claims_indexentry USING gin (lexemes) WITH (fastupdate = off)",
        # One of claims and one of checks: who asks for one kind gets the nearest of that kind.
        """
        CREATE INDEX index_entry_claim_vector ON claims_indexentry USING hnsw (vector halfvec_cosine_ops)
            WHERE claim_id IS NOT NULL
        """,
        """
        CREATE INDEX index_entry_check_vector ON claims_indexentry USING hnsw (vector halfvec_cosine_ops)
            WHERE prior_check_id IS NOT NULL
        """,
    ],
    "sqlite": [
        """
        CREATE VIRTUAL TABLE claims_indexentry_fts USING fts5(
            text, words, content='claims_indexentry', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
        )
        """,
        """
        CREATE TRIGGER index_entry_fts_insert AFTER INSERT ON claims_indexentry BEGIN
            INSERT INTO claims_indexentry_fts(rowid, text, words) VALUES (new.id, new.text, new.words);
        END
        """,
        """
        CREATE TRIGGER index_entry_fts_delete AFTER DELETE ON claims_indexentry BEGIN
            INSERT INTO claims_indexentry_fts(claims_indexentry_fts, rowid, text, words)
            VALUES ('delete', old.id, old.text, old.words);
        END
        """,
        """
        CREATE TRIGGER index_entry_fts_update AFTER UPDATE OF id, text, words ON claims_indexentry BEGIN
            INSERT INTO claims_indexentry_fts(claims_indexentry_fts, rowid, text, words)
            VALUES ('delete', old.id, old.text, old.words);
            INSERT INTO claims_indexentry_fts(rowid, text, words) VALUES (new.id, new.text, new.words);
        END
        """,
    ],
}
# What belongs to the table goes with it.
BACKWARDS = {"sqlite": ["DROP TABLE claims_indexentry_fts"]}


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_prior_check")]

    operations = [
        # The extension stays when this is undone: others may use it.
        migrations.RunPython(run(BEFORE), migrations.RunPython.noop),
        migrations.CreateModel(
            name="IndexEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("encoder", models.CharField(help_text="The version that made the vector.", max_length=50)),
                ("text", models.TextField(help_text="What the vector stands for.")),
                (
                    "words",
                    models.TextField(
                        blank=True, help_text="Further words to find it by: the title of a check."
                    ),
                ),
                ("vector", claims.models.index.VectorField(dimensions=384, help_text="Of length 1.")),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "prior_check",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.priorcheck",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "index entries",
                "indexes": [models.Index(fields=["encoder", "id"], name="index_entry_encoder")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim__isnull", False), ("prior_check", None)),
                            models.Q(("claim", None), ("prior_check__isnull", False)),
                            _connector="OR",
                        ),
                        name="index_entry_of_a_claim_or_a_check",
                        violation_error_message="An entry belongs to a claim or to a prior check.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("claim__isnull", False)),
                        fields=("claim", "encoder"),
                        name="index_entry_once_per_claim_and_encoder",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("prior_check__isnull", False)),
                        fields=("prior_check", "encoder"),
                        name="index_entry_once_per_check_and_encoder",
                    ),
                ],
            },
        ),
        migrations.RunPython(run(FORWARDS), run(BACKWARDS)),
    ]
