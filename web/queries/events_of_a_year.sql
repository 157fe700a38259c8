SELECT e.date AS 日期, e.region AS 地区, label('event', e.kind) AS 类型, e.host AS 主会场, e.project_count AS 项目数,
  round(e.investment / 1e8, 2) AS "总投资（亿元）", e.independent AS 独立报道, e.conflicts AS 矛盾, '/event/' || e.id AS 详情
FROM event e
WHERE e.date LIKE :year || '%' AND (:kind = '' OR e.kind = :kind)
ORDER BY e.date DESC, e.investment DESC
