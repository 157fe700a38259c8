SELECT region AS 区县, signed_projects AS 签约项目, round(signed_investment / 1e8, 2) AS "签约（亿元）",
  started_projects AS 开工项目, round(started_investment / 1e8, 2) AS "开工（亿元）",
  ceremony_projects AS 集中开工项目, round(ceremony_investment / 1e8, 2) AS "集中开工（亿元）",
  operating_projects AS 投产项目, hosted AS 承办, mean_rank AS 平均位次, '/region/' || region_code AS 详情
FROM league WHERE quarter = :quarter
ORDER BY CASE :by WHEN 'signed' THEN signed_investment WHEN 'started' THEN started_investment
  ELSE coalesce(ceremony_investment, started_investment) END DESC, region_code
