"""The expected "no": raised by the domain and the policies, told to people by one middleware."""


class Refusal(Exception):
    """An act that was refused. `message` is fit for a person and says what to do next; nothing was changed."""

    def __init__(self, message, *, code: str = "refused"):
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refusal):
    """The person may know of the thing but not do this with it: 403 with the reason."""

    def __init__(self, message, *, code: str = "not_allowed"):
        super().__init__(message, code=code)


class NotVisible(Exception):
    """The person may not even know that the thing is there: 404."""
