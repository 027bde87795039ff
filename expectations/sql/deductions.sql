-- For E05: what was deducted from the self score, and what its indicators lost.
SELECT c.version_id, c.total, c.full_mark, c.fact,
       (SELECT CAST(sum(weight - score) AS DECIMAL(24, 6)) FROM core.indicators i WHERE i.version_id = c.version_id AND score < weight) AS lost_by_items
FROM self_scores c
WHERE c.total IS NOT NULL
