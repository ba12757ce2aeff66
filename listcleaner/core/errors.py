"""The two ways work ends early that are not bugs."""

from collections.abc import Callable


class UserError(Exception):
    """Something the person can put right. The shell makes the sentence from ``code`` and ``fields``.

    Every code has a text ``error.CODE`` in ``resources/i18n/core.*.toml``, in every language.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    def __reduce__(self) -> tuple[Callable[..., "UserError"], tuple[str, dict[str, object]]]:
        """Fields by name, so that an error comes back from another process."""
        return _user_error, (self.code, self.fields)


def _user_error(code: str, fields: dict[str, object]) -> UserError:
    return UserError(code, **fields)


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The person stopped the work; raised by a progress callback."""
