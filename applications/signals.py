"""What the pipeline tells the layers above it. Sent inside the transaction: a failing receiver undoes the act."""

from django.dispatch import Signal

offer_accepted = Signal()  # offer: Offer, by: User, at: datetime → mentoring opens the placement
acceptance_ended = Signal()  # offer: Offer, by: User | None, at: datetime, reason: str → mentoring ends the placement
