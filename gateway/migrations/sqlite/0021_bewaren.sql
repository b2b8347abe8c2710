-- What happened to a request or a correctie still only grows, but all of it may go when it is written down that it was kept long
-- enough. That can be said of what is closed alone, and is itself never changed. INSERT OR REPLACE deletes the old row without firing a delete
-- trigger, hence the third kind.
CREATE TRIGGER wissingen_geen_update BEFORE UPDATE ON wissingen
BEGIN SELECT RAISE(ABORT, 'wissingen is append-only'); END;
CREATE TRIGGER wissingen_geen_delete BEFORE DELETE ON wissingen
BEGIN SELECT RAISE(ABORT, 'wissingen is append-only'); END;
CREATE TRIGGER wissingen_geen_replace BEFORE INSERT ON wissingen
WHEN EXISTS (SELECT 1 FROM wissingen WHERE kenmerk = NEW.kenmerk)
BEGIN SELECT RAISE(ABORT, 'wissingen is append-only'); END;
CREATE TRIGGER wissingen_open BEFORE INSERT ON wissingen
WHEN (NEW.soort = 'verzoek' AND EXISTS (SELECT 1 FROM deelverzoeken WHERE nummer = NEW.kenmerk AND klaar = 0))
    OR (NEW.soort = 'correctie' AND EXISTS (SELECT 1 FROM correcties WHERE nummer = NEW.kenmerk
                                            AND status NOT IN ('afgewezen', 'verwerkt', 'ingetrokken')))
BEGIN SELECT RAISE(ABORT, 'what is open is kept'); END;

DROP TRIGGER verzoek_stappen_geen_delete;
CREATE TRIGGER verzoek_stappen_geen_delete BEFORE DELETE ON verzoek_stappen
WHEN NOT EXISTS (SELECT 1 FROM wissingen WHERE kenmerk = OLD.nummer AND soort = 'verzoek')
BEGIN SELECT RAISE(ABORT, 'verzoek_stappen is append-only'); END;
DROP TRIGGER antwoorden_geen_delete;
CREATE TRIGGER antwoorden_geen_delete BEFORE DELETE ON antwoorden
WHEN NOT EXISTS (SELECT 1 FROM wissingen WHERE kenmerk = OLD.nummer AND soort = 'verzoek')
BEGIN SELECT RAISE(ABORT, 'antwoorden is append-only'); END;
DROP TRIGGER correctie_stappen_geen_delete;
CREATE TRIGGER correctie_stappen_geen_delete BEFORE DELETE ON correctie_stappen
WHEN NOT EXISTS (SELECT 1 FROM wissingen WHERE kenmerk = OLD.nummer AND soort = 'correctie')
BEGIN SELECT RAISE(ABORT, 'correctie_stappen is append-only'); END;
DROP TRIGGER correctie_besluiten_geen_delete;
CREATE TRIGGER correctie_besluiten_geen_delete BEFORE DELETE ON correctie_besluiten
WHEN NOT EXISTS (SELECT 1 FROM wissingen WHERE kenmerk = OLD.nummer AND soort = 'correctie')
BEGIN SELECT RAISE(ABORT, 'correctie_besluiten is append-only'); END;
