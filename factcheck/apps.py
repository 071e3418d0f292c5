from django.apps import AppConfig


class FactcheckConfig(AppConfig):
    """What belongs to no app: commands that set up or run the whole, shared template tags."""

    name = "factcheck"
    verbose_name = "Fact-check workbench"
