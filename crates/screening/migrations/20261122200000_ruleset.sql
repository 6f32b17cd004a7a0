-- Versions of the rules of risk, whole, as TOML. A draft changes until it is submitted; what was approved never does.
CREATE TABLE screening_rule_versions (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    based_on UUID REFERENCES screening_rule_versions (id),
    stage TEXT NOT NULL,
    rules TEXT NOT NULL,
    -- Counts the changes of a draft, so that two people do not overwrite each other.
    revision BIGINT NOT NULL,
    note TEXT NOT NULL,
    effective_from TEXT,
    -- Nobody for the set that came with the program.
    author UUID,
    author_name TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    approver UUID,
    approver_name TEXT,
    decided_at BIGINT,
    answer TEXT,
    -- The last trial, and of which revision it was.
    tried_revision BIGINT,
    tried_at BIGINT,
    trial TEXT
);
