//! Where each GBA element stands in a record of the RvIG test set.

/// How the text of an element is checked, and what goes with it.
#[derive(Clone, Copy)]
pub(super) enum Soort {
    Tekst,
    Cijfers,
    Bsn,
    Datum,
    /// `{code, omschrijving}` of a national table.
    Code(&'static str),
    /// A municipality `{code, omschrijving}` or a place abroad `{omschrijving}`.
    Plaats,
    /// `true`, written as this value.
    Vlag(&'static str),
    Onderzoek,
}

/// Where an element stands in the source: path, element, kind.
pub(super) type Regel = (&'static str, &'static str, Soort);

pub(super) const NAAM: &[Regel] = &[
    ("burgerservicenummer", "0120", Soort::Bsn),
    ("naam.voornamen", "0210", Soort::Tekst),
    ("naam.adellijkeTitelPredicaat", "0220", Soort::Code("titel")),
    ("naam.voorvoegsel", "0230", Soort::Tekst),
    ("naam.geslachtsnaam", "0240", Soort::Tekst),
    ("geboorte.datum", "0310", Soort::Datum),
    ("geboorte.plaats", "0320", Soort::Plaats),
    ("geboorte.land", "0330", Soort::Code("land")),
    ("geslacht", "0410", Soort::Code("geslacht")),
];
pub(super) const IN_ONDERZOEK: &[Regel] = &[
    ("inOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("inOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const PERSOON: &[Regel] = &[
    ("aNummer", "0110", Soort::Cijfers),
    ("naam.aanduidingNaamgebruik", "6110", Soort::Code("naamgebruik")),
    ("persoonInOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("persoonInOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
pub(super) const OUDER: &[Regel] = &[("datumIngangFamilierechtelijkeBetrekking", "6210", Soort::Datum)];
const NATIONALITEIT: &[Regel] = &[
    ("nationaliteit", "0510", Soort::Code("nationaliteit")),
    ("redenOpname", "6310", Soort::Code("redenOpname")),
    ("aanduidingBijzonderNederlanderschap", "6510", Soort::Tekst),
    ("datumIngangGeldigheid", "8510", Soort::Datum),
];
const PARTNER: &[Regel] = &[
    ("aangaanHuwelijkPartnerschap.datum", "0610", Soort::Datum),
    ("aangaanHuwelijkPartnerschap.plaats", "0620", Soort::Plaats),
    ("aangaanHuwelijkPartnerschap.land", "0630", Soort::Code("land")),
    ("ontbindingHuwelijkPartnerschap.datum", "0710", Soort::Datum),
    ("soortVerbintenis", "1510", Soort::Code("verbintenis")),
];
const OVERLIJDEN: &[Regel] = &[
    ("overlijden.datum", "0810", Soort::Datum),
    ("overlijden.plaats", "0820", Soort::Plaats),
    ("overlijden.land", "0830", Soort::Code("land")),
    ("overlijden.inOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("overlijden.inOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const INSCHRIJVING: &[Regel] = &[
    ("opschortingBijhouding.datum", "6710", Soort::Datum),
    ("opschortingBijhouding.reden", "6720", Soort::Code("opschorting")),
    ("datumEersteInschrijvingGBA", "6810", Soort::Datum),
    ("geheimhoudingPersoonsgegevens", "7010", Soort::Cijfers),
    ("verificatie.datum", "7110", Soort::Datum),
    ("verificatie.omschrijving", "7120", Soort::Tekst),
];
const VERBLIJFPLAATS: &[Regel] = &[
    ("gemeenteVanInschrijving", "0910", Soort::Code("gemeente")),
    ("datumInschrijvingInGemeente", "0920", Soort::Datum),
    ("verblijfplaats.functieAdres", "1010", Soort::Code("functieAdres")),
    ("verblijfplaats.datumAanvangAdreshouding", "1030", Soort::Datum),
    ("verblijfplaats.straat", "1110", Soort::Tekst),
    ("verblijfplaats.naamOpenbareRuimte", "1115", Soort::Tekst),
    ("verblijfplaats.huisnummer", "1120", Soort::Cijfers),
    ("verblijfplaats.huisletter", "1130", Soort::Tekst),
    ("verblijfplaats.huisnummertoevoeging", "1140", Soort::Tekst),
    ("verblijfplaats.aanduidingBijHuisnummer", "1150", Soort::Code("aanduidingBijHuisnummer")),
    ("verblijfplaats.postcode", "1160", Soort::Tekst),
    ("verblijfplaats.woonplaats", "1170", Soort::Tekst),
    ("verblijfplaats.adresseerbaarObjectIdentificatie", "1180", Soort::Cijfers),
    ("verblijfplaats.nummeraanduidingIdentificatie", "1190", Soort::Cijfers),
    ("verblijfplaats.locatiebeschrijving", "1210", Soort::Tekst),
    ("verblijfplaats.land", "1310", Soort::Code("land")),
    ("verblijfplaats.datumAanvangAdresBuitenland", "1320", Soort::Datum),
    ("verblijfplaats.regel1", "1330", Soort::Tekst),
    ("verblijfplaats.regel2", "1340", Soort::Tekst),
    ("verblijfplaats.regel3", "1350", Soort::Tekst),
    ("immigratie.landVanwaarIngeschreven", "1410", Soort::Code("land")),
    ("immigratie.datumVestigingInNederland", "1420", Soort::Datum),
    ("verblijfplaats.inOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("verblijfplaats.inOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
    ("verblijfplaats.datumIngangGeldigheid", "8510", Soort::Datum),
];
const VERBLIJFSTITEL: &[Regel] = &[
    ("verblijfstitel.aanduiding", "3910", Soort::Code("verblijfstitel")),
    ("verblijfstitel.datumEinde", "3920", Soort::Datum),
    ("verblijfstitel.datumIngang", "3930", Soort::Datum),
    ("verblijfstitel.inOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("verblijfstitel.inOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const GEZAGSVERHOUDING: &[Regel] = &[
    ("indicatieGezagMinderjarige", "3210", Soort::Code("gezagMinderjarige")),
    ("indicatieCurateleRegister", "3310", Soort::Vlag("1")),
    ("gezagInOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("gezagInOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const KIESRECHT: &[Regel] = &[
    ("europeesKiesrecht.aanduiding", "3110", Soort::Code("europeesKiesrecht")),
    ("europeesKiesrecht.einddatumUitsluiting", "3130", Soort::Datum),
    ("uitsluitingKiesrecht.uitgeslotenVanKiesrecht", "3810", Soort::Vlag("A")),
    ("uitsluitingKiesrecht.einddatum", "3820", Soort::Datum),
];

/// The categories that occur once, and the rules that fill them.
pub(super) const EENMALIG: &[(&str, &[&[Regel]])] = &[
    ("01", &[NAAM, PERSOON]),
    ("06", &[OVERLIJDEN]),
    ("07", &[INSCHRIJVING]),
    ("08", &[VERBLIJFPLAATS]),
    ("10", &[VERBLIJFSTITEL]),
    ("11", &[GEZAGSVERHOUDING]),
    ("13", &[KIESRECHT]),
];
/// The lists of relatives and nationalities: key in the source, category, rules.
pub(super) const LIJSTEN: &[(&str, &str, &[&[Regel]])] = &[
    ("nationaliteiten", "04", &[NATIONALITEIT, IN_ONDERZOEK]),
    ("partners", "05", &[NAAM, PARTNER, IN_ONDERZOEK]),
    ("kinderen", "09", &[NAAM, IN_ONDERZOEK]),
];
