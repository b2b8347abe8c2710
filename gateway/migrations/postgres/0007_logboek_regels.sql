-- Logboek Dataverwerkingen (Logius). The columns that the standard has carry its English names, ours are Dutch.
-- A line is written before the registry is asked; how it ended is a second line. Both are links of one chain.
-- A partition per month (of the start); the gateway makes them ahead, and what fits in none goes in the last one.
CREATE TABLE logboek (
    data_subject_id TEXT   NOT NULL CHECK (length(data_subject_id) = 64),
    start_time      BIGINT NOT NULL,
    span_id         TEXT   NOT NULL CHECK (length(span_id) = 16),
    trace_id        TEXT   NOT NULL CHECK (length(trace_id) = 32),
    parent_span_id  TEXT   CHECK (length(parent_span_id) = 16),
    actor           TEXT   NOT NULL CHECK (length(actor) = 64),
    omschrijving    BIGINT NOT NULL REFERENCES logboek_omschrijvingen (id),
    volgnummer      BIGINT NOT NULL,
    schakel         TEXT   NOT NULL,
    PRIMARY KEY (span_id, start_time)
) PARTITION BY RANGE (start_time);
CREATE TABLE logboek_overig PARTITION OF logboek DEFAULT;
-- With the description, so that a filter does not look at the lines it passes over.
CREATE INDEX logboek_van_betrokkene ON logboek (data_subject_id, start_time, span_id, omschrijving);

CREATE TABLE logboek_afronding (
    span_id    TEXT   NOT NULL,
    start_time BIGINT NOT NULL,
    status     TEXT   NOT NULL CHECK (status IN ('Ok', 'Error')),
    end_time   BIGINT NOT NULL,
    foutcode   TEXT,
    volgnummer BIGINT NOT NULL,
    schakel    TEXT   NOT NULL,
    PRIMARY KEY (span_id, start_time),
    FOREIGN KEY (span_id, start_time) REFERENCES logboek (span_id, start_time)
) PARTITION BY RANGE (start_time);
CREATE TABLE logboek_afronding_overig PARTITION OF logboek_afronding DEFAULT;

-- The logboek only grows; what an anchor stands for may go. Row triggers hold for a partition by its own name too.
CREATE FUNCTION logboek_wissen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM logboek_ankers a WHERE a.data_subject_id = OLD.data_subject_id
                   AND OLD.volgnummer BETWEEN a.van AND a.tot) THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END;
$$;
CREATE FUNCTION logboek_afronding_wissen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM logboek l JOIN logboek_ankers a ON a.data_subject_id = l.data_subject_id
                   WHERE l.span_id = OLD.span_id AND l.start_time = OLD.start_time
                   AND OLD.volgnummer BETWEEN a.van AND a.tot) THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END;
$$;
CREATE TRIGGER logboek_geen_update BEFORE UPDATE ON logboek FOR EACH ROW EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER logboek_geen_delete BEFORE DELETE ON logboek FOR EACH ROW EXECUTE FUNCTION logboek_wissen();
CREATE TRIGGER logboek_geen_truncate BEFORE TRUNCATE ON logboek FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER logboek_afronding_geen_update BEFORE UPDATE ON logboek_afronding
FOR EACH ROW EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER logboek_afronding_geen_delete BEFORE DELETE ON logboek_afronding
FOR EACH ROW EXECUTE FUNCTION logboek_afronding_wissen();
CREATE TRIGGER logboek_afronding_geen_truncate BEFORE TRUNCATE ON logboek_afronding
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
CREATE TRIGGER logboek_omschrijvingen_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON logboek_omschrijvingen
FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();
