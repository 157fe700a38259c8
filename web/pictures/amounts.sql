SELECT substr(a.published, 1, 10) AS day, r.investment, r.annual_investment, s.name AS source_name,
  r.article || '#' || r.id AS place
FROM project_support x JOIN project_report r ON r.id = x.report JOIN article a ON a.id = r.article
JOIN source s ON s.id = a.source
WHERE x.project = :project AND x.field = 'name' AND r.investment IS NOT NULL ORDER BY 1, r.id
