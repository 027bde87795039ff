-- 问：谁的文字里有别的部门、别的县的话？
-- 读：是线索，不是结论：职责确有交叉的部门会用到别人的词，先点开原文看上下文。
SELECT county AS 县, unit_name AS 单位, fiscal_year AS 年度, kind AS 种类, term AS 词语, inferred_type AS 像是哪类部门, quote AS 原文, evidence_id AS 出处编号
FROM mart.foreign_terms
ORDER BY ALL
