SELECT j.name AS 项目, j.region AS 地区, s.date AS 签约, b.date AS 开工,
  CASE WHEN length(s.date) = 10 AND length(b.date) = 10
    THEN cast(julianday(b.date) - julianday(s.date) AS INTEGER) END AS 天数, '/project/' || j.id AS 详情
FROM project j JOIN project_stage s ON s.project = j.id AND s.stage = 'signed' AND s.first = 1
JOIN project_stage b ON b.project = j.id AND b.stage = 'started' AND b.first = 1
WHERE b.date >= s.date ORDER BY 天数
