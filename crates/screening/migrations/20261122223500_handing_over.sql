-- Interviews at assessments. `answers` is JSON: by question, what was answered. Written again and again until `ended_at`.
CREATE TABLE screening_interviews (
    id UUID PRIMARY KEY,
    assessment UUID NOT NULL REFERENCES screening_assessments (id),
    questions TEXT NOT NULL,
    tongue TEXT NOT NULL,
    answers TEXT NOT NULL,
    note TEXT NOT NULL,
    revision BIGINT NOT NULL,
    officer UUID,
    officer_name TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX screening_interviews_assessment ON screening_interviews (assessment);

-- Slips that travellers take along. `code` is what the key file makes of the code on the paper; nothing once a newer slip was made.
CREATE TABLE screening_slips (
    id UUID PRIMARY KEY,
    assessment UUID NOT NULL REFERENCES screening_assessments (id),
    decision UUID NOT NULL REFERENCES screening_decisions (id),
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    number TEXT NOT NULL UNIQUE,
    code BYTEA UNIQUE,
    ground TEXT NOT NULL,
    words TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    ask_by TEXT NOT NULL
);
CREATE INDEX screening_slips_assessment ON screening_slips (assessment);

-- Reviews: one of each decision, by somebody else than its maker.
CREATE TABLE screening_reviews (
    id UUID PRIMARY KEY,
    decision UUID NOT NULL UNIQUE REFERENCES screening_decisions (id),
    assessment UUID NOT NULL REFERENCES screening_assessments (id),
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    asked_by TEXT NOT NULL,
    words TEXT NOT NULL,
    contact TEXT,
    asked_at BIGINT NOT NULL,
    due_on TEXT NOT NULL,
    decider UUID,
    verdict TEXT,
    reason TEXT,
    reviewer UUID,
    reviewer_name TEXT,
    decided_at BIGINT
);
CREATE INDEX screening_reviews_open ON screening_reviews (agency, decided_at, due_on);

-- Who was handed over to whom. `fields` are codes with blanks between them.
CREATE TABLE screening_referrals (
    id UUID PRIMARY KEY,
    assessment UUID NOT NULL REFERENCES screening_assessments (id),
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    recipient TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    fields TEXT NOT NULL,
    ground TEXT NOT NULL,
    basis TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    finding TEXT,
    -- The case that was opened with it, where the officer may open cases.
    case_id UUID,
    sent_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX screening_referrals_list ON screening_referrals (agency, state, sent_at);
CREATE INDEX screening_referrals_assessment ON screening_referrals (assessment);

-- What became known about a trip later, once from each origin.
CREATE TABLE screening_findings (
    id UUID PRIMARY KEY,
    assessment UUID NOT NULL REFERENCES screening_assessments (id),
    origin TEXT NOT NULL,
    origin_id UUID NOT NULL,
    finding TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (origin, origin_id)
);
CREATE INDEX screening_findings_assessment ON screening_findings (assessment);
