SELECT * FROM league WHERE region_code = :region ORDER BY quarter
