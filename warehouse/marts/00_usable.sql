-- What may enter a mart, as working tables (database ``work``, in memory, gone when the marts are made; read by their bare names):
-- reports whose place, unit, year and version are certain; their figures that no error contradicts are in 02_figures. All marts start from these and from 10_expected.

-- Exact arithmetic in whole numbers, 64 bits wide where they fit: DuckDB divides 128 bits, and makes whole numbers of wide
-- decimals, twenty to thirty times slower.
CREATE MACRO work.whole_quotient(a, b) AS coalesce(TRY_CAST(a AS BIGINT) // TRY_CAST(b AS BIGINT), a // b);
CREATE MACRO work.millionths(v) AS coalesce(
    CAST(trunc(TRY_CAST(v AS DECIMAL(18,6))) AS BIGINT) * 1000000
        + CAST(CAST(TRY_CAST(v AS DECIMAL(18,6)) - trunc(TRY_CAST(v AS DECIMAL(18,6))) AS DECIMAL(7,6)) * 1000000::DECIMAL(7,0) AS BIGINT),
    CAST(v * 1000000 AS HUGEINT));

CREATE TABLE work.withheld_facts AS
SELECT DISTINCT version_id, table_name, fact_id FROM quality.withholding WHERE fact_id IS NOT NULL;

-- Doubted below the threshold of lexicon/confidence.toml: out until a person has decided.
CREATE TABLE work.waiting_facts AS SELECT table_name, fact_id FROM quality.waiting;

-- Numbers follow the ids: what is joined and counted goes by a report's number, which is one word where its id is ten.
CREATE TABLE work.usable_reports AS
SELECT CAST(row_number() OVER (ORDER BY r.report_id) AS INTEGER) AS report_no, r.*, u.unit_id
FROM core.now_reports AS r JOIN core.units AS u USING (region_code, unit_name)
WHERE r.report_type = 'department' AND r.fiscal_year IS NOT NULL
  AND r.version_id NOT IN (SELECT version_id FROM quality.withholding WHERE fact_id IS NULL);
