//! What can be changed in a registration on request of who has a function in it.

use super::INSCHRIJVING;
use crate::houder::Deel;
use crate::voorraad::Termen;
use crate::wijziging::{Groep, HoortNiet, Lijst, Ontbreekt, Plek, Tabel, Vorm, Zoek, voorstel};
use serde_json::{Value, json};

const NAAM: Vorm = Vorm::Tekst(500);
const JN: Vorm = Vorm::JaNee("Ja", "Nee");
const NUMMER: Plek = Plek::sleutel("kvkNummer", "/profiel/kvkNummer").boven();

const ONDERNEMING: &[Plek] = &[
    NUMMER,
    Plek::nieuw("naam", "/profiel/naam", NAAM).verplicht(),
    Plek::nieuw("statutaireNaam", "/profiel/statutaireNaam", NAAM),
    Plek::nieuw("rechtsvorm", "/eigenaar/rechtsvorm", NAAM).verplicht(),
    Plek::nieuw("handelsnamen", "/profiel/handelsnamen", NAAM).verplicht().lijst("/naam", Lijst::Items),
    Plek::nieuw("sbiCodes", "/profiel/sbiActiviteiten", NAAM)
        .verplicht()
        .lijst("/sbiCode", Lijst::Items)
        .eigen(activiteiten),
    Plek::nieuw("activiteiten", "/profiel/sbiActiviteiten", NAAM)
        .verplicht()
        .lijst("/sbiOmschrijving", Lijst::Items)
        .eigen(activiteiten),
    Plek::nieuw("datumAanvang", "/profiel/materieleRegistratie/datumAanvang", Vorm::Cijferdatum),
    Plek::nieuw("datumEinde", "/profiel/materieleRegistratie/datumEinde", Vorm::Cijferdatum),
    Plek::nieuw("totaalWerkzamePersonen", "/profiel/totaalWerkzamePersonen", Vorm::Getal),
    Plek::nieuw("indNonMailing", "/profiel/indNonMailing", JN).verplicht(),
    Plek::nieuw("websites", "/eigenaar/websites", NAAM).lijst("", Lijst::Waarden),
];

const HOOFDVESTIGING: &[Plek] = &[
    NUMMER,
    Plek::nieuw("eersteHandelsnaam", "/eersteHandelsnaam", NAAM).verplicht(),
    Plek::nieuw("adressenAfgeschermd", "/adressen", JN).verplicht().lijst("/indAfgeschermd", Lijst::Leden),
    Plek::nieuw("websites", "/websites", NAAM).lijst("", Lijst::Waarden),
    Plek::nieuw("datumAanvang", "/materieleRegistratie/datumAanvang", Vorm::Cijferdatum),
    Plek::nieuw("datumEinde", "/materieleRegistratie/datumEinde", Vorm::Cijferdatum),
    Plek::nieuw("indCommercieleVestiging", "/indCommercieleVestiging", JN).verplicht(),
    Plek::nieuw("totaalWerkzamePersonen", "/totaalWerkzamePersonen", Vorm::Getal),
    Plek::nieuw("voltijdWerkzamePersonen", "/voltijdWerkzamePersonen", Vorm::Getal),
    Plek::nieuw("deeltijdWerkzamePersonen", "/deeltijdWerkzamePersonen", Vorm::Getal),
];

const ADRES: &str = "Een adres bestaat in het Handelsregister uit delen die aan de BAG vastzitten. Geef het op als verhuizing in het Handelsregister.";
const INSCHRIJVEN: &str = "Een onderneming of vestiging komt in het Handelsregister door haar in te schrijven, en niet na een melding.";

