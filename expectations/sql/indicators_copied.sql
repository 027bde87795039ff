-- One case per report with enough indicators: the same names with the same targets as in another report, the unit's own of last
-- year before any other. The earlier of the two is not asked about it.
WITH lines AS (
    SELECT i.version_id, 'indicators:' || i.fact_id AS fact, i.seq,
           concat_ws('|', regexp_replace(i.level3, '\s+', '', 'g'), i.operator, coalesce(CAST(i.target_num AS VARCHAR), i.target_text), i.unit) AS line
    FROM core.decided_indicators i
    JOIN rule_scope USING (version_id)
    WHERE i.level3 IS NOT NULL AND coalesce(CAST(i.target_num AS VARCHAR), i.target_text) IS NOT NULL
), sets AS (
    SELECT version_id, count(DISTINCT line) AS n, md5(string_agg(DISTINCT line, '\n' ORDER BY line)) AS words, list(fact ORDER BY seq)[:3] AS facts
    FROM lines GROUP BY version_id
), placed AS (
    SELECT s.*, u.unit, u.unit_name, u.report_id, u.fiscal_year, u.signed_on, count(*) OVER (PARTITION BY s.words) AS alike,
           row_number() OVER (PARTITION BY s.words ORDER BY coalesce(u.fiscal_year, 9999), s.version_id) AS place
    FROM sets s JOIN scope_units u USING (version_id)
    WHERE s.n >= $least
), own AS (
    SELECT a.version_id, b.version_id AS other_version  -- one key of both: joined by words alone, common sets would make millions of pairs
    FROM placed a JOIN year_pairs y USING (version_id) JOIN placed b ON b.version_id || b.words = y.prior_version_id || a.words
), first AS (  -- of many, the earliest; for the earliest itself the next of the same year
    SELECT a.version_id, b.version_id AS other_version
    FROM placed a JOIN placed b ON b.words = a.words AND b.version_id <> a.version_id AND b.place <= 2 AND b.report_id <> a.report_id
     AND (b.fiscal_year < a.fiscal_year OR b.fiscal_year IS NOT DISTINCT FROM a.fiscal_year)
    QUALIFY row_number() OVER (PARTITION BY a.version_id ORDER BY b.place) = 1
), chosen AS (
    SELECT p.*, coalesce(o.other_version, f.other_version) AS other_version
    FROM placed p LEFT JOIN own o USING (version_id) LEFT JOIN first f USING (version_id)
)
SELECT r.version_id, CASE WHEN b.version_id IS NOT NULL THEN 'fail' WHEN c.version_id IS NOT NULL AND (SELECT count(*) FROM placed) > 1 THEN 'pass' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN c.version_id IS NULL THEN 'indicators_few' ELSE 'no_other_reports' END AS reason,
       c.n AS observed, c.alike - 1 AS others, CASE WHEN b.unit = c.unit THEN '本单位' ELSE b.unit_name END AS other, b.fiscal_year AS other_year,
       c.facts AS fact_ids, b.facts AS other_ids
FROM rule_scope r
LEFT JOIN chosen c USING (version_id)
LEFT JOIN placed b ON b.version_id = c.other_version
