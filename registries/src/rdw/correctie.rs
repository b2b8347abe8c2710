//! What can be changed of a vehicle. The open data name no owner: whose vehicle it is, the BRV knows.

use super::{BRANDSTOF, Rij, VOERTUIGEN, met_datums};
use crate::houder::{Bronfout, Correctie};
use crate::voorraad::Voorraad;
use serde_json::{Value, json};

/// The groups of the gegevensregister, and the table in which their values stand.
const GROEPEN: [(&str, &str); 3] =
    [("rdw.voertuigen", VOERTUIGEN), ("rdw.maten", VOERTUIGEN), ("rdw.brandstof", BRANDSTOF)];
/// What tells a row from another is never changed.
const SLEUTELS: [&str; 2] = ["kenteken", "brandstof_volgnummer"];

/// Gives the vehicle its new values.
pub(crate) async fn corrigeer(voorraad: &Voorraad, wat: &Correctie) -> Result<(), Bronfout> {
    let groep = GROEPEN.iter().find(|(groep, _)| *groep == wat.groep);
    let (groep, tabel) =
        groep.ok_or_else(|| Bronfout::kan_niet("Deze gegevens kunnen hier niet worden gewijzigd."))?;
    let kenmerken: Vec<(String, String)> =
        wat.kenmerken().into_iter().filter_map(|een| Some((kolom(groep, &een.urn)?, een.waarde))).collect();
    let alle = voorraad.alle(tabel).await?;
    let is_het = |(_, rij): &&(String, Value)| {
        kenmerken.iter().all(|(kolom, waarde)| {
            leesbaar(rij[kolom.as_str()].as_str().unwrap_or_default(), kolom) == *waarde
        })
    };
    let mut gevonden = alle.iter().filter(is_het);
    let (Some((nummer, oud)), None) = (gevonden.next(), gevonden.next()) else {
        return Err(Bronfout::voorkomen());
    };
    let mut nieuw = oud.as_object().cloned().unwrap_or_default();
    for deel in &wat.delen {
        let gezet = kolom(groep, &deel.urn)
            .and_then(|kolom| zet(&mut nieuw, &alle, kolom, deel.voorgesteld.as_deref()));
        gezet.ok_or_else(|| Bronfout::waarde(&deel.urn))?;
    }
    voorraad.corrigeer(&wat.kenmerk, (*tabel, nummer.as_str()), &Value::Object(met_datums(nieuw))).await?;
    Ok(())
}

/// The column of a gegeven: `urn:rdw:voertuigen:eersteKleur` is `eerste_kleur`.
fn kolom(groep: &str, urn: &str) -> Option<String> {
    let naam = urn.strip_prefix(&format!("urn:{}:", groep.replace('.', ":")))?;
    let mut kolom = String::new();
    for teken in naam.chars() {
        if teken.is_ascii_uppercase() {
            kolom.push('_');
        }
        kolom.push(teken.to_ascii_lowercase());
    }
    Some(kolom)
}

/// Puts a value in a column that the table has; nothing when it cannot stand there.
fn zet(rij: &mut Rij, alle: &[(String, Value)], kolom: String, waarde: Option<&str>) -> Option<()> {
    let bestaat = alle.iter().any(|(_, rij)| rij.get(&kolom).is_some());
    if !bestaat || SLEUTELS.contains(&kolom.as_str()) {
        return None;
    }
    // The moment beside a date is made anew.
    rij.remove(&format!("{kolom}_dt"));
    let Some(waarde) = waarde.map(str::trim) else {
        rij.remove(&kolom);
        return Some(());
    };
    let nieuw = match waarde {
        _ if kolom.contains("datum") => datum(waarde)?,
        "true" => "Ja".to_owned(),
        "false" => "Nee".to_owned(),
        // Amounts of the RDW are whole euros.
        _ => waarde.strip_suffix(".00").unwrap_or(waarde).to_owned(),
    };
    let goed = !nieuw.is_empty() && nieuw.chars().count() <= 100 && !nieuw.chars().any(char::is_control);
    rij.insert(kolom, json!(goed.then_some(nieuw)?));
    Some(())
}

/// What stands in a column, as a terugmelding writes it.
fn leesbaar(waarde: &str, kolom: &str) -> String {
    match (waarde.get(..4), waarde.get(4..6), waarde.get(6..8)) {
        (Some(jaar), Some(maand), Some(dag)) if kolom.contains("datum") && waarde.len() == 8 => {
            format!("{jaar}-{maand}-{dag}")
        }
        _ => waarde.to_owned(),
    }
}

