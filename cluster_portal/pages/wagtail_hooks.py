"""What the base page registers with Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cluster_portal.pages.richtext import PortalPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: FeatureRegistry) -> None:
    """Replace Wagtail's links between pages by the portal's."""
    features.register_link_type(PortalPageLinkHandler)
