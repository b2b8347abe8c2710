-- What must reach somebody else, written in the same transaction as the change it is about.
-- volgende_poging_op is also the lease: who takes a message moves it into the future.
CREATE TABLE uitbak (
    sleutel            TEXT   NOT NULL PRIMARY KEY,
    soort              TEXT   NOT NULL,
    lading             TEXT   NOT NULL,
    aangemaakt_op      BIGINT NOT NULL,
    pogingen           BIGINT NOT NULL DEFAULT 0,
    volgende_poging_op BIGINT NOT NULL,
    afgeleverd_op      BIGINT,
    foutcode           TEXT
);
CREATE INDEX uitbak_te_bezorgen ON uitbak (volgende_poging_op, sleutel) WHERE afgeleverd_op IS NULL;
