-- What happened. Written in the transaction that changes the state; never changed afterwards.
-- Holds no personal data: identifiers, names of fields, and keyed commitments to their values.
CREATE TABLE journal_entry (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    purpose TEXT NOT NULL,
    action TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    record_id UUID NOT NULL,
    fields JSONB NOT NULL
);
CREATE INDEX journal_entry_record ON journal_entry (record_kind, record_id, at);
CREATE INDEX journal_entry_actor ON journal_entry (actor_id, at);

-- The values behind the commitments. A row may be erased: its nonce goes with it, and the commitment then says nothing more.
CREATE TABLE journal_value (
    entry UUID NOT NULL REFERENCES journal_entry (id),
    field TEXT NOT NULL,
    nonce BYTEA NOT NULL,
    before_value TEXT,
    after_value TEXT,
    PRIMARY KEY (entry, field)
);

-- Entries that have no place yet.
CREATE TABLE journal_pending (entry UUID PRIMARY KEY REFERENCES journal_entry (id));

-- The places, without gaps from 0.
CREATE TABLE journal_leaf (
    place BIGINT PRIMARY KEY,
    entry UUID NOT NULL UNIQUE REFERENCES journal_entry (id)
);

-- The hashes of the Merkle tree, in the order in which they become known.
CREATE TABLE journal_hash (
    position BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL
);

-- Signed statements of the tree's size and root; the last of each hour is kept.
CREATE TABLE journal_checkpoint (
    size BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    note TEXT NOT NULL
);

-- One row that the sequencer holds while it works: there is one sequencer at a time.
CREATE TABLE journal_head (
    id BIGINT PRIMARY KEY,
    size BIGINT NOT NULL
);
INSERT INTO journal_head (id, size) VALUES (1, 0);
