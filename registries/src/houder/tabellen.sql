CREATE TABLE IF NOT EXISTS zaak (
    referentie     TEXT PRIMARY KEY,
    registratie    TEXT NOT NULL,
    kenmerk        TEXT NOT NULL,
    houder         TEXT NOT NULL,
    melding        TEXT NOT NULL,
    vingerafdruk   TEXT NOT NULL,
    stand          TEXT NOT NULL,
    opgenomen_door TEXT,
    ontvangen_op   TEXT NOT NULL,
    uiterlijk      TEXT NOT NULL,
    UNIQUE (registratie, kenmerk)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS zaak_houder ON zaak (houder, ontvangen_op);
CREATE TABLE IF NOT EXISTS stap (
    referentie TEXT NOT NULL,
    volgnummer INTEGER NOT NULL,
    wat        TEXT NOT NULL,
    op         TEXT NOT NULL,
    door       TEXT,
    inhoud     TEXT NOT NULL,
    PRIMARY KEY (referentie, volgnummer)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aanvulling (
    referentie   TEXT NOT NULL,
    kenmerk      TEXT NOT NULL,
    vingerafdruk TEXT NOT NULL,
    tekst        TEXT NOT NULL,
    op           TEXT NOT NULL,
    PRIMARY KEY (referentie, kenmerk)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bijlage (
    referentie TEXT NOT NULL,
    nummer     INTEGER NOT NULL,
    naam       TEXT NOT NULL,
    soort      TEXT NOT NULL,
    inhoud     BLOB NOT NULL,
    PRIMARY KEY (referentie, nummer)
) STRICT;
