-- One a request that showed records of persons: written before the answer leaves.
CREATE TABLE access_receipt (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    -- The agency of whoever saw them, and the one that answers for them.
    asks UUID NOT NULL,
    answers UUID NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- `own-agency`, `agreement` or `broken-glass`, and which.
    basis TEXT NOT NULL,
    basis_id UUID,
    -- SHA-256 of the policies that allowed it.
    policy BYTEA NOT NULL,
    -- `name.full born.year_only`
    fields TEXT NOT NULL,
    -- Keyed: proves later whose records they were, and stays when the persons are erased.
    subjects BIGINT NOT NULL,
    commitment BYTEA NOT NULL
);
CREATE INDEX access_receipt_at ON access_receipt (at);
CREATE INDEX access_receipt_actor ON access_receipt (actor_id, at);
CREATE INDEX access_receipt_basis ON access_receipt (basis_id, at);

-- Whose records a receipt is about. Rows of a person can be erased.
CREATE TABLE access_receipt_subject (
    person UUID NOT NULL,
    at BIGINT NOT NULL,
    receipt UUID NOT NULL,
    PRIMARY KEY (person, at, receipt)
);
CREATE INDEX access_receipt_subject_receipt ON access_receipt_subject (receipt);
