-- Persons on a list: `kind` is protect or accuse, and no row ever changes it. Only rows in state in_force count for a traveller,
-- and only until review_on or until have passed; a job then writes the state that follows.
CREATE TABLE watchlist_entries (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    kind TEXT NOT NULL,
    -- By which an import knows the row again.
    source_key TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT,
    sex TEXT,
    passport_no TEXT,
    nik TEXT,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    until TEXT,
    state TEXT NOT NULL,
    valid_from TEXT,
    review_on TEXT,
    -- The review of which somebody was reminded.
    reminded_for TEXT,
    -- Who proposed it, and who said yes or no last; with the name at that time.
    author UUID NOT NULL,
    author_name TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    approver UUID,
    approver_name TEXT,
    decided_at BIGINT,
    answer TEXT
);
CREATE INDEX watchlist_entries_key ON watchlist_entries (agency, kind, source_key);
CREATE INDEX watchlist_entries_state ON watchlist_entries (state, review_on);
CREATE INDEX watchlist_entries_list ON watchlist_entries (agency, kind, id);
