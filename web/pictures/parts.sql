SELECT p.*, coalesce(r.short_name, p.label) AS short FROM event e JOIN event_part p ON p.event = e.report
LEFT JOIN region r ON r.code = p.region_code WHERE e.id = :event AND p.by = :by ORDER BY p.start
