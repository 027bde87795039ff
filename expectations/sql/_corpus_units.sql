-- For rules that look at other reports: whose report each version in scope is. A unit is its region and its name in every year.

CREATE OR REPLACE TEMP TABLE scope_units AS
SELECT s.version_id, s.document_id, s.report_id, s.report_type, s.fiscal_year, s.relation, s.unit_name, s.county, s.department_type,
       s.signed_on, f.region_code, f.scope, f.subject, f.region_code || '|' || f.unit_name AS unit
FROM rule_scope s
JOIN core.filed_reports f ON f.version_id = s.version_id AND f.document_id = s.document_id;
