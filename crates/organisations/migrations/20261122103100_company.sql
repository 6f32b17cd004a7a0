-- Placement companies (P3MI) with their licence (SIP3MI). `folded` is the name as it is looked up.
CREATE TABLE organisation_company (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    nib TEXT,
    licence_number TEXT NOT NULL UNIQUE,
    licence_issued TEXT NOT NULL,
    licence_until TEXT NOT NULL,
    licence_state TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Employers abroad. Two households may share a name.
CREATE TABLE organisation_employer (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    country TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT,
    verification TEXT NOT NULL,
    verified_until TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX organisation_employer_name ON organisation_employer (country, folded);

-- Recruitment permits (SIP2MI).
CREATE TABLE organisation_recruitment (
    id UUID PRIMARY KEY,
    company UUID NOT NULL REFERENCES organisation_company (id),
    number TEXT NOT NULL UNIQUE,
    country TEXT NOT NULL,
    employer UUID REFERENCES organisation_employer (id),
    position TEXT NOT NULL,
    quota BIGINT NOT NULL,
    issued TEXT NOT NULL,
    until TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX organisation_recruitment_company ON organisation_recruitment (company, until);

-- Posts abroad (Perwakilan RI, KDEI).
CREATE TABLE organisation_post (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    city TEXT NOT NULL,
    phone TEXT,
    labour_attache BOOLEAN NOT NULL,
    opened TEXT,
    closed TEXT,
    created_at BIGINT NOT NULL
);
