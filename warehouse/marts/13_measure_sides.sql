-- The two sides of every measure of every report, as working tables: which known figure stands above, which below, and why
-- money may not be divided by heads.

-- 在职 is a denominator of money only where it is of the same accounting scope; 实有 with retired people never is.
CREATE TABLE work.head_obstacles AS
SELECT r.report_no,
       CASE WHEN r.scope = 'consolidated' AND t.staff_scope <> 'total' THEN '报告为部门汇总，在职人数只有本级'
            WHEN r.scope = 'unit_only' AND t.staff_scope = 'total' THEN '报告为单位本级，在职人数为合计'
            WHEN r.scope = 'unknown' AND t.has_others THEN '报告未注明口径，在职人数又分本级与下属' END AS obstacle,
       r.report_no IN (SELECT report_no FROM usable_figures WHERE figure IN ('retired', 'veteran_retired') AND value > 0) AS has_retired
FROM usable_reports AS r JOIN staff_scopes AS t USING (report_no);

CREATE TYPE work.measure_name AS ENUM (SELECT measure FROM meta.measures ORDER BY ALL);
CREATE TABLE work.measures AS
SELECT * REPLACE (CAST(measure AS measure_name) AS measure, CAST(numerator AS figure_name[]) AS numerator, CAST(denominator AS figure_name[]) AS denominator) FROM meta.measures;

-- Which of several figures stands on a side: the first that is known; a doubtful one ends the search, so that no other base slips in unseen.
CREATE TABLE work.picked_sides AS
WITH wanted AS (
    SELECT measure, 'n' AS side, unnest(numerator) AS figure, generate_subscripts(numerator, 1) AS place, len(numerator) AS n FROM measures
    UNION ALL
    SELECT measure, 'd', unnest(denominator), generate_subscripts(denominator, 1), len(denominator) FROM measures
), picked AS (
    SELECT k.report_no, w.measure, w.side, coalesce(min(w.place) FILTER (k.value IS NOT NULL OR k.is_doubt), 1) AS place,
           CASE WHEN count(*) FILTER (k.value IS NOT NULL OR k.is_doubt) = 0 THEN array_to_string([x[2] FOR x IN list_sort(list((w.place, k.name_zh)))], '、') || '均' END AS none_of
    FROM wanted AS w JOIN known_figures AS k USING (figure) WHERE w.n > 1 GROUP BY k.report_no, w.measure, w.side
)
SELECT p.*, w.figure, CASE WHEN p.place > 1 THEN f.name_zh || '未报告，用' END AS fallback
FROM picked AS p JOIN wanted AS w USING (measure, side, place) JOIN wanted AS one ON one.measure = p.measure AND one.side = p.side AND one.place = 1
JOIN figures AS f ON f.figure = one.figure;
