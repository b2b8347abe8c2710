-- The registry keeps what it once held: a change closes a row and adds one, nothing is overwritten.
-- `inhoud` is the raw occurrence, JSON by GBA element number ("0210" = first names).
CREATE TABLE categorie_voorkomen (
    id            INTEGER PRIMARY KEY,
    bsn           TEXT    NOT NULL,
    categorie     TEXT    NOT NULL,
    volgnummer    INTEGER NOT NULL,
    inhoud        TEXT    NOT NULL,
    geldig_van    TEXT,
    geldig_tot    TEXT,
    opgenomen_op  TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    vervallen_op  TEXT
);
CREATE INDEX voorkomen_bsn ON categorie_voorkomen (bsn, categorie, volgnummer);
CREATE UNIQUE INDEX voorkomen_actueel ON categorie_voorkomen (bsn, categorie, volgnummer) WHERE vervallen_op IS NULL;
CREATE INDEX voorkomen_object ON categorie_voorkomen (json_extract(inhoud, '$."1180"'))
    WHERE categorie = '08' AND vervallen_op IS NULL;
CREATE INDEX voorkomen_nummeraanduiding ON categorie_voorkomen (json_extract(inhoud, '$."1190"'))
    WHERE categorie = '08' AND vervallen_op IS NULL;

-- The national tables: what a code means.
CREATE TABLE tabelwaarde (
    tabel        TEXT NOT NULL,
    code         TEXT NOT NULL,
    omschrijving TEXT NOT NULL,
    PRIMARY KEY (tabel, code)
) WITHOUT ROWID;

-- Protocollering: one row for every person that was answered.
CREATE TABLE protocol (
    id          INTEGER PRIMARY KEY,
    tijdstip    TEXT NOT NULL,
    bsn         TEXT NOT NULL,
    zoektype    TEXT NOT NULL,
    velden      TEXT NOT NULL,
    doelbinding TEXT NOT NULL,
    verwerking  TEXT NOT NULL,
    gebruiker   TEXT NOT NULL,
    oin         TEXT NOT NULL
);
CREATE INDEX protocol_bsn ON protocol (bsn, id);

INSERT INTO tabelwaarde (tabel, code, omschrijving) VALUES
    ('aanduidingBijHuisnummer', 'to', 'tegenover'),
    ('aanduidingBijHuisnummer', 'by', 'bij'),
    ('geslacht', 'M', 'man'),
    ('geslacht', 'V', 'vrouw'),
    ('geslacht', 'O', 'onbekend'),
    ('naamgebruik', 'E', 'eigen geslachtsnaam'),
    ('naamgebruik', 'N', 'geslachtsnaam echtgenoot/geregistreerd partner na eigen geslachtsnaam'),
    ('naamgebruik', 'P', 'geslachtsnaam echtgenoot/geregistreerd partner'),
    ('naamgebruik', 'V', 'geslachtsnaam echtgenoot/geregistreerd partner voor eigen geslachtsnaam'),
    ('opschorting', 'O', 'overlijden'),
    ('opschorting', 'E', 'emigratie'),
    ('opschorting', 'M', 'ministerieel besluit'),
    ('opschorting', 'R', 'pl is aangelegd in de rni'),
    ('opschorting', 'F', 'fout'),
    ('opschorting', '.', 'onbekend'),
    ('verbintenis', 'H', 'huwelijk'),
    ('verbintenis', 'P', 'geregistreerd partnerschap'),
    ('verbintenis', '.', 'onbekend'),
    ('functieAdres', 'W', 'woonadres'),
    ('functieAdres', 'B', 'briefadres'),
    ('europeesKiesrecht', '1', 'persoon is uitgesloten'),
    ('europeesKiesrecht', '2', 'persoon ontvangt oproep'),
    ('titel', 'B', 'baron'),
    ('titel', 'BS', 'barones'),
    ('titel', 'G', 'graaf'),
    ('titel', 'GI', 'gravin'),
    ('titel', 'H', 'hertog'),
    ('titel', 'HI', 'hertogin'),
    ('titel', 'JH', 'jonkheer'),
    ('titel', 'JV', 'jonkvrouw'),
    ('titel', 'M', 'markies'),
    ('titel', 'MI', 'markiezin'),
    ('titel', 'P', 'prins'),
    ('titel', 'PS', 'prinses'),
    ('titel', 'R', 'ridder'),
    ('rniDeelnemer', '0101', 'Belastingdienst (inzake heffingen en toeslagen)'),
    ('rniDeelnemer', '0201', 'Sociale Verzekeringsbank (inzake AOW, Anw en AKW)'),
    ('rniDeelnemer', '0401', 'CAK (inzake zorgverzekeringen)'),
    ('rniDeelnemer', '0501', 'Immigratie- en naturalisatiedienst (inzake nationaliteitsgegevens)'),
    ('gemeente', '0014', 'Groningen'),
    ('gemeente', '0080', 'Leeuwarden'),
    ('gemeente', '0228', 'Ede'),
    ('gemeente', '0344', 'Utrecht'),
    ('gemeente', '0363', 'Amsterdam'),
    ('gemeente', '0503', 'Delft'),
    ('gemeente', '0518', '''s-Gravenhage'),
    ('gemeente', '0599', 'Rotterdam'),
    ('gemeente', '0935', 'Maastricht'),
    ('gemeente', '1999', 'Registratie Niet-Ingezetenen'),
    ('land', '5001', 'Canada'),
    ('land', '5022', 'Marokko'),
    ('land', '6005', 'Nigeria'),
    ('land', '6030', 'Nederland'),
    ('land', '6037', 'Spanje'),
    ('land', '6043', 'Turkije'),
    ('land', '7009', 'Syrië'),
    ('nationaliteit', '0001', 'Nederlandse'),
    ('nationaliteit', '0131', 'Marokkaanse'),
    ('nationaliteit', '0137', 'Nigeriaanse'),
    ('nationaliteit', '0336', 'Syrische'),
    ('nationaliteit', '0339', 'Turkse'),
    ('redenOpname', '001', 'Wet op het Nederlanderschap 1892, art.1, lid 1a'),
    ('redenOpname', '017', 'Rijkswet op het Nederlanderschap 1984, art. 3, lid 1'),
    ('redenOpname', '027', 'Rijkswet op het Nederlanderschap 1984, art. 7'),
    ('redenOpname', '301', 'Vaststelling bezit vreemde nationaliteit'),
    ('verblijfstitel', '21', 'Vw 2000 art. 8, onder a, vergunning regulier bepaalde tijd, arbeid vrij');
