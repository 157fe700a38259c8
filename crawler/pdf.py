"""The text of PDF documents, by pypdf; a document that cannot be read has none."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

PAGES = 200
_log = logging.getLogger(__name__)


def pdf_text(body: bytes) -> str | None:
    """The text of a PDF, pages separated by newlines; None if it is none or holds only pictures."""
    if not body.startswith(b"%PDF"):
        return None
    try:
        reader = PdfReader(io.BytesIO(body))
        pages = [page.extract_text().strip() for page in reader.pages[:PAGES]]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        _log.warning("PDF not read: %s", error)
        return None
    return "\n".join(page for page in pages if page) or None
