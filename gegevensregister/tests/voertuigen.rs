//! `brv.toml` held against the tree of its SuwiML dienst, and `rdw.toml` against the columns that the RDW publishes.
//! Both stand beside the repository, not in it; without them these tests say that they skip.

use contract::klantbeeld::Waarde;
use gegevensregister::{Register, Registratie, til};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn standaard(bestand: &str) -> Option<String> {
    let plek = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/registers").join(bestand);
    let tekst = std::fs::read_to_string(&plek).ok();
    if tekst.is_none() {
        eprintln!("skipped: the standard's {bestand} is not there");
    }
    tekst
}

fn met<T>(id: &str, doe: impl FnOnce(&Registratie) -> T) -> T {
    let register = Register::ingebouwd().expect("a register in order");
    doe(register.registratie(id).expect("the registration"))
}

/// The leaves of `VoertuigbezitInfoPersoonResponse` as pointers, with the name of their type. The tree is written with
/// two spaces for each level, `[0..*]` for what repeats, and a type behind the name of a leaf.
fn bladen(boom: &str) -> BTreeMap<String, String> {
    let dienst = boom.split("# RDWDossierDigitaleDiensten").nth(1).expect("the dienst");
    let antwoord = dienst.split("KentekenInfoResponse").next().expect("the first answer");
    let mut pad: Vec<String> = Vec::new();
    let mut uit = BTreeMap::new();
    // Level 0 is the answer itself, level 1 its choice.
    for regel in antwoord.lines().skip(3).filter(|regel| !regel.trim().is_empty()) {
        let diepte = (regel.len() - regel.trim_start().len()) / 2 - 2;
        let (naam, soort) = regel.trim().split_once(':').unwrap_or((regel.trim(), ""));
        if naam == "fwi" {
            continue;
        }
        let (kaal, aantal) = naam.split_once('[').unwrap_or((naam, ""));
        pad.truncate(diepte);
        pad.push(format!("/{kaal}{}", if aantal.ends_with("*]") { "/*" } else { "" }));
        if !soort.is_empty() {
            uit.insert(pad.concat(), soort.trim().to_owned());
        }
    }
    uit
}

/// What every answer of Suwinet may hold beside its own: the texts of a report are shown, what is for operators is not.
const FWI: [(&str, bool); 4] = [("Tekst", true), ("Code", false), ("Detail/*", false), ("Bron/DN", false)];

fn met_waarde(pad: &str, waarde: &str) -> Value {
    pad.rsplit('/').filter(|deel| !deel.is_empty()).fold(json!(waarde), |binnen, deel| match deel {
        "*" => json!([binnen]),
        naam => json!({ naam: binnen }),
    })
}

#[test]
fn every_element_of_the_dienst_is_shown_as_what_it_is() {
    let Some(boom) = standaard("suwinet/suwiml-antwoordbomen-17-diensten.txt") else { return };
    let bladen = bladen(&boom);
    assert_eq!(bladen.len(), 6, "{bladen:?}");
    met("brv", |brv| {
        for (pad, soort) in bladen {
            let waarde = match soort.as_str() {
                "Datum" => "20261122",
                "Burgerservicenr" => "999920108",
                _ => "P",
            };
            let opbrengst = til(brv.alles(), &met_waarde(&pad, waarde));
            assert_eq!(opbrengst.niet_gedefinieerd, BTreeSet::new(), "{pad}");
            assert_eq!(opbrengst.niet_begrepen, Vec::<String>::new(), "{pad}");
        }
    });
}

#[test]
fn every_pointer_of_the_brv_resolves_in_the_dienst() {
    let Some(boom) = standaard("suwinet/suwiml-antwoordbomen-17-diensten.txt") else { return };
    let mut paden: BTreeSet<String> = bladen(&boom).into_keys().collect();
    for melding in ["Fout", "Waarschuwing", "Informatie"] {
        paden.extend(FWI.iter().map(|(lid, _)| format!("/FWI/{melding}/*/{lid}")));
    }
    met("brv", |brv| {
        for plek in brv.plekken().into_iter().filter(|plek| plek.soort.is_some()) {
            assert!(paden.contains(&plek.pad), "{}: {}", plek.id, plek.pad);
        }
    });
}

