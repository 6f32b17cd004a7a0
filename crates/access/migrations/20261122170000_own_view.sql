-- A code that an officer hands to a person at the counter, printed: good once, for some days.
CREATE TABLE access_slip (
    id UUID PRIMARY KEY,
    person UUID NOT NULL,
    -- The agency whose counter gave it.
    agency UUID NOT NULL,
    -- Keyed hash of the code.
    code BYTEA NOT NULL UNIQUE,
    given_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX access_slip_ends ON access_slip (ends_at);

-- A person looks at what was seen of them.
CREATE TABLE access_own_session (
    id UUID PRIMARY KEY,
    -- SHA-256 of what the cookie holds.
    token BYTEA NOT NULL UNIQUE,
    person UUID NOT NULL,
    agency UUID NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX access_own_session_ends ON access_own_session (ends_at);

-- What a person asks for about their own records.
CREATE TABLE access_own_request (
    id UUID PRIMARY KEY,
    person UUID NOT NULL,
    -- The agency that answers.
    agency UUID NOT NULL,
    -- `correction` or `restriction`.
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    -- Until when the law wants an answer.
    due_at BIGINT NOT NULL,
    granted BOOLEAN,
    answer TEXT,
    answered_at BIGINT,
    answered_by UUID REFERENCES access_user (id)
);
CREATE INDEX access_own_request_person ON access_own_request (person, asked_at);
CREATE INDEX access_own_request_agency ON access_own_request (agency, answered_at, due_at);
