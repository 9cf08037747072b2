import pytest
from django.utils.translation import override

from cluster_portal.maps import MapPoint, wording


@pytest.mark.parametrize(
    ("language", "country", "listed"),
    [
        ("fr", "Allemagne", "a, b et c"),
        ("en", "Germany", "a, b, and c"),
        ("nl", "Duitsland", "a, b en c"),
        ("de", "Deutschland", "a, b und c"),
    ],
)
def test_names_are_in_the_readers_language(language: str, country: str, listed: str) -> None:
    with override(language):
        assert wording.country_name("DE") == country
        assert wording.listing(["a", "b", "c"]) == listed


def test_an_unknown_country_is_its_code() -> None:
    assert wording.country_name("ZZZ") == "ZZZ"


def test_a_point_is_named_with_its_country() -> None:
    with override("nl"):
        assert wording.point_name(MapPoint("CIMES", 0, 0, country="FR"), "nl") == "CIMES, Frankrijk"
        assert wording.point_name(MapPoint("CIMES", 0, 0), "nl") == "CIMES"


def test_a_name_in_another_language_is_not_mixed_with_the_readers() -> None:
    with override("nl"):
        point = MapPoint("Association de Lyon", 0, 0, country="FR", label_lang="fr")
        assert wording.point_name(point, "nl") == "Association de Lyon"


def test_a_group_gives_its_number_and_names() -> None:
    with override("en"):
        points = [MapPoint(name, 0, 0) for name in ("b", "A", "c")]
        assert wording.group_name(points) == "3 places: A, b, and c"


def test_a_large_group_gives_the_first_names_and_how_many_more() -> None:
    with override("en"):
        points = [MapPoint(f"P{i}", 0, 0) for i in range(8)]
        assert wording.group_name(points) == "8 places: P0, P1, P2, P3, P4, and 3 more"


def test_the_description_says_what_the_map_shows_and_what_it_leaves_out() -> None:
    points = [MapPoint("a", 0, 0, country="FR"), MapPoint("b", 0, 0, country="FR")]
    with override("en"):
        told = wording.description([("Neighbours", ["France", "Germany"])], points, ["Quebec"])
    assert told == "Neighbours: France and Germany. 2 places in 1 country. Outside this map: Quebec."


def test_an_empty_map_has_nothing_to_describe() -> None:
    assert wording.description([], [], []) == ""
