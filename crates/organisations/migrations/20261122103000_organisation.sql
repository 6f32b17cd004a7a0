CREATE TABLE organisation_agency (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- A part of an agency with a place and people of its own.
CREATE TABLE organisation_unit (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (agency, name)
);
