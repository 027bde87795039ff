"""Verification: every quote of a build read again from the stored documents."""
