SELECT e.date AS 日期, label('event', e.kind) AS 类型, p.label AS 区县, p.project_count AS 项目数,
  round(p.investment / 1e8, 2) AS "总投资（亿元）", p.quote AS 原文, '/-/evidence/' || p.article || '#' || p.id AS 出处
FROM event e JOIN event_part p ON p.event = e.report
WHERE p.by = 'region' AND e.date LIKE :date || '%' ORDER BY e.date DESC, p.investment DESC
