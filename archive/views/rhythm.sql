SELECT c.region_code, r.name AS region, c.kind, c.rhythm, m.rhythm AS announced, m.article AS announced_in,
  m.quote AS announced_as, c.first_period, c.last_period, c.periods, c.held, c.not_found, c.not_covered,
  round(100.0 * c.held / nullif(c.held + c.not_found, 0), 1) AS kept
FROM (
  SELECT region_code, kind, min(rhythm) AS rhythm, min(period) AS first_period, max(period) AS last_period,
    count(*) AS periods, sum(state = 'held') AS held, sum(state = 'not_found') AS not_found,
    sum(state = 'not_covered') AS not_covered
  FROM calendar GROUP BY region_code, kind
) c JOIN region r ON r.code = c.region_code
LEFT JOIN mechanism m ON m.region_code = c.region_code AND m.kind = c.kind AND m.in_force = 1
