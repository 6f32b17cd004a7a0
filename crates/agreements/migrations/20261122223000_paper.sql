-- What was signed on paper, as it was scanned. Nothing is taken away again: a correction is another paper.
CREATE TABLE agreement_paper (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement_agreement (id),
    file UUID NOT NULL REFERENCES file (id),
    -- The number that is written on it.
    number TEXT NOT NULL,
    -- ISO 8601.
    signed_on TEXT NOT NULL,
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    officer UUID NOT NULL,
    officer_name TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX agreement_paper_agreement ON agreement_paper (agreement, added_at);
