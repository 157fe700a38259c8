WITH ranked AS (
  SELECT region_code, quarter, coalesce(ceremony_investment, started_investment) AS started,
    rank() OVER (PARTITION BY parent, quarter ORDER BY coalesce(ceremony_investment, started_investment) DESC) AS place,
    count(*) OVER (PARTITION BY parent, quarter) AS counties
  FROM league)
SELECT e.date AS 日期, e.region AS 地区, label('event', e.kind) AS 类型, e.host AS 主会场,
  round(r.started / 1e8, 2) AS "当季开工（亿元）", r.place AS 位次, r.counties AS 区县数, '/event/' || e.id AS 详情
FROM event e LEFT JOIN ranked r ON r.region_code = e.host_code
  AND r.quarter = substr(e.date, 1, 4) || '-Q' || ((substr(e.date, 6, 2) + 2) / 3)
WHERE e.host IS NOT NULL AND e.region LIKE :city || '%'
ORDER BY e.date DESC
