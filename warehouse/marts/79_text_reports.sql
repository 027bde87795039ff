-- Reports whose texts are compared, as a working table: also those whose figures an error withholds, for a copied report is
-- what is looked for.

CREATE TABLE work.text_reports AS
SELECT r.*, u.unit_id, r.report_id NOT IN (SELECT report_id FROM usable_reports) AS is_withheld
FROM core.now_reports AS r JOIN core.units AS u USING (region_code, unit_name)
WHERE r.report_type = 'department' AND r.fiscal_year IS NOT NULL;
