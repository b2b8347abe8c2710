//! What somebody owns and what it is worth: the WOZ is found by what the BRP and the BRK answered, and nobody sees
//! what is another's.

use crate::hulp::{Proef, http, klantbeeld, proef, staat_niet_in_de_log};
use contract::klantbeeld::{Bronbeeld, Reden, Stand, Waarde};
use reqwest::StatusCode;
use serde_json::json;

async fn beeld(proef: &Proef, persoon: &str, registratie: &str) -> Bronbeeld {
    let stroom = klantbeeld(&mut proef.als(persoon).await).await;
    stroom.beelden.into_iter().find(|beeld| beeld.registratie == registratie).unwrap()
}

fn waarden<'b>(beeld: &'b Bronbeeld, id: &str) -> Vec<&'b Waarde> {
    let gegevens = beeld.voorkomens.iter().flat_map(|voorkomen| &voorkomen.gegevens);
    gegevens.filter(|gegeven| gegeven.id == id).map(|gegeven| &gegeven.waarde).collect()
}

fn euro(euros: i64) -> Waarde {
    Waarde::Bedrag { centen: euros * 100 }
}

fn tekst(tekst: &str) -> Waarde {
    Waarde::Tekst { tekst: tekst.into() }
}

/// Nothing of the demo is in another form than the register says, and none is dropped for want of a definition.
fn alles_begrepen(beeld: &Bronbeeld) {
    assert_eq!(beeld.stand, Stand::Geladen);
    for gegeven in beeld.voorkomens.iter().flat_map(|voorkomen| &voorkomen.gegevens) {
        assert_ne!(gegeven.waarde, Waarde::NietBegrepen, "{}", gegeven.id);
    }
}

#[tokio::test]
async fn shows_what_somebody_owns_and_no_name_of_who_owns_it_too() {
    let proef = proef().await;
    let brk = beeld(&proef, "gezin", "brk").await;
    alles_begrepen(&brk);
    assert_eq!(waarden(&brk, "brk.zaken.identificatie").len(), 2);
    assert_eq!(waarden(&brk, "brk.zaken.aantalAndereGerechtigden"), [&Waarde::Getal { getal: 1 }; 2]);
    assert_eq!(waarden(&brk, "brk.rechten.omschrijving"), [&tekst("Sanne Maria van den Berg"); 2]);
    assert_eq!(waarden(&brk, "brk.hypotheken.bedrag"), [&euro(420_000); 2]);
    let gezien = serde_json::to_string(&brk).unwrap();
    assert!(!gezien.contains("Okafor") && !gezien.contains("999921563"), "her husband");
    for bsn in [proef.bsn("gezin"), "999921563"] {
        staat_niet_in_de_log(bsn);
    }
    proef.stop().await;
}

#[tokio::test]
async fn a_leasehold_and_a_listed_building_are_told() {
    let proef = proef().await;
    let erfpacht = beeld(&proef, "gepensioneerde", "brk").await;
    alles_begrepen(&erfpacht);
    assert_eq!(waarden(&erfpacht, "brk.rechten.aandeelTeller").len(), 2, "half of it inherited");
    assert_eq!(waarden(&erfpacht, "brk.rechten.canonBedrag")[0], &Waarde::Bedrag { centen: 124_050 });
    let monument = beeld(&proef, "ondernemer", "brk").await;
    alles_begrepen(&monument);
    assert_eq!(waarden(&monument, "brk.publiekrechtelijk.bevoegdGezag"), [&tekst("Gemeente Amsterdam")]);
    proef.stop().await;
}

#[tokio::test]
async fn finds_the_value_of_a_home_that_somebody_owns_elsewhere() {
    let proef = proef().await;
    let woz = beeld(&proef, "emigrant", "woz").await;
    alles_begrepen(&woz);
    assert_eq!(waarden(&woz, "woz.objecten.woonplaats"), [&tekst("Zwolle")]);
    assert_eq!(waarden(&woz, "woz.waarden.vastgesteldeWaarde").len(), 5);
    assert_eq!(waarden(&woz, "woz.objecten.gebruiker"), Vec::<&Waarde>::new(), "the tenant's name");
    assert!(!serde_json::to_string(&woz).unwrap().contains("Proefhuurder"));
    proef.stop().await;
}

#[tokio::test]
async fn an_objection_under_way_is_told() {
    let proef = proef().await;
    let woz = beeld(&proef, "gepensioneerde", "woz").await;
    alles_begrepen(&woz);
    let lopend = waarden(&woz, "woz.waarden.indicatieBezwaarBeroep");
    assert_eq!(lopend.iter().filter(|ja| ***ja == Waarde::JaNee { ja: true }).count(), 1);
    proef.stop().await;
}

#[tokio::test]
async fn a_tenant_sees_the_value_and_not_the_landlord_and_who_has_no_role_sees_nothing() {
    let proef = proef().await;
    let huurder = beeld(&proef, "gescheiden", "woz").await;
    alles_begrepen(&huurder);
    assert!(waarden(&huurder, "woz.waarden.vastgesteldeWaarde").contains(&&euro(278_000)));
    let gezien = serde_json::to_string(&huurder).unwrap();
    assert!(!gezien.contains("Woonstad") && !gezien.contains("Kleiweg"), "the landlord, or where she lived");
    assert_eq!(beeld(&proef, "gescheiden", "brk").await.stand, Stand::GeenGegevens);
    for zonder_rol in ["student", "werkzoekende", "curatele", "niets"] {
        let woz = beeld(&proef, zonder_rol, "woz").await;
        assert_eq!((woz.stand, woz.voorkomens.len()), (Stand::GeenGegevens, 0), "{zonder_rol}");
    }
    proef.stop().await;
}

#[tokio::test]
async fn property_of_somebody_else_is_not_shown_and_is_reported() {
    let proef = proef().await;
    let url = proef.demo.url.join("/demo/v1/registraties/brk/gedrag").unwrap();
    let gedrag = json!({ "bsn": proef.bsn("emigrant"), "gedrag": "anderepersoon" });
    assert_eq!(http().post(url).json(&gedrag).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    let stroom = klantbeeld(&mut proef.als("emigrant").await).await;
    let stand = |id: &str| &stroom.beelden.iter().find(|beeld| beeld.registratie == id).unwrap().stand;
    assert!(
        matches!(stand("brk"), Stand::NietBeschikbaar { reden: Reden::AnderePersoon, opnieuw: false }),
        "{:?}",
        stand("brk")
    );
    assert!(!serde_json::to_string(&stroom.beelden).unwrap().contains("Turfmarkt"));
    proef.stop().await;
}
