SELECT e.id AS event, e.date, e.kind, e.region_code, e.region, e.host_code, e.host, l.quarter,
  coalesce(l.ceremony_projects, l.started_projects) AS started_projects,
  coalesce(l.ceremony_investment, l.started_investment) AS started_investment,
  l.place_by_projects, l.place_by_investment, l.counties
FROM event e LEFT JOIN league l ON l.region_code = e.host_code AND l.parent = e.region_code
  AND l.quarter = substr(e.date, 1, 4) || '-Q' || ((substr(e.date, 6, 2) + 2) / 3)
WHERE e.held AND e.host_code IS NOT NULL AND e.parent IS NULL AND length(e.date) >= 7 AND e.host_code != e.region_code
  AND e.kind IN ('signing', 'groundbreaking', 'observation', 'review', 'appraisal')
