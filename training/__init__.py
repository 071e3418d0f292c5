"""From labelled sentences to `claims/extraction/model`: run as `python -m training --help`.

Needs requirements/training.txt, which the workbench itself does not. `docs/extraction.md` says what the model is,
what it was trained on and how exact it is.
"""
