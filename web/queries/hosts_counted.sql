SELECT e.host AS 主会场, count(*) AS 次数, sum(e.kind = 'groundbreaking') AS 集中开工, sum(e.kind = 'signing') AS 集中签约,
  sum(e.kind NOT IN ('groundbreaking', 'signing')) AS 其他活动, min(e.date) AS 最早, max(e.date) AS 最近,
  round(sum(e.investment) / 1e8, 2) AS "各次总投资之和（亿元）", '/region/' || e.host_code AS 详情
FROM event e WHERE e.host_code IS NOT NULL AND e.host_code <> coalesce(e.region_code, '') AND e.parent IS NULL
  AND e.date LIKE :year || '%' AND e.region LIKE :city || '%'
GROUP BY e.host_code ORDER BY 次数 DESC, 最近 DESC
