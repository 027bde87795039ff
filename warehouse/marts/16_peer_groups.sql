-- Who is compared with whom, and the distribution of each group. Always the same type of department, year and scope; finer
-- by budget level, nature of the unit and size where known. The finest group with 8 values is used, else the coarsest one.
-- Reports, measures and groups go by numbers here: what is counted are whole numbers, and the words are joined to the outcome.

CREATE TABLE work.peer_rules(rule, by_level, by_nature, by_size, rule_zh) AS
VALUES (1, true, true, true, '部门类型、年度、口径、预算级次、单位性质、规模'), (2, true, true, false, '部门类型、年度、口径、预算级次、单位性质'),
       (3, true, false, false, '部门类型、年度、口径、预算级次'), (4, false, false, false, '部门类型、年度、口径');

CREATE TABLE work.compared_measures AS
SELECT row_number() OVER (ORDER BY measure) AS measure_no, measure, name_zh, unit_zh, scale FROM meta.measures WHERE is_compared;

CREATE TABLE work.peer_sets AS  -- the groups that a report can stand in
SELECT dense_rank() OVER (ORDER BY rule, peer_group) AS set_no, *
FROM (SELECT r.report_no, g.rule, concat_ws('·', r.department_type, r.fiscal_year || '年度', CASE r.scope WHEN 'consolidated' THEN '部门汇总' WHEN 'unit_only' THEN '单位本级' ELSE '口径未注明' END,
          CASE WHEN by_level THEN CASE budget_level WHEN 'county' THEN '县级' WHEN 'city' THEN '市级' ELSE '省级' END END,
          CASE WHEN by_nature THEN unit_nature END, CASE WHEN by_size THEN '在职' || size_band END) AS peer_group
      FROM narrow.reports AS r JOIN peer_rules AS g ON (NOT by_nature OR unit_nature IS NOT NULL) AND (NOT by_size OR size_band IS NOT NULL)
      WHERE r.department_type IS NOT NULL);

CREATE TABLE work.peer_members AS
SELECT v.report_no, m.measure_no, s.set_no, s.rule, v.value, v.value_low, coalesce(v.value_high, 1e23::DECIMAL(30,6)) AS value_high
FROM narrow.measure_values AS v JOIN compared_measures AS m USING (measure) JOIN peer_sets AS s USING (report_no)
WHERE v.value IS NOT NULL;

CREATE TABLE work.peer_choices AS  -- the group that each value is held against
WITH sized AS (
    SELECT set_no, measure_no, count(*) AS n_peers FROM peer_members GROUP BY ALL
), ordered AS (
    SELECT m.report_no, m.measure_no, m.set_no, s.n_peers, CASE WHEN s.n_peers < 8 THEN 10 - m.rule ELSE m.rule END AS place
    FROM peer_members AS m JOIN sized AS s USING (set_no, measure_no)
)
SELECT report_no, measure_no, arg_min(set_no, place) AS set_no, arg_min(n_peers, place) AS n_peers FROM ordered GROUP BY report_no, measure_no;

CREATE TABLE narrow.peer_due AS  -- by budget level and over all; a name may stand for another type in another year: the report of the year knows best
WITH due AS (SELECT coalesce(f.department_type, u.department_type) AS department_type, fiscal_year,
       coalesce(g.level, CASE WHEN region_code LIKE '%0000' THEN 'province' WHEN region_code LIKE '%00' THEN 'city' ELSE 'county' END) AS budget_level,
       unit_id, e.unit_id IS NOT NULL AS is_due
FROM expected AS e FULL JOIN filed_units AS f USING (unit_id, region_code, fiscal_year) JOIN core.units AS u USING (unit_id, region_code)
LEFT JOIN core.regions AS g USING (region_code))
SELECT department_type, fiscal_year, budget_level, CASE WHEN bool_and(is_due) THEN count(DISTINCT unit_id) END AS n_expected
FROM due WHERE department_type IS NOT NULL GROUP BY GROUPING SETS ((department_type, fiscal_year, budget_level), (department_type, fiscal_year))
ORDER BY ALL;

CREATE TABLE narrow.peer_reported AS
SELECT r.department_type, r.fiscal_year, r.budget_level, v.measure, count(DISTINCT r.unit_id) FILTER (v.value IS NOT NULL) AS n_reported
FROM narrow.measure_values AS v JOIN narrow.reports AS r USING (report_no) WHERE r.department_type IS NOT NULL
GROUP BY GROUPING SETS ((r.department_type, r.fiscal_year, r.budget_level, v.measure), (r.department_type, r.fiscal_year, v.measure))
ORDER BY ALL;

