-- For B17: items of at least $share % of a list of two or more, of the first stage that is listed.
WITH lists AS (
    SELECT *, sum(amount) OVER whole AS total, count(*) OVER whole AS n,
           dense_rank() OVER (PARTITION BY version_id ORDER BY CASE stage WHEN 'initial' THEN 1 WHEN 'adjusted' THEN 2 WHEN 'received' THEN 3
                                                          WHEN 'executed' THEN 4 ELSE 5 END, stage) AS place
    FROM scope_items
    WINDOW whole AS (PARTITION BY version_id, stage)
)
SELECT version_id, seq, name, amount, fact, ratio_pct(amount, CAST(total AS DECIMAL(18, 2))) AS share
FROM lists
WHERE place = 1 AND n > 1 AND total > 0 AND CAST(amount AS DECIMAL(28, 4)) * 100 >= CAST($share AS INTEGER) * CAST(total AS DECIMAL(28, 4))
