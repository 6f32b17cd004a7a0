-- A placement of one person by one agency. Days are ISO texts; what is NULL is not known.
-- `fingerprint` is of the row that was imported last: the same row again changes nothing.
CREATE TABLE placement (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    person UUID NOT NULL REFERENCES person (id),
    source_key TEXT,
    fingerprint BIGINT,
    status TEXT NOT NULL,
    scheme TEXT,
    country TEXT,
    employer TEXT,
    position TEXT,
    company TEXT,
    company_id UUID REFERENCES organisation_company (id),
    contract_start TEXT,
    contract_end TEXT,
    insurance TEXT,
    insurance_number TEXT,
    insurance_until TEXT,
    orientation TEXT,
    orientation_on TEXT,
    registered_on TEXT,
    office TEXT,
    departed_on TEXT,
    arrived_on TEXT,
    returned_on TEXT,
    changed_at BIGINT NOT NULL,
    UNIQUE (agency, source_key)
);
CREATE INDEX placement_person ON placement (person);
CREATE INDEX placement_list ON placement (agency, id);
CREATE INDEX placement_filter ON placement (agency, status, country, id);

-- The documents of UU 18/2017 art. 13.
CREATE TABLE placement_document (
    placement UUID NOT NULL REFERENCES placement (id),
    kind TEXT NOT NULL,
    number TEXT,
    issuer TEXT,
    issued TEXT,
    until TEXT,
    state TEXT NOT NULL,
    PRIMARY KEY (placement, kind)
);

-- Imports, each as far as it has come. `digest` is of the file and its mapping: the same again goes on where it stopped.
CREATE TABLE placement_import (
    id UUID PRIMARY KEY,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    digest BYTEA NOT NULL,
    state TEXT NOT NULL,
    taken BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX placement_import_agency ON placement_import (agency, began_at);

-- What became of each row, a piece for each transaction: lines of line number, key, outcome and faults, parted by tabs.
CREATE TABLE placement_import_part (
    import UUID NOT NULL REFERENCES placement_import (id),
    first BIGINT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (import, first)
);
