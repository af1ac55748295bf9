"""Background work of the foundation: primitives in, load, delegate, log."""


def deliver_letters() -> None:
    """Placeholder until the worker is here."""
