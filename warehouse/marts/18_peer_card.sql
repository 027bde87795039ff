-- Where a unit stands among its peers, measure by measure. A place is an interval: peers whose printed digits cannot tell
-- them from this value stand before or after it. No place under 8 values, thirds under 20; high is neither good nor bad.

CREATE TABLE narrow.peer_places AS
WITH used AS (
    SELECT * FROM peer_members SEMI JOIN peer_choices USING (set_no, measure_no)
), lows AS (  -- how many peers surely lie at or above this lower bound
    SELECT set_no, measure_no, value_low AS bound, sum(count(*)) OVER (PARTITION BY set_no, measure_no ORDER BY value_low DESC) AS n FROM used GROUP BY set_no, measure_no, value_low
), highs AS (
    SELECT set_no, measure_no, value_high AS bound, sum(count(*)) OVER (PARTITION BY set_no, measure_no ORDER BY value_high) AS n FROM used GROUP BY set_no, measure_no, value_high
), chosen AS (
    SELECT m.*, c.n_peers FROM peer_members AS m JOIN peer_choices AS c USING (report_no, measure_no, set_no)
), above AS (
    SELECT c.*, CAST(coalesce(l.n, 0) AS BIGINT) AS n_above FROM chosen AS c
    ASOF LEFT JOIN lows AS l ON c.set_no = l.set_no AND c.measure_no = l.measure_no AND c.value_high < l.bound
), both_sides AS (
    SELECT a.*, CAST(coalesce(h.n, 0) AS BIGINT) AS n_below FROM above AS a
    ASOF LEFT JOIN highs AS h ON a.set_no = h.set_no AND a.measure_no = h.measure_no AND a.value_low > h.bound
)
SELECT b.report_no, m.measure, s.rule, s.peer_group, n_peers, n_above + 1 AS rank_best, n_peers - n_below AS rank_worst,
       ['高', '中', '低'][3 * n_above // n_peers + 1] AS third_best, ['高', '中', '低'][3 * (n_peers - n_below - 1) // n_peers + 1] AS third_worst
FROM both_sides AS b JOIN peer_sets AS s USING (report_no, set_no) JOIN compared_measures AS m USING (measure_no)
ORDER BY m.measure, b.report_no;

COMMENT ON TABLE narrow.peer_places IS '同类位置：值在同类组中的名次，报告×指标';

CREATE VIEW mart.peer_card AS
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.city, r.province, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       r.budget_level, r.unit_nature, r.size_band, v.measure, m.name_zh AS measure_name, m.unit_zh AS measure_unit, v.value, v.value_low, v.value_high, v.missing_reason,
       p.peer_group, g.peer_rule, p.n_peers, g.median AS peer_median, g.p25, g.p75, g.scale, g.mad AS peer_mad,
       CASE WHEN p.n_peers >= 8 AND g.mad > 0 AND (m.scale = 'linear' OR (v.value > 0 AND g.median > 0))
            THEN CAST(round(CASE m.scale WHEN 'log' THEN ln(CAST(v.value AS DOUBLE)) - ln(CAST(g.median AS DOUBLE)) ELSE CAST(v.value - g.median AS DOUBLE) END
                            / (1.4826 * CAST(g.mad AS DOUBLE)), 4) AS DECIMAL(18,4)) END AS robust_z,
       CASE WHEN p.n_peers >= 20 THEN p.rank_best END AS rank_best, CASE WHEN p.n_peers >= 20 THEN p.rank_worst END AS rank_worst,
       CASE WHEN p.n_peers >= 20 THEN CAST(round(100 * (p.n_peers - p.rank_worst) / (p.n_peers - 1), 4) AS DECIMAL(9,4)) END AS percentile_low,
       CASE WHEN p.n_peers >= 20 THEN CAST(round(100 * (p.n_peers - p.rank_best) / (p.n_peers - 1), 4) AS DECIMAL(9,4)) END AS percentile_high,
       CASE WHEN p.n_peers >= 8 THEN p.third_best || CASE WHEN p.third_worst <> p.third_best THEN '至' || p.third_worst ELSE '' END END AS band,
       v.numerator_evidence_ids, v.denominator_evidence_ids, n.n_reported, e.n_expected, CAST(round(n.n_reported / e.n_expected, 4) AS DECIMAL(9,4)) AS coverage,
       CASE WHEN v.value IS NULL THEN 'unsound'
            WHEN r.scope = 'unknown' OR v.remark IS NOT NULL OR p.n_peers IS NULL OR p.n_peers < 8 OR p.rule = 4 OR e.n_expected IS NULL
                 OR (v.measure = 'personnel_per_head' AND p.rule > 2) THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', v.missing_reason, CASE WHEN r.scope = 'unknown' THEN '报告未注明口径' END, v.remark, CASE WHEN v.value IS NULL THEN NULL WHEN p.n_peers IS NULL THEN '部门类型不明，没有同类'
               WHEN p.n_peers < 8 THEN '同类不足 8 个，不排名' WHEN p.rule = 4 THEN '同级单位不足 8 个，不分预算级次' END,
           CASE WHEN v.measure = 'personnel_per_head' AND p.rule > 2 THEN '同类未按单位性质区分' END,
           CASE WHEN v.value IS NOT NULL AND e.n_expected IS NULL THEN '应报单位数不明' END), '') AS comparability_reason
