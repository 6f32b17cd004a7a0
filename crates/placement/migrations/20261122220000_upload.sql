-- How many rows the file of an import has, where that is known before they are taken.
ALTER TABLE placement_import ADD COLUMN total BIGINT;

-- Files that came by a page and wait to be taken in; gone when their import ends. `mapping` is TOML, empty where there is none.
CREATE TABLE placement_upload (
    import UUID PRIMARY KEY REFERENCES placement_import (id),
    file UUID NOT NULL REFERENCES file (id),
    mapping TEXT NOT NULL
);
