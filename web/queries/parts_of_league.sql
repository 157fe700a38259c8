WITH cell(code) AS (SELECT region_code FROM league WHERE region = :region LIMIT 1),
parts(what, name, date, projects, investment, wording, place) AS (
  SELECT label('stage', x.stage), j.name, x.date, 1, j.investment, r.quote, r.article || '#' || r.id
  FROM project_stage x JOIN project j ON j.id = x.project JOIN project_report r ON r.id = x.report
  WHERE x.first = 1 AND x.stage IN ('signed', 'started', 'operating') AND j.region_code IN cell
  UNION ALL
  SELECT label('by', 'ceremony'), label('event', e.kind), e.date, p.project_count, p.investment, p.quote, p.article || '#' || p.id
  FROM event e JOIN event_part p ON p.event = e.report
  WHERE e.kind = 'groundbreaking' AND p.by = 'region' AND p.region_code IN cell
  UNION ALL
  SELECT label('by', 'host'), label('event', e.kind), e.date, NULL, NULL, r.quote, r.article || '#' || r.id
  FROM event e JOIN event_report r ON r.id = e.report
  WHERE e.host_code IN cell AND e.parent IS NULL AND e.region_code = (SELECT parent FROM region WHERE code = e.host_code)
  UNION ALL
  SELECT label('by', 'rank'), i.name || ' ' || coalesce(i.rank_within, '') || '第' || i.rank_position, substr(i.period, -7), NULL, NULL,
    i.quote, min(i.article || '#' || i.id)
  FROM indicator i WHERE i.rank_position IS NOT NULL AND length(i.period) >= 7 AND i.region_code IN cell
  GROUP BY i.name, i.measure, i.period, i.rank_position)
SELECT what AS 构成, name AS 名称, date AS 日期, projects AS 项目数, round(investment / 1e8, 2) AS "总投资（亿元）", wording AS 原文,
  '/-/evidence/' || place AS 出处
FROM parts WHERE substr(date, 1, 4) || '-Q' || ((cast(substr(date, 6, 2) AS INTEGER) + 2) / 3) = :quarter
ORDER BY what, date, name
