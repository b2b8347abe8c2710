//! Where one lives, from register to register: the BRP gives the address, the BAG its building, the map the drawing.

use crate::hulp::{klantbeeld, proef, waarde};
use contract::klantbeeld::{Bronbeeld, Laag, Stand, Vlak, Waarde};

fn van<'b>(beelden: &'b [Bronbeeld], registratie: &str) -> &'b Bronbeeld {
    beelden.iter().find(|beeld| beeld.registratie == registratie).expect("it was asked")
}

fn vlakken(beeld: &Bronbeeld) -> &[Vlak] {
    match waarde(beeld, "kaart.tekening.tekening") {
        Some(Waarde::Tekening { vlakken }) => vlakken,
        anders => panic!("no drawing: {anders:?}"),
    }
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
        let heeft_adres = waarde(van(&beelden, "brp"), "brp.adres.nummeraanduidingIdentificatie").is_some();
        let verwacht = if heeft_adres { Stand::Geladen } else { Stand::GeenGegevens };
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