/// What a holder can change.
pub(crate) const TABEL: Tabel = Tabel {
    groepen: &[
        Groep::nieuw("kvk.onderneming", INSCHRIJVING, Zoek::Bsn("bsn"), ONDERNEMING)
            .ontbreekt(Ontbreekt::Niet(INSCHRIJVEN))
            .hoort_niet(HoortNiet::Lid("/functionarissen", "/bsn")),
        Groep::nieuw("kvk.hoofdvestiging", INSCHRIJVING, Zoek::Bsn("bsn"), HOOFDVESTIGING)
            .lijst("/vestigingen")
            .alleen("/indHoofdvestiging", "Ja")
            .ontbreekt(Ontbreekt::Niet(INSCHRIJVEN))
            .hoort_niet(HoortNiet::Niet(
                "Een vestiging hoort bij een onderneming. Hoort de onderneming niet bij deze persoon, verander dan de onderneming.",
            )),
    ],
    niet: &[
        (
            "kvk:onderneming:functie",
            "Een andere functie gaat met een opgave, waar ook de andere functionarissen bij horen. Voer die in het Handelsregister in.",
        ),
        ("kvk:onderneming:adressen", ADRES),
        ("kvk:hoofdvestiging:adressen", ADRES),
        ("kvk:hoofdvestiging:adressoorten", ADRES),
    ],
    termen: |_, stuk| Some(termen(stuk)),
    afgeleid: |_, stuk| genummerd(stuk),
};

/// A registration is found by its establishments and by who has a function in it.
pub(super) fn termen(stuk: &Value) -> Termen {
    let van = |lijst: &str, lid: &'static str| {
        let items = stuk[lijst].as_array().into_iter().flatten();
        items.filter_map(move |item| Some((lid, item[lid].as_str()?.to_owned()))).collect::<Termen>()
    };
    [van("vestigingen", "vestigingsnummer"), van("functionarissen", "bsn")].concat()
}

/// Trade names have a number each, in their order.
fn genummerd(mut stuk: Value) -> Value {
    let namen = stuk["profiel"]["handelsnamen"].as_array_mut();
    for (nummer, naam) in namen.into_iter().flatten().enumerate() {
        naam["volgorde"] = json!(nummer);
    }
    stuk
}

