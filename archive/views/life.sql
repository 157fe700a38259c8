SELECT p.id AS project, p.name, p.company, p.region_code, p.region, p.investment, p.stage,
  p.first_reported AS announced,
  (SELECT s.date FROM project_stage s WHERE s.project = p.id AND s.stage = 'signed' AND s.first) AS signed,
  (SELECT s.date FROM project_stage s WHERE s.project = p.id AND s.stage = 'started' AND s.first) AS started,
  (SELECT s.date FROM project_stage s WHERE s.project = p.id AND s.stage = 'under_construction' AND s.first)
    AS under_construction,
  (SELECT s.date FROM project_stage s WHERE s.project = p.id AND s.stage = 'completed' AND s.first) AS completed,
  (SELECT s.date FROM project_stage s WHERE s.project = p.id AND s.stage = 'operating' AND s.first) AS operating,
  (SELECT o.promised FROM promise o WHERE o.project = p.id) AS promised,
  (SELECT o.outcome FROM promise o WHERE o.project = p.id) AS outcome, p.last_reported
FROM project p
