SELECT CASE WHEN c.event IS NOT NULL THEN '活动' WHEN c.project IS NOT NULL THEN '项目' ELSE '转载' END AS 对象,
  coalesce(e.region || ' ' || label('event', e.kind) || ' ' || coalesce(e.date, ''), j.name, a.title) AS 名称,
  label('field', c.field) AS 字段,
  CASE WHEN c.field LIKE '%investment' THEN yi(cast(c.shown AS INTEGER)) ELSE c.shown END AS 采用, c.shown_support AS 支持,
  CASE WHEN c.field LIKE '%investment' THEN yi(cast(c.other AS INTEGER)) ELSE c.other END AS 另一说, c.other_support AS 另一说支持,
  coalesce('/event/' || c.event, '/project/' || c.project, '/-/evidence/' || c.reprint) AS 详情
FROM conflict c LEFT JOIN event e ON e.id = c.event LEFT JOIN project j ON j.id = c.project
LEFT JOIN article a ON a.id = c.reprint
ORDER BY c.field
