"""Content files: YAML whose every value remembers the line it stands on."""

from collections.abc import Mapping as Words
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class ContentError(Exception):
    """A mistake in a content file. The text names file and line and what to do."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path.name}:{line}: {message}")


class Mapping(dict[str, Any]):
    """A mapping that knows its own line and the line of each of its keys."""

    line: int = 0
    lines: dict[str, int]

    def line_of(self, key: str) -> int:
        """Return the line of ``key``, or of the mapping."""
        return self.lines.get(key, self.line)


class _Loader(yaml.SafeLoader):
    """Builds mappings that know their lines, and refuses a key given twice."""


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> Mapping:
    mapping = Mapping()
    mapping.line = node.start_mark.line + 1
    mapping.lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in mapping:
            raise yaml.constructor.ConstructorError(
                None, None, f"“{key}” is given twice", key_node.start_mark
            )
        mapping.lines[key] = key_node.start_mark.line + 1
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


def _construct_timestamp(loader: _Loader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(
            None, None, f"“{node.value}” is no day: {error}", node.start_mark
        ) from error


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _construct_timestamp)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a content file."""

    path: Path
    data: Mapping

    @property
    def key(self) -> str:
        """Return the name by which other records refer to this one."""
        return str(self.data["key"])

    def error(self, message: str, line: int | None = None) -> ContentError:
        """Return an error at ``line``, or where the record begins."""
        return ContentError(self.path, line or self.data.line, f"{self.data.get('key', 'record')}: {message}")


def read_folder(folder: Path, words: Words[str, str] | None = None) -> list[Record]:
    """Return the records of all ``*.yaml`` files of ``folder``, in the order of their names.

    ``words`` replaces placeholders such as ``[[cluster]]`` in the texts.
    Raises ContentError for anything that is not a list of records with key and model, or a key used twice.
    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise ContentError(folder, 0, "no content file (*.yaml) here.")
    records: dict[str, Record] = {}
    for path in paths:
        for record in _read_file(path):
            if record.key in records:
                raise record.error(f"the key is used already in {records[record.key].path.name}.")
            records[record.key] = record
    for record in records.values():
        _replace(record.data, words or {})
    return list(records.values())


def _replace(value: Any, words: Words[str, str]) -> Any:
    """Replace placeholders in texts, in place where the value is a mapping or a list."""
    if isinstance(value, str):
        for placeholder, word in words.items():
            value = value.replace(f"[[{placeholder}]]", word)
        return value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(items):
        value[key] = _replace(item, words)
    return value


def _read_file(path: Path) -> list[Record]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError(path, mark.line + 1 if mark else 0, str(error.problem)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(path, 0, str(error)) from error
    if not isinstance(content, list):
        raise ContentError(path, 1, "a content file is a list of records.")
    for item in content:
        if not isinstance(item, Mapping):
            raise ContentError(path, 1, "each record is a mapping with key, model and fields.")
        for name in ("key", "model"):
            if name not in item:
                raise ContentError(path, item.line, f"the record has no “{name}”.")
    return [Record(path, item) for item in content]
