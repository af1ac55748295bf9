"""What the field tells the public site. Sent inside the transaction: a failing receiver undoes the act."""

from django.dispatch import Signal

report_released = Signal()  # report: Report, by: User, at: datetime → cms drafts a story
claim_left_figures = Signal()  # claim: Claim, at: datetime → cms takes stories with this fact off the site
