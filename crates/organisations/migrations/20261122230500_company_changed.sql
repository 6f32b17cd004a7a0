-- When what is written about a company was last changed: the public register tells the date of its data.
ALTER TABLE organisation_company ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
UPDATE organisation_company SET changed_at = created_at;
