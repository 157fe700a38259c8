SELECT period AS 时期, region AS 地区, name AS 指标, label('measure', measure) AS 口径,
  CASE WHEN length(unit) = 3 THEN round(value / 1e8, 4) ELSE value END AS 数值,
  CASE WHEN length(unit) = 3 THEN '亿' || label('currency', unit) ELSE unit END AS 单位,
  rank_within AS 范围, rank_position AS 位次, quote AS 原文, '/-/evidence/' || article || '#' || id AS 出处
FROM indicator WHERE name LIKE '%' || :name || '%' AND (:region = '' OR region = :region)
ORDER BY CASE length(period) WHEN 4 THEN period || '-12' ELSE substr(period, -7) END DESC, rank_within, rank_position, region
