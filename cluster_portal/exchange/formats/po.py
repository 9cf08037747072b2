"""PO files of gettext: the unit's name is the context, codes are tags."""

import re

import polib
from django.utils.translation import gettext as _

from cluster_portal.exchange import tags
from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.formats import notes
from cluster_portal.exchange.formats.xml import storable
from cluster_portal.exchange.inline import Coded
from cluster_portal.exchange.model import (
    InFile,
    InUnit,
    OutRecord,
    OutUnit,
    Package,
    UnitState,
    split_name,
    unit_name,
)

_PRINTS = re.compile(r"^portal:\s+source=(?P<source>\S*)\s+target=(?P<target>\S*)", re.MULTILINE)
_SYNTAX = re.compile(r"\(line (\d+)\)")
# Larger PO files take too long to read. In letters.
_LARGEST = 12 * 1024 * 1024
_FUZZY = (UnitState.OUTDATED, UnitState.MACHINE)


def write(package: Package) -> bytes:
    """Return the file."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": "cluster-portal",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": package.target,
        "X-Source-Language": package.source,
        "X-Portal": package.portal,
    }
    for record in package.records:
        for unit in record.units:
            file.append(_entry(record, unit))
    return (str(file) + "\n").encode()


def _text(coded: Coded, is_html: bool) -> str:
    content = coded.content
    return storable(
        tags.write(content) if is_html else "".join(part for part in content if isinstance(part, str))
    )


def _entry(record: OutRecord, unit: OutUnit) -> polib.POEntry:
    about = [notes.context(record, unit), notes.limit(unit), notes.codes(unit)]
    prints = f"portal: source={unit.source_print} target={unit.target_print}"
    previous = _text(unit.previous, unit.is_html)
    return polib.POEntry(
        msgctxt=unit_name(record.ref, unit.key),
        msgid=_text(unit.source, unit.is_html),
        msgstr=_text(unit.target, unit.is_html),
        comment=storable("\n".join([*(line for line in about if line), prints])),
        previous_msgid=previous or None,
        flags=["fuzzy"] if unit.state in _FUZZY else [],
    )


def read(text: str) -> InFile:
    """Return what a file holds. Units that cannot be used say why. Raises ExchangeError when it is no PO file."""
    if "msgid" not in text:
        raise ExchangeError(_("This is no XLIFF, PO or XLSX file."), 1)
    if len(text) > _LARGEST:
        raise ExchangeError(
            _("PO files of more than %s MB are not read. Export fewer pages at a time, or choose XLIFF.")
            % (_LARGEST // 1024 // 1024)
        )
    try:
        # polib opens a text that is the name of a file; with an empty line before it none is.
        file = polib.pofile("\n\n" + text)
    except (OSError, ValueError, IndexError) as error:
        found = _SYNTAX.search(str(error))
        line = int(found[1]) - 2 if found else None
        raise ExchangeError(_("The file is not a well-formed PO file."), line) from error
    return InFile(
        format="PO",
        portal=file.metadata.get("X-Portal", ""),
        source=file.metadata.get("X-Source-Language", ""),
        target=file.metadata.get("Language", ""),
        units=[_read_unit(entry) for entry in file if not entry.obsolete],
    )


def _read_unit(entry: polib.POEntry) -> InUnit:
    record, key = split_name(entry.msgctxt or "")
    prints = _PRINTS.search(entry.comment)
    return InUnit(
        record=record,
        key=key or (entry.msgctxt or entry.msgid[:60]),
        line=max(int(entry.linenum or 0) - 2, 0),
        source_print=prints["source"] if prints else "",
        target_print=prints["target"] if prints else "",
        source_words=re.sub(r"</?[gx][0-9a-z-]+/?>", " ", entry.msgid),
        is_confirmed=bool(entry.msgstr) and not entry.fuzzy,
        fault=_("A unit has one translation, not one for each number.") if entry.msgid_plural else "",
        tagged=entry.msgstr,
    )
