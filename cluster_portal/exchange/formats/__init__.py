"""The formats of exchange files."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.formats import po, xliff1, xliff2, xlsx, xml
from cluster_portal.exchange.model import InFile, Package

# Larger files are not read at all. In bytes.
MAX_SIZE = 20 * 1024 * 1024
# What is read at once takes less than about a second: a thousand units or several, packed to a tenth in XLSX.
_MOST_AT_ONCE = 1024 * 1024
_MOST_PACKED = 128 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing an exchange file."""

    name: str
    label: str
    extension: str
    content_type: str
    write: Callable[[Package], bytes]


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("xliff12", "XLIFF 1.2", "xlf", "application/x-xliff+xml", xliff1.write),
        Format("xliff2", "XLIFF 2.0", "xlf", "application/xliff+xml", xliff2.write),
        Format("po", "PO (gettext)", "po", "text/x-gettext-translation", po.write),
        Format(
            "xlsx",
            "XLSX",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx.write,
        ),
    )
}


def read(data: bytes) -> InFile:
    """Read an exchange file of any format. Raises ExchangeError when it is none, or not safe to read."""
    check_size(len(data))
    if not data.strip():
        raise ExchangeError(_("The file is empty."))
    if data.startswith(b"PK"):
        return xlsx.read(data)
    text = xml.decode(data)
    if text.lstrip().startswith("<"):
        root = xml.parse(text)
        if root.tag == f"{{{xliff1.NAMESPACE}}}xliff":
            return xliff1.read(root)
        if root.tag == f"{{{xliff2.NAMESPACE}}}xliff":
            return xliff2.read(root)
        raise ExchangeError(_("This XML is neither XLIFF 1.2 nor XLIFF 2.0."), 1)
    return po.read(text)


def is_large(data: bytes) -> bool:
    """Say whether a file holds more than can be read while somebody waits."""
    return len(data) > (_MOST_PACKED if data.startswith(b"PK") else _MOST_AT_ONCE)


def check_size(size: int) -> None:
    """Raise ExchangeError for a file of more than ``MAX_SIZE`` bytes."""
    if size > MAX_SIZE:
        raise ExchangeError(
            _("The file has %(size)s MB; %(limit)s MB are the most. Export fewer pages at a time.")
            % {"size": f"{size / 1024 / 1024:.0f}", "limit": MAX_SIZE // 1024 // 1024}
        )


__all__ = ["FORMATS", "MAX_SIZE", "Format", "check_size", "is_large", "read"]
