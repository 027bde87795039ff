-- Figures of the usable reports, as working tables: those that no error contradicts, and why each other one is missing.

-- The figures that marts know: name in SQL, where it comes from, name and unit in Chinese.
CREATE TABLE work.named_figures AS
WITH categories(category, category_zh) AS (
    VALUES ('personnel', '人员经费'), ('operating', '公用经费'), ('basic', '基本支出'), ('project', '项目支出'), ('total', '合计')
), stages(stage, stage_zh) AS (
    VALUES ('carried_in', '年初结转'), ('initial', '年初预算'), ('adjustment', '预算调整数'), ('adjusted', '调整后预算'), ('received', '到位'),
           ('executed', '执行'), ('carried_out', '年末结转结余')
)
SELECT category || '_' || stage || '_wan' AS figure, 'budget_facts' AS table_name, category, stage,
       category_zh || stage_zh AS name_zh, '万元' AS unit_zh
FROM categories, stages WHERE stage NOT LIKE 'carried%' OR category IN ('project', 'total')
UNION ALL
SELECT category || '_completion_pct', 'stated_rates', category, NULL, category_zh || '所述完成率', '%' FROM categories
UNION ALL
VALUES ('three_public_initial_wan', 'budget_facts', 'three_public', 'initial', '三公经费年初预算', '万元'),
       ('three_public_executed_wan', 'budget_facts', 'three_public', 'executed', '三公经费执行', '万元'),
       ('authorized', 'staff_facts', 'authorized', NULL, '编制数', '人'), ('present', 'staff_facts', 'present', NULL, '实有人数', '人'),
       ('on_post', 'staff_facts', 'on_post', NULL, '在职人数', '人'), ('retired', 'staff_facts', 'retired', NULL, '退休人数', '人'),
       ('veteran_retired', 'staff_facts', 'veteran_retired', NULL, '离休人数', '人'), ('contract', 'staff_facts', 'contract', NULL, '聘用人数', '人'),
       ('assets_total_wan', 'asset_facts', 'total', NULL, '资产总额', '万元'), ('assets_net_book_wan', 'asset_facts', 'net_book', NULL, '资产账面净值', '万元'),
       ('assets_fixed_wan', 'asset_facts', 'fixed', NULL, '固定资产', '万元'), ('liabilities_wan', 'asset_facts', 'liabilities', NULL, '负债', '万元'),
       ('net_assets_wan', 'asset_facts', 'net', NULL, '净资产', '万元'), ('self_score', 'scores', 'self', NULL, '自评得分', '分'),
       ('finance_review_score', 'scores', 'finance_review', NULL, '财政复评得分', '分'),
       ('key_evaluation_score', 'scores', 'key_evaluation', NULL, '重点评价得分', '分'), ('audit_score', 'scores', 'audit', NULL, '审计评价得分', '分');

-- Names of figures as an enumeration, in their order: of one byte each, also those of sums.
CREATE TYPE work.figure_name AS ENUM (
    SELECT figure FROM named_figures UNION SELECT figure FROM meta.measure_sums
    UNION VALUES ('items_total_wan'), ('items_personnel_like_wan'), ('items_transfer_up_wan'), ('items_without_up_wan') ORDER BY ALL
);
CREATE TABLE work.figures AS SELECT * REPLACE (CAST(figure AS figure_name) AS figure) FROM named_figures;
DROP TABLE work.named_figures;

-- Staff of the accounting scope of the report. A consolidated report shows its total where it prints one; a report
-- without a scope that tells unit and subordinates apart has no figure that is surely meant.
CREATE TABLE work.staff_scopes AS
SELECT r.report_no, r.report_id, r.version_id,
       CASE WHEN r.scope = 'consolidated' AND bool_or(s.staff_scope = 'total') THEN 'total'
            WHEN bool_or(s.staff_scope = 'unit') THEN 'unit' WHEN bool_or(s.staff_scope = 'total') THEN 'total' END AS staff_scope,
       coalesce(bool_or(s.staff_scope <> 'unit'), false) AS has_others
FROM usable_reports AS r LEFT JOIN core.now_staff_facts AS s USING (report_id, version_id)
GROUP BY r.report_no, r.report_id, r.version_id, r.scope;

