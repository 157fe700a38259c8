SELECT e.date AS 日期, e.region AS 地区, e.kind AS 类型, e.project_count AS 项目数,
  round(e.investment / 1e8, 2) AS 总投资_亿元, e.host AS 主会场, e.quote AS 原文,
  '/-/evidence/' || e.article || '#' || e.id AS 出处
FROM event_report e
WHERE (:kind = '' OR e.kind = :kind) AND e.date LIKE :year || '%'
ORDER BY e.date DESC, e.investment DESC
