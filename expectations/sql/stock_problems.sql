-- For E13: each problem with its clauses (without what opens them: 一是, 存在), in how many units' reports each clause stands, and
-- its place among all clauses by that.
WITH clauses AS (
    SELECT p.version_id, u.unit, p.seq,
           unnest(string_split_regex(regexp_replace(p.text, '\s+', '', 'g'), '[，,；;。、]')) AS said
    FROM core.problem_items p
    JOIN scope_units u USING (version_id)
    WHERE p.kind = 'problem'
), plain AS (
    SELECT version_id, unit, seq, regexp_replace(said, '^([一二三四五六七八九十]是|还?存在|主要是)+', '') AS said
    FROM clauses
), placed AS (
    SELECT said, count(DISTINCT unit) AS units, rank() OVER (ORDER BY count(DISTINCT unit) DESC) AS place
    FROM plain
    WHERE length(said) >= 4
    GROUP BY said
), told AS (
    SELECT c.version_id, c.seq, list(struct_pack(said := c.said, units := p.units, place := p.place) ORDER BY c.said) AS clauses
    FROM plain c
    JOIN placed p USING (said)
    GROUP BY c.version_id, c.seq
)
SELECT p.version_id, p.seq, p.text, 'problem_items:' || p.fact_id AS fact, s.clauses,
       (SELECT count(DISTINCT unit) FROM scope_units) AS units
FROM core.problem_items p
JOIN rule_scope USING (version_id)
LEFT JOIN told s USING (version_id, seq)
WHERE p.kind = 'problem'
ORDER BY p.version_id, p.seq
