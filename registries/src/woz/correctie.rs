//! What can be changed of a WOZ-object: where it is, how large, what it is worth, and who its owner and its user are.

use super::{OBJECTEN, zoekvraag};
use crate::wijziging::{Groep, HoortNiet, Ontbreekt, Plek, Tabel, Vorm, Zoek};

const NAAM: Vorm = Vorm::Tekst(200);
const EIGENAAR: &str = "/belanghebbendeEigenaar";
const GEBRUIKER: &str = "/belanghebbendeGebruiker";
const BSN: &str = "/burgerservicenummer";

const OBJECT: &[Plek] = &[
    Plek::sleutel("identificatie", "/identificatie"),
    Plek::nieuw("straat", "/aanduiding/straat", Vorm::Tekst(80)),
    Plek::nieuw("huisnummer", "/aanduiding/huisnummer", Vorm::Getal),
    Plek::nieuw(
        "huisletter",
        "/aanduiding/huisletter",
        Vorm::Patroon(1, 1, |teken| teken.is_ascii_alphabetic()),
    ),
    Plek::nieuw(
        "huisnummertoevoeging",
        "/aanduiding/huisnummertoevoeging",
        Vorm::Patroon(1, 4, |teken| teken.is_ascii_alphanumeric()),
    ),
    Plek::nieuw("postcode", "/aanduiding/postcode", Vorm::Postcode),
    Plek::nieuw("woonplaats", "/aanduiding/woonplaats", Vorm::Tekst(80)),
    Plek::nieuw("locatieomschrijving", "/aanduiding/locatieomschrijving", NAAM),
    Plek::nieuw("eigenaar", "/belanghebbendeEigenaar/naam", NAAM).alleen_van(EIGENAAR, BSN),
    Plek::nieuw("gebruiker", "/belanghebbendeGebruiker/naam", NAAM).alleen_van(GEBRUIKER, BSN),
    Plek::nieuw("grondoppervlakte", "/grondoppervlakte", Vorm::Getal),
];

const WAARDEN: &[Plek] = &[
    Plek::sleutel("objectIdentificatie", "/identificatie").boven(),
    Plek::sleutel("waardepeildatum", "/waardepeildatum"),
    Plek::nieuw("vastgesteldeWaarde", "/vastgesteldeWaarde", Vorm::Bedragheel).verplicht(),
];

/// What a holder can change.
pub(crate) const TABEL: Tabel = Tabel {
    groepen: &[
        Groep::nieuw("woz.objecten", OBJECTEN, Zoek::Alle, OBJECT)
            .ontbreekt(Ontbreekt::Niet(
                "De gemeente bakent een WOZ-object zelf af. Voer het in de WOZ-administratie in, of leg daar vast dat deze persoon eigenaar of gebruiker is.",
            ))
            .hoort_niet(HoortNiet::Rol(&[(EIGENAAR, BSN), (GEBRUIKER, BSN)])),
        Groep::nieuw("woz.waarden", OBJECTEN, Zoek::Alle, WAARDEN)
            .lijst("/waarden")
            .ontbreekt(Ontbreekt::Niet("De gemeente stelt een WOZ-waarde met een beschikking vast, en niet na een melding."))
            .hoort_niet(HoortNiet::Niet(
                "Een WOZ-waarde hoort bij een object en niet bij een persoon. Is iemand geen eigenaar of gebruiker, verander dan het WOZ-object.",
            )),
    ],
    niet: &[],
    termen: |_, stuk| Some(zoekvraag::termen(stuk)),
    afgeleid: |_, stuk| stuk,
};
