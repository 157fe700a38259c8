SELECT l.region, l.region_code, coalesce(r.short_name, r.name) AS short, l.signed_projects, l.signed_investment,
  l.started_projects, l.started_investment, l.ceremony_projects, l.ceremony_investment
FROM league l JOIN region r ON r.code = l.region_code
WHERE l.quarter = :quarter AND (:city = '' OR l.parent = :city)
ORDER BY coalesce(l.ceremony_investment, l.started_investment) DESC, l.signed_investment DESC, l.region
