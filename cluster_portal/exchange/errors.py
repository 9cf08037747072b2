"""What is wrong with a file as a whole."""


class ExchangeError(Exception):
    """A file that cannot be read at all. The text is meant for the person who gave it."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line

    def __str__(self) -> str:
        from django.utils.translation import gettext as _

        if self.line is None:
            return self.message
        return _("Line %(line)s: %(message)s") % {"line": self.line, "message": self.message}
