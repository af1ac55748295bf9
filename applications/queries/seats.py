"""One seat as one story: every offer of an opening, one after the other, and what was done to each."""

from applications.models import Offer
from programme.kernel.policies import visible_to
from programme.kernel.shapes import Sheet
from programme.models import AuditEntry, User


def story_of_seat(offer: Offer, reader: User) -> list[Sheet]:
    """[{"offer", "acts"}] from the first holder of this seat to the last, following who replaced whom.

    A holder whom the reader may not see interrupts the chain there.
    """
    rows = (
        visible_to(reader, Offer, "desk")
        .filter(opening=offer.opening)
        .select_related("application__applicant__profile")
        .order_by("prepared_at", "pk")
    )
    known = {row.pk: row for row in rows}
    after = {row.replaces_id: row for row in known.values() if row.replaces_id}
    first = known[offer.pk]
    while first.replaces_id in known:
        first = known[first.replaces_id]
    chain = [first]
    while chain[-1].pk in after:
        chain.append(after[chain[-1].pk])
    acts: dict[str, list[AuditEntry]] = {row.code: [] for row in chain}
    entries = visible_to(reader, AuditEntry).filter(object_type=Offer._meta.label_lower, object_code__in=acts)
    for entry in entries.select_related("actor__profile").order_by("at", "pk"):
        acts[entry.object_code].append(entry)
    return [{"offer": row, "acts": acts[row.code]} for row in chain]
