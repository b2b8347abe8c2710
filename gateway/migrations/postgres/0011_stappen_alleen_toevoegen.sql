-- What happened to a request, and what was answered, is never changed; alleen_toevoegen() is of 0004.
CREATE TRIGGER verzoek_stappen_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON verzoek_stappen
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER antwoorden_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON antwoorden
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
