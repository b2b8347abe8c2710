-- Registrations that are switched off for planned maintenance, and what citizens are told meanwhile.
CREATE TABLE onderhoud (
    registratie TEXT   NOT NULL PRIMARY KEY,
    nl          TEXT   NOT NULL,
    en          TEXT   NOT NULL,
    sinds       BIGINT NOT NULL
);
