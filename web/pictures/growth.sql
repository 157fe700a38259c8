SELECT i.region, coalesce(r.short_name, i.region) AS short, i.period, i.value, i.rank_within, i.rank_position,
  min(i.article || '#' || i.id) AS place
FROM indicator i LEFT JOIN region r ON r.code = i.region_code
WHERE i.name = :indicator AND i.measure = 'growth' AND i.unit = '%' AND i.rank_position IS NOT NULL
  AND (:city = '' OR i.region_code = :city OR r.parent = :city)
GROUP BY i.region, i.period, i.value, i.rank_within, i.rank_position ORDER BY i.period, i.rank_position
