-- The logboek becomes a chain per betrokkene. What stood in the earlier tables was written before the first release, and
-- a chain cannot be made for it afterwards.
DROP TABLE logboek_afronding;
DROP TABLE logboek;

-- What lines have in common, once: the ids of the gegevens alone are thousands of bytes. `id` is the beginning of `hash`,
-- so every gateway gives the same description the same number.
CREATE TABLE logboek_omschrijvingen (
    id                     BIGINT NOT NULL PRIMARY KEY,
    hash                   TEXT   NOT NULL CHECK (length(hash) = 64),
    name                   TEXT   NOT NULL,
    processing_activity_id TEXT   NOT NULL,
    data_subject_id_type   TEXT   NOT NULL,
    actor_soort            TEXT   NOT NULL CHECK (actor_soort IN ('burger', 'medewerker', 'vertegenwoordiger', 'ontvanger')),
    organisatie            TEXT,
    functie                TEXT,
    registratie            TEXT   NOT NULL,
    gegevens               TEXT   NOT NULL,
    doelbinding            TEXT   NOT NULL,
    grondslag              TEXT   NOT NULL,
    resource               TEXT   NOT NULL
);

-- Where the chain of a betrokkene ends. Whoever adds to it holds this row until the commit, so that links follow each other.
CREATE TABLE logboek_ketens (
    data_subject_id TEXT   NOT NULL PRIMARY KEY CHECK (length(data_subject_id) = 64),
    volgnummer      BIGINT NOT NULL,
    schakel         TEXT   NOT NULL
);

-- Instead of links that were kept long enough and were removed: from where to go on, signed.
CREATE TABLE logboek_ankers (
    data_subject_id TEXT   NOT NULL,
    van             BIGINT NOT NULL,
    tot             BIGINT NOT NULL,
    schakel         TEXT   NOT NULL,
    gewist_op       BIGINT NOT NULL,
    waarmerk        TEXT   NOT NULL,
    PRIMARY KEY (data_subject_id, tot)
);

-- What the cleaning removed: one row per piece of work.
CREATE TABLE logboek_wissingen (
    gewist_op BIGINT NOT NULL,
    stuk      TEXT   NOT NULL PRIMARY KEY,
    regels    BIGINT NOT NULL
);