/// Puts the activities there, the main one first. A code says what the activity is: one by itself is looked up among those of
/// all registrations, and a description that no code goes with is refused.
fn activiteiten(stuk: &mut Value, delen: &[Deel], alle: &[Value]) -> Option<()> {
    let codes = voorstel(delen, "urn:kvk:onderneming:sbiCodes");
    let teksten = voorstel(delen, "urn:kvk:onderneming:activiteiten");
    let van = |stuk: &Value| stuk["profiel"]["sbiActiviteiten"].as_array().cloned().unwrap_or_default();
    let bekend: Vec<Value> = van(stuk).into_iter().chain(alle.iter().flat_map(van)).collect();
    let met = |lid: &str, waarde: &str| bekend.iter().find(|een| een[lid] == waarde);
    let paar = |code: &str, tekst: &str| {
        let goed = (2..=6).contains(&code.len()) && code.bytes().all(|teken| teken.is_ascii_digit());
        goed.then(|| json!({ "sbiCode": code, "sbiOmschrijving": tekst }))
    };
    let nieuw: Option<Vec<Value>> = match (codes, teksten) {
        (Some(codes), Some(teksten)) if codes.len() == teksten.len() => {
            codes.into_iter().zip(teksten).map(|(code, tekst)| paar(code, tekst)).collect()
        }
        (Some(codes), None) => codes.into_iter().map(|code| met("sbiCode", code).cloned()).collect(),
        (None, Some(teksten)) => {
            teksten.into_iter().map(|tekst| met("sbiOmschrijving", tekst).cloned()).collect()
        }
        _ => None,
    };
    let mut nieuw = nieuw.filter(|nieuw| !nieuw.is_empty())?;
    for (nummer, activiteit) in nieuw.iter_mut().enumerate() {
        activiteit["indHoofdactiviteit"] = json!(if nummer == 0 { "Ja" } else { "Nee" });
    }
    stuk["profiel"]["sbiActiviteiten"] = nieuw.into();
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::houder::{Aard, Bronfout, Correctie, Deel, Kenmerk};
    use crate::kvk::{PAD, router};
    use crate::standins::Omgeving;
    use crate::testhulp::Map;
    use crate::voorraad::Voorraad;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use std::sync::Arc;
    use time::macros::datetime;
    use tower::ServiceExt as _;

    fn correctie(kenmerk: &str, delen: &[(&str, &str)]) -> Correctie {
        let deel = |(urn, waarde): &(&str, &str)| Deel {
            urn: format!("urn:kvk:{urn}"),
            betwijfeld: None,
            voorgesteld: Some((*waarde).to_owned()),
        };
        Correctie {
            kenmerk: kenmerk.into(),
            bsn: "999932524".into(),
            groep: if delen[0].0.starts_with("hoofd") { "kvk.hoofdvestiging" } else { "kvk.onderneming" }
                .into(),
            aard: Aard::KloptNiet,
            voorkomen: Some(vec![Kenmerk {
                urn: "urn:kvk:onderneming:kvkNummer".into(),
                waarde: "90009911".into(),
            }]),
            delen: delen.iter().map(deel).collect(),
            geheel: true,
        }
    }

    async fn profiel(map: &Map) -> (Voorraad, Value) {
        let klok: crate::Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
        let voorraad = Voorraad::open(&map.pad().join("kvk.db"), klok.clone()).await.unwrap();
        let omgeving =
            Omgeving { voorraad: voorraad.clone(), brp: None, klok, api_sleutel: "sleutel".into() };
        let router = router(omgeving).await.unwrap();
        let vraag = Request::get(format!("{PAD}/v1/basisprofielen/90009911")).header("apikey", "sleutel");
        let antwoord = router.oneshot(vraag.body(Body::empty()).unwrap()).await.unwrap();
        let bytes = to_bytes(antwoord.into_body(), usize::MAX).await.unwrap();
        (voorraad, serde_json::from_slice(&bytes).unwrap())
    }

    #[tokio::test]
    async fn the_basisprofiel_gives_what_was_corrected_also_after_a_restart() {
        let map = Map::nieuw();
        let (voorraad, eerst) = profiel(&map).await;
        assert_eq!(eerst["naam"], "Çelik Fietsen");
        let nieuw = [
            ("onderneming:naam", "Çelik Rijwielen"),
            ("onderneming:datumAanvang", "2015-05-01"),
            ("onderneming:totaalWerkzamePersonen", "3"),
            ("onderneming:indNonMailing", "false"),
        ];
        let hoofd = [("hoofdvestiging:eersteHandelsnaam", "Çelik Rijwielen")];
        TABEL.corrigeer(&voorraad, &correctie("k0", &hoofd)).await.unwrap();
        TABEL.corrigeer(&voorraad, &correctie("k1", &nieuw)).await.unwrap();
        TABEL.corrigeer(&voorraad, &correctie("k1", &nieuw)).await.unwrap();
        let (voorraad, nu) = profiel(&map).await;
        assert_eq!(nu["naam"], "Çelik Rijwielen");
        assert_eq!(nu["materieleRegistratie"]["datumAanvang"], "20150501");
        assert_eq!((&nu["totaalWerkzamePersonen"], &nu["indNonMailing"]), (&json!(3), &json!("Nee")));
        assert_eq!(nu["_embedded"]["hoofdvestiging"]["eersteHandelsnaam"], "Çelik Rijwielen");
        let versies = voorraad.versies(INSCHRIJVING, "90009911").await.unwrap();
        assert_eq!(versies.len(), 3, "what was stays, and the same again is nothing new");
        assert_eq!(versies[0].inhoud["profiel"]["naam"], "Çelik Fietsen");
    }

    #[tokio::test]
    async fn refuses_what_cannot_be() {
        let map = Map::nieuw();
        let (voorraad, _) = profiel(&map).await;
        for fout in [
            ("onderneming:kvkNummer", "90009999"),
            ("onderneming:activiteiten", "Fietsen"),
            ("onderneming:totaalWerkzamePersonen", "veel"),
            ("onderneming:datumAanvang", "2015-02-30"),
            ("onderneming:indNonMailing", "misschien"),
        ] {
            let uitkomst =
                TABEL.corrigeer(&voorraad, &correctie("k2", &[("onderneming:naam", "Anders"), fout])).await;
            assert!(matches!(uitkomst, Err(Bronfout::KanNiet(_))), "{fout:?}");
        }
        let ander =
            Correctie { bsn: "999920108".into(), ..correctie("k3", &[("onderneming:naam", "Van mij")]) };
        assert!(matches!(TABEL.corrigeer(&voorraad, &ander).await, Err(Bronfout::KanNiet(_))));
        assert_eq!(profiel(&map).await.1["naam"], "Çelik Fietsen");
    }
}
