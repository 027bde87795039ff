-- In which class counties put one and the same indicator: concept × year × class, with the number of units. n_reported: units
-- whose row has a class; n_expected: units that use the indicator at all.

CREATE TABLE mart.indicator_class AS
WITH placed AS (
    SELECT concept_id, fiscal_year, class, count(DISTINCT unit_id) AS n_units, count(DISTINCT region_code) AS n_counties,
           list_sort(list(DISTINCT department_type) FILTER (department_type IS NOT NULL)) AS department_types,
           list_sort(list(DISTINCT report_id)) AS report_ids, list_sort(list(DISTINCT evidence_id) FILTER (evidence_id IS NOT NULL)) AS evidence_ids
    FROM known_indicators WHERE concept_id IS NOT NULL AND class IS NOT NULL GROUP BY ALL
), used AS (
    SELECT concept_id, fiscal_year, count(DISTINCT unit_id) AS n_expected, count(DISTINCT unit_id) FILTER (class IS NOT NULL) AS n_reported
    FROM known_indicators WHERE concept_id IS NOT NULL GROUP BY ALL
)
SELECT p.concept_id, k.name AS concept_name, p.fiscal_year, p.class, p.n_units, p.n_counties, CAST(count(*) OVER same AS INTEGER) AS n_classes,
       CAST(round(p.n_units / u.n_reported, 4) AS DECIMAL(9,4)) AS share, CASE WHEN count(*) OVER same > 1 AND u.n_reported >= 8 THEN p.n_units < max(p.n_units) OVER same END AS is_minority,
       coalesce(p.department_types, []) AS department_types, p.report_ids, coalesce(p.evidence_ids, []) AS evidence_ids, u.n_reported, u.n_expected, CAST(round(u.n_reported / u.n_expected, 4) AS DECIMAL(9,4)) AS coverage,
       CASE WHEN u.n_reported < 2 THEN 'unsound' WHEN u.n_reported < 8 OR u.n_reported < u.n_expected THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN u.n_reported < 2 THEN '只有一个单位用这个指标' WHEN u.n_reported < 8 THEN '用这个指标的单位不足 8 个' END,
           CASE WHEN u.n_reported < u.n_expected THEN '有的单位没有写二级指标' END), '') AS comparability_reason
FROM placed AS p JOIN used AS u USING (concept_id, fiscal_year) JOIN core.concepts AS k USING (concept_id)
WINDOW same AS (PARTITION BY p.concept_id, p.fiscal_year)
ORDER BY k.name, p.fiscal_year, p.n_units DESC, p.class;

COMMENT ON TABLE mart.indicator_class IS '指标归类：概念×年度×类别，同一个指标各县列在哪一类';
COMMENT ON COLUMN mart.indicator_class.concept_id IS '指标概念编号';
COMMENT ON COLUMN mart.indicator_class.concept_name IS '指标概念';
COMMENT ON COLUMN mart.indicator_class.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.indicator_class.class IS '类别：按所列的二级（没有则一级）指标';
COMMENT ON COLUMN mart.indicator_class.n_units IS '单位数：列在这一类的';
COMMENT ON COLUMN mart.indicator_class.n_counties IS '县数：列在这一类的';
COMMENT ON COLUMN mart.indicator_class.n_classes IS '类别数：这个指标本年度被列在几类';
COMMENT ON COLUMN mart.indicator_class.share IS '份额：占写明类别的单位，0 至 1；一个单位列了两类的两边都算';
COMMENT ON COLUMN mart.indicator_class.is_minority IS '是否少数做法：不足 8 个单位或只有一类时为空';
COMMENT ON COLUMN mart.indicator_class.department_types IS '部门类型清单';
COMMENT ON COLUMN mart.indicator_class.report_ids IS '报告编号清单';
COMMENT ON COLUMN mart.indicator_class.evidence_ids IS '出处编号清单';
COMMENT ON COLUMN mart.indicator_class.n_reported IS '写明类别的单位数：用这个指标的';
COMMENT ON COLUMN mart.indicator_class.n_expected IS '用这个指标的单位数';
COMMENT ON COLUMN mart.indicator_class.coverage IS '覆盖率：写明类别的÷用这个指标的，0 至 1';
COMMENT ON COLUMN mart.indicator_class.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.indicator_class.comparability_reason IS '可比性说明';
