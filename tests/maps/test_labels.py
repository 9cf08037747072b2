from cluster_portal.maps import MapPoint
from cluster_portal.maps.frames import FRAMES
from cluster_portal.maps.grouping import Marker
from cluster_portal.maps.labels import LONGEST, place_labels

FRAME = FRAMES["europe"]


def at(x: float, y: float, *names: str) -> Marker:
    return Marker(x, y, tuple(MapPoint(name, 0, 0) for name in names))


def test_a_lone_point_has_its_name_on_the_right() -> None:
    (label,) = place_labels([at(100, 100, "CIMES")], [], FRAME, 20)
    assert (label.text, label.anchor, label.quiet) == ("CIMES", "start", False)
    assert label.x > 0


def test_a_point_at_the_right_edge_has_its_name_on_the_left() -> None:
    (label,) = place_labels([at(990, 100, "CIMES")], [], FRAME, 20)
    assert (label.anchor, label.quiet) == ("end", False)


def test_names_keep_off_other_points() -> None:
    first, _ = place_labels([at(100, 100, "CIMES"), at(130, 100, "EMC2")], [], FRAME, 20)
    assert first.anchor == "end"


def test_names_keep_off_lines_while_there_is_another_place() -> None:
    course = ((100.0, 100.0), (400.0, 100.0))
    (label,) = place_labels([at(100, 100, "CIMES and others")], [course], FRAME, 20)
    assert label.anchor != "start"


def test_a_name_without_room_is_quiet() -> None:
    crowd = [at(100 + x, 100 + y, "Metal Cluster") for x in range(-60, 61, 20) for y in range(-60, 61, 20)]
    labels = place_labels(crowd, [], FRAME, 20)
    assert labels[24].quiet


def test_groups_are_quiet_and_say_how_many_more() -> None:
    (label,) = place_labels([at(900, 100, "CIMES", "EMC2", "MESAP")], [], FRAME, 20)
    assert (label.text, label.quiet, label.x, label.anchor) == ("CIMES +2", True, -20, "end")


def test_all_are_quiet_when_asked() -> None:
    assert place_labels([at(100, 100, "CIMES")], [], FRAME, 40, quiet=True)[0].quiet


def test_long_names_are_cut() -> None:
    (label,) = place_labels([at(100, 100, "Association " * 9)], [], FRAME, 20)
    assert len(label.text) <= LONGEST
    assert label.text.endswith("…")
