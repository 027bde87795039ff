"""Money, rates, projects and people in tables and forms."""
