//! What can be changed of a vehicle. The open data name no owner: whose vehicle it is, the BRV knows.

use super::{BRANDSTOF, VOERTUIGEN, met_datums};
use crate::wijziging::{Groep, HoortNiet, Ontbreekt, Plek, Tabel, Vorm, Zoek};
use serde_json::Value;

const TEKST: Vorm = Vorm::Tekst(100);
const JN: Vorm = Vorm::JaNee("Ja", "Nee");

const VOERTUIG: &[Plek] = &[
    Plek::sleutel("kenteken", "/kenteken"),
    Plek::nieuw("merk", "/merk", TEKST),
    Plek::nieuw("handelsbenaming", "/handelsbenaming", TEKST),
    Plek::nieuw("voertuigsoort", "/voertuigsoort", TEKST),
    Plek::nieuw("inrichting", "/inrichting", TEKST),
    Plek::nieuw("eersteKleur", "/eerste_kleur", TEKST),
    Plek::nieuw("tweedeKleur", "/tweede_kleur", TEKST),
    Plek::nieuw("vervaldatumApk", "/vervaldatum_apk", Vorm::Cijferdatum),
    Plek::nieuw("wamVerzekerd", "/wam_verzekerd", TEKST),
    Plek::nieuw("openstaandeTerugroepactieIndicator", "/openstaande_terugroepactie_indicator", JN),
    Plek::nieuw("datumEersteToelating", "/datum_eerste_toelating", Vorm::Cijferdatum),
    Plek::nieuw(
        "datumEersteTenaamstellingInNederland",
        "/datum_eerste_tenaamstelling_in_nederland",
        Vorm::Cijferdatum,
    ),
    Plek::nieuw("datumTenaamstelling", "/datum_tenaamstelling", Vorm::Cijferdatum),
    Plek::nieuw("exportIndicator", "/export_indicator", JN),
    Plek::nieuw("taxiIndicator", "/taxi_indicator", JN),
    Plek::nieuw("tellerstandoordeel", "/tellerstandoordeel", TEKST),
    Plek::nieuw("catalogusprijs", "/catalogusprijs", Vorm::Bedragtekst),
    Plek::nieuw("brutoBpm", "/bruto_bpm", Vorm::Bedragtekst),
    Plek::nieuw("zuinigheidsclassificatie", "/zuinigheidsclassificatie", TEKST),
    Plek::nieuw("vervaldatumTachograaf", "/vervaldatum_tachograaf", Vorm::Cijferdatum),
    Plek::nieuw("typeGasinstallatie", "/type_gasinstallatie", TEKST),
];

const MATEN: &[Plek] = &[
    Plek::sleutel("kenteken", "/kenteken"),
    Plek::nieuw("aantalZitplaatsen", "/aantal_zitplaatsen", Vorm::Getaltekst),
    Plek::nieuw("aantalStaanplaatsen", "/aantal_staanplaatsen", Vorm::Getaltekst),
    Plek::nieuw("aantalRolstoelplaatsen", "/aantal_rolstoelplaatsen", Vorm::Getaltekst),
    Plek::nieuw("aantalDeuren", "/aantal_deuren", Vorm::Getaltekst),
    Plek::nieuw("aantalWielen", "/aantal_wielen", Vorm::Getaltekst),
    Plek::nieuw("massaLedigVoertuig", "/massa_ledig_voertuig", Vorm::Getaltekst),
    Plek::nieuw("massaRijklaar", "/massa_rijklaar", Vorm::Getaltekst),
    Plek::nieuw("toegestaneMaximumMassaVoertuig", "/toegestane_maximum_massa_voertuig", Vorm::Getaltekst),
    Plek::nieuw("laadvermogen", "/laadvermogen", Vorm::Getaltekst),
    Plek::nieuw("maximumMassaTrekkenOngeremd", "/maximum_massa_trekken_ongeremd", Vorm::Getaltekst),
    Plek::nieuw("maximumTrekkenMassaGeremd", "/maximum_trekken_massa_geremd", Vorm::Getaltekst),
    Plek::nieuw("maximumMassaSamenstelling", "/maximum_massa_samenstelling", Vorm::Getaltekst),
    Plek::nieuw("lengte", "/lengte", Vorm::Getaltekst),
    Plek::nieuw("breedte", "/breedte", Vorm::Getaltekst),
    Plek::nieuw("hoogteVoertuig", "/hoogte_voertuig", Vorm::Getaltekst),
    Plek::nieuw("wielbasis", "/wielbasis", Vorm::Getaltekst),
    Plek::nieuw("cilinderinhoud", "/cilinderinhoud", Vorm::Getaltekst),
    Plek::nieuw("aantalCilinders", "/aantal_cilinders", Vorm::Getaltekst),
    Plek::nieuw("maximaleConstructiesnelheid", "/maximale_constructiesnelheid", Vorm::Getaltekst),
    Plek::nieuw("europeseVoertuigcategorie", "/europese_voertuigcategorie", TEKST),
];

