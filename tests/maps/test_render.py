import re
from xml.etree import ElementTree

import pytest

from cluster_portal.maps import MapPoint, render_map, star
from cluster_portal.maps.frames import VIEWS, View
from tests.maps.consortium import COORDINATOR, HOME, ORGANISATIONS, QUEBEC

EVIL = "\"><script>alert('x')</script>&"


def parsed(svg: str) -> ElementTree.Element:
    """Return the drawing as XML; it must be well formed."""
    return ElementTree.fromstring(svg)  # noqa: S314 - the drawing is our own


def large(svg: str) -> ElementTree.Element:
    """Return the layer that wide maps show."""
    (layer,) = [node for node in parsed(svg).iter("g") if node.get("class") == "map-layer map-layer-large"]
    return layer


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_a_map_without_links_is_a_picture_with_a_name(view: View, language: str) -> None:
    root = parsed(render_map(view, {"DE": "near"}, language=language).svg)
    assert root.get("role") == "img"
    assert root.find("title") is not None
    assert root.findtext("title")
    assert root.get("aria-labelledby") == root.find("title").get("id")  # type: ignore[union-attr]


def test_a_map_with_links_is_a_group_whose_links_have_names() -> None:
    root = parsed(render_map(points=ORGANISATIONS, language="fr", group_url="#liste").svg)
    assert root.get("role") == "group"
    links = list(root.iter("a"))
    assert links
    assert all(link.get("aria-label") and link.get("href") for link in links)


def test_shaded_areas_are_named_in_the_readers_language() -> None:
    drawn = render_map(areas={"DE": "near", "RO": "further"}, language="nl", tier_labels={"near": "Buren"})
    titles = [
        node.findtext("title") for node in parsed(drawn.svg).iter("path") if node.find("title") is not None
    ]
    assert titles[0] == "Duitsland (Buren)"
    assert str(titles[1]).startswith("Roemenië (")


def test_a_country_too_small_to_be_seen_is_marked_as_well() -> None:
    svg = render_map(areas={"LU": "near", "DE": "near"}, language="en").svg
    assert svg.count("map-mark map-near") == 1
    assert "Luxembourg" in svg


def test_no_looks_and_no_script_are_in_the_drawing() -> None:
    svg = render_map("europe", {"DE": "near", "RO": "further"}, ORGANISATIONS, star(HOME, ORGANISATIONS)).svg
    assert not re.search(r"style=|<style|<script|\son\w+=|data:|https?://", svg)


def test_texts_are_escaped_everywhere() -> None:
    points = [MapPoint(EVIL, 45, 5, f"/{EVIL}", label_lang=EVIL, country=EVIL), MapPoint(EVIL, 45, 5, "/")]
    regions = [MapPoint(EVIL, 60, 20, tier="near"), MapPoint(EVIL, 10, 10, tier="near")]
    for shown in (points[:1], points, points[1:], regions):
        drawn = render_map(
            "europe",
            {"DE": "near"},
            shown,
            title=EVIL,
            tier_labels={"near": EVIL},
            group_url=f"#{EVIL}",
            ident=EVIL,
        )
        assert "<script" not in drawn.svg
        assert parsed(drawn.svg).findtext("title") == EVIL


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.be", ""])
def test_only_addresses_that_can_be_visited_become_links(url: str) -> None:
    root = parsed(render_map(points=[MapPoint("CIMES", 45, 4, url)]).svg)
    assert not list(root.iter("a"))
    assert root.get("role") == "img"


def test_a_name_in_another_language_is_marked() -> None:
    point = MapPoint("Klaster", 53, 23, "/x/", label_lang="pl")
    links = parsed(render_map(points=[point], language="fr").svg).iter("a")
    assert {link.get("lang") for link in links} == {"pl"}
    assert 'lang="' not in render_map(points=[point], language="pl").svg


def test_what_lies_outside_is_reported_and_not_drawn() -> None:
    drawn = render_map(areas={"US": "further", "DE": "near"}, points=[*ORGANISATIONS, QUEBEC], language="en")
    assert drawn.outside == (QUEBEC,)
    assert drawn.outside_areas == ("US",)
    assert "Outside this map: United States and Québec." in drawn.caption
    assert [entry.tier for entry in drawn.legend] == ["near"]
    assert not any("Québec" in (node.text or "") for node in parsed(drawn.svg).iter("text"))


def test_a_region_is_a_mark_in_the_colours_of_its_tier() -> None:
    drawn = render_map("world", points=[QUEBEC], language="en")
    assert drawn.outside == ()
    assert "map-mark map-further" in drawn.svg
    assert [entry.tier for entry in drawn.legend] == ["further"]
    assert drawn.caption.endswith(": Québec.")


def test_crowded_points_share_a_marker_that_leads_where_told() -> None:
    def towards(points: object) -> str:
        return f"#n{len(points)}"  # type: ignore[arg-type]

    crowd = [MapPoint(f"P{i}", 45, 5, f"/p{i}/") for i in range(4)]
    (link,) = large(render_map(points=crowd, group_url=towards, language="en").svg).iter("a")
    assert link.get("href") == "#n4"
    assert link.get("aria-label") == "4 places: P0, P1, P2, and P3"
    assert link.findtext("text") == "4"


def test_a_consortium_is_a_star_of_lines_between_markers() -> None:
    svg = render_map(points=ORGANISATIONS, lines=star(COORDINATOR, ORGANISATIONS), language="en").svg
    layer = large(svg)
    lines = [node.get("d", "") for node in layer.iter("path") if node.get("class") == "map-line"]
    markers = {node.get("transform") for node in layer.iter("a")}
    assert len(lines) == len(markers) - 1
    starts = {tuple(map(int, re.findall(r"-?\d+", line)[:2])) for line in lines}
    ends = set()
    for line in lines:
        x, y, _, _, across, down = map(int, re.findall(r"-?\d+", line))
        ends.add((x + across, y + down))
    assert {f"translate({x} {y})" for x, y in starts | ends} == markers


def test_the_coordinator_has_no_line_to_itself() -> None:
    assert star(HOME, [HOME, COORDINATOR]) == [(HOME, COORDINATOR)]


def test_home_stands_out() -> None:
    assert render_map(points=[HOME]).svg.count("map-home") == 2
    assert "map-home" not in render_map(points=[COORDINATOR]).svg


def test_ids_begin_as_told_and_refer_to_what_is_there() -> None:
    svg = render_map(areas={"RO": "further"}, ident="areas").svg
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert sorted(ids) == ["areas-desc", "areas-hatch", "areas-title"]
    assert "url(#areas-hatch)" in svg


def test_an_unknown_tier_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown tiers"):
        render_map(areas={"DE": "middle"})


def test_an_empty_map_is_still_a_map() -> None:
    drawn = render_map()
    assert "map-land" in drawn.svg
    assert drawn.caption == ""
    assert drawn.legend == ()
