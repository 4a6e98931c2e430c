-- A metric's history: what was said of it for each subject, period after period, and how it moved from one to the next.
SELECT subject, unit, period_start, period_end, lowest, highest, moved, actual, times, documents
FROM history
WHERE metric = 'revenue'
ORDER BY subject, unit, months, period_start, period_end;
