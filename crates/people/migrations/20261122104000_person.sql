-- A person as one agency keeps them. What an agency wrote stays its own record when two turn out to be one person.
CREATE TABLE person (
    id UUID PRIMARY KEY,
    controller UUID NOT NULL REFERENCES organisation_agency (id),
    source_key TEXT,
    name TEXT NOT NULL,
    given_names TEXT,
    surname TEXT,
    birth_date TEXT,
    birth_place TEXT,
    sex TEXT,
    nationality TEXT,
    address TEXT,
    region TEXT,
    safe_contact TEXT,
    merged_into UUID REFERENCES person (id),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (controller, source_key)
);
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;

-- NIK, passports and other documents, those of the past included. Numbers are bytes, so that both engines order them alike
-- whatever language a database was made for; `reversed` finds a number by its end.
CREATE TABLE person_identifier (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    controller UUID NOT NULL,
    kind TEXT NOT NULL,
    number BYTEA NOT NULL,
    reversed BYTEA NOT NULL,
    issuer TEXT,
    issued TEXT,
    expires TEXT,
    first_seen BIGINT NOT NULL,
    superseded_at BIGINT
);
CREATE INDEX person_identifier_person ON person_identifier (person);
CREATE INDEX person_identifier_number ON person_identifier (controller, number);
CREATE INDEX person_identifier_reversed ON person_identifier (controller, reversed);

-- Telephones (digits with the country's code) and addresses of e-mail.
CREATE TABLE person_contact (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    controller UUID NOT NULL,
    kind TEXT NOT NULL,
    value BYTEA NOT NULL,
    reversed BYTEA NOT NULL,
    first_seen BIGINT NOT NULL,
    superseded_at BIGINT
);
CREATE INDEX person_contact_person ON person_contact (person);
CREATE INDEX person_contact_value ON person_contact (controller, value);
CREATE INDEX person_contact_reversed ON person_contact (controller, reversed);

-- Family: a name, or a person who has a record.
CREATE TABLE person_relative (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    relation TEXT NOT NULL,
    name TEXT NOT NULL,
    relative UUID REFERENCES person (id),
    first_seen BIGINT NOT NULL,
    superseded_at BIGINT
);
CREATE INDEX person_relative_person ON person_relative (person);
