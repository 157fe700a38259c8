"""The text of PDF documents, by pypdf; a document that cannot be read has none."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader

PAGES = 200
_log = logging.getLogger(__name__)


def is_pdf(body: bytes) -> bool:
    """Whether `body` begins as a PDF does, whatever its server calls it."""
    return body.startswith(b"%PDF")


def pdf_text(body: bytes) -> str | None:
    """The text of a PDF, pages separated by newlines; None if it is none or holds only pictures."""
    if not is_pdf(body):
        return None
    try:
        reader = PdfReader(io.BytesIO(body))
        pages = [page.extract_text().strip() for page in reader.pages[:PAGES]]
    except Exception as error:  # pypdf raises far more than PdfReadError on broken documents
        _log.warning("PDF not read: %s", error)
        return None
    return "\n".join(page for page in pages if page) or None
