//! Where one lives, from register to register: the BRP gives the address, the BAG its building, the map the drawing.

use crate::browser::Keuze;
use crate::hulp::{
    Proef, Stroom, klantbeeld, proef, proef_met_personen, staat_niet_in_de_log, storing, tot, waarde,
};
use contract::klantbeeld::{Bronbeeld, Laag, Stand, Vlak, Waarde};
use serde_json::json;

/// Nobody of the demo; where they are registered is up to the test.
const VERHUISD: &str = "999950009";

fn van<'b>(beelden: &'b [Bronbeeld], registratie: &str) -> &'b Bronbeeld {
    beelden.iter().find(|beeld| beeld.registratie == registratie).expect("it was asked")
}

fn vlakken(beeld: &Bronbeeld) -> &[Vlak] {
    match waarde(beeld, "kaart.tekening.tekening") {
        Some(Waarde::Tekening { vlakken }) => vlakken,
        anders => panic!("no drawing: {anders:?}"),
    }
}

fn is_code(waarde: Option<&Waarde>, verwacht: &str) -> bool {
    matches!(waarde, Some(Waarde::Code { code, .. }) if code == verwacht)
}

#[tokio::test]
async fn an_address_leads_to_its_building_and_that_to_a_drawing() {
    let proef = proef().await;
    for (persoon, oppervlakte, overkant) in [("gezin", 142, None), ("student", 212, Some(Laag::Water))] {
        let mut browser = proef.als(persoon).await;
        let beelden = klantbeeld(&mut browser).await.beelden;
        let bag = van(&beelden, "bag");
        assert_eq!(bag.stand, Stand::Geladen);
        assert_eq!(waarde(bag, "bag.adres.oppervlakte"), Some(&Waarde::Getal { getal: oppervlakte }));
        let kaart = van(&beelden, "kaart");
        assert_eq!(kaart.stand, Stand::Geladen);
        let vlakken = vlakken(kaart);
        let eigen: Vec<Laag> = vlakken.iter().filter(|vlak| vlak.eigen).map(|vlak| vlak.laag).collect();
        assert_eq!(eigen, [Laag::Pand, Laag::Perceel]);
        assert!(vlakken.iter().filter(|vlak| vlak.laag == Laag::Pand).count() >= 3, "the neighbours");
        assert!(vlakken.iter().any(|vlak| vlak.laag == Laag::Weg));
        assert!(overkant.is_none_or(|laag| vlakken.iter().any(|vlak| vlak.laag == laag)));
        let punten = || vlakken.iter().flat_map(|vlak| vlak.ringen.iter().flatten());
        assert_eq!(
            (punten().map(|punt| punt.0).min(), punten().map(|punt| punt.1).min()),
            (Some(0), Some(0))
        );
        assert!(punten().all(|(x, y)| *x < 10_000 && *y < 10_000), "less than a hundred metres");
    }
    proef.stop().await;
}

#[tokio::test]
async fn every_demo_person_has_a_building_or_none_at_all() {
    let proef = proef().await;
    for persoon in &proef.demo.personen {
        let mut browser = proef.als(&persoon.id).await;
        let beelden = klantbeeld(&mut browser).await.beelden;
        let brp = van(&beelden, "brp");
        let heeft_adres = waarde(brp, "brp.adres.nummeraanduidingIdentificatie").is_some();
        let woont_er = !is_code(waarde(brp, "brp.adres.functieAdres"), "B");
        let verwacht = if heeft_adres && woont_er { Stand::Geladen } else { Stand::GeenGegevens };
        for id in ["bag", "kaart"] {
            let beeld = van(&beelden, id);
            assert_eq!(beeld.stand, verwacht, "{}: {id}", persoon.id);
            let gegevens = beeld.voorkomens.iter().flat_map(|een| &een.gegevens);
            for gegeven in gegevens {
                assert_ne!(gegeven.waarde, Waarde::NietBegrepen, "{}: {}", persoon.id, gegeven.id);
            }
        }
    }
    proef.stop().await;
}

