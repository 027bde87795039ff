-- People of the accounting scope of each report: posts, who is on post, who has retired. The rates are measures of
-- mart.measure_values; 实有 may hold retired people and is no denominator of any.

CREATE TABLE mart.staffing AS
WITH staff_figures AS (
    SELECT figure FROM figures WHERE table_name = 'staff_facts'
), natures AS (
    SELECT s.report_id, s.kind || '_' || s.basis AS figure, any_value(s.headcount) AS headcount
    FROM core.now_staff_facts AS s JOIN staff_scopes AS c USING (report_id, version_id, staff_scope)
    WHERE kind IN ('administrative', 'civil_servant_like', 'institution')
      AND (s.version_id, 'staff_facts', s.fact_id) NOT IN (SELECT (version_id, table_name, fact_id) FROM withheld_facts)
      AND ('staff_facts', s.fact_id) NOT IN (SELECT (table_name, fact_id) FROM waiting_facts)
    GROUP BY s.report_id, figure HAVING count(DISTINCT s.headcount) = 1
), by_nature AS (
    SELECT report_id, max(headcount) FILTER (figure = 'administrative_authorized') AS administrative_posts, max(headcount) FILTER (figure = 'administrative_actual') AS administrative,
           max(headcount) FILTER (figure = 'civil_servant_like_authorized') AS civil_servant_like_posts, max(headcount) FILTER (figure = 'civil_servant_like_actual') AS civil_servant_like,
           max(headcount) FILTER (figure = 'institution_authorized') AS institution_posts, max(headcount) FILTER (figure = 'institution_actual') AS institution
    FROM natures GROUP BY report_id
), rates AS (
    SELECT report_no, max(value) FILTER (measure = 'control_rate') AS control_rate_pct, max(value) FILTER (measure = 'retirees_per_post') AS retirees_per_post,
           max(value) FILTER (measure = 'contract_per_post') AS contract_per_post, count(value) AS n_values,
           map_from_entries(list_sort(list((CASE measure WHEN 'control_rate' THEN 'control_rate_pct' ELSE measure END, missing_reason)) FILTER (value IS NULL))) AS missing,
           map_from_entries(list_sort(list((CASE measure WHEN 'control_rate' THEN 'control_rate_pct' ELSE measure END, numerator_evidence_ids[1])) FILTER (value IS NOT NULL))) AS evidence
    FROM narrow.measure_values WHERE measure IN ('control_rate', 'retirees_per_post', 'contract_per_post') GROUP BY report_no
), sources AS (
    SELECT report_no, CAST(map_from_entries(list_sort(list((figure, evidence_id)))) AS MAP(VARCHAR, VARCHAR)) AS evidence
    FROM usable_figures SEMI JOIN staff_figures USING (figure) GROUP BY report_no
), gaps AS (
    SELECT report_no, CAST(map_from_entries(list_sort(list((figure, reason)))) AS MAP(VARCHAR, VARCHAR)) AS missing
    FROM missing_figures SEMI JOIN staff_figures USING (figure) GROUP BY report_no
)
SELECT u.report_id, u.version_id, u.unit_id, u.region_code, u.county, u.department_type, u.unit_name, u.fiscal_year, u.scope,
       u.staff_scope, k.unit_nature, k.size_band, u.authorized, u.present, u.on_post, u.retired, u.veteran_retired, u.contract,
       n.administrative_posts, n.administrative, n.civil_servant_like_posts, n.civil_servant_like, n.institution_posts, n.institution,
       s.control_rate_pct, s.control_rate_pct > 100 AS is_above_posts, s.retirees_per_post, s.contract_per_post,
       u.present > u.on_post AS is_present_wider, t.has_others AS has_subordinates, map_concat(e.evidence, s.evidence) AS evidence, map_concat(g.missing, s.missing) AS missing,
       u.n_reported, u.n_expected, u.coverage,
       CASE WHEN u.on_post IS NULL THEN 'unsound' WHEN u.scope = 'unknown' OR h.obstacle IS NOT NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN u.on_post IS NULL THEN '在职人数不明' END, CASE WHEN u.scope = 'unknown' THEN '报告未注明口径' END, h.obstacle), '') AS comparability_reason
