-- Files by their content; the bytes lie in the object store under their hash.
CREATE TABLE file (
    id UUID PRIMARY KEY,
    sha256 BYTEA NOT NULL,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    stored_at BIGINT NOT NULL
);
CREATE INDEX file_sha256 ON file (sha256);
