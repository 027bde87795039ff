-- Who reported, by region, type of department and year; who is missing and why. A row without a region counts what cannot be
-- placed: reports whose region, unit or year is not certain, and files that could not be read as a report at all.

CREATE TABLE mart.coverage AS
WITH due AS (
    SELECT e.unit_id, e.region_code, e.fiscal_year, e.is_listed FROM expected AS e
), filings AS (
    SELECT report_id, count(*) AS n_versions, min(first_seen_at) AS first_seen_at FROM core.report_versions GROUP BY report_id
), either AS (
    SELECT unit_id, region_code, fiscal_year, coalesce(d.is_listed, false) AS is_listed, d.unit_id IS NOT NULL AS is_due,
           coalesce(bool_or(f.state = 'found'), false) AS is_found,
           max(f.state) FILTER (f.state <> 'found') AS doubt, count(*) FILTER (f.state <> 'found') AS n_doubtful,
           CAST(coalesce(sum(v.n_versions), 0) AS BIGINT) AS n_versions, min(v.first_seen_at) AS first_seen_at,
           list_sort(list(DISTINCT f.report_id) FILTER (f.state = 'found')) AS report_ids
    FROM due AS d FULL JOIN filed_units AS f USING (unit_id, region_code, fiscal_year) LEFT JOIN filings AS v USING (report_id)
    GROUP BY unit_id, region_code, fiscal_year, d.is_listed, d.unit_id
), counted AS (
    SELECT e.region_code, u.department_type, e.fiscal_year,
           count(*) FILTER (is_listed) AS n_listed,
           nullif(count(*) FILTER (is_due), 0) AS n_expected,
           count(*) FILTER (is_found) AS n_reported, CAST(sum(e.n_versions) AS BIGINT) AS n_versions, min(e.first_seen_at) AS first_seen_at,
           CAST(sum(e.n_doubtful) AS BIGINT) AS n_doubtful,
           coalesce(list(struct_pack(unit_name := u.unit_name,
                    reason := coalesce(e.doubt, CASE WHEN is_listed THEN '名单所列，未收到报告' ELSE '其他年度有报告，本年度未收到' END))
                    ORDER BY u.unit_name) FILTER (NOT is_found), []) AS missing_units,
           coalesce(flatten(list(report_ids ORDER BY u.unit_name) FILTER (report_ids IS NOT NULL)), []) AS report_ids
    FROM either AS e JOIN core.units AS u USING (unit_id, region_code)
    GROUP BY e.region_code, u.department_type, e.fiscal_year
), unplaced AS (
    SELECT department_type, fiscal_year, count(*) AS n_doubtful, CAST(sum(n_versions) AS BIGINT) AS n_versions, min(first_seen_at) AS first_seen_at,
           list(report_id ORDER BY report_id) AS report_ids, 0 AS n_quarantined, '区划、单位或年度认不准的报告，不属于任何区划' AS why
    FROM core.reports LEFT JOIN filings USING (report_id)
    WHERE report_type = 'department' AND (region_code IS NULL OR unit_name IS NULL OR fiscal_year IS NULL) GROUP BY department_type, fiscal_year
    UNION ALL
    SELECT '（隔离的文件）', NULL, 0, 0, min(received_at), [], count(*), '读不了或不是报告的文件，见 quality.quarantine'
    FROM quality.quarantine HAVING count(*) > 0
)
SELECT c.region_code, g.name AS region_name, g.level AS region_level, a.name AS city, c.department_type, c.fiscal_year, c.n_listed, c.n_reported, c.n_expected,
       CAST(round(c.n_reported / c.n_expected, 4) AS DECIMAL(9,4)) AS coverage, c.missing_units, c.n_versions, c.first_seen_at, c.n_doubtful, 0 AS n_quarantined, c.report_ids,
       CASE WHEN n_expected IS NULL OR n_listed = 0 THEN 'qualified' ELSE 'ok' END AS comparability,
       CASE WHEN n_expected IS NULL THEN '没有应报单位名单，也没有其他年度可比，应报数不明'
            WHEN n_listed = 0 THEN '没有应报单位名单，应报数按各年度出现过的单位计' END AS comparability_reason
FROM counted AS c LEFT JOIN core.regions AS g USING (region_code) LEFT JOIN core.regions AS a ON a.region_code = g.parent_code AND a.level = 'city'
UNION ALL
SELECT NULL, NULL, NULL, NULL, department_type, fiscal_year, 0, 0, NULL, NULL, [], n_versions, first_seen_at, n_doubtful, n_quarantined, report_ids, 'unsound', why FROM unplaced
ORDER BY region_code NULLS LAST, department_type NULLS LAST, fiscal_year;

COMMENT ON TABLE mart.coverage IS '覆盖情况：区划×部门类型×年度，谁报了、谁没报、为什么';
COMMENT ON COLUMN mart.coverage.region_code IS '行政区划代码：空为认不准的报告与隔离的文件';
COMMENT ON COLUMN mart.coverage.region_name IS '区划名称：没有任何报告的区划为空';
COMMENT ON COLUMN mart.coverage.region_level IS '区划层级：province 省、city 地级市、county 县';
COMMENT ON COLUMN mart.coverage.city IS '地级市';
COMMENT ON COLUMN mart.coverage.department_type IS '部门类型';
COMMENT ON COLUMN mart.coverage.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.coverage.n_listed IS '名单单位数：应报单位名单所列';
COMMENT ON COLUMN mart.coverage.n_reported IS '已报单位数：报告已采用的单位';
COMMENT ON COLUMN mart.coverage.n_expected IS '应报单位数：名单所列与其他年度出现过的单位，都没有时为空';
COMMENT ON COLUMN mart.coverage.coverage IS '覆盖率：已报÷应报，0 至 1，应报数不明时为空';
COMMENT ON COLUMN mart.coverage.missing_units IS '未报单位：单位名称与原因';
COMMENT ON COLUMN mart.coverage.n_versions IS '收到版本数：各报告所有报出的版本';
COMMENT ON COLUMN mart.coverage.first_seen_at IS '最早收到时间：协调世界时';
COMMENT ON COLUMN mart.coverage.n_doubtful IS '未采用的报告数：版本矛盾、整体有误或认不准的';
COMMENT ON COLUMN mart.coverage.n_quarantined IS '隔离的文件数：读不了或不是报告，只在没有区划的一行';
COMMENT ON COLUMN mart.coverage.report_ids IS '报告编号清单';
COMMENT ON COLUMN mart.coverage.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.coverage.comparability_reason IS '可比性说明';
