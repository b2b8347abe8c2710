-- What citizens say is wrong, and what became of it. Who it is and what they say is sealed under the server's key; what lists and
-- the background work are made of is not. `plek` is a keyed mark of the person, the group and the voorkomen. What happened is in
-- correctie_stappen, which only grows; status, organisatie and uiterlijk (yyyy-mm-dd) follow from it in the same transaction.
CREATE TABLE correcties (
    nummer       TEXT   NOT NULL PRIMARY KEY CHECK (length(nummer) = 12),
    betrokkene   TEXT   NOT NULL CHECK (length(betrokkene) = 64),
    actor        TEXT   NOT NULL CHECK (length(actor) = 64),
    -- The registration that it is about, and the one whose holder has it now.
    registratie  TEXT   NOT NULL,
    loket        TEXT   NOT NULL,
    groep        TEXT   NOT NULL,
    plek         TEXT   NOT NULL CHECK (length(plek) = 64),
    inhoud       TEXT   NOT NULL,
    bsn          TEXT   NOT NULL,
    sleutel      TEXT   NOT NULL CHECK (length(sleutel) = 64),
    begonnen_op  BIGINT NOT NULL,
    gewijzigd_op BIGINT NOT NULL,
    status       TEXT   NOT NULL,
    organisatie  TEXT   NOT NULL,
    ingediend_op BIGINT,
    uiterlijk    TEXT   CHECK (length(uiterlijk) = 10),
    verstreken   BIGINT NOT NULL CHECK (verstreken IN (0, 1)),
    stappen      BIGINT NOT NULL,
    -- How often it was sent on; each time is a terugmelding of its own.
    ronde        BIGINT NOT NULL,
    -- The holder's reference, the last volgnummer of its verloop that was taken, and when it was asked last.
    referentie   TEXT,
    volgnummer   BIGINT NOT NULL,
    gelezen_op   BIGINT NOT NULL,
    -- Whether the holder still has something to tell.
    volgen       BIGINT NOT NULL CHECK (volgen IN (0, 1)),
    UNIQUE (betrokkene, sleutel)
);
CREATE INDEX correcties_van_betrokkene ON correcties (betrokkene, begonnen_op, nummer);
CREATE UNIQUE INDEX correcties_concept ON correcties (plek) WHERE status = 'concept';
CREATE INDEX correcties_volgen ON correcties (gelezen_op, nummer) WHERE volgen = 1;
CREATE INDEX correcties_termijn ON correcties (uiterlijk) WHERE verstreken = 0;

-- Which values an open correctie is about: no second one on the same value.
CREATE TABLE correctie_gegevens (
    plek    TEXT NOT NULL CHECK (length(plek) = 64),
    gegeven TEXT NOT NULL,
    nummer  TEXT NOT NULL REFERENCES correcties (nummer),
    PRIMARY KEY (plek, gegeven)
);

CREATE TABLE correctie_stappen (
    nummer      TEXT   NOT NULL REFERENCES correcties (nummer),
    volgnummer  BIGINT NOT NULL,
    wat         TEXT   NOT NULL,
    op          BIGINT NOT NULL,
    door        TEXT   NOT NULL CHECK (door IN ('burger', 'organisatie', 'portaal')),
    organisatie TEXT,
    tekst       TEXT,
    PRIMARY KEY (nummer, volgnummer)
);

CREATE TABLE correctie_besluiten (
    nummer TEXT   NOT NULL PRIMARY KEY REFERENCES correcties (nummer),
    inhoud TEXT   NOT NULL,
    op     BIGINT NOT NULL
);

-- What was answered to a question; the kenmerk tells the holder one from another.
CREATE TABLE correctie_aanvullingen (
    nummer  TEXT   NOT NULL REFERENCES correcties (nummer),
    kenmerk TEXT   NOT NULL,
    inhoud  TEXT   NOT NULL,
    op      BIGINT NOT NULL,
    PRIMARY KEY (nummer, kenmerk)
);

CREATE TABLE correctie_kennisgevingen (
    nummer        TEXT   NOT NULL REFERENCES correcties (nummer),
    organisatie   TEXT   NOT NULL,
    gebruikt_op   BIGINT NOT NULL,
    gewijzigd_op  BIGINT NOT NULL,
    afgeleverd_op BIGINT,
    PRIMARY KEY (nummer, organisatie)
);
