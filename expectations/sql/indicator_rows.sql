-- For the text rules about single indicators (D06, D07, D08, D10, D14): the rows of the table in their order.
SELECT version_id, seq, level1, level2, level3, description, scoring_rule, max_deduction, weight, operator, target_num, target_text,
       unit, basis, actual_num, actual_text, score, fact
FROM scope_indicators
ORDER BY version_id, seq
