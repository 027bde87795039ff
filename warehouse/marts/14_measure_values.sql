-- Every derived measure of every report, the one place where they are computed: meta.measures says of what, known_figures has
-- it. Exact: half up in integers, no float. ``value_low`` and ``value_high`` are what the printed last digits allow.

CREATE TABLE narrow.measure_values AS
WITH measure_sides AS NOT MATERIALIZED (  -- it would be the widest and longest table of all
    SELECT s.measure, s.side, k.*, s.none_of, s.fallback || k.name_zh AS fallback FROM picked_sides AS s JOIN known_figures AS k USING (report_no, figure)
    UNION ALL BY NAME
    SELECT measure, 'n' AS side, k.*, NULL AS none_of, NULL AS fallback FROM measures JOIN known_figures AS k ON k.figure = numerator[1] WHERE len(numerator) = 1
    UNION ALL BY NAME
    SELECT measure, 'd' AS side, k.*, NULL AS none_of, NULL AS fallback FROM measures JOIN known_figures AS k ON k.figure = denominator[1] WHERE len(denominator) = 1
), marks AS (  -- the scales of two scores that are subtracted
    SELECT r.report_no, TRY_CAST(f.scorer || '_gap' AS measure_name) AS measure, o.full_mark, f.full_mark AS other_mark
    FROM usable_reports AS r JOIN core.now_scores AS o USING (report_id) JOIN core.now_scores AS f USING (report_id) WHERE o.scorer = 'self' AND f.scorer <> 'self'
), sides AS (
    SELECT n.report_no, m.measure, m.kind, m.times, m.digits, n.name_zh AS numerator_name, n.value AS n_value,
           n.fact_ids AS numerator_fact_ids, n.evidence_ids AS numerator_evidence_ids, d.name_zh AS denominator_name, d.value AS d_value,
           d.fact_ids AS denominator_fact_ids, d.evidence_ids AS denominator_evidence_ids, CASE WHEN n.value < 0 AND NOT m.is_absolute THEN -1 ELSE 1 END AS sign,
           abs(millionths(n.value)) AS n_size, millionths(n.half_unit) AS n_half,
           millionths(d.value) AS d_size, millionths(d.half_unit) AS d_half,
           CAST(pow(10, m.digits) AS HUGEINT) AS unit, CAST(pow(10, 6 - m.digits) AS HUGEINT) AS rest,
           nullif(concat_ws('；', coalesce(n.none_of, CASE WHEN n.value IS NULL THEN n.name_zh END) || a.reason_zh, coalesce(d.none_of, CASE WHEN d.value IS NULL THEN d.name_zh END) || b.reason_zh,
                            CASE WHEN m.kind <> 'difference' THEN CASE WHEN d.value = 0 THEN d.name_zh || '为 0' WHEN d.value < 0 THEN d.name_zh || '小于 0' END END,
                            CASE WHEN m.kind = 'per_head' AND d.value > 0 THEN h.obstacle END, CASE WHEN k.full_mark <> k.other_mark THEN '两次评分的满分不同' END), '') AS obstacle,
           nullif(concat_ws('；', n.remark, CASE WHEN d.remark IS DISTINCT FROM n.remark THEN d.remark END, d.fallback,
                            CASE WHEN m.measure = 'personnel_per_head' AND h.has_retired THEN '人员经费可能含离退休人员经费' END,
                            CASE WHEN k.measure IS NOT NULL AND (k.full_mark IS NULL OR k.other_mark IS NULL) THEN '没有注明满分，不知是否同一分制' END), '') AS remark
    FROM measure_sides AS n JOIN measure_sides AS d ON d.report_no = n.report_no AND d.measure = n.measure AND d.side = 'd' AND n.side = 'n'
    JOIN measures AS m ON m.measure = n.measure JOIN head_obstacles AS h ON h.report_no = n.report_no
    LEFT JOIN reasons AS a ON a.reason = n.reason LEFT JOIN reasons AS b ON b.reason = d.reason
    LEFT JOIN marks AS k ON k.report_no = n.report_no AND k.measure = n.measure
), scaled AS (  -- in millionths, whole units of the wanted digit: the value half up, the bounds outwards; a difference is plain
    SELECT *, CASE WHEN obstacle IS NOT NULL THEN NULL WHEN kind = 'difference' THEN n_size * CASE WHEN n_value < 0 THEN -1 ELSE 1 END - d_size
                   ELSE sign * whole_quotient(2 * times * unit * n_size + d_size, 2 * d_size) * rest END AS whole,
           CASE WHEN obstacle IS NOT NULL OR kind = 'difference' THEN NULL ELSE whole_quotient(times * unit * greatest(n_size - n_half, 0), d_size + d_half) * rest END AS least,
           CASE WHEN obstacle IS NOT NULL OR kind = 'difference' OR d_size <= d_half THEN NULL
                ELSE whole_quotient(times * unit * (n_size + n_half) + d_size - d_half - 1, d_size - d_half) * rest END AS most
    FROM sides
), bounded AS (
    SELECT *, CASE WHEN kind = 'difference' THEN whole - n_half - d_half WHEN sign < 0 THEN -most ELSE least END AS low,
           CASE WHEN kind = 'difference' THEN whole + n_half + d_half WHEN sign < 0 THEN -least ELSE most END AS high
    FROM scaled
)
SELECT c.report_no, CAST(c.measure AS VARCHAR) AS measure, CAST(CAST(c.whole AS DECIMAL(30,0)) * 0.000001 AS DECIMAL(30,6)) AS value,
       CAST(CAST(c.low AS DECIMAL(30,0)) * 0.000001 AS DECIMAL(30,6)) AS value_low, CAST(CAST(c.high AS DECIMAL(30,0)) * 0.000001 AS DECIMAL(30,6)) AS value_high,
       c.obstacle AS missing_reason, c.numerator_name, c.n_value AS numerator, c.numerator_fact_ids, c.numerator_evidence_ids,
       c.denominator_name, c.d_value AS denominator, c.denominator_fact_ids, c.denominator_evidence_ids,
       CASE WHEN c.whole > m.most * 1000000  -- how many times, to the tenth
            THEN concat_ws('；', c.numerator_name || '是' || c.denominator_name || '的 ' || c.whole // (m.times * 1000000) || '.' || c.whole // (m.times * 100000) % 10 || ' 倍，' || m.beyond_zh, c.remark)
            WHEN c.whole IS NOT NULL THEN c.remark END AS remark
FROM bounded AS c JOIN measures AS m USING (measure)
ORDER BY c.measure, c.report_no;

COMMENT ON TABLE narrow.measure_values IS '派生指标值，没有报告各列';

CREATE VIEW mart.measure_values AS
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.city, r.province, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       v.measure, m.name_zh AS measure_name, m.unit_zh AS measure_unit, v.value, v.value_low, v.value_high, v.missing_reason,
       v.numerator_name, v.numerator, v.numerator_fact_ids, v.numerator_evidence_ids, v.denominator_name, v.denominator, v.denominator_fact_ids, v.denominator_evidence_ids,
       v.remark, r.n_reported, r.n_expected, r.coverage,
       CASE WHEN v.value IS NULL THEN 'unsound' WHEN r.scope = 'unknown' OR v.remark IS NOT NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', v.missing_reason, CASE WHEN r.scope = 'unknown' THEN '报告未注明口径' END, v.remark), '') AS comparability_reason
FROM narrow.measure_values AS v JOIN narrow.reports AS r USING (report_no) JOIN meta.measures AS m USING (measure);

COMMENT ON VIEW mart.measure_values IS '派生指标值：每份报告的每个派生指标，由哪些数字算出';
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
COMMENT ON COLUMN mart.measure_values.remark IS '保留：大得不可能、改用的分母、相加而得的合计、口径上的疑问';
COMMENT ON COLUMN mart.measure_values.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.measure_values.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.measure_values.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.measure_values.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.measure_values.comparability_reason IS '可比性说明';

DROP TABLE work.picked_sides; DROP VIEW work.known_figures; DROP VIEW work.printed_figures; DROP TABLE work.added_figures; DROP TABLE work.measures;
