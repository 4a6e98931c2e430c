-- Whose revenue grew most, year on year? What articles state, and what follows from two figures a year apart.
SELECT subject, period_start, period_end, round(percent, 1) AS percent, how, evidence, doc_id
FROM growth
WHERE metric = 'revenue' AND change_basis = 'yoy'
ORDER BY percent DESC, subject, period_start, period_end;
