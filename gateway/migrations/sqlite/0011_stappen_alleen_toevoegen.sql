-- What happened to a request, and what was answered, is never changed. INSERT OR REPLACE deletes the old row without firing a
-- delete trigger, hence the third kind.
CREATE TRIGGER verzoek_stappen_geen_update BEFORE UPDATE ON verzoek_stappen
BEGIN SELECT RAISE(ABORT, 'verzoek_stappen is append-only'); END;
CREATE TRIGGER verzoek_stappen_geen_delete BEFORE DELETE ON verzoek_stappen
BEGIN SELECT RAISE(ABORT, 'verzoek_stappen is append-only'); END;
CREATE TRIGGER verzoek_stappen_geen_replace BEFORE INSERT ON verzoek_stappen
WHEN EXISTS (SELECT 1 FROM verzoek_stappen WHERE nummer = NEW.nummer AND organisatie = NEW.organisatie
             AND volgnummer = NEW.volgnummer)
BEGIN SELECT RAISE(ABORT, 'verzoek_stappen is append-only'); END;

CREATE TRIGGER antwoorden_geen_update BEFORE UPDATE ON antwoorden
BEGIN SELECT RAISE(ABORT, 'antwoorden is append-only'); END;
CREATE TRIGGER antwoorden_geen_delete BEFORE DELETE ON antwoorden
BEGIN SELECT RAISE(ABORT, 'antwoorden is append-only'); END;
CREATE TRIGGER antwoorden_geen_replace BEFORE INSERT ON antwoorden
WHEN EXISTS (SELECT 1 FROM antwoorden WHERE nummer = NEW.nummer AND organisatie = NEW.organisatie)
BEGIN SELECT RAISE(ABORT, 'antwoorden is append-only'); END;
