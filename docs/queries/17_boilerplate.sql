-- 问：谁的文字与别人或去年的大体相同？
-- 读：套话（模板）已经扣除，只看其余的字句；只列达到限值（全文 0.6）的；没有列出的，章节仍可能相同，把 whole 换成章节代码再看。相同不等于抄袭：两级机关、同一牵头单位的稿子本来就像；谁抄谁只在能判断时写。
-- 空：示例报告之间，扣除套话后没有全文重合达到限值的。
SELECT unit_name AS 单位, fiscal_year AS 年度, section_name AS 章节, max_sim AS 最高重合度, other_unit_name AS 另一份, other_year AS 另一份年度,
       template_share AS 模板份额, novel_share AS 自己写的份额, donor AS 原文是谁的
FROM mart.boilerplate
WHERE section_code = 'whole' AND max_sim IS NOT NULL
ORDER BY max_sim DESC, novel_share, unit_name, fiscal_year
LIMIT 20
