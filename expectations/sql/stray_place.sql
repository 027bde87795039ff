-- For A05: the region that a report was filed under.
SELECT DISTINCT version_id, f.region_code
FROM rule_scope
JOIN core.filed_reports f USING (version_id)
