//! What can be changed of an address, and of the home and the building that it is of. The BAG knows no persons: whose address
//! it is, the BRP knows.

use super::{ADRES, PAND, VERBLIJFSOBJECT, zoekterm};
use crate::houder::Deel;
use crate::voorraad::Termen;
use crate::wijziging::{Groep, HoortNiet, Lijst, Ontbreekt, Ook, Plek, Tabel, Vorm, Zoek, voorstel};
use serde_json::Value;

const NAAM: Vorm = Vorm::Tekst(80);
const VBO: &str = "/adresseerbaarObjectIdentificatie";
const PANDEN: &str = "/pandIdentificaties";
const WOONPLAATS: &str = "urn:bag:adres:woonplaatsNaam";
const JN: Vorm = Vorm::JaNee("J", "N");

const GEBRUIKSDOELEN: Vorm = Vorm::Keuze(&[
    "woonfunctie",
    "bijeenkomstfunctie",
    "celfunctie",
    "gezondheidszorgfunctie",
    "industriefunctie",
    "kantoorfunctie",
    "logiesfunctie",
    "onderwijsfunctie",
    "sportfunctie",
    "winkelfunctie",
    "overige gebruiksfunctie",
]);
const STATUSSEN: Vorm = Vorm::Keuze(&[
    "Verblijfsobject gevormd",
    "Niet gerealiseerd verblijfsobject",
    "Verblijfsobject in gebruik (niet ingemeten)",
    "Verblijfsobject in gebruik",
    "Verbouwing verblijfsobject",
    "Verblijfsobject ingetrokken",
    "Verblijfsobject buiten gebruik",
    "Verblijfsobject ten onrechte opgevoerd",
]);
const JAAR: Vorm = Vorm::Patroon(4, 4, |teken| teken.is_ascii_digit());

const PLEKKEN: &[Plek] =
    &[
        Plek::sleutel("nummeraanduidingIdentificatie", "/nummeraanduidingIdentificatie"),
        Plek::nieuw("openbareRuimteNaam", "/openbareRuimteNaam", NAAM)
            .verplicht()
            .merk("openbareRuimteNaam")
            .ook(&[Ook::nieuw("", "", "/korteNaam", Vorm::Begin(24))]),
        Plek::nieuw("huisnummer", "/huisnummer", Vorm::Getal).verplicht().merk("huisnummer"),
        Plek::nieuw("huisletter", "/huisletter", Vorm::Patroon(1, 1, |teken| teken.is_ascii_alphabetic()))
            .merk("huisletter"),
        Plek::nieuw(
            "huisnummertoevoeging",
            "/huisnummertoevoeging",
            Vorm::Patroon(1, 4, |teken| teken.is_ascii_alphanumeric()),
        )
        .merk("huisnummertoevoeging"),
        Plek::nieuw("postcode", "/postcode", Vorm::Postcode).merk("postcode"),
        Plek::nieuw("woonplaatsNaam", "/woonplaatsNaam", NAAM)
            .verplicht()
            .eigen(woonplaats)
            .merk("woonplaatsNaam"),
        Plek::nieuw("gebruiksdoelen", "/gebruiksdoelen", GEBRUIKSDOELEN)
            .verplicht()
            .lijst("", Lijst::Waarden)
            .merk("gebruiksdoelen")
            .ook(&[Ook::nieuw(VERBLIJFSOBJECT, VBO, "/verblijfsobject/gebruiksdoelen", GEBRUIKSDOELEN)
                .lijst()
                .merk("gebruiksdoel")]),
        Plek::nieuw("oppervlakte", "/oppervlakte", Vorm::Getal)
            .verplicht()
            .merk("oppervlakte")
            .ook(&[Ook::nieuw(VERBLIJFSOBJECT, VBO, "/verblijfsobject/oppervlakte", Vorm::Getal)
                .merk("oppervlakte")]),
        Plek::nieuw("oorspronkelijkBouwjaar", "/oorspronkelijkBouwjaar", JAAR)
            .verplicht()
            .lijst("", Lijst::Waarden)
            .merk("oorspronkelijkBouwjaar")
            .ook(&[Ook::nieuw(PAND, PANDEN, "/pand/oorspronkelijkBouwjaar", JAAR)
                .merk("oorspronkelijk bouwjaar")]),
        Plek::nieuw("adresseerbaarObjectStatus", "/adresseerbaarObjectStatus", STATUSSEN)
            .verplicht()
            .merk("adresseerbaarObjectStatus")
            .ook(&[Ook::nieuw(VERBLIJFSOBJECT, VBO, "/verblijfsobject/status", STATUSSEN).merk("status")]),
        Plek::nieuw("geconstateerd:nummeraanduiding", "/geconstateerd/nummeraanduiding", Vorm::Waarheid),
        Plek::nieuw("geconstateerd:openbareRuimte", "/geconstateerd/openbareRuimte", Vorm::Waarheid),
        Plek::nieuw("geconstateerd:woonplaats", "/geconstateerd/woonplaats", Vorm::Waarheid),
        Plek::nieuw("geconstateerd:verblijfsobject", "/geconstateerd/verblijfsobject", Vorm::Waarheid)
            .verplicht()
            .ook(&[Ook::nieuw(VERBLIJFSOBJECT, VBO, "/verblijfsobject/geconstateerd", JN)]),
        Plek::nieuw("geconstateerd:pand", "/geconstateerd/pand", Vorm::Waarheid)
            .verplicht()
            .ook(&[Ook::nieuw(PAND, PANDEN, "/pand/geconstateerd", JN)]),
    ];

