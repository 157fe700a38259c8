SELECT * FROM calendar WHERE region_code = :city ORDER BY kind, period
