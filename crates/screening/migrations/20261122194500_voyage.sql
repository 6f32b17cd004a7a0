-- What was received about voyages: each input once, as it came. `notices` is JSON: what was odd in it, as its sender was told.
CREATE TABLE screening_inputs (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    file UUID NOT NULL REFERENCES file (id),
    sha256 BYTEA NOT NULL,
    received_at BIGINT NOT NULL,
    way TEXT NOT NULL,
    format TEXT NOT NULL,
    sender TEXT,
    messages BIGINT NOT NULL,
    travellers BIGINT NOT NULL,
    notices TEXT NOT NULL,
    UNIQUE (agency, sha256)
);
CREATE INDEX screening_inputs_latest ON screening_inputs (agency, received_at);

-- Voyages, each as all inputs together tell it. `revision` counts what changed; what is behind it in `assessed` waits to be read
-- and assessed again. `leaves_at` is the departure, `departs` the same by the clock at the port.
CREATE TABLE screening_voyages (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    key TEXT NOT NULL,
    designator TEXT NOT NULL,
    day TEXT,
    departs TEXT,
    leaves_at BIGINT,
    from_port TEXT,
    to_port TEXT,
    state TEXT NOT NULL,
    travellers BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    assessed BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    assessed_at BIGINT,
    UNIQUE (agency, key)
);
CREATE INDEX screening_voyages_leaving ON screening_voyages (agency, leaves_at);

CREATE TABLE screening_voyage_inputs (
    voyage UUID NOT NULL REFERENCES screening_voyages (id),
    input UUID NOT NULL REFERENCES screening_inputs (id),
    PRIMARY KEY (voyage, input)
);

-- Who was named on a voyage. `anchor` is where first: by it the same passenger is found again when more is received. `assessment`
-- is what was said of them last, in short beside it; `decided` what was said when an officer last decided.
CREATE TABLE screening_passengers (
    id UUID PRIMARY KEY,
    voyage UUID NOT NULL REFERENCES screening_voyages (id),
    place BIGINT NOT NULL,
    anchor TEXT NOT NULL,
    presence TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    assessment UUID REFERENCES screening_assessments (id),
    decided UUID REFERENCES screening_assessments (id),
    action TEXT,
    score BIGINT NOT NULL,
    why_id TEXT NOT NULL,
    why_en TEXT NOT NULL,
    UNIQUE (voyage, anchor)
);
