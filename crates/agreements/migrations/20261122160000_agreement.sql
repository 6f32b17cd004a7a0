-- An agreement; its words lie in its versions.
CREATE TABLE agreement_agreement (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    parent UUID REFERENCES agreement_agreement (id),
    supersedes UUID REFERENCES agreement_agreement (id),
    drafted_by UUID NOT NULL REFERENCES organisation_agency (id),
    -- Seen by all parties since; before, only by the agency that drafts it.
    shared_at BIGINT,
    stage TEXT NOT NULL,
    -- The newest version.
    version BIGINT NOT NULL,
    -- The moments of the term, once the words are fixed.
    begins_at BIGINT,
    ends_at BIGINT,
    signed_at BIGINT,
    notice_at BIGINT,
    superseded_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX agreement_agreement_parent ON agreement_agreement (parent);
CREATE INDEX agreement_agreement_supersedes ON agreement_agreement (supersedes);

CREATE TABLE agreement_party (
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    suspended_at BIGINT,
    PRIMARY KEY (agreement, agency)
);
CREATE INDEX agreement_party_agency ON agreement_party (agency);

-- The whole document after each change.
CREATE TABLE agreement_version (
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    number BIGINT NOT NULL,
    -- The part that changed; nothing in the first.
    part TEXT,
    document JSONB NOT NULL,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    -- The account and the name of its holder at that time.
    officer UUID NOT NULL,
    officer_name TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agreement, number)
);

-- What one side wants changed in one part. Never deleted: nobody's words vanish.
CREATE TABLE agreement_proposal (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    part TEXT NOT NULL,
    -- The version that its author was looking at.
    base BIGINT NOT NULL,
    proposed JSONB NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    officer UUID NOT NULL,
    officer_name TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX agreement_proposal_agreement ON agreement_proposal (agreement, made_at);

-- Who agreed to a proposal, and which version they were looking at.
CREATE TABLE agreement_consent (
    proposal UUID NOT NULL REFERENCES agreement_proposal (id),
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    seen BIGINT NOT NULL,
    officer UUID NOT NULL,
    officer_name TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (proposal, agency)
);

CREATE TABLE agreement_comment (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    part TEXT NOT NULL,
    body TEXT NOT NULL,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    officer UUID NOT NULL,
    officer_name TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX agreement_comment_agreement ON agreement_comment (agreement, made_at);

-- The public key of each agency, from its first signature on; the secret one is derived from the server's key file.
CREATE TABLE agreement_key (
    agency UUID PRIMARY KEY REFERENCES organisation_agency (id),
    public TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE agreement_signature (
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    signature JSONB NOT NULL,
    officer_name TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agreement, agency)
);

-- What a party has to do, until when, and the evidence that it did.
CREATE TABLE agreement_commitment (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    clause TEXT NOT NULL,
    title TEXT NOT NULL,
    owner UUID NOT NULL REFERENCES organisation_agency (id),
    -- ISO 8601.
    due_on TEXT NOT NULL,
    state TEXT NOT NULL,
    evidence TEXT NOT NULL,
    proposed_by UUID NOT NULL REFERENCES organisation_agency (id),
    made_at BIGINT NOT NULL,
    done_at BIGINT
);
CREATE INDEX agreement_commitment_agreement ON agreement_commitment (agreement);
CREATE INDEX agreement_commitment_owner ON agreement_commitment (owner);

-- Every request under an agreement, answered or refused. It names no person.
CREATE TABLE agreement_exchange (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    -- Nothing if no schedule covered the request.
    schedule TEXT,
    client UUID NOT NULL,
    agency UUID,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    fields JSONB NOT NULL,
    subjects BIGINT NOT NULL,
    found BIGINT NOT NULL,
    -- `answered`, or why not.
    outcome TEXT NOT NULL,
    receipt JSONB,
    at BIGINT NOT NULL
);
CREATE INDEX agreement_exchange_agreement ON agreement_exchange (agreement, at);

-- Records that servers have taken from the quota of a schedule on a day, and over the whole term (`all`).
CREATE TABLE agreement_quota (
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    schedule TEXT NOT NULL,
    day TEXT NOT NULL,
    taken BIGINT NOT NULL,
    PRIMARY KEY (agreement, schedule, day)
);

-- The latest time that was seen: a clock set back opens nothing.
CREATE TABLE agreement_clock (
    place BIGINT PRIMARY KEY,
    seen_at BIGINT NOT NULL
);

-- What was said once about the passing of time, so that it is not said again.
CREATE TABLE agreement_reminder (
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    event TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (agreement, event)
);
