-- Which units should have reported, as working tables: those of the list (raw/expected_units.csv), and those seen in
-- any year of their region. One year without a list proves nothing: there the number expected stays unknown.

CREATE TABLE work.filed_units AS
SELECT u.unit_id, u.region_code, r.fiscal_year, r.department_type, r.report_id, r.version_id,
       CASE WHEN r.report_id IN (SELECT report_id FROM usable_reports) THEN 'found'
            WHEN r.version_id IS NULL THEN '各版本互相矛盾，待人判定' ELSE '报告整体有误，未采用' END AS state
FROM core.reports AS r JOIN core.units AS u USING (region_code, unit_name)
WHERE r.report_type = 'department' AND r.fiscal_year IS NOT NULL;

CREATE TABLE work.expected AS
WITH all_years AS (
    SELECT DISTINCT fiscal_year FROM filed_units
), region_years AS (
    SELECT region_code, unnest(range(min(fiscal_year), max(fiscal_year) + 1)) AS fiscal_year,
           min(fiscal_year) < max(fiscal_year) AS has_other_year
    FROM filed_units GROUP BY region_code
), listed AS (
    SELECT DISTINCT u.unit_id, u.region_code, y.fiscal_year
    FROM core.expected_units AS e JOIN core.units AS u USING (region_code, unit_name) CROSS JOIN all_years AS y
    WHERE y.fiscal_year BETWEEN coalesce(e.from_year, 0) AND coalesce(e.to_year, 9999)
), seen AS (
    SELECT DISTINCT f.unit_id, f.region_code, y.fiscal_year
    FROM filed_units AS f JOIN region_years AS y USING (region_code)
    WHERE (y.has_other_year OR f.region_code IN (SELECT region_code FROM core.expected_units))
      AND (f.fiscal_year = y.fiscal_year
           OR (f.region_code, f.unit_id) NOT IN (SELECT (region_code, unit_id) FROM listed))
)
SELECT unit_id, region_code, fiscal_year, u.department_type, bool_or(basis = 'listed') AS is_listed
FROM (SELECT *, 'listed' AS basis FROM listed UNION ALL SELECT *, 'seen' FROM seen) JOIN core.units AS u USING (unit_id, region_code)
GROUP BY unit_id, region_code, fiscal_year, u.department_type;

-- n_reported and n_expected of a county's year: what every mart row about one unit or county says of its surroundings.
CREATE TABLE work.county_coverage AS
WITH reported AS (
    SELECT region_code, fiscal_year, count(DISTINCT unit_id) FILTER (state = 'found') AS n_reported
    FROM filed_units GROUP BY region_code, fiscal_year
), due AS (
    SELECT region_code, fiscal_year, count(*) AS n_expected, bool_or(is_listed) AS has_list FROM expected GROUP BY region_code, fiscal_year
), both_sides AS (
    SELECT region_code, fiscal_year, coalesce(n_reported, 0) AS n_reported, n_expected, has_list,
           CAST(round(n_reported / n_expected, 4) AS DECIMAL(9,4)) AS share
    FROM reported FULL JOIN due USING (region_code, fiscal_year)
)
SELECT region_code, fiscal_year, n_reported, n_expected,
       CASE WHEN n_expected IS NOT NULL THEN coalesce(share, 0) END AS coverage,
       CASE WHEN n_expected IS NULL THEN 'qualified' WHEN coalesce(share, 0) < 0.5 THEN 'unsound'
            WHEN share < 0.8 OR NOT has_list THEN 'qualified' ELSE 'ok' END AS comparability,
       CASE WHEN n_expected IS NULL THEN '没有应报单位名单，也没有其他年度可比，覆盖率不明'
            WHEN coalesce(share, 0) < 0.5 THEN '已报单位不足应报的一半'
            WHEN share < 0.8 THEN '已报单位不足应报的八成'
            WHEN NOT has_list THEN '没有应报单位名单，应报数按各年度出现过的单位计' END AS comparability_reason
FROM both_sides;

-- A unit with several reports of one year counts once where units are added up: consolidated before unmarked before alone.
CREATE TABLE work.chosen_reports AS
SELECT * FROM usable_reports
QUALIFY row_number() OVER (PARTITION BY unit_id, fiscal_year
    ORDER BY CASE scope WHEN 'consolidated' THEN 1 WHEN 'unknown' THEN 2 ELSE 3 END, report_id) = 1;

-- What the rules found, by version: how many rules could be judged, and how many failed. What a reviewer called a false alarm or
-- explained does not count.
CREATE TABLE work.rule_counts AS
WITH dismissed AS (
    SELECT result_id FROM quality.verdicts WHERE status = 'applied' AND verdict IN ('false_alarm', 'explained') AND result_id IS NOT NULL
), rules AS (  -- each a bit of its own: a set of rules is one value, where groups by version and rule would be as many as results
    SELECT rule_id, set_bit(repeat('0', CAST(count(*) OVER () AS INTEGER))::BIT, CAST(row_number() OVER (ORDER BY rule_id) - 1 AS INTEGER), 1) AS rule
    FROM (SELECT DISTINCT rule_id FROM quality.results WHERE version_id IS NOT NULL)
), by_version AS (
    SELECT version_id, bit_or(rule) AS every, bit_or(rule) FILTER (outcome IN ('pass', 'fail')) AS evaluable, bit_or(rule) FILTER (is_open) AS flagged,
           bit_or(rule) FILTER (is_open AND severity = 'error') AS error, bit_or(rule) FILTER (is_open AND severity = 'warn') AS warn,
           bit_or(rule) FILTER (is_open AND severity = 'info') AS info, list(rule_id) FILTER (is_open) AS rule_ids
    FROM (SELECT *, outcome = 'fail' AND result_id NOT IN (FROM dismissed) AS is_open FROM quality.results JOIN rules USING (rule_id) WHERE version_id IS NOT NULL)
    GROUP BY version_id
)
SELECT version_id, bit_count(every) AS n_rules, coalesce(bit_count(evaluable), 0) AS n_evaluable, coalesce(bit_count(flagged), 0) AS n_flagged, coalesce(bit_count(error), 0) AS n_error,
       coalesce(bit_count(warn), 0) AS n_warn, coalesce(bit_count(info), 0) AS n_info, coalesce(list_sort(list_distinct(rule_ids)), []) AS rule_ids
FROM by_version;
