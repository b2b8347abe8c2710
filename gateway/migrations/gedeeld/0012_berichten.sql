-- Messages to citizens. No text and no value: a kind, what to look at, and who did it.
CREATE TABLE berichten (
    id            TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    betrokkene    TEXT   NOT NULL CHECK (length(betrokkene) = 64),
    soort         TEXT   NOT NULL,
    kenmerk       TEXT,
    organisatie   TEXT,
    op            BIGINT NOT NULL,
    gelezen_op    BIGINT
);
CREATE INDEX berichten_van_betrokkene ON berichten (betrokkene, op, id);
CREATE INDEX berichten_ongelezen ON berichten (betrokkene) WHERE gelezen_op IS NULL;

-- The kinds that somebody does not want; no row is a yes.
CREATE TABLE berichten_uit (
    betrokkene TEXT NOT NULL CHECK (length(betrokkene) = 64),
    soort      TEXT NOT NULL,
    PRIMARY KEY (betrokkene, soort)
);
