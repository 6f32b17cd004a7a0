-- What was asked of a victim, what the answers add up to, and what an officer concluded. No row changes: a later one takes the place
-- of an earlier one.
CREATE TABLE casework_identifications (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES casework_persons (id),
    subject TEXT NOT NULL,
    -- The edition of the list of indicators.
    list TEXT NOT NULL,
    -- JSON: the indicators that were answered, each with true or false.
    answers TEXT NOT NULL,
    -- JSON: the elements of UU 21/2007 that an officer sees.
    elements TEXT NOT NULL,
    pattern TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    reason TEXT,
    hand UUID NOT NULL,
    hand_name TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX casework_identifications_person ON casework_identifications (person, id);

-- Whether somebody may be told, what for, and how the person said so. `given_by` is empty where the person spoke for themselves.
CREATE TABLE casework_consents (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES casework_persons (id),
    recipient UUID REFERENCES organisation_agency (id),
    recipient_name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    what TEXT NOT NULL,
    manner TEXT NOT NULL,
    given_by TEXT NOT NULL,
    witness TEXT NOT NULL,
    until TEXT,
    given_at BIGINT NOT NULL,
    hand UUID NOT NULL,
    hand_name TEXT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_why TEXT,
    -- The recipient was told of the withdrawal.
    told_at BIGINT,
    told_how TEXT
);
CREATE INDEX casework_consents_person ON casework_consents (person, id);
CREATE INDEX casework_consents_untold ON casework_consents (withdrawn_at, told_at);

-- What was passed on under a consent: who holds a copy must be told when it is withdrawn.
CREATE TABLE casework_disclosures (
    id UUID PRIMARY KEY,
    consent UUID NOT NULL REFERENCES casework_consents (id),
    what TEXT NOT NULL,
    at BIGINT NOT NULL,
    hand UUID NOT NULL,
    hand_name TEXT NOT NULL
);
CREATE INDEX casework_disclosures_consent ON casework_disclosures (consent);

-- What a victim needs, who gives it, and what came of it.
CREATE TABLE casework_services (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES casework_persons (id),
    kind TEXT NOT NULL,
    need TEXT NOT NULL,
    provider TEXT NOT NULL,
    escort TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT,
    from_on TEXT,
    until_on TEXT,
    result TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX casework_services_person ON casework_services (person, id);

-- Houses in which victims stay for a while, each with its beds.
CREATE TABLE casework_shelters (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    beds BIGINT NOT NULL,
    takes TEXT NOT NULL,
    closed BOOLEAN NOT NULL
);
CREATE INDEX casework_shelters_agency ON casework_shelters (agency, id);

CREATE TABLE casework_stays (
    id UUID PRIMARY KEY,
    shelter UUID NOT NULL REFERENCES casework_shelters (id),
    person UUID NOT NULL REFERENCES casework_persons (id),
    admitted_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    needs TEXT NOT NULL,
    left_at BIGINT,
    leaving TEXT,
    destination TEXT
);
CREATE INDEX casework_stays_person ON casework_stays (person, id);
-- Nobody sleeps in two houses.
CREATE UNIQUE INDEX casework_stays_present ON casework_stays (person) WHERE left_at IS NULL;
CREATE INDEX casework_stays_shelter ON casework_stays (shelter, left_at);
