-- What this year's report implies about the end of last year, against what last year's report says: people less their change,
-- assets less their rate of change (an interval, for the printed digits leave room), money carried in, last year's figures
-- printed again. gap: how far the two printed precisions stay apart, 0 where they meet. One row per statement of a pair of years.

CREATE TABLE work.year_pair AS
SELECT t.report_id, t.version_id, p.report_id AS prior_report_id, p.version_id AS prior_version_id, p.scope AS prior_scope
FROM usable_reports AS t JOIN usable_reports AS p ON p.unit_id = t.unit_id AND p.fiscal_year = t.fiscal_year - 1
QUALIFY row_number() OVER (PARTITION BY t.report_id ORDER BY p.scope <> t.scope, p.scope, p.report_id) = 1;

CREATE TABLE work.held_out AS
SELECT table_name, fact_id FROM withheld_facts UNION SELECT table_name, fact_id FROM waiting_facts;

CREATE MACRO work.low_before(amount, rate) AS  -- amount ÷ rate %, cut to a hundredth of 万元 in integers: no float near money
    CAST((CAST(amount * 100000000 AS HUGEINT) // CAST(rate * 10000 AS HUGEINT)) * 0.01::DECIMAL(3, 2) AS DECIMAL(24,8));

CREATE TABLE work.single AS
WITH printed AS (  -- every figure once, in 万元 or people, as an interval of its printed precision
    SELECT version_id, 'budget_facts' AS table_name, fact_id, evidence_id, concat_ws('.', category, stage, fund_source) AS measure, category, stage, fact_year,
           CAST(amount_yuan * 0.0001 AS DECIMAL(24,6)) AS value, CAST(half_unit_yuan * 0.0001 AS DECIMAL(24,8)) AS half
    FROM core.now_budget_facts WHERE is_preferred AND ('budget_facts', fact_id) NOT IN (SELECT (table_name, fact_id) FROM held_out)
    UNION ALL
    SELECT version_id, 'staff_facts', fact_id, evidence_id, concat_ws('.', kind, staff_scope, basis), kind, NULL, NULL, headcount, 0
    FROM core.now_staff_facts WHERE ('staff_facts', fact_id) NOT IN (SELECT (table_name, fact_id) FROM held_out)
    UNION ALL
    SELECT version_id, 'asset_facts', fact_id, evidence_id, measure, measure, NULL, NULL, amount_yuan * 0.0001, half_unit_yuan * 0.0001
    FROM core.now_asset_facts WHERE ('asset_facts', fact_id) NOT IN (SELECT (table_name, fact_id) FROM held_out)
)  -- one report that says two different things says neither; a figure without a year is of the report's own
SELECT p.version_id, table_name, measure, fact_year, coalesce(fact_year, r.fiscal_year) AS of_year, r.fiscal_year, min(fact_id) AS fact_id,
       arg_min(evidence_id, fact_id) AS evidence_id, any_value(category) AS category, any_value(stage) AS stage, any_value(value) AS value, arg_min(half, fact_id) AS half
FROM printed AS p JOIN usable_reports AS r USING (version_id)
GROUP BY p.version_id, table_name, measure, fact_year, r.fiscal_year HAVING min(value) = max(value);

CREATE TABLE mart.continuity AS
WITH implied AS (
    SELECT version_id, table_name, fact_id, evidence_id, replace(measure, '.carried_in.', '.carried_out.') AS measure, category, stage, 'carried_in' AS basis, CAST(value - half AS DECIMAL(24,8)) AS low, CAST(value + half AS DECIMAL(24,8)) AS high
    FROM single WHERE stage = 'carried_in' AND fact_year = fiscal_year
    UNION ALL
    SELECT version_id, table_name, fact_id, evidence_id, measure, category, stage, 'restated', CAST(value - half AS DECIMAL(24,8)), CAST(value + half AS DECIMAL(24,8))
    FROM single WHERE fact_year = fiscal_year - 1
    UNION ALL
    SELECT s.version_id, s.table_name, s.fact_id, s.evidence_id, s.measure, s.category, NULL, 'change', f.headcount - f.change_vs_prior, f.headcount - f.change_vs_prior
    FROM single AS s JOIN core.now_staff_facts AS f USING (fact_id) WHERE s.table_name = 'staff_facts' AND f.change_vs_prior IS NOT NULL
    UNION ALL  -- rounded outwards to a hundredth of 万元
    SELECT s.version_id, s.table_name, s.fact_id, s.evidence_id, s.measure, s.category, NULL, 'rate', low_before(s.value - s.half, 100 + f.change_pct + f.change_half_unit_pct),
           low_before(s.value + s.half, 100 + f.change_pct - f.change_half_unit_pct) + CAST(0.01 AS DECIMAL(24,8))
    FROM single AS s JOIN core.now_asset_facts AS f USING (fact_id)
    WHERE s.table_name = 'asset_facts' AND f.change_pct - f.change_half_unit_pct > -100 AND s.value > s.half
), held AS (
    SELECT i.*, r.* EXCLUDE (version_id), y.prior_report_id, y.prior_version_id, y.prior_scope, p.value AS reported, p.half, p.evidence_id AS prior_evidence_id, p.fact_id AS prior_fact_id,
           CASE WHEN p.value IS NULL THEN '上年报告没有可用的同一个数' WHEN r.scope <> y.prior_scope AND 'unknown' NOT IN (r.scope, y.prior_scope) THEN '两年口径不同' END AS obstacle
    FROM implied AS i JOIN usable_reports AS r USING (version_id) JOIN year_pair AS y USING (report_id)
    LEFT JOIN single AS p ON p.version_id = y.prior_version_id AND p.table_name = i.table_name AND p.measure = i.measure AND p.of_year = r.fiscal_year - 1
)
SELECT h.unit_id, h.region_code, h.county, h.department_type, h.unit_name, h.fiscal_year, h.fiscal_year - 1 AS prior_year, h.scope, h.prior_scope, h.measure,
       coalesce(f.name_zh, k.name_zh, h.measure) || CASE WHEN h.measure LIKE '%.total.%' THEN '（合计）' WHEN h.measure LIKE '%.subordinate.%' THEN '（下属）' ELSE '' END AS measure_name, CASE h.table_name WHEN 'staff_facts' THEN '人' ELSE '万元' END AS measure_unit, h.basis,
       CAST(h.low AS DECIMAL(24,6)) AS implied_lo, CAST(h.high AS DECIMAL(24,6)) AS implied_hi, h.reported,
       CAST(CASE WHEN h.obstacle IS NOT NULL THEN NULL WHEN h.reported - h.half > h.high THEN h.reported - h.half - h.high
            WHEN h.reported + h.half < h.low THEN h.reported + h.half - h.low ELSE 0 END AS DECIMAL(24,6)) AS gap,
       h.fact_id, h.prior_fact_id, h.evidence_id, h.prior_evidence_id, h.report_id, h.prior_report_id, c.n_reported, c.n_expected, c.coverage,
       CASE WHEN h.obstacle IS NOT NULL THEN 'unsound' WHEN 'unknown' IN (h.scope, h.prior_scope) THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', h.obstacle, CASE WHEN 'unknown' IN (h.scope, h.prior_scope) THEN '有一年未注明口径' END), '') AS comparability_reason
FROM held AS h LEFT JOIN county_coverage AS c ON c.region_code = h.region_code AND c.fiscal_year = h.fiscal_year
LEFT JOIN figures AS f ON f.table_name = CASE WHEN h.table_name <> 'budget_facts' OR h.measure LIKE '%.all' THEN h.table_name END  -- by keys alone
     AND f.category = h.category AND f.stage IS NOT DISTINCT FROM CASE h.basis WHEN 'carried_in' THEN 'carried_out' ELSE h.stage END
LEFT JOIN (VALUES ('administrative', '行政人数'), ('civil_servant_like', '参公人数'), ('institution', '事业人数'), ('veteran_retired', '离休人数')) AS k(kind, name_zh)
    ON k.kind = CASE h.table_name WHEN 'staff_facts' THEN h.category END
ORDER BY h.region_code, h.unit_name, h.fiscal_year, h.scope, h.measure, h.basis, h.report_id;

COMMENT ON TABLE mart.continuity IS '年度衔接：单位×两年×指标，本年报告推算的上年末数与上年报告所写的相差多少';
COMMENT ON COLUMN mart.continuity.unit_id IS '单位编号';
COMMENT ON COLUMN mart.continuity.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.continuity.county IS '县（市、区）';
COMMENT ON COLUMN mart.continuity.department_type IS '部门类型';
COMMENT ON COLUMN mart.continuity.unit_name IS '单位名称';
COMMENT ON COLUMN mart.continuity.fiscal_year IS '本年度：推算所据报告的年度';
COMMENT ON COLUMN mart.continuity.prior_year IS '上年度';
COMMENT ON COLUMN mart.continuity.scope IS '本年口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.continuity.prior_scope IS '上年口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.continuity.measure IS '指标代码：金额为类别.环节.资金来源，人员为类别.口径.依据，资产为指标，均指上年末（上年度）的数';
COMMENT ON COLUMN mart.continuity.measure_name IS '指标名称';
COMMENT ON COLUMN mart.continuity.measure_unit IS '计量单位：万元、人';
COMMENT ON COLUMN mart.continuity.basis IS '推算依据：change 人数减增减、rate 资产按增减率倒推、carried_in 年初结转、restated 所列上年数';
COMMENT ON COLUMN mart.continuity.implied_lo IS '推算下限：按打印精度';
COMMENT ON COLUMN mart.continuity.implied_hi IS '推算上限：按打印精度';
COMMENT ON COLUMN mart.continuity.reported IS '上年所报：上年报告写的数，没有可用的为空';
COMMENT ON COLUMN mart.continuity.gap IS '相差：上年所报（及其精度）在推算区间以外多少，在区间以内为 0，不可比时为空';
COMMENT ON COLUMN mart.continuity.fact_id IS '本年事实编号';
COMMENT ON COLUMN mart.continuity.prior_fact_id IS '上年事实编号';
COMMENT ON COLUMN mart.continuity.evidence_id IS '本年出处编号';
COMMENT ON COLUMN mart.continuity.prior_evidence_id IS '上年出处编号';
COMMENT ON COLUMN mart.continuity.report_id IS '本年报告编号';
COMMENT ON COLUMN mart.continuity.prior_report_id IS '上年报告编号';
COMMENT ON COLUMN mart.continuity.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.continuity.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.continuity.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.continuity.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.continuity.comparability_reason IS '可比性说明';

DROP TABLE work.single; DROP TABLE work.year_pair; DROP TABLE work.held_out;
