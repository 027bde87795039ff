-- For E14: whether the section with the evaluation's group was read by OCR, where signatures leave no text.
SELECT t.version_id, bool_or(e.method = 'ocr') AS scanned
FROM core.sections t
JOIN rule_scope USING (version_id)
JOIN core.evidence e USING (evidence_id)
WHERE t.section_code = 'signers'
GROUP BY t.version_id
