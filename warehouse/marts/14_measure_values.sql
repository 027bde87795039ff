-- Every derived measure of every report, the one place where they are computed: meta.measures says of what, known_figures has
-- it. Exact: half up in integers, no float. ``value_low`` and ``value_high`` are what the printed last digits allow.

-- 在职 is a denominator of money only where it is of the same accounting scope; 实有 with retired people never is.
CREATE TEMP TABLE head_obstacles AS
SELECT r.report_id,
       CASE WHEN r.scope = 'consolidated' AND t.staff_scope <> 'total' THEN '报告为部门汇总，在职人数只有本级'
            WHEN r.scope = 'unit_only' AND t.staff_scope = 'total' THEN '报告为单位本级，在职人数为合计'
            WHEN r.scope = 'unknown' AND t.has_others THEN '报告未注明口径，在职人数又分本级与下属' END AS obstacle,
       r.report_id IN (SELECT report_id FROM usable_figures WHERE figure IN ('retired', 'veteran_retired') AND value > 0) AS has_retired
FROM usable_reports AS r JOIN staff_scopes AS t USING (report_id);

CREATE TEMP TABLE measure_sides AS
WITH wanted AS (
    SELECT measure, 'n' AS side, unnest(numerator) AS figure, generate_subscripts(numerator, 1) AS place FROM meta.measures
    UNION ALL
    SELECT measure, 'd', unnest(denominator), generate_subscripts(denominator, 1) FROM meta.measures
), picked AS (  -- the first that is known; a doubtful one ends the search, so that no other base slips in unseen
    SELECT k.report_id, w.measure, w.side, coalesce(min(w.place) FILTER (k.value IS NOT NULL OR k.is_doubt), 1) AS place,
           count(*) > 1 AND count(*) FILTER (k.value IS NOT NULL OR k.is_doubt) = 0 AS has_none, string_agg(k.name_zh, '、' ORDER BY w.place) AS names
    FROM wanted AS w JOIN known_figures AS k USING (figure) GROUP BY k.report_id, w.measure, w.side
)
SELECT p.report_id, p.measure, p.side, k.* EXCLUDE (report_id), abs(CAST(k.value * 1000000 AS HUGEINT)) AS size, CAST(k.half_unit * 1000000 AS HUGEINT) AS half,
       CASE WHEN k.value IS NULL THEN CASE WHEN has_none THEN p.names || '均' ELSE k.name_zh END || r.reason_zh END AS gap,
       CASE WHEN p.place > 1 THEN f.name_zh || '未报告，用' || k.name_zh END AS fallback
FROM picked AS p JOIN wanted AS w USING (measure, side, place) JOIN known_figures AS k ON k.report_id = p.report_id AND k.figure = w.figure
LEFT JOIN reasons AS r USING (reason) LEFT JOIN wanted AS first ON first.measure = p.measure AND first.side = p.side AND first.place = 1
LEFT JOIN figures AS f ON f.figure = first.figure;

CREATE TEMP TABLE computed AS
WITH sides AS (
    SELECT n.report_id, m.measure, m.kind, m.is_absolute, m.times, m.digits, n.name_zh AS n_name, n.value AS n_value, n.fact_ids AS n_facts, n.evidence_ids AS n_evidence,
           n.size AS n_size, n.half AS n_half, d.name_zh AS d_name, d.value AS d_value, d.fact_ids AS d_facts, d.evidence_ids AS d_evidence, d.size AS d_size, d.half AS d_half,
           nullif(concat_ws('；', n.gap, d.gap, CASE WHEN d.value = 0 AND m.kind <> 'difference' THEN d.name_zh || '为 0' WHEN d.value < 0 AND m.kind <> 'difference' THEN d.name_zh || '小于 0' END,
                            CASE WHEN m.kind = 'per_head' AND d.value > 0 THEN h.obstacle END, CASE WHEN m.kind = 'difference' AND o.full_mark <> f.full_mark THEN '两次评分的满分不同' END), '') AS obstacle,
           nullif(concat_ws('；', n.remark, CASE WHEN d.remark IS DISTINCT FROM n.remark THEN d.remark END, d.fallback,
                            CASE WHEN m.measure = 'personnel_per_head' AND h.has_retired THEN '人员经费可能含离退休人员经费' END,
                            CASE WHEN m.kind = 'difference' AND (o.full_mark IS NULL OR f.full_mark IS NULL) THEN '没有注明满分，不知是否同一分制' END), '') AS remark
    FROM measure_sides AS n JOIN measure_sides AS d ON d.report_id = n.report_id AND d.measure = n.measure AND d.side = 'd' AND n.side = 'n'
    JOIN meta.measures AS m ON m.measure = n.measure JOIN head_obstacles AS h ON h.report_id = n.report_id
    LEFT JOIN core.now_scores AS o ON m.kind = 'difference' AND o.report_id = n.report_id AND o.scorer = 'self'
    LEFT JOIN core.now_scores AS f ON m.kind = 'difference' AND f.report_id = n.report_id AND f.scorer || '_score' = d.figure
), scaled AS (  -- in whole units of the wanted digit: the value half up, the bounds outwards
    SELECT *, CASE WHEN n_value < 0 AND NOT is_absolute THEN -1 ELSE 1 END AS sign,
           CASE WHEN obstacle IS NULL AND kind <> 'difference'
                THEN (2 * times * unit * n_size + d_size) // (2 * d_size) * rest END AS quotient,
           CASE WHEN obstacle IS NULL AND kind <> 'difference' THEN times * unit * greatest(n_size - n_half, 0) // (d_size + d_half) * rest END AS least,
           CASE WHEN obstacle IS NULL AND kind <> 'difference' AND d_size > d_half
                THEN (times * unit * (n_size + n_half) + d_size - d_half - 1) // (d_size - d_half) * rest END AS most
    FROM (SELECT *, CAST(pow(10, digits) AS HUGEINT) AS unit, CAST(pow(10, 6 - digits) AS HUGEINT) AS rest FROM sides)
)
SELECT * EXCLUDE (quotient, least, most),
       CAST(CASE WHEN kind = 'difference' AND obstacle IS NULL THEN n_value - d_value ELSE sign * CAST(quotient AS DECIMAL(30,0)) * 0.000001 END AS DECIMAL(30,6)) AS value,
       CAST(CASE WHEN kind = 'difference' AND obstacle IS NULL THEN n_value - d_value - CAST(n_half + d_half AS DECIMAL(30,0)) * 0.000001
                 WHEN sign < 0 THEN -CAST(most AS DECIMAL(30,0)) * 0.000001 ELSE CAST(least AS DECIMAL(30,0)) * 0.000001 END AS DECIMAL(30,6)) AS value_low,
       CAST(CASE WHEN kind = 'difference' AND obstacle IS NULL THEN n_value - d_value + CAST(n_half + d_half AS DECIMAL(30,0)) * 0.000001
                 WHEN sign < 0 THEN -CAST(least AS DECIMAL(30,0)) * 0.000001 ELSE CAST(most AS DECIMAL(30,0)) * 0.000001 END AS DECIMAL(30,6)) AS value_high
