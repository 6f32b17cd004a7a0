-- What somebody told, in their own words, as it came. `form` and `code` are keyed hashes: of the form that was sent, so that it counts
-- once, and of the receipt code, which is shown to its holder only.
CREATE TABLE casework_intakes (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES casework_cases (id),
    channel TEXT NOT NULL,
    about TEXT NOT NULL,
    words TEXT NOT NULL,
    place TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    form BYTEA NOT NULL UNIQUE,
    code BYTEA NOT NULL UNIQUE
);
CREATE INDEX casework_intakes_case ON casework_intakes (case_id);

-- What was said between whoever told and the agency, by the receipt code.
CREATE TABLE casework_messages (
    id UUID PRIMARY KEY,
    intake UUID NOT NULL REFERENCES casework_intakes (id),
    ours BOOLEAN NOT NULL,
    words TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_id UUID,
    by_name TEXT
);
CREATE INDEX casework_messages_intake ON casework_messages (intake);

-- How whoever told can be reached without danger. The latest rule counts; earlier ones stay.
CREATE TABLE casework_contact_rules (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES casework_cases (id),
    way TEXT NOT NULL,
    times TEXT NOT NULL,
    pretext TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    by_name TEXT
);
CREATE INDEX casework_contact_rules_case ON casework_contact_rules (case_id);

-- What officers write down: notes, events with their day, statements of somebody in the case. Nothing is overwritten.
CREATE TABLE casework_entries (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES casework_cases (id),
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    happened TEXT,
    person UUID REFERENCES casework_persons (id),
    words TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_id UUID NOT NULL,
    by_name TEXT NOT NULL
);
CREATE INDEX casework_entries_case ON casework_entries (case_id);

-- A case that tells of the same as another points to it; nothing is moved, so that the two can be parted again.
ALTER TABLE casework_cases ADD COLUMN joined_into UUID REFERENCES casework_cases (id);
CREATE INDEX casework_cases_joined ON casework_cases (joined_into);

-- The name in capitals, its words in order: what the same name is, however its words stand.
ALTER TABLE casework_persons ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
CREATE INDEX casework_persons_name ON casework_persons (name_key);
CREATE INDEX casework_persons_phone ON casework_persons (phone);
