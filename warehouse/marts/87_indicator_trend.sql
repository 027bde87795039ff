-- One unit's indicator from year to year: is the target raised, lowered, or the same as ever? Only the report of the year right
-- before is compared, with the same unit and sign; a report with two rows of one concept says nothing certain of either.

CREATE TABLE narrow.indicator_trends AS
WITH own AS (
    SELECT * FROM known_indicators WHERE concept_id IS NOT NULL AND (target_num IS NOT NULL OR actual_num IS NOT NULL)
    QUALIFY count(*) OVER (PARTITION BY report_no, concept_id, unit) = 1
), pairs AS (
    SELECT t.indicator_no, t.fact_id, t.unit_id, t.region_code, t.unit_name, t.concept_id, t.unit, t.scope, t.fiscal_year, t.way, t.target_num, t.has_one_unit,
           p.indicator_no AS prior_no, p.scope AS prior_scope, p.way AS prior_way, p.target_num AS prior_target, p.actual_num AS prior_actual, p.has_one_unit AS prior_one_unit
    FROM own AS t JOIN own AS p ON p.unit_id = t.unit_id AND p.concept_id = t.concept_id AND p.fiscal_year = t.fiscal_year - 1 AND p.unit IS NOT DISTINCT FROM t.unit
    QUALIFY row_number() OVER (PARTITION BY t.indicator_no ORDER BY p.scope <> t.scope, p.scope, p.report_no) = 1
), judged AS (
    SELECT *, CASE WHEN scope <> prior_scope AND 'unknown' NOT IN (scope, prior_scope) THEN '两年口径不同' WHEN target_num IS NULL OR prior_target IS NULL THEN '有一年的目标不是数'
                   WHEN way IS DISTINCT FROM prior_way THEN '两年的符号方向不同' END AS obstacle
    FROM pairs
), changed AS (
    SELECT *, CASE WHEN obstacle IS NULL THEN CASE WHEN target_num = prior_target THEN 'unchanged' WHEN way = 'exactly' THEN 'changed'
                   WHEN (target_num > prior_target) = (way = 'at_least') THEN 'tightened' ELSE 'eased' END END AS change
    FROM judged
), islands AS (  -- unchanged in years that follow each other: the year less its place is the same number for all of them
    SELECT indicator_no, unit_id, concept_id, unit, scope, fiscal_year, fiscal_year - row_number() OVER (PARTITION BY unit_id, concept_id, unit, scope ORDER BY fiscal_year) AS island
    FROM changed WHERE change = 'unchanged'
), runs AS (
    SELECT indicator_no, CAST(1 + row_number() OVER (PARTITION BY unit_id, concept_id, unit, scope, island ORDER BY fiscal_year) AS INTEGER) AS n_years_same FROM islands
)
SELECT r.indicator_no, r.prior_no, r.change, n.n_years_same, r.obstacle, r.has_one_unit AND r.prior_one_unit AS has_one_unit,
       CASE WHEN r.obstacle IS NULL AND r.prior_one_unit THEN CASE WHEN r.way = 'at_least' THEN r.target_num < r.prior_actual WHEN r.way = 'at_most' THEN r.target_num > r.prior_actual END END AS is_below_reached
FROM changed AS r JOIN core.concepts AS k USING (concept_id) LEFT JOIN runs AS n USING (indicator_no)
ORDER BY r.region_code, r.unit_name, k.name, r.unit, r.fiscal_year, r.fact_id;

