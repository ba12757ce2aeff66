"""The two ways work ends early that are not bugs."""


class UserError(Exception):
    """Something the person can put right. The shell makes the sentence from ``code`` and ``fields``.

    Every code has a text ``error.CODE`` in ``resources/i18n/core.*.toml``, in every language.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The person stopped the work; raised by a progress callback."""
