SELECT substr(x.date, 1, 7) AS month, x.stage, sum(p.investment) AS investment, count(*) AS projects
FROM project_stage x JOIN project p ON p.id = x.project
WHERE x.first = 1 AND x.stage IN ('signed', 'started') AND length(x.date) >= 7
  AND (:city = '' OR p.region_code = :city OR p.region_code IN (SELECT code FROM region WHERE parent = :city))
GROUP BY 1, 2