const BRANDSTOFFEN: &[Plek] = &[
    Plek::sleutel("kenteken", "/kenteken"),
    Plek::sleutel("brandstofVolgnummer", "/brandstof_volgnummer"),
    Plek::nieuw("brandstofOmschrijving", "/brandstof_omschrijving", TEKST),
    Plek::nieuw("co2UitstootGecombineerd", "/co2_uitstoot_gecombineerd", Vorm::Getaltekst),
    Plek::nieuw("co2UitstootGewogen", "/co2_uitstoot_gewogen", Vorm::Getaltekst),
    Plek::nieuw("emissieCo2GecombineerdWltp", "/emissie_co2_gecombineerd_wltp", Vorm::Getaltekst),
    Plek::nieuw("emisCo2GewogenGecombineerdWltp", "/emis_co2_gewogen_gecombineerd_wltp", Vorm::Getaltekst),
    Plek::nieuw("brandstofverbruikGecombineerd", "/brandstofverbruik_gecombineerd", Vorm::Getaltekst),
    Plek::nieuw("brandstofverbruikStad", "/brandstofverbruik_stad", Vorm::Getaltekst),
    Plek::nieuw("brandstofverbruikBuiten", "/brandstofverbruik_buiten", Vorm::Getaltekst),
    Plek::nieuw(
        "brandstofVerbruikGecombineerdWltp",
        "/brandstof_verbruik_gecombineerd_wltp",
        Vorm::Getaltekst,
    ),
    Plek::nieuw(
        "brandstofVerbruikGewogenGecombineerdWltp",
        "/brandstof_verbruik_gewogen_gecombineerd_wltp",
        Vorm::Getaltekst,
    ),
    Plek::nieuw(
        "elektrischVerbruikEnkelElektrischWltp",
        "/elektrisch_verbruik_enkel_elektrisch_wltp",
        Vorm::Getaltekst,
    ),
    Plek::nieuw(
        "elektrischVerbruikExternOpladenWltp",
        "/elektrisch_verbruik_extern_opladen_wltp",
        Vorm::Getaltekst,
    ),
    Plek::nieuw("actieRadiusEnkelElektrischWltp", "/actie_radius_enkel_elektrisch_wltp", Vorm::Getaltekst),
    Plek::nieuw(
        "actieRadiusEnkelElektrischStadWltp",
        "/actie_radius_enkel_elektrisch_stad_wltp",
        Vorm::Getaltekst,
    ),
    Plek::nieuw("actieRadiusExternOpladenWltp", "/actie_radius_extern_opladen_wltp", Vorm::Getaltekst),
    Plek::nieuw(
        "actieRadiusExternOpladenStadWltp",
        "/actie_radius_extern_opladen_stad_wltp",
        Vorm::Getaltekst,
    ),
    Plek::nieuw("nettomaximumvermogen", "/nettomaximumvermogen", Vorm::Getaltekst),
    Plek::nieuw("nettoMaxVermogenElektrisch", "/netto_max_vermogen_elektrisch", Vorm::Getaltekst),
    Plek::nieuw("nominaalContinuMaximumvermogen", "/nominaal_continu_maximumvermogen", Vorm::Getaltekst),
    Plek::nieuw("uitlaatemissieniveau", "/uitlaatemissieniveau", TEKST),
    Plek::nieuw("emissiecodeOmschrijving", "/emissiecode_omschrijving", TEKST),
    Plek::nieuw("klasseHybrideElektrischVoertuig", "/klasse_hybride_elektrisch_voertuig", TEKST),
    Plek::nieuw("geluidsniveauRijdend", "/geluidsniveau_rijdend", Vorm::Getaltekst),
    Plek::nieuw("geluidsniveauStationair", "/geluidsniveau_stationair", Vorm::Getaltekst),
    Plek::nieuw("uitstootDeeltjesLicht", "/uitstoot_deeltjes_licht", Vorm::Getaltekst),
    Plek::nieuw("uitstootDeeltjesZwaar", "/uitstoot_deeltjes_zwaar", Vorm::Getaltekst),
    Plek::nieuw("roetuitstoot", "/roetuitstoot", Vorm::Getaltekst),
];
/// A group that nothing comes into or goes from by these means.
const fn groep(id: &'static str, tabel: &'static str, plekken: &'static [Plek]) -> Groep {
    Groep::nieuw(id, tabel, Zoek::Alle, plekken)
        .ontbreekt(Ontbreekt::Niet(
            "Een voertuig komt in het register door een keuring of invoer. Staat een voertuig niet op naam van deze persoon, stuur dit dan door naar de BRV.",
        ))
        .hoort_niet(HoortNiet::Niet(
            "In deze gegevens staan geen personen. Op wiens naam een voertuig staat, staat in de BRV: stuur dit door naar de BRV.",
        ))
}

/// What a holder can change.
pub(crate) const TABEL: Tabel = Tabel {
    groepen: &[
        groep("rdw.voertuigen", VOERTUIGEN, VOERTUIG),
        groep("rdw.maten", VOERTUIGEN, MATEN),
        groep("rdw.brandstof", BRANDSTOF, BRANDSTOFFEN),
    ],
    niet: &[],
    termen: |_, _| None,
    afgeleid: |_, rij| momenten(rij),
};

/// The moment beside each date is made anew.
fn momenten(rij: Value) -> Value {
    let Value::Object(mut kolommen) = rij else { return rij };
    kolommen.retain(|kolom, _| !kolom.ends_with("_dt"));
    Value::Object(met_datums(kolommen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::houder::{Aard, Bronfout, Correctie, Deel, Kenmerk};
    use crate::rdw::{PAD, router};
    use crate::standins::Omgeving;
    use crate::testhulp::Map;
    use crate::voorraad::Voorraad;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use serde_json::json;
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
        let omgeving = Omgeving { voorraad: voorraad.clone(), brp: None, klok, api_sleutel: "goed".into() };
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
            TABEL.corrigeer(&voorraad, &correctie(kenmerk, "K572ZB", wat)).await.unwrap();
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
            let uitkomst = TABEL.corrigeer(&voorraad, &correctie("k6", kenteken, wat)).await;
            assert!(matches!(uitkomst, Err(Bronfout::KanNiet(_))), "{kenteken} {wat:?}");
        }
        assert_eq!(auto(&map).await.1["eerste_kleur"], "GRIJS");
    }
}