/// `2015-03-12` as eight digits; nothing when there is no such day.
pub(crate) fn datum(waarde: &str) -> Option<String> {
    let dag = time::Date::parse(waarde, &time::format_description::well_known::Iso8601::DATE).ok()?;
    (waarde.len() == 10).then(|| dag.to_string().replace('-', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::houder::{Aard, Deel, Kenmerk};
    use crate::rdw::{PAD, router};
    use crate::standins::Omgeving;
    use crate::testhulp::Map;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use std::sync::Arc;
    use time::macros::datetime;
    use tower::ServiceExt as _;

    fn correctie(kenmerk: &str, kenteken: &str, (urn, waarde): (&str, Option<&str>)) -> Correctie {
        let deel = Deel { urn: urn.into(), betwijfeld: None, voorgesteld: waarde.map(str::to_owned) };
        Correctie {
            kenmerk: kenmerk.into(),
            bsn: "999920108".into(),
            groep: "rdw.voertuigen".into(),
            aard: Aard::KloptNiet,
            voorkomen: Some(vec![Kenmerk {
                urn: "urn:rdw:voertuigen:kenteken".into(),
                waarde: kenteken.into(),
            }]),
            delen: vec![deel],
            geheel: true,
        }
    }

    async fn auto(map: &Map) -> (Voorraad, Value) {
        let klok: crate::Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
        let voorraad = Voorraad::open(&map.pad().join("rdw.db"), klok.clone()).await.unwrap();
        let omgeving = Omgeving { voorraad: voorraad.clone(), klok, api_sleutel: "goed".into() };
        let router = router(omgeving).await.unwrap();
        let vraag = Request::get(format!("{PAD}/resource/m9d7-ebf2.json?kenteken=K572ZB"));
        let antwoord = router.oneshot(vraag.body(Body::empty()).unwrap()).await.unwrap();
        let bytes = to_bytes(antwoord.into_body(), usize::MAX).await.unwrap();
        let rijen: Value = serde_json::from_slice(&bytes).unwrap();
        (voorraad, rijen[0].clone())
    }

    #[tokio::test]
    async fn the_open_data_give_what_was_corrected_also_after_a_restart() {
        let map = Map::nieuw();
        let (voorraad, eerst) = auto(&map).await;
        assert_eq!((&eerst["eerste_kleur"], &eerst["taxi_indicator"]), (&json!("GRIJS"), &json!("Nee")));
        for (kenmerk, wat) in [
            ("k1", ("urn:rdw:voertuigen:eersteKleur", Some("BLAUW"))),
            ("k2", ("urn:rdw:voertuigen:vervaldatumApk", Some("2027-02-13"))),
            ("k3", ("urn:rdw:voertuigen:taxiIndicator", Some("true"))),
            ("k4", ("urn:rdw:voertuigen:catalogusprijs", Some("22000.00"))),
            ("k5", ("urn:rdw:voertuigen:zuinigheidsclassificatie", None)),
        ] {
            corrigeer(&voorraad, &correctie(kenmerk, "K572ZB", wat)).await.unwrap();
        }
        let (voorraad, nu) = auto(&map).await;
        assert_eq!((&nu["eerste_kleur"], &nu["taxi_indicator"]), (&json!("BLAUW"), &json!("Ja")));
        assert_eq!(nu["vervaldatum_apk"], "20270213");
        assert_eq!(nu["vervaldatum_apk_dt"], "2027-02-13T00:00:00.000");
        assert_eq!(nu["catalogusprijs"], "22000");
        assert_eq!(nu.get("zuinigheidsclassificatie"), None);
        let versies = voorraad.versies(VOERTUIGEN, "K572ZB-").await.unwrap();
        assert_eq!((versies.len(), &versies[0].inhoud["eerste_kleur"]), (6, &json!("GRIJS")));
    }

    #[tokio::test]
    async fn refuses_what_cannot_be() {
        let map = Map::nieuw();
        let (voorraad, _) = auto(&map).await;
        for (kenteken, wat) in [
            ("K572ZB", ("urn:rdw:voertuigen:kenteken", Some("X000XX"))),
            ("K572ZB", ("urn:rdw:voertuigen:eigenaar", Some("Ik"))),
            ("K572ZB", ("urn:rdw:voertuigen:vervaldatumApk", Some("morgen"))),
            ("K572ZB", ("urn:rdw:voertuigen:eersteKleur", Some(" "))),
            ("X000XX", ("urn:rdw:voertuigen:eersteKleur", Some("BLAUW"))),
        ] {
            let uitkomst = corrigeer(&voorraad, &correctie("k6", kenteken, wat)).await;
            assert!(matches!(uitkomst, Err(Bronfout::KanNiet(_))), "{kenteken} {wat:?}");
        }
        assert_eq!(auto(&map).await.1["eerste_kleur"], "GRIJS");
    }
}