#[test]
fn the_texts_of_a_report_are_shown() {
    met("brv", |brv| {
        for melding in ["Fout", "Waarschuwing", "Informatie"] {
            for (lid, getoond) in FWI {
                let opbrengst = til(brv.alles(), &met_waarde(&format!("/FWI/{melding}/*/{lid}"), "x"));
                assert_eq!(opbrengst.niet_gedefinieerd.is_empty(), getoond, "{melding} {lid}");
            }
        }
    });
}

/// Columns that are not shown, and why.
const NIET_GETOOND: &[(&str, &str)] = &[
    ("api_gekentekende_voertuigen_", "an address of another table"),
    ("aanhangwagen_", "how a trailer is braked: for who builds or inspects it"),
    ("oplegger_geremd", "how a trailer is braked: for who builds or inspects it"),
    ("afstand_", "where the coupling is: for who builds or inspects it"),
    ("maximum_last_onder_", "a limit on the coupling: for who builds or inspects it"),
    ("technisch_toelaatbaar_massa_koppelpunt", "a limit on the coupling: for who builds or inspects it"),
    ("verticale_belasting_koppelpunt_", "a limit on the coupling: for who builds or inspects it"),
    ("massa_alt_aandr", "a correction in the type approval"),
    ("massa_bedrijfsklaar_", "a range in the type approval; the vehicle's own weight is shown"),
    ("maximum_massa_technisch_", "a range in the type approval; the permitted weight is shown"),
    ("technische_max_massa_voertuig", "what the maker says; the permitted weight is shown"),
    ("gem_lading_wrde", "an average in the type approval"),
    ("breedte_voertuig_", "a range in the type approval; the vehicle's own width is shown"),
    ("hoogte_voertuig_", "a range in the type approval; the vehicle's own height is shown"),
    ("lengte_voertuig_", "a range in the type approval; the vehicle's own length is shown"),
    ("wielbasis_voertuig_", "a range in the type approval; the vehicle's own wheelbase is shown"),
    ("aanwijzingsnummer", "a number of the type approval"),
    ("typegoedkeuringsnummer", "a number of the type approval"),
    ("type", "a code of the type approval; the model is shown in words"),
    ("variant", "a code of the type approval"),
    ("uitvoering", "a code of the type approval"),
    ("volgnummer_wijziging_eu_typegoedkeuring", "a number of the type approval"),
    ("europese_uitvoeringcategorie_toevoeging", "a code of the type approval"),
    ("europese_voertuigcategorie_toevoeging", "a code of the type approval"),
    ("subcategorie_nederland", "a code of the type approval"),
    ("rupsonderstelconfiguratiecode", "a code of the type approval"),
    ("type_remsysteem_voertuig_code", "a code of the type approval"),
    ("verl_cab_ind", "a mark of the type approval of lorries"),
    ("aerodyn_voorz", "a mark of the type approval of lorries"),
    ("plaats_chassisnummer", "where to look for the number: for who inspects it"),
    ("vermogen_massarijklaar", "derived: power over weight"),
    ("afwijkende_maximum_snelheid", "zero for all but a few special vehicles"),
    ("maximum_ondersteunende_snelheid", "zero for all but bicycles with a motor"),
    ("aantal_passagiers_zitplaatsen_wettelijk", "the legal count for buses; the number of seats is shown"),
    ("code_toelichting_tellerstandoordeel", "a code; the opinion itself is shown in words"),
    ("registratie_datum_goedkeuring_afschrijvingsmoment_bpm", "only for importers who pay the tax"),
    ("wacht_op_keuren", "the RDW says no more here than that it does not publish it"),
];

