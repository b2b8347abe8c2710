-- Corrections: who added a row and who ended one, by the reference of the case at the holder. What a correction touched, an
-- import leaves alone: a restart of the demo must not bring back what was wrong.
ALTER TABLE categorie_voorkomen ADD COLUMN kenmerk TEXT;
ALTER TABLE categorie_voorkomen ADD COLUMN vervallen_door TEXT;
ALTER TABLE categorie_voorkomen ADD COLUMN vervallen_reden TEXT;

-- What runs of investigations: the elements ("ggee") that one case doubts. `kenmerk` is empty for an investigation that ran
-- before ours and goes on after it.
CREATE TABLE onderzoek (
    kenmerk    TEXT    NOT NULL,
    bsn        TEXT    NOT NULL,
    categorie  TEXT    NOT NULL,
    volgnummer INTEGER NOT NULL,
    elementen  TEXT    NOT NULL,
    ingang     TEXT    NOT NULL,
    PRIMARY KEY (kenmerk, bsn, categorie, volgnummer)
) WITHOUT ROWID;

-- The corrections that were carried out: each once.
CREATE TABLE correctie (
    kenmerk       TEXT PRIMARY KEY,
    uitgevoerd_op TEXT NOT NULL
) WITHOUT ROWID;
