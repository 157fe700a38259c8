SELECT name AS 项目, company AS 企业, region AS 地区, label('stage', stage) AS 阶段,
  round(investment / 1e8, 2) AS "总投资（亿元）", first_reported AS 首见, last_reported AS 最近, reports AS 报道,
  '/project/' || id AS 详情
FROM project WHERE region LIKE :city || '%' AND investment >= cast(:least AS REAL) * 1e8
ORDER BY investment DESC LIMIT 100
