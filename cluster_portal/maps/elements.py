"""The SVG elements of a map.

What comes from outside is escaped here and never marked as safe; looks are in `map.css` alone.
"""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cluster_portal.maps import curves, paths
from cluster_portal.maps.frames import Frame
from cluster_portal.maps.grouping import Marker
from cluster_portal.maps.labels import Label
from cluster_portal.maps.paths import Place

#: A path of no length with round ends: a dot whose size is set in pixels, whatever the size of the map.
DOT = "M0 0h.01"
#: Where a click may lead; anything else is no link.
LINK_STARTS = ("/", "#", "?", "https://", "http://")


def root(frame: Frame, ident: str, title: str, description: str, content: Iterable[SafeString]) -> SafeString:
    """Return the whole drawing: a picture, or a group of links when there is something to follow."""
    inner = together(content)
    role = "group" if "<a " in inner else "img"
    return format_html(
        '<svg class="map map-{view}" viewBox="0 0 {width} {height}" role="{role}"'
        ' aria-labelledby="{ident}-title" aria-describedby="{ident}-desc">'
        '<title id="{ident}-title">{title}</title><desc id="{ident}-desc">{description}</desc>'
        "{content}</svg>",
        view=frame.view,
        width=frame.width,
        height=frame.height,
        role=role,
        ident=ident,
        title=title,
        description=description,
        content=inner,
    )


def hatch(ident: str) -> SafeString:
    """Return the pattern of the further tier: hatched, so that tiers differ without colour too."""
    return format_html(
        '<defs><pattern id="{}-hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path class="map-hatch-ground" d="M0 0h7v7H0z"/>'
        '<path class="map-hatch" d="M0 0v7"/></pattern></defs>',
        ident,
    )


def shape(name: str, data: str) -> SafeString:
    """Return a path with a class; `data` is path data made by this package."""
    return format_html('<path class="map-{}" d="{}"/>', name, data)


def area(data: str, tier: str, ident: str, title: str) -> SafeString:
    """Return a shaded country."""
    fill = format_html(' fill="url(#{}-hatch)"', ident) if tier == "further" else ""
    return format_html(
        '<path class="map-area map-{}"{} d="{}"><title>{}</title></path>', tier, fill, data, title
    )


def mark(x: float, y: float, tier: str, title: str, label: Label | None = None, lang: str = "") -> SafeString:
    """Return the mark of an area that is too small to be shaded, with its label if it has one."""
    return format_html(
        '<g class="map-mark map-{}"{} transform="translate({} {})"><title>{}</title>'
        '<path class="map-mark-edge" d="{dot}"/><path class="map-mark-core" d="{dot}"/>{}</g>',
        tier,
        _lang(lang),
        round(x),
        round(y),
        title,
        text(label) if label else "",
        dot=DOT,
    )


def line(start: Place, end: Place) -> SafeString:
    """Return a curve from one place to another."""
    return shape("line", paths.start(start) + paths.curve(start, curves.middle(start, end), end))


def layer(name: str, drawn: Iterable[SafeString]) -> SafeString:
    """Return what is shown on maps of one size; the stylesheet hides the other layers."""
    return format_html('<g class="map-layer map-layer-{}">{}</g>', name, together(drawn))


def point(marker: Marker, reach: int, url: str, name: str, lang: str, label: Label) -> SafeString:
    """Return a marker, a link if its address may be followed; `reach` units around it answer a click."""
    linked = url.startswith(LINK_STARTS)
    return format_html(
        '<{tag} class="map-point{group}{home}"{href}{lang} transform="translate({x} {y})"'
        ' aria-label="{name}"><title>{name}</title><circle class="map-hit" r="{reach}"/>'
        '<path class="map-edge" d="{dot}"/>{ring}<path class="map-dot" d="{dot}"/>{inner}{label}</{tag}>',
        tag="a" if linked else "g",
        group=" map-group" if marker.count > 1 else "",
        home=" map-home" if marker.home else "",
        href=format_html(' href="{}"', url) if linked else mark_safe(' role="img"'),
        lang=_lang(lang),
        x=round(marker.x),
        y=round(marker.y),
        name=name,
        reach=reach,
        dot=DOT,
        ring=_ring(marker),
        inner=_count(marker),
        label=text(label),
    )


def _ring(marker: Marker) -> SafeString:
    """Return the ring around the home place, or around a group with it."""
    if not marker.home:
        return SafeString()
    return format_html('<path class="map-ring" d="{dot}"/><path class="map-gap" d="{dot}"/>', dot=DOT)


def _count(marker: Marker) -> SafeString:
    count = marker.count
    return format_html('<text class="map-count" dy=".35em">{}</text>', count) if count > 1 else SafeString()


def text(label: Label) -> SafeString:
    """Return the label of a point; its marker has the accessible name, so the label is for the eye alone."""
    anchor = "" if label.anchor == "start" else format_html(' text-anchor="{}"', label.anchor)
    return format_html(
        '<text class="map-label{}" aria-hidden="true" x="{}" y="{}" dy=".35em"{}>{}</text>',
        " map-quiet" if label.quiet else "",
        round(label.x),
        round(label.y),
        anchor,
        label.text,
    )


def together(drawn: Iterable[SafeString]) -> SafeString:
    """Return elements one after the other."""
    return format_html_join("", "{}", ((element,) for element in drawn))


def _lang(language: str) -> SafeString:
    return format_html(' lang="{}"', language) if language else mark_safe("")
