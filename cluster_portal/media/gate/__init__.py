"""The gate: what every file passes that somebody sends, whatever the form, before anything of it is stored.

A file is what its content is, not what it is called. Pictures are decoded within limits, and leave here without what
they tell of people and places; drawings without what could run or ask elsewhere; documents as they came.
"""

from cluster_portal.media.gate.documents import passed_document
from cluster_portal.media.gate.files import PassedFile
from cluster_portal.media.gate.pictures import passed_picture

__all__ = ["PassedFile", "passed_document", "passed_picture"]
