-- What citizens ask of organisations. Who asks and what they say is sealed under the server's key; what lists are made of is
-- not. A request goes to one or more organisations, and each has a row of its own in deelverzoeken. What happened is in
-- verzoek_stappen, which only grows; status and uiterlijk (yyyy-mm-dd) are derived from it in the same transaction, for lists.
CREATE TABLE verzoeken (
    nummer            TEXT   NOT NULL PRIMARY KEY CHECK (length(nummer) = 12),
    betrokkene        TEXT   NOT NULL CHECK (length(betrokkene) = 64),
    actor             TEXT   NOT NULL CHECK (length(actor) = 64),
    soort             TEXT   NOT NULL CHECK (soort IN ('inzage', 'gebruiksmelding')),
    inhoud            TEXT   NOT NULL,
    bsn               TEXT   NOT NULL,
    sleutel           TEXT   NOT NULL CHECK (length(sleutel) = 64),
    ingediend_op      BIGINT NOT NULL,
    -- The line of the use log that is reported; wiped when the report is withdrawn.
    melding_bron      TEXT,
    melding_trace_id  TEXT,
    UNIQUE (betrokkene, sleutel)
);
CREATE INDEX verzoeken_van_betrokkene ON verzoeken (betrokkene, ingediend_op, nummer);
CREATE UNIQUE INDEX verzoeken_melding ON verzoeken (betrokkene, melding_bron, melding_trace_id)
    WHERE melding_trace_id IS NOT NULL;

CREATE TABLE deelverzoeken (
    nummer       TEXT   NOT NULL REFERENCES verzoeken (nummer),
    organisatie  TEXT   NOT NULL,
    status       TEXT   NOT NULL CHECK (status IN ('ontvangen', 'inBehandeling', 'verlengd', 'beantwoord',
                                                   'gedeeltelijk', 'geweigerd', 'ingetrokken')),
    uiterlijk    TEXT   NOT NULL CHECK (length(uiterlijk) = 10),
    klaar        BIGINT NOT NULL CHECK (klaar IN (0, 1)),
    verstreken   BIGINT NOT NULL CHECK (verstreken IN (0, 1)),
    ingediend_op BIGINT NOT NULL,
    stappen      BIGINT NOT NULL,
    PRIMARY KEY (nummer, organisatie)
);
CREATE INDEX deelverzoeken_werklijst ON deelverzoeken (organisatie, ingediend_op, nummer);
CREATE INDEX deelverzoeken_open ON deelverzoeken (organisatie, ingediend_op, nummer) WHERE klaar = 0;
CREATE INDEX deelverzoeken_termijn ON deelverzoeken (uiterlijk) WHERE klaar = 0 AND verstreken = 0;

CREATE TABLE verzoek_stappen (
    nummer      TEXT   NOT NULL,
    organisatie TEXT   NOT NULL,
    volgnummer  BIGINT NOT NULL,
    wat         TEXT   NOT NULL,
    op          BIGINT NOT NULL,
    door        TEXT   NOT NULL CHECK (door IN ('burger', 'organisatie', 'portaal')),
    reden       TEXT,
    PRIMARY KEY (nummer, organisatie, volgnummer),
    FOREIGN KEY (nummer, organisatie) REFERENCES deelverzoeken (nummer, organisatie)
);

CREATE TABLE antwoorden (
    nummer        TEXT   NOT NULL,
    organisatie   TEXT   NOT NULL,
    inhoud        TEXT   NOT NULL,
    vastgelegd_op BIGINT NOT NULL,
    PRIMARY KEY (nummer, organisatie),
    FOREIGN KEY (nummer, organisatie) REFERENCES deelverzoeken (nummer, organisatie)
);
