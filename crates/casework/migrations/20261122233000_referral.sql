-- A case handed on for a purpose: to an agency here, or by a one-time link to a party without an account. `link` is the hash of what
-- opens it next; `fields` are the codes of what may be seen, as JSON.
CREATE TABLE casework_referrals (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES casework_cases (id),
    kind TEXT NOT NULL,
    from_agency UUID NOT NULL REFERENCES organisation_agency (id),
    to_agency UUID REFERENCES organisation_agency (id),
    to_name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    basis TEXT NOT NULL,
    basis_words TEXT NOT NULL,
    fields TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    sent_by TEXT NOT NULL,
    seen_at BIGINT,
    answered_at BIGINT,
    done_at BIGINT,
    answer TEXT NOT NULL,
    link BYTEA UNIQUE,
    link_until BIGINT
);
CREATE INDEX casework_referrals_case ON casework_referrals (case_id);
CREATE INDEX casework_referrals_to ON casework_referrals (to_agency, state, due_on);
CREATE INDEX casework_referrals_from ON casework_referrals (from_agency, sent_at);

-- What the law made of a case, step by step. `amount` is in rupiah.
CREATE TABLE casework_outcomes (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES casework_cases (id),
    agency UUID NOT NULL REFERENCES organisation_agency (id),
    step TEXT NOT NULL,
    on_day TEXT NOT NULL,
    person UUID REFERENCES casework_persons (id),
    number TEXT NOT NULL,
    words TEXT NOT NULL,
    amount BIGINT,
    at BIGINT NOT NULL,
    by_name TEXT NOT NULL
);
CREATE INDEX casework_outcomes_case ON casework_outcomes (case_id);
CREATE INDEX casework_outcomes_agency ON casework_outcomes (agency, on_day);

-- A dossier as it was sent: its lines, as JSON. A later one of the same case is a supplement and shows what differs.
CREATE TABLE casework_dossiers (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES casework_cases (id),
    letter TEXT NOT NULL,
    addressee TEXT NOT NULL,
    signer TEXT NOT NULL,
    post TEXT NOT NULL,
    content TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL
);
CREATE INDEX casework_dossiers_case ON casework_dossiers (case_id);