FROM scaled;

CREATE TABLE mart.measure_values AS
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.city, r.province, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       m.measure, m.name_zh AS measure_name, m.unit_zh AS measure_unit, c.value, c.value_low, c.value_high, c.obstacle AS missing_reason,
       c.n_name AS numerator_name, c.n_value AS numerator, c.n_facts AS numerator_fact_ids, c.n_evidence AS numerator_evidence_ids,
       c.d_name AS denominator_name, c.d_value AS denominator, c.d_facts AS denominator_fact_ids, c.d_evidence AS denominator_evidence_ids,
       v.n_reported, v.n_expected, v.coverage,
       CASE WHEN c.value IS NULL THEN 'unsound' WHEN r.scope = 'unknown' OR c.remark IS NOT NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', c.obstacle, CASE WHEN r.scope = 'unknown' THEN '报告未注明口径' END, CASE WHEN c.value IS NOT NULL THEN c.remark END), '') AS comparability_reason
FROM computed AS c JOIN usable_reports AS r USING (report_id) JOIN meta.measures AS m USING (measure) JOIN county_coverage AS v USING (region_code, fiscal_year)
ORDER BY m.measure, r.department_type NULLS LAST, r.fiscal_year, r.region_code, r.unit_name, r.scope;

COMMENT ON TABLE mart.measure_values IS '派生指标值：每份报告的每个派生指标，由哪些数字算出';
COMMENT ON COLUMN mart.measure_values.report_id IS '报告编号';
COMMENT ON COLUMN mart.measure_values.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.measure_values.unit_id IS '单位编号';
COMMENT ON COLUMN mart.measure_values.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.measure_values.county IS '县（市、区）';
COMMENT ON COLUMN mart.measure_values.city IS '地级市';
COMMENT ON COLUMN mart.measure_values.province IS '省份';
COMMENT ON COLUMN mart.measure_values.department_type IS '部门类型';
COMMENT ON COLUMN mart.measure_values.unit_name IS '单位名称';
COMMENT ON COLUMN mart.measure_values.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.measure_values.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.measure_values.measure IS '指标代码：公式见 meta.measures';
COMMENT ON COLUMN mart.measure_values.measure_name IS '指标名称';
COMMENT ON COLUMN mart.measure_values.measure_unit IS '计量单位';
COMMENT ON COLUMN mart.measure_values.value IS '值：由所印数字重算，四舍五入，算不出时为空';
COMMENT ON COLUMN mart.measure_values.value_low IS '值的下限：所印数字末位允许的最小值';
COMMENT ON COLUMN mart.measure_values.value_high IS '值的上限：所印数字末位允许的最大值；分母可能为 0 时为空';
COMMENT ON COLUMN mart.measure_values.missing_reason IS '算不出的原因';
COMMENT ON COLUMN mart.measure_values.numerator_name IS '分子名称：差的被减数';
COMMENT ON COLUMN mart.measure_values.numerator IS '分子：单位见指标';
COMMENT ON COLUMN mart.measure_values.numerator_fact_ids IS '分子事实编号清单';
COMMENT ON COLUMN mart.measure_values.numerator_evidence_ids IS '分子出处编号清单：见 core.evidence';
COMMENT ON COLUMN mart.measure_values.denominator_name IS '分母名称：差的减数';
COMMENT ON COLUMN mart.measure_values.denominator IS '分母：单位见指标';
COMMENT ON COLUMN mart.measure_values.denominator_fact_ids IS '分母事实编号清单';
COMMENT ON COLUMN mart.measure_values.denominator_evidence_ids IS '分母出处编号清单：见 core.evidence';
COMMENT ON COLUMN mart.measure_values.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.measure_values.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.measure_values.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.measure_values.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.measure_values.comparability_reason IS '可比性说明';
