"""What claims announces to the apps above it, which it must not import."""

from django.dispatch import Signal

# Sent once an extraction has written its appearances, inside the same transaction: a receiver that fails
# undoes the extraction. Arguments: claim_ids (set[int]), now (datetime).
appearances_recorded = Signal()
