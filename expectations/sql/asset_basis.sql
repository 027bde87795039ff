-- One case per report with a total of assets, in each branch: unnamed: the words say whether it is gross or net of depreciation, or
-- liabilities or net assets beside it show that it is the total of the balance sheet;
-- mixed: total assets and net book value (of fixed assets) are not put down as one figure.
WITH totals AS (
    SELECT a.version_id, min(a.amount_yuan) AS total, list('asset_facts:' || a.fact_id ORDER BY a.measure, a.fact_id) AS facts
    FROM core.decided_asset_facts a
    JOIN rule_scope USING (version_id)
    WHERE a.measure IN ('total', 'net_book')
    GROUP BY a.version_id
), judged AS (
    SELECT t.*, t.version_id IN (SELECT version_id FROM core.decided_asset_facts WHERE measure IN ('liabilities', 'net'))
               OR regexp_matches(coalesce(w.words, ''), $named) AS named, regexp_matches(coalesce(w.words, ''), $mixed) AS mixed
    FROM totals t
    LEFT JOIN section_words w ON w.version_id = t.version_id AND w.part = 'overview'
)
SELECT 'unnamed' AS branch, version_id, CASE WHEN named THEN 'pass' ELSE 'fail' END AS verdict, total AS observed, facts AS fact_ids FROM judged
UNION ALL
SELECT 'mixed', version_id, CASE WHEN mixed THEN 'fail' ELSE 'pass' END, total, facts FROM judged
