SELECT period AS 时期, region AS 地区, name AS 指标, value AS 数值, unit AS 单位, rank_within AS 范围,
  rank_position AS 位次, '/-/evidence/' || article || '#' || id AS 出处
FROM indicator WHERE name LIKE '%' || :name || '%' AND (:region = '' OR region = :region)
ORDER BY period DESC, rank_position
