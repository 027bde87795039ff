-- Dimensions seen in the data. Filled after the reports: regions with the levels above them, units with their years.

INSERT INTO core.regions BY NAME
WITH seen AS (
    SELECT region_code, code_system, fiscal_year,
           CASE WHEN county IS NOT NULL THEN 'county' WHEN city IS NOT NULL THEN 'city' ELSE 'province' END AS level,
           county, city, province
    FROM core.reports
    WHERE region_code IS NOT NULL
), above AS (  -- a code may be seen at two levels or under two names: the latest is taken, of one year the last in order
    SELECT region_code, coalesce(county, city, province) AS name, level, code_system, fiscal_year,
           CASE WHEN level = 'county' AND city IS NOT NULL THEN left(region_code, 4) || '00'
                WHEN level <> 'province' THEN left(region_code, 2) || '0000' END AS parent_code
    FROM seen
    UNION ALL
    SELECT left(region_code, 4) || '00', city, 'city', code_system, fiscal_year, left(region_code, 2) || '0000'
    FROM seen WHERE level = 'county' AND city IS NOT NULL
    UNION ALL
    SELECT left(region_code, 2) || '0000', province, 'province', code_system, fiscal_year, NULL
    FROM seen WHERE level <> 'province' AND province IS NOT NULL
)
SELECT region_code, latest.name, latest.level, latest.parent_code, latest.code_system, first_year, last_year
FROM (
    SELECT region_code, min(fiscal_year) AS first_year, max(fiscal_year) AS last_year,
           max({'year': coalesce(fiscal_year, 0), 'name': name, 'level': level, 'parent_code': parent_code,
                'code_system': code_system}) AS latest
    FROM above GROUP BY region_code
)
ORDER BY region_code;

-- A unit is its region and its name; the id is made of both, so it is the same in every build.
INSERT INTO core.units BY NAME
WITH named AS (
    SELECT region_code, unit_name, department_type, fiscal_year
    FROM core.reports WHERE region_code IS NOT NULL AND unit_name IS NOT NULL
    UNION ALL
    SELECT region_code, unit_name, nullif(department_type, ''), NULL FROM core.expected_units
)
SELECT region_code || '-' || left(sha256(unit_name), 12) AS unit_id, region_code, unit_name,
       coalesce(arg_max(department_type, (fiscal_year, department_type)), max(department_type)) AS department_type,
       min(fiscal_year) AS first_year, max(fiscal_year) AS last_year
FROM named
GROUP BY region_code, unit_name
ORDER BY region_code, unit_name;
