-- Groups met away from a gate. `key` is made by whoever sends: sent twice it is one. `people` is JSON, as they were told. Whoever
-- assesses them says so in `taken_at`, so that two sendings at once assess nobody twice.
CREATE TABLE screening_interceptions (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    key TEXT NOT NULL,
    met_at BIGINT NOT NULL,
    place TEXT NOT NULL,
    vessel TEXT NOT NULL,
    note TEXT NOT NULL,
    people TEXT NOT NULL,
    officer UUID,
    officer_name TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    UNIQUE (agency, key)
);
CREATE INDEX screening_interceptions_latest ON screening_interceptions (agency, met_at);

CREATE TABLE screening_intercepted (
    interception UUID NOT NULL REFERENCES screening_interceptions (id),
    place BIGINT NOT NULL,
    assessment UUID NOT NULL REFERENCES screening_assessments (id),
    PRIMARY KEY (interception, place)
);
