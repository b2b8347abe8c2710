-- What the cleaning removed: a request or correctie by its number, messages by piece of work. Says nothing about whom it was.
CREATE TABLE wissingen (
    kenmerk   TEXT   NOT NULL PRIMARY KEY,
    soort     TEXT   NOT NULL CHECK (soort IN ('verzoek', 'correctie', 'concept', 'berichten')),
    gewist_op BIGINT NOT NULL,
    aantal    BIGINT NOT NULL
);
CREATE INDEX berichten_oud ON berichten (op, id);
