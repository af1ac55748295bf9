"""What an officer asked an applicant to correct."""

from applications.models import Application, Correction


def open_correction(application: Application) -> Correction | None:
    """The request that waits for its answer; None when nothing is asked."""
    if application.state != "correction":
        return None
    return Correction.objects.filter(application=application, answered_at=None).first()