-- Every figure that a report states of its year, once. One doubtful statement is enough, whatever else is usable; one report that
-- says two different things says neither.
CREATE TABLE work.stated_figures AS
WITH stated AS (
    SELECT version_id, 'budget_facts' AS table_name, category, stage, fact_id, evidence_id,
           amount_yuan * 0.0001 AS value, half_unit_yuan * 0.0001 AS half_unit, fact_year, is_preferred AS is_certain
    FROM core.now_budget_facts WHERE fund_source = 'all'
    UNION ALL
    SELECT version_id, 'stated_rates', category, NULL, fact_id, evidence_id, rate_pct, half_unit_pct, NULL, true
    FROM core.now_stated_rates WHERE kind = 'completion' AND fund_source = 'all' AND item_id IS NULL
    UNION ALL
    SELECT version_id, 'staff_facts', kind, NULL, fact_id, evidence_id, headcount, 0, NULL, true
    FROM core.now_staff_facts JOIN staff_scopes USING (report_id, version_id, staff_scope)
    WHERE basis = CASE kind WHEN 'authorized' THEN 'authorized' ELSE 'actual' END
    UNION ALL
    SELECT version_id, 'asset_facts', measure, NULL, fact_id, evidence_id, amount_yuan * 0.0001, half_unit_yuan * 0.0001, NULL, true
    FROM core.now_asset_facts
    UNION ALL
    SELECT version_id, 'scores', scorer, NULL, fact_id, evidence_id, total, 0, NULL, true
    FROM core.now_scores WHERE total IS NOT NULL
), looked_at AS (
    SELECT r.report_no, f.figure, s.fact_id, s.evidence_id, CAST(s.value AS DECIMAL(24,6)) AS value, CAST(s.half_unit AS DECIMAL(24,6)) AS half_unit,
           (s.version_id, s.table_name, s.fact_id) IN (SELECT (version_id, table_name, fact_id) FROM withheld_facts) AS is_withheld,
           s.is_certain AND (s.table_name, s.fact_id) NOT IN (SELECT (table_name, fact_id) FROM waiting_facts) AS is_certain
    FROM stated AS s JOIN figures AS f ON f.table_name = s.table_name AND f.category = s.category AND f.stage IS NOT DISTINCT FROM s.stage
    JOIN usable_reports AS r USING (version_id)
    WHERE s.fact_year IS NULL OR s.fact_year = r.fiscal_year
)
SELECT report_no, figure, any_value(value) AS value, min(half_unit) AS half_unit, min(evidence_id) AS evidence_id, min(fact_id) AS fact_id,
       CASE WHEN bool_or(is_withheld) THEN 'withheld' WHEN NOT bool_and(is_certain) OR count(value) = 0 OR min(value) <> max(value) THEN 'unresolved' ELSE 'usable' END AS state
FROM looked_at GROUP BY report_no, figure;

CREATE TABLE work.usable_figures AS SELECT * EXCLUDE (state) FROM stated_figures WHERE state = 'usable';

-- Why a figure of a report is empty: never nought, always a reason. Of staff, assets and scores one figure is expected, and
-- core.missing_facts names no category for it.
CREATE TABLE work.missing_figures AS
WITH told AS (
    SELECT r.report_no, f.figure, max(m.reason) AS reason
    FROM core.now_missing_facts AS m JOIN usable_reports AS r USING (version_id) JOIN figures AS f
      ON m.table_name = f.table_name AND m.stage IS NOT DISTINCT FROM f.stage
     AND (m.category IS NOT DISTINCT FROM f.category OR (m.category IS NULL AND f.figure IN ('on_post', 'assets_total_wan', 'self_score')))
    GROUP BY r.report_no, f.figure
)
SELECT r.report_no, f.figure, coalesce(s.state, t.reason, 'not_reported') AS reason
FROM usable_reports AS r CROSS JOIN figures AS f LEFT JOIN stated_figures AS s ON s.report_no = r.report_no AND s.figure = f.figure
LEFT JOIN told AS t ON t.report_no = r.report_no AND t.figure = f.figure
WHERE s.state IS DISTINCT FROM 'usable';

DROP TABLE work.stated_figures;  -- what no later script reads goes at once: it would stay in memory until the build is closed
