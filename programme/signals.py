"""What the foundation tells the layers above it. Sent inside the transaction: a failing receiver undoes the act."""

from django.dispatch import Signal

call_changed = Signal()  # call: Call, at: datetime → cms brings the page in line
call_deleted = Signal()  # call: Call, at: datetime → cms removes its pages, before the row goes
call_opened = Signal()  # call: Call, at: datetime → applications publishes the form that people answer
call_withdrawn = Signal()  # call: Call, at: datetime → cms takes its pages off the site
consent_withdrawn = Signal()  # consent: Consent, at: datetime → cms takes stories off the site at once
duties_handed_over = Signal()  # agency, old: User, new: User, by, at → mentoring moves the supervised placements
person_erased = Signal()  # user: User, at: datetime → each app forgets its part, while the address is still known
opening_withdrawn = Signal()  # opening: Opening, reason: str, at: datetime → applications frees its people
