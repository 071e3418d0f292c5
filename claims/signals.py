"""What claims announces to the apps above it, which it must not import."""

from django.dispatch import Signal

# Sent once an extraction has written its appearances, inside the same transaction: a receiver that fails
# undoes the extraction. Arguments: claim_ids (set[int]), now (datetime).
appearances_recorded = Signal()

# Sent once a batch of prior checks has been committed: a receiver that fails is logged and undoes nothing.
# Arguments: prior_check_ids (set[int]) of those that are new or changed, now (datetime).
prior_checks_recorded = Signal()

# Sent when a person has set right what was read of an appearance, inside the same transaction: a receiver that fails,
# or raises claims.amending.AmendRefused, undoes it. Arguments: appearance (Appearance), before and after
# (claims.amending.Reading), changed (set of "speaker" and "numbers"), by (User), now (datetime).
appearance_amended = Signal()

# Sent when two claims have been made one, or taken apart, inside the same transaction: a receiver that fails, or
# raises claims.merging.MergeRefused, undoes it. Arguments: merge (Merge), now (datetime).
claims_merged = Signal()
claims_split = Signal()