FROM narrow.measure_values AS v JOIN meta.measures AS m ON m.measure = v.measure AND m.is_compared JOIN narrow.reports AS r USING (report_no)
LEFT JOIN narrow.peer_places AS p ON p.report_no = v.report_no AND p.measure = v.measure LEFT JOIN mart.peer_groups AS g ON g.peer_group = p.peer_group AND g.measure = v.measure
LEFT JOIN narrow.peer_reported AS n ON n.department_type = r.department_type AND n.fiscal_year = r.fiscal_year AND n.budget_level = r.budget_level AND n.measure = v.measure
LEFT JOIN narrow.peer_due AS e ON e.department_type = r.department_type AND e.fiscal_year = r.fiscal_year AND e.budget_level = r.budget_level;

COMMENT ON VIEW mart.peer_card IS '同类位置：每份报告的每个派生指标在同类中的位置';
COMMENT ON COLUMN mart.peer_card.report_id IS '报告编号';
COMMENT ON COLUMN mart.peer_card.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.peer_card.unit_id IS '单位编号';
COMMENT ON COLUMN mart.peer_card.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.peer_card.county IS '县（市、区）';
COMMENT ON COLUMN mart.peer_card.city IS '地级市';
COMMENT ON COLUMN mart.peer_card.province IS '省份';
COMMENT ON COLUMN mart.peer_card.department_type IS '部门类型';
COMMENT ON COLUMN mart.peer_card.unit_name IS '单位名称';
COMMENT ON COLUMN mart.peer_card.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.peer_card.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.peer_card.budget_level IS '预算级次：county 县、city 市、province 省';
COMMENT ON COLUMN mart.peer_card.unit_nature IS '单位性质：行政、参公、事业，由人员编制或实有类别得知，不明时为空';
COMMENT ON COLUMN mart.peer_card.size_band IS '规模：按在职人数，不明时为空';
COMMENT ON COLUMN mart.peer_card.measure IS '指标代码：公式见 meta.measures';
COMMENT ON COLUMN mart.peer_card.measure_name IS '指标名称';
COMMENT ON COLUMN mart.peer_card.measure_unit IS '计量单位';
COMMENT ON COLUMN mart.peer_card.value IS '值：算不出时为空';
COMMENT ON COLUMN mart.peer_card.value_low IS '值的下限：所印数字末位允许的最小值';
COMMENT ON COLUMN mart.peer_card.value_high IS '值的上限：所印数字末位允许的最大值';
COMMENT ON COLUMN mart.peer_card.missing_reason IS '算不出的原因';
COMMENT ON COLUMN mart.peer_card.peer_group IS '同类组';
COMMENT ON COLUMN mart.peer_card.peer_rule IS '分组依据：满 8 个值的最细一级，都不满时为最粗一级';
COMMENT ON COLUMN mart.peer_card.n_peers IS '同类个数：同组中算得出这个指标的报告，含本报告';
COMMENT ON COLUMN mart.peer_card.peer_median IS '同类中位数';
COMMENT ON COLUMN mart.peer_card.p25 IS '同类第 25 百分位：不足 8 个时为空';
COMMENT ON COLUMN mart.peer_card.p75 IS '同类第 75 百分位：不足 8 个时为空';
COMMENT ON COLUMN mart.peer_card.scale IS '尺度：log 离散度按自然对数、linear 按原值';
COMMENT ON COLUMN mart.peer_card.peer_mad IS '同类离散度：绝对中位差';
COMMENT ON COLUMN mart.peer_card.robust_z IS '稳健偏离度：偏差÷（1.4826×离散度），不足 8 个时为空';
COMMENT ON COLUMN mart.peer_card.rank_best IS '最前名次：由高到低，不足 20 个时为空';
COMMENT ON COLUMN mart.peer_card.rank_worst IS '最后名次：并列或所印末位分不出先后的都在两名次之间';
COMMENT ON COLUMN mart.peer_card.percentile_low IS '百分位下限（%）：必定低于它的同类所占，不足 20 个时为空';
COMMENT ON COLUMN mart.peer_card.percentile_high IS '百分位上限（%）：可能低于它的同类所占，不足 20 个时为空';
COMMENT ON COLUMN mart.peer_card.band IS '位置：高、中、低各三分之一，分不清时写作高至中，不足 8 个时为空';
COMMENT ON COLUMN mart.peer_card.numerator_evidence_ids IS '分子出处编号清单：见 core.evidence';
COMMENT ON COLUMN mart.peer_card.denominator_evidence_ids IS '分母出处编号清单：见 core.evidence';
COMMENT ON COLUMN mart.peer_card.n_reported IS '已报单位数：同类型、同级次、同年度中算得出这个指标的';
COMMENT ON COLUMN mart.peer_card.n_expected IS '应报单位数：同类型、同级次、同年度，不明时为空';
COMMENT ON COLUMN mart.peer_card.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.peer_card.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.peer_card.comparability_reason IS '可比性说明';

DROP TABLE work.peer_members; DROP TABLE work.peer_choices; DROP TABLE work.peer_sets; DROP TABLE work.peer_rules; DROP TABLE work.compared_measures;
