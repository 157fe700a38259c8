SELECT a.title AS 标题, s.name AS 来源, substr(a.published, 1, 10) AS 发表, count(v.id) AS 版本,
  a.withdrawn_on AS 撤稿, '/-/evidence/' || a.id AS 详情
FROM article a JOIN source s ON s.id = a.source JOIN article_version v ON v.article = a.id
GROUP BY a.id HAVING count(v.id) > 1 OR a.withdrawn_on IS NOT NULL
ORDER BY a.published DESC
