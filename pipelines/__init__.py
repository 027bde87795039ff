"""县鉴: reads, checks and compares the performance self-evaluations of county departments."""