/// What a holder can change.
pub(crate) const TABEL: Tabel = Tabel {
    groepen: &[Groep::nieuw("bag.adres", ADRES, Zoek::Alle, PLEKKEN)
        .ontbreekt(Ontbreekt::Niet(
            "Een nieuw adres komt er door een besluit van de gemeente. Woont iemand op een ander adres dan hier staat, stuur dit dan door naar de BRP.",
        ))
        .hoort_niet(HoortNiet::Niet(
            "In de BAG staan geen personen. Op welk adres iemand woont, staat in de BRP: stuur dit door naar de BRP.",
        ))],
    niet: &[
        (
            "bag:adres:typeAdresseerbaarObject",
            "Een plek van een andere soort krijgt in de BAG een ander nummer. Daarvoor neemt de gemeente een besluit: voer dat in de BAG in.",
        ),
        (
            "bag:adres:indicatieNevenadres",
            "Welk adres het hoofdadres is, hangt af van de andere adressen van deze woning. Voer dit in de BAG in, bij alle adressen samen.",
        ),
        (
            "bag:adres:geconstateerd:standplaats",
            "Dit adres is in de demo geen standplaats.",
        ),
        (
            "bag:adres:geconstateerd:ligplaats",
            "Dit adres is in de demo geen ligplaats.",
        ),
    ],
    termen,
    afgeleid: |_, stuk| stuk,
};

/// An address is found by its postcode and house number.
fn termen(soort: &str, stuk: &Value) -> Option<Termen> {
    if soort != ADRES {
        return None;
    }
    let id = |waarde: &Value| waarde.as_str().unwrap_or_default().to_owned();
    let panden = stuk["pandIdentificaties"].as_array().into_iter().flatten();
    let vaste = [
        ("postcode", zoekterm(stuk)),
        ("adresseerbaarObjectIdentificatie", id(&stuk["adresseerbaarObjectIdentificatie"])),
    ];
    Some(vaste.into_iter().chain(panden.map(|pand| ("pandIdentificatie", id(pand)))).collect())
}

/// A town goes with its number, which the registration has when some address of it lies there.
fn woonplaats(adres: &mut Value, delen: &[Deel], alle: &[Value]) -> Option<()> {
    let naam = *voorstel(delen, WOONPLAATS)?.first()?;
    let id = alle.iter().find(|ander| ander["woonplaatsNaam"] == naam)?["woonplaatsIdentificatie"].clone();
    adres["woonplaatsNaam"] = naam.into();
    adres["woonplaatsIdentificatie"] = id;
    Some(())
}
