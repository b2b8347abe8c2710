-- The logboek only grows. One trigger per statement, so that even an UPDATE that would touch no row is refused.
CREATE FUNCTION alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;
CREATE TRIGGER logboek_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON logboek
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER logboek_afronding_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON logboek_afronding
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
