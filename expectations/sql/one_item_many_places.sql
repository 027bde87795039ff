-- For B08: figures of the report's own year, with the places where they stand. kind amount: one figure and the amounts that are
-- printed for it, and whether they differ by a sum of another source, which one place holds and the other does not; kind mention: a further place of a project item, whose words are compared with its name.
WITH repeated AS (
    SELECT e.table_name, e.fact_id, count(*) AS places FROM core.fact_evidence e GROUP BY ALL
), figures AS (  -- one that stands in one place has nothing to differ from; most do
    SELECT b.version_id, b.category, b.stage, b.fund_source, b.statement_no, b.fact_id, b.is_preferred, b.amount_yuan, b.half_unit_yuan, r.places
    FROM core.decided_budget_facts b
    JOIN rule_scope s USING (version_id)
    LEFT JOIN repeated r ON r.table_name = 'budget_facts' AND r.fact_id = b.fact_id
    WHERE b.fact_year IS NOT DISTINCT FROM s.fiscal_year
    QUALIFY r.places > 0 OR count(*) OVER (PARTITION BY b.version_id, b.category, b.stage, b.fund_source) > 1
), amounts AS (
    SELECT b.version_id, b.category || '/' || b.stage || '/' || b.fund_source AS subject, b.category, b.stage,
           count(*) AS statements, coalesce(max(b.places), 0) AS places,
           max(b.amount_yuan) - min(b.amount_yuan) AS gap, max(b.half_unit_yuan) AS half, count(DISTINCT b.amount_yuan) AS different, any_value(b.fund_source) AS fund_source,
           list(b.amount_yuan ORDER BY b.statement_no) AS amounts, list('budget_facts:' || b.fact_id ORDER BY b.statement_no) AS facts
    FROM figures b
    GROUP BY ALL
    HAVING NOT bool_or(b.is_preferred) OR count(*) = 1
)
SELECT 'amount' AS kind, version_id, subject, category, stage, statements, amounts, facts, NULL AS name, NULL AS char_end,
       different = 2 AND EXISTS (FROM scope_budget o WHERE o.version_id = a.version_id AND o.stage = a.stage AND o.fund_source NOT IN ('all', a.fund_source)
                                 AND o.amount > 0 AND abs(o.amount - a.gap) <= 2 * a.half + o.half) AS other_source
FROM amounts a
WHERE statements > 1 OR places > 0
UNION ALL
SELECT 'mention', i.version_id, i.seq || '/' || e.char_start, NULL, i.stage, 1, [i.amount], [i.fact], i.name, e.char_end, false
FROM scope_items i
JOIN core.fact_evidence f ON f.table_name = 'project_items' AND i.fact = 'project_items:' || f.fact_id
JOIN core.evidence e ON e.evidence_id = f.evidence_id
