-- Logboek Dataverwerkingen (Logius). The columns that the standard has carry its English names, ours are Dutch.
-- A line is written before the registry is asked; how it ended is a second line, because nothing here is ever changed.
CREATE TABLE logboek (
    span_id                TEXT   NOT NULL PRIMARY KEY CHECK (length(span_id) = 16),
    trace_id               TEXT   NOT NULL CHECK (length(trace_id) = 32),
    parent_span_id         TEXT   CHECK (length(parent_span_id) = 16),
    name                   TEXT   NOT NULL,
    start_time             BIGINT NOT NULL,
    processing_activity_id TEXT   NOT NULL,
    data_subject_id        TEXT   NOT NULL CHECK (length(data_subject_id) = 64),
    data_subject_id_type   TEXT   NOT NULL,
    actor                  TEXT   NOT NULL CHECK (length(actor) = 64),
    actor_soort            TEXT   NOT NULL CHECK (actor_soort IN ('burger', 'medewerker', 'vertegenwoordiger', 'ontvanger')),
    registratie            TEXT   NOT NULL,
    gegevens               TEXT   NOT NULL,
    doelbinding            TEXT   NOT NULL,
    grondslag              TEXT   NOT NULL,
    resource               TEXT   NOT NULL
);
CREATE INDEX logboek_van_betrokkene ON logboek (data_subject_id, start_time, span_id);

CREATE TABLE logboek_afronding (
    span_id  TEXT   NOT NULL PRIMARY KEY REFERENCES logboek (span_id),
    status   TEXT   NOT NULL CHECK (status IN ('Ok', 'Error')),
    end_time BIGINT NOT NULL,
    foutcode TEXT
);
