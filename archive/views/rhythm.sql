SELECT c.region_code, r.name AS region, c.kind, c.rhythm, m.rhythm AS announced, m.article AS announced_in,
  m.quote AS announced_as, min(c.period) AS first_period, max(c.period) AS last_period, count(*) AS periods,
  sum(c.state = 'held') AS held, sum(c.state = 'not_found') AS not_found,
  sum(c.state = 'not_covered') AS not_covered,
  round(100.0 * sum(c.state = 'held') / nullif(sum(c.state != 'not_covered'), 0), 1) AS kept
FROM calendar c JOIN region r ON r.code = c.region_code
LEFT JOIN mechanism m ON m.region_code = c.region_code AND m.kind = c.kind AND m.in_force = 1
GROUP BY c.region_code, c.kind
