-- Where do two sources disagree on one figure, by more than rounding?
SELECT
    subject, metric, period_start, period_end, unit,
    one, one_in, one_cites, other, other_in, other_cites, difference
FROM disagreements
ORDER BY subject, metric, period_start, period_end, one_in, other_in;
