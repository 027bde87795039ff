"""Plain text. Belongs here: encodings, and the layouts in which reports are saved as text."""
