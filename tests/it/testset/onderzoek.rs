//! Which values are *in onderzoek*, and since when: the code in the raw set says which element (two digits category,
//! two digits group, two digits element; zeros mean all of it; LO BRP, groups 83), the app must mark exactly those.

use super::{Beeld, Inhoud, gesorteerd, verwacht};
use contract::Datum;
use contract::klantbeeld::{Bronbeeld, Voorkomen};
use serde_json::Value;

/// Element numbers of the Logisch Ontwerp, by gegeven. `..` in the key stands for the group of the category.
const PERSOON: &[(&str, &str)] = &[
    ("brp.persoon.burgerservicenummer", "010120"),
    ("brp.naam.voornamen", "010210"),
    ("brp.naam.adellijkeTitelPredicaat", "010220"),
    ("brp.naam.voorvoegsel", "010230"),
    ("brp.naam.geslachtsnaam", "010240"),
    ("brp.geboorte.datum", "010310"),
    ("brp.geboorte.plaats", "010320"),
    ("brp.geboorte.land", "010330"),
    ("brp.persoon.geslacht", "010410"),
    ("brp.naam.aanduidingNaamgebruik", "016110"),
];
const VERBLIJFPLAATS: &[(&str, &str)] = &[
    ("brp.gemeente.gemeenteVanInschrijving", "080910"),
    ("brp.gemeente.datumInschrijvingInGemeente", "080920"),
    ("brp.adres.functieAdres", "081010"),
    ("brp.adres.huisnummer", "081120"),
    ("brp.adres.huisletter", "081130"),
    ("brp.adres.huisnummertoevoeging", "081140"),
    ("brp.adres.aanduidingBijHuisnummer", "081150"),
    ("brp.adres.postcode", "081160"),
    ("brp.adres.woonplaats", "081170"),
    ("brp.adres.adresseerbaarObjectIdentificatie", "081180"),
    ("brp.adres.nummeraanduidingIdentificatie", "081190"),
    ("brp.adres.locatiebeschrijving", "081210"),
];
const OVERLIJDEN: &[(&str, &str)] = &[
    ("brp.overlijden.datum", "060810"),
    ("brp.overlijden.plaats", "060820"),
    ("brp.overlijden.land", "060830"),
];
const GEZAG: &[(&str, &str)] = &[
    ("brp.gezagsverhouding.indicatieGezagMinderjarige", "113210"),
    ("brp.gezagsverhouding.indicatieCurateleRegister", "113310"),
];
/// Of a related person; the category differs (02 and 03 parents, 05 partner, 09 child).
const GERELATEERDE: &[(&str, &str)] = &[
    ("burgerservicenummer", "0120"),
    ("naam.voornamen", "0210"),
    ("naam.adellijkeTitelPredicaat", "0220"),
    ("naam.voorvoegsel", "0230"),
    ("naam.geslachtsnaam", "0240"),
    ("geboorte.datum", "0310"),
    ("geboorte.plaats", "0320"),
    ("geboorte.land", "0330"),
    ("geslacht", "0410"),
    ("aangaanHuwelijkPartnerschap.datum", "0610"),
    ("aangaanHuwelijkPartnerschap.plaats", "0620"),
    ("aangaanHuwelijkPartnerschap.land", "0630"),
    ("ontbindingHuwelijkPartnerschap.datum", "0710"),
    ("soortVerbintenis", "1510"),
    ("datumIngangFamilierechtelijkeBetrekking", "6210"),
];
const NATIONALITEIT: &[(&str, &str)] = &[("nationaliteit", "0510"), ("redenOpname", "6310")];
/// Marked by other rules than one element each, or computed by the standard; compared elsewhere.
const NIET_HIER: [&str; 7] = [
    "brp.adres.type",
    "brp.adres.datumVan",
    "brp.adres.datumIngangGeldigheid",
    "brp.adres.officieleStraatnaam",
    "brp.adres.korteStraatnaam",
    "brp.nationaliteiten.type",
    "brp.adres.indicatieVastgesteldVerblijftNietOpAdres",
];

fn telt_mee(id: &str) -> bool {
    !verwacht::is_afgeleid(id)
        && !NIET_HIER.contains(&id)
        && !id.starts_with("brp.gezag.")
        && !id.starts_with("brp.immigratie.")
        && !id.ends_with("Soort")
        && !["brp.adres.land", "brp.adres.buitenland"].contains(&id)
}

/// The marks that the app shows: since when, by gegeven.
pub(super) fn gekregen(beeld: &Bronbeeld) -> Beeld {
    let mut groepen = Beeld::new();
    for voorkomen in &beeld.voorkomens {
        let inhoud: Inhoud = voorkomen
            .gegevens
            .iter()
            .filter(|gegeven| telt_mee(&gegeven.id))
            .filter_map(|gegeven| Some((gegeven.id.clone(), sinds(gegeven.in_onderzoek.as_ref()?.sinds))))
            .collect();
        if !inhoud.is_empty() {
            groepen.entry(voorkomen.groep.clone()).or_default().push(inhoud);
        }
    }
    gesorteerd(groepen)
}

