SELECT substr(e.date, 1, 7) AS month, e.kind AS stage, sum(e.investment) AS investment,
  sum(e.project_count) AS projects
FROM event e JOIN region r ON r.code = e.region_code
WHERE e.kind IN ('signing', 'groundbreaking') AND length(e.date) >= 7 AND e.parent IS NULL
  AND (CASE :city WHEN '' THEN r.kind = 'prefecture' ELSE e.region_code = :city END)
GROUP BY 1, 2
