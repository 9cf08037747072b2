"""Images that say nothing to who cannot see them, language by language."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.images.blocks import ImageChooserBlock

from cluster_portal.editorial.codes import ProblemCode
from cluster_portal.editorial.problems import Problem, bodies_of
from cluster_portal.editorial.rules.walking import values_of
from cluster_portal.languages.codes import content_languages, get_value, is_empty
from cluster_portal.media.models import PortalImage


def problems(instance: models.Model) -> Iterator[Problem]:
    """Yield, for each language a body exists in, its images without alternative text in that language."""
    used: list[tuple[str, str, str, int]] = []
    for language in content_languages():
        for name, definition, items in bodies_of(instance, language):
            for path, block, value in values_of(definition, items):
                if isinstance(block, ImageChooserBlock) and isinstance(value, int):
                    used.append((language, f"{name}/{path}", str(block.label), value))
    if not used:
        return
    # Asked of the database: on an instance Wagtail's own attribute of that name hides the field.
    speaking = PortalImage.objects.filter(is_decorative=False)
    images: dict[Any, PortalImage] = speaking.in_bulk({key for *_, key in used})
    for language, path, label, key in used:
        image = images.get(key)
        if image is not None and is_empty(get_value(image, "description", language)):
            title = str(image.texts_in(language).title)
            yield Problem(path, language, ProblemCode.NO_ALTERNATIVE, title, label, {"title": title})
