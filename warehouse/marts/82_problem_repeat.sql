-- Which problems and measures a unit writes year after year: its own items that say nearly the same (six in ten of their pairs
-- of characters in common, numbers and openings like 一是 aside) are one phrase, named by its first wording. Resolved: a later
-- report of the unit that does name problems names this one no more. A later report without any problem proves nothing.

CREATE TABLE work.said_items AS
WITH plain AS (
    SELECT r.unit_id, r.fiscal_year, r.report_id, i.kind, i.seq, i.text, i.evidence_id,
           regexp_replace(regexp_replace(i.text, '^\s*(（?[一二三四五六七八九十0-9]+[）、.．]|[一二三四五六七八九十]+是|还?存在|主要是)\s*', ''), '[\s0-9０-９\p{P}]+', '', 'g') AS said
    FROM core.now_problem_items AS i JOIN usable_reports AS r USING (report_id, version_id)
)
SELECT *, row_number() OVER (PARTITION BY unit_id, kind ORDER BY fiscal_year, report_id, seq, evidence_id) AS place FROM plain WHERE length(said) >= 4;

-- Each wording of a unit once. Two wordings have at most as many pairs in common as their marks allow: the sets differ by at
-- least one pair for each bit that differs, and counting bits is a hundred times cheaper than intersecting lists.
CREATE TABLE work.wordings AS
WITH spelt AS (
    SELECT unit_id, kind, said, min(place) AS place, list_transform(string_split(said, ''), lambda c: unicode(c)::BIGINT) AS codes FROM said_items GROUP BY unit_id, kind, said
), paired AS (  -- pairs of characters as numbers: they are compared faster
    SELECT * EXCLUDE (codes), list_distinct(list_transform(range(1, len(codes)), lambda i: codes[i] * 2097152 + codes[i + 1])) AS pieces FROM spelt
)
SELECT *, len(pieces) AS n_pieces, list_bit_or(list_transform(pieces, lambda piece: 1::BIGINT << CAST(piece % 63 AS INTEGER))) AS marks FROM paired;

CREATE TABLE mart.problem_repeat AS
WITH likes AS (  -- the earliest wording that says the same; a second look so that a chain of small changes stays together
    SELECT a.unit_id, a.kind, a.said, a.place, min(b.place) AS first_place
    FROM wordings AS a JOIN wordings AS b ON b.unit_id = a.unit_id AND b.kind = a.kind AND b.place <= a.place
     AND (b.place = a.place OR (length(b.said) * 10 BETWEEN length(a.said) * 6 AND length(a.said) * 17
          AND bit_count(xor(a.marks, b.marks)) <= (a.n_pieces + b.n_pieces) // 4
          AND 16 * len(list_intersect(a.pieces, b.pieces)) >= 6 * (a.n_pieces + b.n_pieces)))  -- both sets in one, six in ten of their union
    GROUP BY ALL
), clustered AS (
    SELECT i.*, g.first_place FROM said_items AS i JOIN likes AS l USING (unit_id, kind, said)
    JOIN likes AS g ON g.unit_id = l.unit_id AND g.kind = l.kind AND g.place = l.first_place
), told AS (
    SELECT unit_id, kind, list_sort(list(DISTINCT fiscal_year)) AS told_years FROM said_items GROUP BY ALL
), phrases AS (
    SELECT unit_id, kind, first_place, arg_min(text, place) AS phrase, arg_max(text, place) AS latest_wording,
           list_sort(list(DISTINCT fiscal_year)) AS years, [x[2] FOR x IN list_sort(list((place, evidence_id)))] AS evidence_ids,
           list_sort(list(DISTINCT report_id)) AS report_ids, max(fiscal_year) AS last_year
    FROM clustered GROUP BY ALL
), units AS (
    SELECT unit_id, region_code, arg_max(county, fiscal_year) AS county, arg_max(department_type, fiscal_year) AS department_type,
           arg_max(unit_name, fiscal_year) AS unit_name, list_sort(list(DISTINCT fiscal_year)) AS filed_years
    FROM usable_reports GROUP BY ALL
)
SELECT p.unit_id, u.region_code, u.county, u.department_type, u.unit_name, p.kind, p.phrase, p.latest_wording, p.years, CAST(len(p.years) AS INTEGER) AS n_years,
       p.years[1] AS first_year, p.last_year, t.told_years, u.filed_years,
       CASE WHEN list_max(t.told_years) > p.last_year THEN true WHEN list_max(u.filed_years) = p.last_year AND len(p.years) > 1 THEN false END AS is_resolved,
       CASE WHEN list_max(t.told_years) > p.last_year THEN '以后的报告不再提' WHEN list_max(u.filed_years) > p.last_year THEN '以后的报告没有写问题和措施，不知是否解决'
            WHEN len(p.years) > 1 THEN '最近一年仍在提' ELSE '最近一年首次提出' END AS state,
       p.evidence_ids, p.report_ids, c.n_reported, c.n_expected, c.coverage,
       CASE WHEN len(u.filed_years) = 1 THEN 'unsound' WHEN list_max(u.filed_years) - list_min(u.filed_years) >= len(u.filed_years) OR p.kind = 'measure' THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN len(u.filed_years) = 1 THEN '只有一个年度的报告，看不出是否重复' END,
           CASE WHEN list_max(u.filed_years) - list_min(u.filed_years) >= len(u.filed_years) THEN '中间有年度没有报告' END,
           CASE WHEN p.kind = 'measure' THEN '措施不再提，可能已经落实，也可能不了了之' END), '') AS comparability_reason
