"""Search fields for every language of a translated field."""

from wagtail.search import index

from cluster_portal.languages.codes import columns


def translated_search_fields(*fields: str, boost: float = 1.0) -> list[index.BaseField]:
    """Return search and autocompletion fields over all languages of ``fields``."""
    return [
        made
        for field in fields
        for name in columns(field).values()
        for made in (index.SearchField(name, boost=boost), index.AutocompleteField(name))
    ]
