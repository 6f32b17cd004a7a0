-- Work to be done later, queued in the transaction that makes it necessary.
CREATE TABLE job (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    -- Two jobs with the same key are one.
    key TEXT UNIQUE,
    payload JSONB NOT NULL,
    queued_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    -- Who works on it, and until when others leave it alone.
    lease UUID,
    leased_until BIGINT,
    -- When it was given up after too many attempts.
    dead_at BIGINT,
    problem TEXT
);
CREATE INDEX job_due ON job (due_at) WHERE dead_at IS NULL;
