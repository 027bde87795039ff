"""PDF (ISO 32000). Belongs here: what pdfium and, where it must help, pdfplumber say of a page."""
