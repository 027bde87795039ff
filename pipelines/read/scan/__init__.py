"""Scans: pages that are pictures. Belongs here: recognition (OCR), the lines of tables in pixels, the image reader."""
