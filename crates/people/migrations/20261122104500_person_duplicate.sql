-- Two records of one agency that may be one person, the smaller identifier first.
CREATE TABLE person_duplicate (
    id UUID PRIMARY KEY,
    controller UUID NOT NULL,
    one UUID NOT NULL REFERENCES person (id),
    other UUID NOT NULL REFERENCES person (id),
    -- Hundredths of a bit for one person, when it was found.
    weight BIGINT NOT NULL,
    state TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    decided_at BIGINT,
    UNIQUE (one, other)
);
CREATE INDEX person_duplicate_open ON person_duplicate (controller, weight) WHERE state = 'open';

-- Each merge, with its end if it was taken back. The records themselves only point to the one that stands for them.
CREATE TABLE person_merge (
    id UUID PRIMARY KEY,
    survivor UUID NOT NULL REFERENCES person (id),
    absorbed UUID NOT NULL REFERENCES person (id),
    reason TEXT NOT NULL,
    merged_at BIGINT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX person_merge_absorbed ON person_merge (absorbed);

-- How far the search for duplicates has read the journal.
CREATE TABLE person_reader (
    id BIGINT PRIMARY KEY,
    cursor BIGINT NOT NULL
);
INSERT INTO person_reader (id, cursor) VALUES (1, 0);
