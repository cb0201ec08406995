"""How the core says no: one exception with a code for programs and a hint for people."""


class Rejected(Exception):
    """A command that cannot be done now. `hint` is a message id whose text says what to do instead."""

    def __init__(self, code: str, hint: str | None = None, **params):
        super().__init__(code)
        self.code = code
        self.hint = hint or f"refusal.{code}"
        self.params = params
