-- Which descriptions stand in somebody's log, and when each was written first: with a hundred thousand lines it takes too long to read
-- that from the lines. Written with them, while the end of the chain is held, and removed with the last of them.
CREATE TABLE logboek_soorten (
    data_subject_id TEXT   NOT NULL,
    omschrijving    BIGINT NOT NULL REFERENCES logboek_omschrijvingen (id),
    eerste          BIGINT NOT NULL,
    PRIMARY KEY (data_subject_id, omschrijving)
);
INSERT INTO logboek_soorten (data_subject_id, omschrijving, eerste)
SELECT data_subject_id, omschrijving, MIN(start_time) FROM logboek GROUP BY data_subject_id, omschrijving;
