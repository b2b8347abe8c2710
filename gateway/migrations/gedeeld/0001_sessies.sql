-- Only BIGINT and TEXT: what SQLite and PostgreSQL both understand the same way. Every time is in milliseconds since
-- the Unix epoch. A person stands here as a keyed pseudonym; the BSN only as a sealed text that this database
-- alone cannot open.
CREATE TABLE sessies (
    sleutel          TEXT   NOT NULL PRIMARY KEY CHECK (length(sleutel) = 64),
    actor            TEXT   NOT NULL CHECK (length(actor) = 64),
    betrokkene       TEXT   NOT NULL CHECK (length(betrokkene) = 64),
    verzegeld        TEXT   NOT NULL,
    niveau           TEXT   NOT NULL CHECK (niveau IN ('laag', 'substantieel', 'hoog')),
    begonnen_op      BIGINT NOT NULL,
    laatst_actief_op BIGINT NOT NULL
);
CREATE INDEX sessies_laatst_actief ON sessies (laatst_actief_op);
CREATE INDEX sessies_begonnen ON sessies (begonnen_op);

CREATE TABLE inlogpogingen (
    sleutel       TEXT   NOT NULL PRIMARY KEY CHECK (length(sleutel) = 64),
    browser       TEXT   NOT NULL CHECK (length(browser) = 64),
    nonce         TEXT   NOT NULL,
    pkce_verifier TEXT   NOT NULL,
    terug         TEXT   NOT NULL,
    taal          TEXT   NOT NULL CHECK (taal IN ('nl', 'en')),
    begonnen_op   BIGINT NOT NULL,
    vorige_sessie TEXT   CHECK (length(vorige_sessie) = 64)
);
CREATE INDEX inlogpogingen_begonnen ON inlogpogingen (begonnen_op);