FROM phrases AS p JOIN units AS u USING (unit_id) JOIN told AS t USING (unit_id, kind)
LEFT JOIN county_coverage AS c ON c.region_code = u.region_code AND c.fiscal_year = p.last_year
ORDER BY u.region_code, u.unit_name, p.kind DESC, n_years DESC, p.first_place;

COMMENT ON TABLE mart.problem_repeat IS '年年重复的问题和措施：单位×说法，哪些年写过、后来还写不写';
COMMENT ON COLUMN mart.problem_repeat.unit_id IS '单位编号';
COMMENT ON COLUMN mart.problem_repeat.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.problem_repeat.county IS '县（市、区）';
COMMENT ON COLUMN mart.problem_repeat.department_type IS '部门类型';
COMMENT ON COLUMN mart.problem_repeat.unit_name IS '单位名称';
COMMENT ON COLUMN mart.problem_repeat.kind IS '种类：problem 问题、measure 措施';
COMMENT ON COLUMN mart.problem_repeat.phrase IS '说法：最早一次的原话';
COMMENT ON COLUMN mart.problem_repeat.latest_wording IS '最近一次的原话';
COMMENT ON COLUMN mart.problem_repeat.years IS '写到的年度';
COMMENT ON COLUMN mart.problem_repeat.n_years IS '写到的年度数';
COMMENT ON COLUMN mart.problem_repeat.first_year IS '最早年度';
COMMENT ON COLUMN mart.problem_repeat.last_year IS '最近年度';
COMMENT ON COLUMN mart.problem_repeat.told_years IS '写有同类内容的年度：本单位写有问题（或措施）的报告';
COMMENT ON COLUMN mart.problem_repeat.filed_years IS '有报告的年度';
COMMENT ON COLUMN mart.problem_repeat.is_resolved IS '是否不再提：以后写有问题的报告不再提为是，重复到最近一年为否，看不出为空';
COMMENT ON COLUMN mart.problem_repeat.state IS '情况';
COMMENT ON COLUMN mart.problem_repeat.evidence_ids IS '出处编号清单：按年度先后';
COMMENT ON COLUMN mart.problem_repeat.report_ids IS '报告编号清单';
COMMENT ON COLUMN mart.problem_repeat.n_reported IS '已报单位数：本县最近年度';
COMMENT ON COLUMN mart.problem_repeat.n_expected IS '应报单位数：本县最近年度，不明时为空';
COMMENT ON COLUMN mart.problem_repeat.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.problem_repeat.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.problem_repeat.comparability_reason IS '可比性说明';

DROP TABLE work.said_items; DROP TABLE work.wordings;
