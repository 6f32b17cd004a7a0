-- The rules that assessments name as their ground, as they were: the text of each file. Written when they are first used.
CREATE TABLE screening_rules_used (
    name TEXT PRIMARY KEY,
    files TEXT NOT NULL
);

-- An assessment of one trip. `kept` is JSON: the facts it rests on and what was said; the rules named say the same of it again.
-- Who travels stands in columns of its own, so that the same person is found on the next trip. `outcome` is that of the last decision.
CREATE TABLE screening_assessments (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    at BIGINT NOT NULL,
    port TEXT,
    voyage UUID,
    name TEXT NOT NULL,
    birth_dates TEXT NOT NULL,
    sex TEXT,
    document TEXT,
    nik TEXT,
    status TEXT NOT NULL,
    action TEXT NOT NULL,
    score BIGINT NOT NULL,
    rules TEXT NOT NULL REFERENCES screening_rules_used (name),
    model TEXT NOT NULL,
    kept TEXT NOT NULL,
    outcome TEXT,
    decided_at BIGINT
);
CREATE INDEX screening_assessments_list ON screening_assessments (agency, at);
CREATE INDEX screening_assessments_voyage ON screening_assessments (voyage);

-- What officers decided, one after the other.
CREATE TABLE screening_decisions (
    id UUID PRIMARY KEY,
    assessment UUID NOT NULL REFERENCES screening_assessments (id),
    outcome TEXT NOT NULL,
    reason TEXT,
    at BIGINT NOT NULL,
    decided_by UUID
);
CREATE INDEX screening_decisions_assessment ON screening_decisions (assessment);
