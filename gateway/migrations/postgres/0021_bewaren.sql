-- What happened to a request or a correctie still only grows, but all of it may go when it is written down that it was kept long
-- enough. That can be said of what is closed alone, and is itself never changed; alleen_toevoegen() is of 0004.
CREATE TRIGGER wissingen_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON wissingen
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE FUNCTION wissingen_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.soort = 'verzoek' AND EXISTS (SELECT 1 FROM deelverzoeken WHERE nummer = NEW.kenmerk AND klaar = 0))
        OR (NEW.soort = 'correctie' AND EXISTS (SELECT 1 FROM correcties WHERE nummer = NEW.kenmerk
                                                AND status NOT IN ('afgewezen', 'verwerkt', 'ingetrokken'))) THEN
        RAISE EXCEPTION 'what is open is kept';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER wissingen_open BEFORE INSERT ON wissingen FOR EACH ROW EXECUTE FUNCTION wissingen_open();

-- The argument is what must have been written down.
CREATE FUNCTION alleen_wissen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM wissingen WHERE kenmerk = OLD.nummer AND soort = TG_ARGV[0]) THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END;
$$;
DROP TRIGGER verzoek_stappen_alleen_toevoegen ON verzoek_stappen;
CREATE TRIGGER verzoek_stappen_alleen_toevoegen BEFORE UPDATE OR TRUNCATE ON verzoek_stappen
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER verzoek_stappen_alleen_wissen BEFORE DELETE ON verzoek_stappen
FOR EACH ROW EXECUTE FUNCTION alleen_wissen('verzoek');
DROP TRIGGER antwoorden_alleen_toevoegen ON antwoorden;
CREATE TRIGGER antwoorden_alleen_toevoegen BEFORE UPDATE OR TRUNCATE ON antwoorden
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER antwoorden_alleen_wissen BEFORE DELETE ON antwoorden
FOR EACH ROW EXECUTE FUNCTION alleen_wissen('verzoek');
DROP TRIGGER correctie_stappen_alleen_toevoegen ON correctie_stappen;
CREATE TRIGGER correctie_stappen_alleen_toevoegen BEFORE UPDATE OR TRUNCATE ON correctie_stappen
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER correctie_stappen_alleen_wissen BEFORE DELETE ON correctie_stappen
FOR EACH ROW EXECUTE FUNCTION alleen_wissen('correctie');
DROP TRIGGER correctie_besluiten_alleen_toevoegen ON correctie_besluiten;
CREATE TRIGGER correctie_besluiten_alleen_toevoegen BEFORE UPDATE OR TRUNCATE ON correctie_besluiten
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER correctie_besluiten_alleen_wissen BEFORE DELETE ON correctie_besluiten
FOR EACH ROW EXECUTE FUNCTION alleen_wissen('correctie');