fn sinds(datum: Option<Datum>) -> String {
    datum.map_or_else(|| "?".into(), |datum| super::tekst(&contract::klantbeeld::Waarde::Datum { datum }))
}

/// The marks that the raw set asks for, on the values that are there.
pub(super) fn verwacht(persoon: &Value, beeld: &Bronbeeld) -> Beeld {
    let mut groepen = Beeld::new();
    let mut merk =
        |voorkomen: &Voorkomen, elementen: &[(&str, &str)], voor: &str, categorie: &str, bron: &Value| {
            let Some(code) = bron["aanduidingGegevensInOnderzoek"].as_str() else { return };
            let inhoud: Inhoud = voorkomen
                .gegevens
                .iter()
                .filter(|gegeven| telt_mee(&gegeven.id))
                .filter(|gegeven| {
                    elementen.iter().any(|(id, element)| {
                        gegeven.id == format!("{voor}{id}")
                            && geldt_voor(code, &format!("{categorie}{element}"))
                    })
                })
                .map(|gegeven| (gegeven.id.clone(), datum(&bron["datumIngangOnderzoek"])))
                .collect();
            if !inhoud.is_empty() {
                groepen.entry(voorkomen.groep.clone()).or_default().push(inhoud);
            }
        };
    for voorkomen in &beeld.voorkomens {
        match voorkomen.groep.as_str() {
            "brp.persoon" | "brp.naam" | "brp.geboorte" => {
                merk(voorkomen, PERSOON, "", "", &persoon["persoonInOnderzoek"]);
            }
            "brp.adres" | "brp.gemeente" => {
                merk(voorkomen, VERBLIJFPLAATS, "", "", &persoon["verblijfplaats"]["inOnderzoek"]);
            }
            "brp.overlijden" => merk(voorkomen, OVERLIJDEN, "", "", &persoon["overlijden"]["inOnderzoek"]),
            "brp.gezagsverhouding" => merk(voorkomen, GEZAG, "", "", &persoon["gezagInOnderzoek"]),
            groep @ ("brp.ouders" | "brp.partners" | "brp.kinderen" | "brp.nationaliteiten") => {
                let veld = groep.trim_start_matches("brp.");
                let Some(bron) = bron(persoon, veld, voorkomen) else { continue };
                let code = bron["inOnderzoek"]["aanduidingGegevensInOnderzoek"].as_str().unwrap_or("00");
                let elementen = if veld == "nationaliteiten" { NATIONALITEIT } else { GERELATEERDE };
                merk(voorkomen, elementen, &format!("{groep}."), &code[..2], &bron["inOnderzoek"]);
            }
            _ => {}
        }
    }
    gesorteerd(groepen)
}

/// `089999`: found not to live there. The whole address is doubted then, but not the municipality (group 09), which
/// goes by other rules.
fn geldt_voor(code: &str, element: &str) -> bool {
    if code == "089999" {
        return element.starts_with("08") && !element.starts_with("0809");
    }
    match (&code[2..4], &code[4..]) {
        ("00", "00") => code[..2] == element[..2],
        (_, "00") => code[..4] == element[..4],
        _ => code == element,
    }
}

fn datum(waarde: &Value) -> String {
    waarde.as_str().map_or("?", verwacht::datum_als_tekst).to_owned()
}

/// The raw occurrence that this voorkomen comes from: the one with the same values.
fn bron<'a>(persoon: &'a Value, veld: &str, voorkomen: &Voorkomen) -> Option<&'a Value> {
    let tekst_van = |id: &str| {
        let id = format!("brp.{veld}.{id}");
        voorkomen
            .gegevens
            .iter()
            .find(|gegeven| gegeven.id == id)
            .map(|gegeven| super::tekst(&gegeven.waarde))
    };
    persoon[veld].as_array()?.iter().find(|bron| {
        let gelijk = |id: &str, waarde: &Value| {
            waarde.as_str().is_none_or(|waarde| tekst_van(id).as_deref() == Some(waarde))
        };
        match veld {
            "nationaliteiten" => {
                let code = bron["nationaliteit"]["code"].as_str().unwrap_or_default();
                tekst_van("nationaliteit").is_none_or(|tekst| tekst.starts_with(code))
                    && gelijk("datumIngangGeldigheid", &Value::Null)
            }
            "ouders" => {
                tekst_van("ouderAanduiding").as_deref().map(|een| &een[..1])
                    == bron["ouderAanduiding"].as_str()
            }
            _ => {
                gelijk("burgerservicenummer", &bron["burgerservicenummer"])
                    && gelijk("naam.voornamen", &bron["naam"]["voornamen"])
            }
        }
    })
}
