"""The blocks that page bodies are made of. Each explains itself and shows an example in the block picker."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.chosen import KeepingPageChooser
from cluster_portal.pages.related import current_related_pages

RICH_TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading between paragraphs."""

    text = blocks.CharBlock(label=_("text"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a section of the page.")
        template = "blocks/heading.html"
        preview_value = {"text": "What the cluster does abroad"}


class ImageBlock(blocks.StructBlock):
    """An image with a caption."""

    image = ImageChooserBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with an optional caption. Its alternative text is kept with the image.")
        template = "blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("text"))
    source = blocks.CharBlock(label=_("who said it"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody’s words and their name. The portal sets the quotation marks.")
        template = "blocks/quote.html"
        preview_value = {"text": "Two partners abroad opened doors for us.", "source": "A member company"}


class LinkedPageBlock(blocks.PageChooserBlock):
    """A page chosen in the admin; for readers it comes from the pages read together."""

    @cached_property
    def widget(self) -> KeepingPageChooser:
        """Return the chooser, which keeps a page that is in the bin."""
        return KeepingPageChooser(target_models=self.target_models, can_choose_root=self.can_choose_root)

    @cached_property
    def field(self) -> Any:
        """Return the field; readers see no page in the bin, whoever has chosen it."""
        with bin_open():
            return super().field

    def value_from_form(self, value: Any) -> Any:
        """Return the page that was chosen."""
        with bin_open():
            return super().value_from_form(value)

    def bulk_to_python(self, values: list[int]) -> list[Any]:
        """Return the pages, None for those the reader may not see; staff keep those in the bin."""
        related = current_related_pages()
        if related is None:
            with bin_open():
                return super().bulk_to_python(values)
        related.want(*values)
        return [related.get(key) for key in values]

    def to_python(self, value: Any) -> Any:
        """Return the page, None when there is none or the reader may not see it."""
        return self.bulk_to_python([value])[0] if value is not None else None


class LinkBlock(blocks.StructBlock):
    """A link to a page of the portal or to another site."""

    text = blocks.CharBlock(label=_("text"), max_length=150)
    page = LinkedPageBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("address"), required=False)

    def clean(self, value: Any) -> Any:
        """Ask for exactly one target."""
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            problem = blocks.ValidationError(_("Choose either a page or an address."))
            raise blocks.StructBlockValidationError(block_errors={"url": problem})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")


class NoticeBlock(blocks.StructBlock):
    """A paragraph that stands out."""

    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "link"])
    level = blocks.ChoiceBlock(
        label=_("kind"), choices=[("info", _("Information")), ("warning", _("Warning"))], default="info"
    )

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        description = _("A short remark set apart from the text.")
        template = "blocks/notice.html"
        preview_value = {"text": "<p>Applications are accepted in English only.</p>", "level": "info"}


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        icon="pilcrow",
        features=RICH_TEXT_FEATURES,
        description=_("Text with emphasis, links and lists."),
        template="blocks/paragraph.html",
        preview_value="<p>The cluster works with partners in <b>nine countries</b>.</p>",
    )
    image = ImageBlock()
    quote = QuoteBlock()
    key_figures = blocks.ListBlock(
        SnippetChooserBlock("identity.KeyFigure", label=_("key figure")),
        label=_("Key figures"),
        icon="order",
        description=_("Figures with their date and source, edited once for all pages."),
        template="blocks/key_figures.html",
        min_num=1,
    )
    contact = SnippetChooserBlock(
        "identity.Contact",
        label=_("Contact"),
        icon="user",
        description=_("A person or a desk to turn to, edited once for all pages."),
        template="blocks/contact.html",
    )
    links = blocks.ListBlock(
        LinkBlock(),
        label=_("Links"),
        icon="link",
        description=_("Where to read on, on this portal or elsewhere."),
        template="blocks/links.html",
        min_num=1,
    )
    document = DocumentChooserBlock(
        label=_("Document"),
        icon="doc-full",
        description=_("A file to download, shown with its kind and size."),
        template="blocks/document.html",
    )
    notice = NoticeBlock()

    class Meta:
        label = _("Body")