CREATE VIEW mart.indicator_trend AS
SELECT r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope, i.concept_id, k.name AS concept_name, i.level3, i.operator, i.unit,
       i.target_num, p.target_num AS prior_target, CASE WHEN t.obstacle IS NULL THEN i.target_num - p.target_num END AS delta, t.change,
       t.n_years_same,
       i.actual_num, p.actual_num AS prior_actual, CASE WHEN t.has_one_unit THEN i.actual_num - p.actual_num END AS actual_delta, t.is_below_reached,
       i.fact_id, p.fact_id AS prior_fact_id, i.evidence_id, p.evidence_id AS prior_evidence_id, r.report_id, o.report_id AS prior_report_id, r.n_reported, r.n_expected, r.coverage,
       CASE WHEN t.obstacle IS NOT NULL THEN 'unsound' WHEN 'unknown' IN (r.scope, o.scope) OR i.unit = '%' THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', t.obstacle, CASE WHEN t.obstacle IS NULL AND 'unknown' IN (r.scope, o.scope) THEN '有一年未注明口径' END,
           CASE WHEN t.obstacle IS NULL AND i.unit = '%' THEN '百分比的基数不明' END), '') AS comparability_reason
FROM narrow.indicator_trends AS t JOIN narrow.indicator_targets AS i USING (indicator_no) JOIN narrow.indicator_targets AS p ON p.indicator_no = t.prior_no
JOIN narrow.reports AS r ON r.report_no = i.report_no JOIN narrow.reports AS o ON o.report_no = p.report_no JOIN core.concepts AS k ON k.concept_id = i.concept_id
ORDER BY t.rowid;  -- the other tables are longer, and it is their order that joins keep

COMMENT ON VIEW mart.indicator_trend IS '指标目标的年度变化：单位×概念×年度，目标是收紧、放宽还是照旧';
COMMENT ON COLUMN mart.indicator_trend.unit_id IS '单位编号';
COMMENT ON COLUMN mart.indicator_trend.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.indicator_trend.county IS '县（市、区）';
COMMENT ON COLUMN mart.indicator_trend.department_type IS '部门类型';
COMMENT ON COLUMN mart.indicator_trend.unit_name IS '单位名称';
COMMENT ON COLUMN mart.indicator_trend.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.indicator_trend.scope IS '本年口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.indicator_trend.concept_id IS '指标概念编号';
COMMENT ON COLUMN mart.indicator_trend.concept_name IS '指标概念';
COMMENT ON COLUMN mart.indicator_trend.level3 IS '三级指标：本年报告所印';
COMMENT ON COLUMN mart.indicator_trend.operator IS '本年符号';
COMMENT ON COLUMN mart.indicator_trend.unit IS '单位';
COMMENT ON COLUMN mart.indicator_trend.target_num IS '本年目标';
COMMENT ON COLUMN mart.indicator_trend.prior_target IS '上年目标';
COMMENT ON COLUMN mart.indicator_trend.delta IS '目标增减：本年减上年，不可比时为空';
COMMENT ON COLUMN mart.indicator_trend.change IS '变化：tightened 收紧、eased 放宽、unchanged 照旧、changed 定值改变，不可比时为空';
COMMENT ON COLUMN mart.indicator_trend.n_years_same IS '连续照旧的年数：含起始年，目标有变化时为空';
COMMENT ON COLUMN mart.indicator_trend.actual_num IS '本年完成值：没有填数的为空';
COMMENT ON COLUMN mart.indicator_trend.prior_actual IS '上年完成值：没有填数的为空';
COMMENT ON COLUMN mart.indicator_trend.actual_delta IS '完成值增减：本年减上年，有一年没有或单位不同时为空';
COMMENT ON COLUMN mart.indicator_trend.is_below_reached IS '本年目标是否还不如上年已完成的：没有上年完成值或定值的为空';
COMMENT ON COLUMN mart.indicator_trend.fact_id IS '本年事实编号';
COMMENT ON COLUMN mart.indicator_trend.prior_fact_id IS '上年事实编号';
COMMENT ON COLUMN mart.indicator_trend.evidence_id IS '本年出处编号';
COMMENT ON COLUMN mart.indicator_trend.prior_evidence_id IS '上年出处编号';
COMMENT ON COLUMN mart.indicator_trend.report_id IS '本年报告编号';
COMMENT ON COLUMN mart.indicator_trend.prior_report_id IS '上年报告编号';
COMMENT ON COLUMN mart.indicator_trend.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.indicator_trend.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.indicator_trend.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.indicator_trend.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.indicator_trend.comparability_reason IS '可比性说明';
