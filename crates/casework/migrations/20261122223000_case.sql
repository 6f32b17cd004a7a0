-- The last number that was given in a year: K-2026-000012. A case keeps its number when another agency takes it over.
CREATE TABLE casework_numbers (
    year BIGINT PRIMARY KEY,
    last BIGINT NOT NULL
);

-- A case. While it is open there is always a next day. `version` counts its changes, so that nobody overwrites what they have
-- not seen. `refers_kind` and `refers_to` name the record elsewhere from which it came, such as a screening.
CREATE TABLE casework_cases (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    number TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    phase TEXT NOT NULL,
    country TEXT,
    category TEXT NOT NULL,
    danger TEXT NOT NULL,
    status TEXT NOT NULL,
    summary TEXT NOT NULL,
    next_on TEXT,
    next_step TEXT NOT NULL,
    handler UUID,
    handler_name TEXT,
    sealed BOOLEAN NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    version BIGINT NOT NULL,
    refers_kind TEXT,
    refers_to UUID,
    CHECK (closed_at IS NOT NULL OR next_on IS NOT NULL)
);
CREATE INDEX casework_cases_open ON casework_cases (agency, next_on, id);
CREATE INDEX casework_cases_status ON casework_cases (agency, status, id);
CREATE INDEX casework_cases_refers ON casework_cases (refers_to);

-- Somebody in a case, in one role that no change alters: whoever stood in the wrong one is struck out and written again.
CREATE TABLE casework_persons (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES casework_cases (id),
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT,
    sex TEXT,
    nik TEXT,
    passport_no TEXT,
    phone TEXT,
    -- The same human among the persons that an agency keeps, where an officer said so.
    person UUID REFERENCES person (id),
    added_at BIGINT NOT NULL,
    struck_at BIGINT,
    struck_why TEXT
);
CREATE INDEX casework_persons_case ON casework_persons (case_id);
CREATE INDEX casework_persons_nik ON casework_persons (nik);
CREATE INDEX casework_persons_passport ON casework_persons (passport_no);
