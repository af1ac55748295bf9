"""Queueing letters: a row in the same transaction as its cause. Sending is `programme.domain.delivery`."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import override

from programme.kernel.addresses import kept
from programme.kernel.doorbell import ring
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import Letter
from programme.queries.letters import off_address


def queue_letter(*, spec: LetterSpec, at: datetime) -> Letter | None:
    """Writes the letter once, in the recipient's language; a second call with the same key changes nothing.

    Returns the letter, or None when the person has no address any more.
    """
    if not spec.to.email or spec.to.anonymised_at:
        return None
    profile = getattr(spec.to, "profile", None) if spec.to.pk else None
    language = profile.language if profile else spec.language
    with override(language):
        text = spec.write()
        context = {"text": text, "language": language, "address": kept(text.button[1]) if text.button else ""}
        context["off"] = kept(off_address(spec.to, spec.topic)) if spec.to.pk and spec.topic.may_rest else ""
        body_html = render_to_string("email/letter.html", context)
        body_text = plain_text(text)
    written = Letter(
        dedupe_key=f"{spec.kind}:{spec.key}",
        kind=spec.kind,
        topic=spec.topic,
        recipient=spec.to if spec.to.pk else None,
        to_address=spec.to.email,
        language=language,
        subject=" ".join(str(text.subject).split())[:300],
        body_text=body_text,
        body_html=body_html,
        about_type=spec.about._meta.label_lower if spec.about is not None else "",
        about_code=str(getattr(spec.about, "code", "")) if spec.about is not None else "",
        created_at=at,
        send_after=at,
    )
    Letter.objects.bulk_create([written], ignore_conflicts=True)  # one statement: of two who queue it, one writes
    letter = Letter.objects.get(dedupe_key=written.dedupe_key)
    created = letter.code == written.code
    if created and spec.attachments:
        letter.attachments.set(spec.attachments)
    if created:
        ring("letters due")
    return letter


def plain_text(text: LetterText) -> str:
    """The twin of the HTML letter for readers and programs that show text only."""
    parts = [str(text.deadline)] if text.deadline else []
    parts += [str(line) for line in text.lines]
    if text.facts:
        parts.append("\n".join(f"{label}: {value}" for label, value in text.facts))
    if text.button:
        label, path = text.button
        parts.append(f"{label}:\n{kept(path)}")
    if text.closing:
        parts.append(str(text.closing))
    return "\n\n".join(parts) + "\n"
