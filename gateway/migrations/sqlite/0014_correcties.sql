-- Files as proof: name and bytes are sealed. `bij` is the kenmerk of the answer that a file came with; empty: it came with the
-- correctie itself; absent: it is not sent yet.
CREATE TABLE correctie_bestanden (
    id          TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    nummer      TEXT   NOT NULL REFERENCES correcties (nummer),
    naam        TEXT   NOT NULL,
    soort       TEXT   NOT NULL CHECK (soort IN ('pdf', 'jpeg', 'png')),
    grootte     BIGINT NOT NULL,
    inhoud      BLOB  NOT NULL,
    bijgevoegd_op BIGINT NOT NULL,
    bij         TEXT
);
CREATE INDEX correctie_bestanden_van ON correctie_bestanden (nummer, bijgevoegd_op, id);

-- What happened to a correctie, and what was decided, is never changed. INSERT OR REPLACE deletes the old row without firing a
-- delete trigger, hence the third kind.
CREATE TRIGGER correctie_stappen_geen_update BEFORE UPDATE ON correctie_stappen
BEGIN SELECT RAISE(ABORT, 'correctie_stappen is append-only'); END;
CREATE TRIGGER correctie_stappen_geen_delete BEFORE DELETE ON correctie_stappen
BEGIN SELECT RAISE(ABORT, 'correctie_stappen is append-only'); END;
CREATE TRIGGER correctie_stappen_geen_replace BEFORE INSERT ON correctie_stappen
WHEN EXISTS (SELECT 1 FROM correctie_stappen WHERE nummer = NEW.nummer AND volgnummer = NEW.volgnummer)
BEGIN SELECT RAISE(ABORT, 'correctie_stappen is append-only'); END;

CREATE TRIGGER correctie_besluiten_geen_update BEFORE UPDATE ON correctie_besluiten
BEGIN SELECT RAISE(ABORT, 'correctie_besluiten is append-only'); END;
CREATE TRIGGER correctie_besluiten_geen_delete BEFORE DELETE ON correctie_besluiten
BEGIN SELECT RAISE(ABORT, 'correctie_besluiten is append-only'); END;
CREATE TRIGGER correctie_besluiten_geen_replace BEFORE INSERT ON correctie_besluiten
WHEN EXISTS (SELECT 1 FROM correctie_besluiten WHERE nummer = NEW.nummer)
BEGIN SELECT RAISE(ABORT, 'correctie_besluiten is append-only'); END;