#[tokio::test]
async fn a_value_under_investigation_is_marked() {
    let proef = proef().await;
    let mut browser = proef.als("onderzoek").await;
    let beelden = klantbeeld(&mut browser).await.beelden;
    let gegevens = van(&beelden, "bag").voorkomens.iter().flat_map(|een| &een.gegevens);
    let onderzocht: Vec<&str> = gegevens
        .filter(|gegeven| gegeven.in_onderzoek.is_some())
        .map(|gegeven| gegeven.id.as_str())
        .collect();
    assert_eq!(onderzocht, ["bag.adres.gebruiksdoelen", "bag.adres.oppervlakte"]);
    proef.stop().await;
}

/// A portal whose BRP has one more person, at the home of `gezin`.
async fn proef_met_nieuwe_bewoner(functie: &str) -> Proef {
    let persoon = json!({
        "burgerservicenummer": VERHUISD,
        "gemeenteVanInschrijving": { "code": "0518" },
        "naam": { "voornamen": "Joris", "geslachtsnaam": "Verhuisd" },
        "geboorte": { "datum": "19900101" },
        "verblijfplaats": {
            "functieAdres": { "code": functie },
            "straat": "Turfmarkt",
            "huisnummer": "912",
            "postcode": "2511CA",
            "woonplaats": "'s-Gravenhage",
            "adresseerbaarObjectIdentificatie": "0518010000990101",
            "nummeraanduidingIdentificatie": "0518200000990101",
            "datumAanvangAdreshouding": "20261122",
        },
    });
    proef_met_personen(&json!([persoon])).await
}

async fn nieuwe_bewoner(proef: &Proef) -> Stroom {
    let mut browser = proef.browser();
    assert_eq!(browser.log_in(Keuze::Bsn(VERHUISD)).await, "/klantbeeld");
    klantbeeld(&mut browser).await
}

fn noemt_geen_bewoner(proef: &Proef, stroom: &Stroom) {
    let gezien = serde_json::to_string(&stroom.beelden).unwrap();
    for bewoner in [proef.bsn("gezin"), "999921563", "999921757", "999923018", "999924473"] {
        assert!(!gezien.contains(bewoner));
        staat_niet_in_de_log(bewoner);
    }
    assert!(!gezien.contains("Okafor") && !gezien.contains("Sanne"));
}

/// The registry of residents has yet to hear of it: that is no answer about somebody else.
#[tokio::test]
async fn who_moved_in_today_sees_nothing_of_who_lives_there() {
    let proef = proef_met_nieuwe_bewoner("W").await;
    let stroom = nieuwe_bewoner(&proef).await;
    assert_eq!(van(&stroom.beelden, "bag").stand, Stand::Geladen);
    let bewoning = van(&stroom.beelden, "bewoning");
    assert_eq!((&bewoning.stand, bewoning.voorkomens.len()), (&Stand::GeenGegevens, 0));
    noemt_geen_bewoner(&proef, &stroom);

    // Incidents are delivered in their order: when that of another has come, there was none before it.
    proef.gedrag(storing(proef.bsn("student"), "anderepersoon")).await;
    klantbeeld(&mut proef.als("student").await).await;
    let incidenten = tot(async || Some(proef.incidenten().await).filter(|lijst| !lijst.is_empty())).await;
    let registraties: Vec<_> =
        incidenten.iter().map(|incident| &incident["melding"]["registratie"]).collect();
    assert_eq!(registraties, ["brp"]);
    proef.stop().await;
}

/// Somebody's post comes to the home of others: what is known of that home is not asked.
#[tokio::test]
async fn who_only_gets_post_at_an_address_has_no_home_there() {
    let proef = proef_met_nieuwe_bewoner("B").await;
    let van_een_huis = ["bewoning", "bag", "kaart", "woz"];
    // Whoever is asked would fail.
    for id in van_een_huis {
        proef.gedrag_van(id, json!({ "gedrag": "storing" })).await;
    }
    let stroom = nieuwe_bewoner(&proef).await;
    let brp = van(&stroom.beelden, "brp");
    assert!(is_code(waarde(brp, "brp.adres.functieAdres"), "B"));
    assert!(waarde(brp, "brp.adres.adresseerbaarObjectIdentificatie").is_some(), "the BRP tells what it has");
    for id in van_een_huis {
        let beeld = van(&stroom.beelden, id);
        let kaal = (beeld.voorkomens.len(), beeld.onvolledig.len());
        assert_eq!((&beeld.stand, kaal), (&Stand::GeenGegevens, (0, 0)), "{id}");
    }
    noemt_geen_bewoner(&proef, &stroom);
    proef.stop().await;
}