fn niet_getoond(kolom: &str) -> bool {
    // A name that ends in `_` stands for all that begin with it.
    let past = |naam: &str| if naam.ends_with('_') { kolom.starts_with(naam) } else { kolom == naam };
    kolom.ends_with("_dt") || NIET_GETOOND.iter().any(|(naam, _)| past(naam))
}

#[test]
fn every_column_of_the_rdw_is_shown_or_left_out_for_a_reason() {
    let Some(lijst) = standaard("rdw/gekentekende_voertuigen_m9d7-ebf2_kolommen.csv") else { return };
    let kolommen: BTreeSet<&str> =
        lijst.lines().skip(1).filter_map(|regel| regel.split(',').next()).filter(|k| !k.is_empty()).collect();
    met("rdw", |rdw| {
        let plekken = rdw.plekken();
        let getoond: BTreeSet<&str> = plekken
            .iter()
            .filter(|plek| plek.soort.is_some())
            .filter_map(|plek| plek.pad.strip_prefix("/voertuigen/*/"))
            .filter(|pad| !pad.contains('/'))
            .collect();
        let vreemd: Vec<_> = getoond.difference(&kolommen).collect();
        assert!(vreemd.is_empty(), "no columns of the RDW: {vreemd:?}");
        for kolom in kolommen {
            assert_ne!(getoond.contains(kolom), niet_getoond(kolom), "{kolom}");
        }
    });
}

#[test]
fn the_texts_of_the_rdw_are_read_as_what_they_mean() {
    let rij = json!({
        "kenteken": "K572ZB", "vervaldatum_apk": "20270112", "catalogusprijs": "21950", "taxi_indicator": "Nee",
        "openstaande_terugroepactie_indicator": "Ja", "wam_verzekerd": "N.v.t.", "lengte": "405",
        "brandstof": [{"kenteken": "K572ZB", "brandstof_volgnummer": "1", "co2_uitstoot_gecombineerd": "105"}],
    });
    let opbrengst = met("rdw", |rdw| til(rdw.alles(), &json!({ "voertuigen": [rij] })));
    assert_eq!((opbrengst.niet_begrepen.len(), opbrengst.niet_gedefinieerd.len()), (0, 0), "{opbrengst:?}");
    let gegevens = opbrengst.voorkomens.iter().flat_map(|voorkomen| &voorkomen.gegevens);
    let gegevens: BTreeMap<&str, &Waarde> =
        gegevens.map(|gegeven| (gegeven.id.as_str(), &gegeven.waarde)).collect();
    assert_eq!(gegevens["rdw.voertuigen.catalogusprijs"], &Waarde::Bedrag { centen: 2_195_000 });
    assert_eq!(gegevens["rdw.voertuigen.taxiIndicator"], &Waarde::JaNee { ja: false });
    assert_eq!(gegevens["rdw.voertuigen.openstaandeTerugroepactieIndicator"], &Waarde::JaNee { ja: true });
    assert_eq!(gegevens["rdw.maten.lengte"], &Waarde::Getal { getal: 405 });
    assert!(matches!(gegevens["rdw.voertuigen.vervaldatumApk"], Waarde::Datum { .. }));
    assert!(matches!(gegevens["rdw.voertuigen.wamVerzekerd"], Waarde::Code { .. }));
}

#[test]
fn the_vehicles_of_the_brv_lead_to_the_rdw() {
    let voertuig = |kenteken: &str| json!({"Voertuig": {"KentekenVoertuig": kenteken}});
    let antwoord =
        json!({"ClientSuwi": [{"Aansprakelijke": [voertuig("VFB47N"), null, voertuig("MK49XR")]}]});
    met("brv", |brv| {
        assert_eq!(til(brv.alles(), &antwoord).voorkomens.len(), 2);
        let schakels = brv.schakels(&antwoord);
        assert_eq!(schakels, [("kenteken", "VFB47N".to_owned()), ("kenteken", "MK49XR".to_owned())]);
    });
}
