-- Schema narrow: what wide marts are put together from when they are read, each word once. The marts are views over it: their columns of
-- the report, the same in each of its many rows, took most of the time and of the room when they were written out.

CREATE SCHEMA narrow;

-- The report of a row, by its number.
CREATE TABLE narrow.reports AS
WITH natures AS (  -- a bureau with administrative posts is 行政 whatever posts it has besides
    SELECT c.report_no, arg_min(kind, list_position(['administrative', 'civil_servant_like', 'institution'], kind)) AS kind
    FROM core.now_staff_facts AS s JOIN staff_scopes AS c USING (report_id, version_id, staff_scope)
    WHERE kind IN ('administrative', 'civil_servant_like', 'institution') AND headcount > 0
      AND (s.version_id, 'staff_facts', s.fact_id) NOT IN (SELECT (version_id, table_name, fact_id) FROM withheld_facts)
      AND ('staff_facts', s.fact_id) NOT IN (SELECT (table_name, fact_id) FROM waiting_facts)
    GROUP BY c.report_no
)
SELECT r.report_no, r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.city, r.province, r.department_type,
       r.unit_name, r.fiscal_year, r.scope, CASE WHEN r.county IS NOT NULL THEN 'county' WHEN r.city IS NOT NULL THEN 'city' ELSE 'province' END AS budget_level,
       CASE n.kind WHEN 'administrative' THEN '行政' WHEN 'civil_servant_like' THEN '参公' WHEN 'institution' THEN '事业' END AS unit_nature,
       CASE WHEN p.value < 10 THEN '1—9人' WHEN p.value < 20 THEN '10—19人' WHEN p.value < 50 THEN '20—49人'
            WHEN p.value < 100 THEN '50—99人' WHEN p.value >= 100 THEN '100人以上' END AS size_band, c.n_reported, c.n_expected, c.coverage
FROM usable_reports AS r JOIN county_coverage AS c USING (region_code, fiscal_year)
LEFT JOIN natures AS n USING (report_no) LEFT JOIN usable_figures AS p ON p.report_no = r.report_no AND p.figure = 'on_post' AND p.value > 0
ORDER BY report_no;

COMMENT ON TABLE narrow.reports IS '报告各列：比较表每行都有的报告、单位的各列，每份报告一行';
