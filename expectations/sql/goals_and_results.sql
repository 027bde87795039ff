-- For E09 and E10: goals and results in their order, with the number of the other part's text that each was matched with.
SELECT g.version_id, g.part, g.seq, g.name, g.content, g.matched_seq, 'goals:' || g.fact_id AS fact
FROM core.decided_goals g
JOIN rule_scope USING (version_id)
ORDER BY g.version_id, g.part, g.seq
