"""Hops 3 and 4 of a night: stored Documents → Parquet shards of facts."""
