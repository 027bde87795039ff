"""Money, rates, projects, people and assets in sentences and lists."""
