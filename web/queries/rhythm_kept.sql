SELECT r.name AS 城市, label('event', c.kind) AS 类型, label('rhythm', c.rhythm) AS 频次, count(*) AS 期数,
  sum(c.state = 'held') AS 已办, sum(c.state = 'not_found') AS 未见, sum(c.state = 'not_covered') AS 未采集
FROM calendar c JOIN region r ON r.code = c.region_code
GROUP BY c.region_code, c.kind ORDER BY r.name, c.kind
