SELECT label('outcome', p.outcome) AS 结果, j.name AS 项目, j.company AS 企业, j.region AS 地区, p.promised AS 承诺投产,
  p.revised AS 改期, p.operating AS 实际投产, p.last_reported AS 最近报道, '/project/' || j.id AS 详情,
  '/-/evidence/' || r.article || '#' || r.id AS 出处
FROM promise p JOIN project j ON j.id = p.project JOIN project_report r ON r.id = p.promise_report
WHERE :outcome = '' OR p.outcome = :outcome
ORDER BY p.promised