CREATE TABLE mart.peer_groups AS
WITH measured AS (
    SELECT p.set_no, p.measure_no, count(*) AS n_peers, list_sort(list(k.report_id)) AS report_ids, min(k.report_id) AS one,
           quantile_disc(p.value, [0.1, 0.25, 0.5, 0.75, 0.9]) AS cut, -quantile_disc(-p.value, 0.5) AS upper_middle, min(p.value) AS lowest, max(p.value) AS highest,
           mad(CASE WHEN m.scale = 'linear' THEN CAST(p.value AS DOUBLE) WHEN p.value > 0 THEN ln(CAST(p.value AS DOUBLE)) END) AS spread
    FROM peer_members AS p SEMI JOIN peer_choices USING (set_no, measure_no) JOIN compared_measures AS m USING (measure_no) JOIN narrow.reports AS k USING (report_no)
    GROUP BY p.set_no, p.measure_no
)
SELECT s.peer_group, m.measure, m.name_zh AS measure_name, m.unit_zh AS measure_unit, g.rule_zh AS peer_rule, r.department_type, r.fiscal_year, r.scope,
       CASE WHEN by_level THEN r.budget_level END AS budget_level, CASE WHEN by_nature THEN r.unit_nature END AS unit_nature, CASE WHEN by_size THEN r.size_band END AS size_band,
       d.n_peers, d.lowest, CASE WHEN n_peers >= 8 THEN cut[1] END AS p10, CASE WHEN n_peers >= 8 THEN cut[2] END AS p25,
       CAST((cut[3] + upper_middle) * 0.5 AS DECIMAL(30,6)) AS median, CASE WHEN n_peers >= 8 THEN cut[4] END AS p75, CASE WHEN n_peers >= 8 THEN cut[5] END AS p90, d.highest,
       m.scale, CAST(round(d.spread, 6) AS DECIMAL(30,6)) AS mad, d.report_ids, n.n_reported, e.n_expected, CAST(round(n.n_reported / e.n_expected, 4) AS DECIMAL(9,4)) AS coverage,
       CASE WHEN n_peers < 8 OR r.scope = 'unknown' OR NOT by_level OR e.n_expected IS NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN n_peers < 8 THEN '同类不足 8 个，不排名' END, CASE WHEN r.scope = 'unknown' THEN '报告未注明口径' END,
           CASE WHEN NOT by_level THEN '同级单位不足 8 个，不分预算级次' END, CASE WHEN e.n_expected IS NULL THEN '应报单位数不明' END), '') AS comparability_reason
FROM measured AS d JOIN compared_measures AS m USING (measure_no) JOIN (SELECT DISTINCT set_no, rule, peer_group FROM peer_sets) AS s USING (set_no) JOIN peer_rules AS g USING (rule) JOIN narrow.reports AS r ON r.report_id = d.one
LEFT JOIN narrow.peer_reported AS n ON n.department_type = r.department_type AND n.fiscal_year = r.fiscal_year AND n.budget_level IS NOT DISTINCT FROM CASE WHEN by_level THEN r.budget_level END AND n.measure = m.measure
LEFT JOIN narrow.peer_due AS e ON e.department_type = r.department_type AND e.fiscal_year = r.fiscal_year AND e.budget_level IS NOT DISTINCT FROM CASE WHEN by_level THEN r.budget_level END
ORDER BY m.measure, r.department_type, r.fiscal_year, s.peer_group;

COMMENT ON TABLE narrow.peer_reported IS '同类已报单位数：类型×年度×级次（空为不分）×指标';
COMMENT ON TABLE narrow.peer_due IS '同类应报单位数：类型×年度×级次（空为不分）';
COMMENT ON TABLE mart.peer_groups IS '同类分布：每个同类组每个派生指标的分布';
COMMENT ON COLUMN mart.peer_groups.peer_group IS '同类组：部门类型、年度、口径，能细分时再按预算级次、单位性质、规模';
COMMENT ON COLUMN mart.peer_groups.measure IS '指标代码：公式见 meta.measures';
COMMENT ON COLUMN mart.peer_groups.measure_name IS '指标名称';
COMMENT ON COLUMN mart.peer_groups.measure_unit IS '计量单位';
COMMENT ON COLUMN mart.peer_groups.peer_rule IS '分组依据：满 8 个值的最细一级，都不满时为最粗一级';
COMMENT ON COLUMN mart.peer_groups.department_type IS '部门类型';
COMMENT ON COLUMN mart.peer_groups.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.peer_groups.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.peer_groups.budget_level IS '预算级次：county 县、city 市、province 省，不分级次时为空';
COMMENT ON COLUMN mart.peer_groups.unit_nature IS '单位性质：行政、参公、事业，不分性质时为空';
COMMENT ON COLUMN mart.peer_groups.size_band IS '规模：按在职人数，不分规模时为空';
COMMENT ON COLUMN mart.peer_groups.n_peers IS '同类个数：算得出这个指标的报告';
COMMENT ON COLUMN mart.peer_groups.lowest IS '最低值';
COMMENT ON COLUMN mart.peer_groups.p10 IS '第 10 百分位：不足 8 个时为空';
COMMENT ON COLUMN mart.peer_groups.p25 IS '第 25 百分位：不足 8 个时为空';
COMMENT ON COLUMN mart.peer_groups.median IS '中位数';
COMMENT ON COLUMN mart.peer_groups.p75 IS '第 75 百分位：不足 8 个时为空';
COMMENT ON COLUMN mart.peer_groups.p90 IS '第 90 百分位：不足 8 个时为空';
COMMENT ON COLUMN mart.peer_groups.highest IS '最高值';
COMMENT ON COLUMN mart.peer_groups.scale IS '尺度：log 离散度按自然对数、linear 按原值';
COMMENT ON COLUMN mart.peer_groups.mad IS '离散度：绝对中位差，尺度见尺度列';
COMMENT ON COLUMN mart.peer_groups.report_ids IS '报告编号清单';
COMMENT ON COLUMN mart.peer_groups.n_reported IS '已报单位数：同类型、同年度（分级次时同级次）中算得出这个指标的';
COMMENT ON COLUMN mart.peer_groups.n_expected IS '应报单位数：同类型、同年度（分级次时同级次），不明时为空';
COMMENT ON COLUMN mart.peer_groups.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.peer_groups.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.peer_groups.comparability_reason IS '可比性说明';
