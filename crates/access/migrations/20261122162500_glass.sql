-- The glass was broken: somebody opened one record for a short time, for a reason that another person reviews.
CREATE TABLE access_broken_glass (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES access_user (id),
    -- The agency of that user then; its reviewers see it.
    agency UUID NOT NULL,
    -- Which record, and the agency that answers for it.
    answers UUID NOT NULL,
    kind TEXT NOT NULL,
    record UUID NOT NULL,
    reason TEXT NOT NULL,
    broken_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    reviewed_by UUID REFERENCES access_user (id),
    reviewed_at BIGINT,
    justified BOOLEAN,
    remark TEXT
);
CREATE INDEX access_broken_glass_user ON access_broken_glass (user_id, until);
CREATE INDEX access_broken_glass_review ON access_broken_glass (agency, reviewed_at, broken_at);
