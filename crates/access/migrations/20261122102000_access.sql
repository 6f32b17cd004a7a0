CREATE TABLE access_role (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    -- Codes of actions.
    actions JSONB NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE access_user (
    id UUID PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- The agency's table lies on a higher floor: no foreign key.
    agency UUID,
    -- Argon2id in the PHC string format.
    password TEXT NOT NULL,
    -- Set by somebody else: must be changed at the next sign-in.
    password_temporary BOOLEAN NOT NULL,
    -- The second factor's secret is derived from the key file, the user and this number; the database alone does not hold it.
    totp_generation BIGINT NOT NULL,
    totp_confirmed BOOLEAN NOT NULL,
    -- A code is good for one sign-in.
    totp_last_step BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE access_user_role (
    user_id UUID NOT NULL REFERENCES access_user (id),
    role_id UUID NOT NULL REFERENCES access_role (id),
    PRIMARY KEY (user_id, role_id)
);

CREATE TABLE access_session (
    id UUID PRIMARY KEY,
    -- SHA-256 of what the cookie holds.
    token BYTEA NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES access_user (id),
    -- Whether the second factor is still missing.
    awaits_code BOOLEAN NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX access_session_user ON access_session (user_id);
CREATE INDEX access_session_ends ON access_session (ends_at);

CREATE TABLE access_client (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    agency UUID,
    actions JSONB NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE access_key (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES access_client (id),
    -- SHA-256 of the secret half.
    secret BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    used_at BIGINT
);
CREATE INDEX access_key_client ON access_key (client_id);
