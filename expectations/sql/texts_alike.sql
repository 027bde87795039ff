-- Branch main, one case per report, or per section of it, that says what another report says: of several the most alike. The report
-- that is likely to have been copied is not asked about it. A whole text speaks for its sections. Branch scattered, one case per
-- report: the other unit's report that shares the most with it in pieces, where main does not already tell of the two.
WITH sides AS (
    SELECT p.*, p.version_a AS version_id, p.version_b AS other_version, p.document_a AS document_id, p.char_start_a AS char_start,
           p.char_end_a AS char_end, p.document_b AS other_document, p.char_start_b AS other_start, p.char_end_b AS other_end
    FROM quality.text_pairs p
    UNION ALL
    SELECT p.*, p.version_b, p.version_a, p.document_b, p.char_start_b, p.char_end_b, p.document_a, p.char_start_a, p.char_end_a
    FROM quality.text_pairs p
), twice AS (
    SELECT version_a AS version_id, version_b AS other_version FROM same_report_twice
    UNION ALL
    SELECT version_b, version_a FROM same_report_twice
), asked AS (
    SELECT s.*, CASE WHEN b.unit = a.unit THEN '本单位' ELSE coalesce(b.unit_name, '另一单位') END AS other_name, b.fiscal_year AS other_year
    FROM sides s
    JOIN scope_units a ON a.version_id = s.version_id
    JOIN scope_units b ON b.version_id = s.other_version
    ANTI JOIN twice t ON t.version_id = s.version_id AND t.other_version = s.other_version
    WHERE a.report_id <> b.report_id AND s.donor_version IS DISTINCT FROM s.version_id
      AND (s.section_a IS NOT NULL AND s.jaccard >= $section::DECIMAL(5,4) OR s.section_a IS NULL AND s.jaccard >= $whole::DECIMAL(5,4))
), nearest AS (
    SELECT * FROM asked
    QUALIFY row_number() OVER (PARTITION BY version_id, section_a ORDER BY jaccard DESC, other_year, other_version) = 1
        AND NOT (section_a IS NOT NULL AND bool_or(section_a IS NULL) OVER (PARTITION BY version_id))
), borrowed AS (
    SELECT version_a AS version_id, version_b AS other_version, donor_version, donor_reason, shingles, chars, text,
           {'document_id': document_a, 'char_start': char_start_a, 'char_end': char_end_a} AS here,
           {'document_id': document_b, 'char_start': char_start_b, 'char_end': char_end_b} AS there
    FROM quality.text_pieces
    UNION ALL
    SELECT version_b, version_a, donor_version, donor_reason, shingles, chars, text,
           {'document_id': document_b, 'char_start': char_start_b, 'char_end': char_end_b},
           {'document_id': document_a, 'char_start': char_start_a, 'char_end': char_end_a}
    FROM quality.text_pieces
), together AS (
    SELECT version_id, other_version, any_value(donor_version) AS donor_version, any_value(donor_reason) AS donor_reason, count(*) AS pieces,
           sum(chars) AS chars, sum(shingles) AS shingles, arg_max(text, chars) AS longest,
           flatten(list([here, there] ORDER BY chars DESC)[:3]) AS spans
    FROM borrowed GROUP BY version_id, other_version
), scattered AS (
    SELECT t.*, coalesce(b.unit_name, '另一单位') AS other_name, b.fiscal_year AS other_year, t.shingles / c.own_shingles AS share
    FROM together t
    JOIN quality.text_compared c USING (version_id)
    JOIN scope_units a USING (version_id)
    JOIN scope_units b ON b.version_id = t.other_version
    ANTI JOIN twice w ON w.version_id = t.version_id AND w.other_version = t.other_version
    ANTI JOIN asked q ON q.version_id = t.version_id AND q.other_version = t.other_version
    WHERE a.unit IS DISTINCT FROM b.unit AND t.donor_version IS DISTINCT FROM t.version_id AND t.shingles >= $scattered::DECIMAL(5,4) * c.own_shingles
    QUALIFY row_number() OVER (PARTITION BY t.version_id ORDER BY t.shingles DESC, t.other_version) = 1
)
SELECT s.version_id, 'main' AS branch, n.section_a AS subject,
       CASE WHEN n.version_id IS NOT NULL THEN 'fail' WHEN c.others > 0 THEN 'pass' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN (SELECT count(*) FROM rule_scope) = 1 THEN 'no_other_reports' WHEN m.version_id IS NOT NULL THEN 'versions_many'
            WHEN coalesce(c.others, 0) = 0 THEN 'text_short' END AS reason,
       coalesce('“' || x.name || '”一章', '全文') AS part, n.other_name AS other, n.other_year, CAST(n.jaccard * 100 AS DECIMAL(5,1)) AS observed,
       n.common_chars AS chars, regexp_replace(n.common_text, '\s+', '', 'g') AS quote, n.donor_reason AS donor, n.template_share,
       [{'document_id': n.document_id, 'char_start': n.char_start, 'char_end': n.char_end},
        {'document_id': n.other_document, 'char_start': n.other_start, 'char_end': n.other_end}] AS spans
FROM rule_scope s
LEFT JOIN quality.text_compared c USING (version_id)
LEFT JOIN nearest n USING (version_id)
LEFT JOIN versions_not_compared m USING (version_id)
LEFT JOIN code_names x ON x.sort = 'section' AND x.code = n.section_a
UNION ALL BY NAME
SELECT s.version_id, 'scattered' AS branch,
       CASE WHEN n.version_id IS NOT NULL THEN 'fail' WHEN c.others > 0 AND q.version_id IS NULL THEN 'pass' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN (SELECT count(*) FROM rule_scope) = 1 THEN 'no_other_reports' WHEN q.version_id IS NOT NULL THEN 'told_whole'
            WHEN m.version_id IS NOT NULL THEN 'versions_many'
            WHEN coalesce(c.others, 0) = 0 THEN 'text_short' END AS reason,
       n.other_name AS other, n.other_year, CAST(least(n.share, 1) * 100 AS DECIMAL(5,1)) AS observed, n.chars, n.pieces,
       regexp_replace(n.longest, '\s+', '', 'g') AS quote, n.donor_reason AS donor, n.spans
FROM rule_scope s
LEFT JOIN quality.text_compared c USING (version_id)
LEFT JOIN scattered n USING (version_id)
LEFT JOIN versions_not_compared m USING (version_id)
LEFT JOIN (SELECT DISTINCT version_id FROM asked) q USING (version_id)
