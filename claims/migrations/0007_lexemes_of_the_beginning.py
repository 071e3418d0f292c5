"""PostgreSQL takes no more than a megabyte of lexemes for one entry: those of a text's first 100,000 characters do."""

from django.db import migrations

LEXEMES = "to_tsvector('english', left(text || ' ' || words, 100000))"
BEFORE = "to_tsvector('english', text || ' ' || words)"


def made_of(expression):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        for statement in (
            "ALTER TABLE claims_indexentry DROP COLUMN lexemes",
            "ALTER TABLE claims_indexentry ADD COLUMN lexemes tsvector NOT NULL"
            f" GENERATED ALWAYS AS ({expression}) STORED",
            "ALTER TABLE claims_indexentry ALTER COLUMN lexemes SET STATISTICS 300",
            "CREATE INDEX index_entry_lexemes ON claims_indexentry USING gin (lexemes) WITH (fastupdate = off)",
        ):
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_quantity_change")]

    operations = [migrations.RunPython(made_of(LEXEMES), made_of(BEFORE))]
