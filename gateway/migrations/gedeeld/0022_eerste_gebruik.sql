-- Until when a citizen's log was searched for who used something for the first time.
CREATE TABLE eerste_gebruik (
    betrokkene TEXT   NOT NULL PRIMARY KEY CHECK (length(betrokkene) = 64),
    gezien_tot BIGINT NOT NULL
);
