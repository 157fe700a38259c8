SELECT region_code, region, count(*) AS hostings, count(place_by_investment) AS ranked,
  sum(place_by_investment = 1) AS hosted_by_first,
  sum(3 * place_by_investment <= counties) AS hosted_by_top_third,
  round(avg(place_by_projects), 2) AS mean_place_by_projects,
  round(avg(place_by_investment), 2) AS mean_place_by_investment,
  round(avg(counties), 2) AS mean_counties,
  round(avg(CASE WHEN counties > 1 THEN 1.0 * (counties - place_by_projects) / (counties - 1) END), 3)
    AS standing_by_projects,
  round(avg(CASE WHEN counties > 1 THEN 1.0 * (counties - place_by_investment) / (counties - 1) END), 3)
    AS standing_by_investment
FROM hosting GROUP BY region_code
