-- The logboek only grows. INSERT OR REPLACE deletes the old row without firing a delete trigger, hence the third kind.
CREATE TRIGGER logboek_geen_update BEFORE UPDATE ON logboek
BEGIN SELECT RAISE(ABORT, 'logboek is append-only'); END;
CREATE TRIGGER logboek_geen_delete BEFORE DELETE ON logboek
BEGIN SELECT RAISE(ABORT, 'logboek is append-only'); END;
CREATE TRIGGER logboek_geen_replace BEFORE INSERT ON logboek
WHEN EXISTS (SELECT 1 FROM logboek WHERE span_id = NEW.span_id)
BEGIN SELECT RAISE(ABORT, 'logboek is append-only'); END;

CREATE TRIGGER logboek_afronding_geen_update BEFORE UPDATE ON logboek_afronding
BEGIN SELECT RAISE(ABORT, 'logboek is append-only'); END;
CREATE TRIGGER logboek_afronding_geen_delete BEFORE DELETE ON logboek_afronding
BEGIN SELECT RAISE(ABORT, 'logboek is append-only'); END;
CREATE TRIGGER logboek_afronding_geen_replace BEFORE INSERT ON logboek_afronding
WHEN EXISTS (SELECT 1 FROM logboek_afronding WHERE span_id = NEW.span_id)
BEGIN SELECT RAISE(ABORT, 'logboek is append-only'); END;
