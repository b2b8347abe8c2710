-- Files as proof: name and bytes are sealed. `bij` is the kenmerk of the answer that a file came with; empty: it came with the
-- correctie itself; absent: it is not sent yet.
CREATE TABLE correctie_bestanden (
    id          TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    nummer      TEXT   NOT NULL REFERENCES correcties (nummer),
    naam        TEXT   NOT NULL,
    soort       TEXT   NOT NULL CHECK (soort IN ('pdf', 'jpeg', 'png')),
    grootte     BIGINT NOT NULL,
    inhoud      BYTEA  NOT NULL,
    bijgevoegd_op BIGINT NOT NULL,
    bij         TEXT
);
CREATE INDEX correctie_bestanden_van ON correctie_bestanden (nummer, bijgevoegd_op, id);

-- What happened to a correctie, and what was decided, is never changed; alleen_toevoegen() is of 0004.
CREATE TRIGGER correctie_stappen_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON correctie_stappen
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER correctie_besluiten_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON correctie_besluiten
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
