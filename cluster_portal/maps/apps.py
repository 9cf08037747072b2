from django.apps import AppConfig


class MapsConfig(AppConfig):
    """Maps drawn on the server as SVG; the room has no models."""

    name = "cluster_portal.maps"
    label = "maps"