FROM mart.unit_year AS u JOIN narrow.reports AS k USING (report_id) JOIN rates AS s USING (report_no) JOIN staff_scopes AS t ON t.report_no = k.report_no
JOIN head_obstacles AS h ON h.report_no = k.report_no LEFT JOIN by_nature AS n USING (report_id)
LEFT JOIN sources AS e ON e.report_no = k.report_no LEFT JOIN gaps AS g ON g.report_no = k.report_no
ORDER BY u.department_type NULLS LAST, u.fiscal_year, u.region_code, u.unit_name, u.scope;

COMMENT ON TABLE mart.staffing IS '人员配置：编制、在职、退休人数与控制率';
COMMENT ON COLUMN mart.staffing.report_id IS '报告编号';
COMMENT ON COLUMN mart.staffing.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.staffing.unit_id IS '单位编号';
COMMENT ON COLUMN mart.staffing.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.staffing.county IS '县（市、区）';
COMMENT ON COLUMN mart.staffing.department_type IS '部门类型';
COMMENT ON COLUMN mart.staffing.unit_name IS '单位名称';
COMMENT ON COLUMN mart.staffing.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.staffing.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.staffing.staff_scope IS '人员口径：unit 本级、total 合计';
COMMENT ON COLUMN mart.staffing.unit_nature IS '单位性质：行政、参公、事业，由编制或实有类别得知，不明时为空';
COMMENT ON COLUMN mart.staffing.size_band IS '规模：按在职人数，不明时为空';
COMMENT ON COLUMN mart.staffing.authorized IS '编制数（人）';
COMMENT ON COLUMN mart.staffing.present IS '实有人数（人）：是否含离退休以报告为准';
COMMENT ON COLUMN mart.staffing.on_post IS '在职人数（人）';
COMMENT ON COLUMN mart.staffing.retired IS '退休人数（人）';
COMMENT ON COLUMN mart.staffing.veteran_retired IS '离休人数（人）';
COMMENT ON COLUMN mart.staffing.contract IS '聘用人数（人）';
COMMENT ON COLUMN mart.staffing.administrative_posts IS '行政编制（人）';
COMMENT ON COLUMN mart.staffing.administrative IS '行政实有（人）';
COMMENT ON COLUMN mart.staffing.civil_servant_like_posts IS '参公编制（人）';
COMMENT ON COLUMN mart.staffing.civil_servant_like IS '参公实有（人）';
COMMENT ON COLUMN mart.staffing.institution_posts IS '事业编制（人）';
COMMENT ON COLUMN mart.staffing.institution IS '事业实有（人）';
COMMENT ON COLUMN mart.staffing.control_rate_pct IS '在职人员控制率（%）：在职÷编制';
COMMENT ON COLUMN mart.staffing.is_above_posts IS '在职是否多于编制';
COMMENT ON COLUMN mart.staffing.retirees_per_post IS '每名在职对应退休人数（人）';
COMMENT ON COLUMN mart.staffing.contract_per_post IS '每名在职对应聘用人数（人）';
COMMENT ON COLUMN mart.staffing.is_present_wider IS '实有是否多于在职：多出的可能是离退休或聘用';
COMMENT ON COLUMN mart.staffing.has_subordinates IS '是否另列下属单位人员';
COMMENT ON COLUMN mart.staffing.evidence IS '出处：列名对应出处编号，见 core.evidence';
COMMENT ON COLUMN mart.staffing.missing IS '缺失原因：列名对应原因';
COMMENT ON COLUMN mart.staffing.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.staffing.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.staffing.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.staffing.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.staffing.comparability_reason IS '可比性说明';
