"""Before the hops: what counties disclose is fetched into the inbox, and each source can be tried."""
