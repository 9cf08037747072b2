import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.maps.atlas import TWO_SQUARES


def test_the_command_writes_a_file_for_each_view(tmp_path: Path) -> None:
    atlas = tmp_path / "countries.json"
    atlas.write_text(json.dumps(TWO_SQUARES), encoding="utf-8")
    told = StringIO()
    call_command("prepare_map_outlines", atlas, output=tmp_path, stdout=told)
    europe = json.loads((tmp_path / "europe.json").read_text(encoding="utf-8"))
    assert sorted(europe["countries"]) == ["BE", "DE"]
    assert (tmp_path / "world.json").exists()
    assert "2 countries" in told.getvalue()


def test_a_missing_atlas_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="absent"):
        call_command("prepare_map_outlines", tmp_path / "absent.json", output=tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"arcs": 3}', '{"arcs": [[1]], "objects": {}}'])
def test_a_file_that_is_no_atlas_is_refused_and_nothing_written(tmp_path: Path, text: str) -> None:
    atlas = tmp_path / "countries.json"
    atlas.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="not a world atlas"):
        call_command("prepare_map_outlines", atlas, output=tmp_path)
    assert not (tmp_path / "europe.json").exists()
