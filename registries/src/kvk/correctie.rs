//! What can be changed in a registration on request of who has a function in it.

use super::INSCHRIJVING;
use crate::houder::{Bronfout, Correctie};
use crate::voorraad::Voorraad;
use serde_json::{Value, json};

/// How the KVK writes a value.
#[derive(Clone, Copy)]
enum Vorm {
    Tekst,
    Getal,
    /// Eight digits.
    Datum,
    /// `Ja` or `Nee`.
    JaNee,
}

/// The end of a URN behind `urn:kvk:`, and where its value stands: from the whole registration, or from the main
/// establishment. What is a list, or a code with its text, an employee changes by other means.
const PLEKKEN: &[(&str, bool, &str, Vorm)] = &[
    ("onderneming:kvkNummer", false, "/profiel/kvkNummer", Vorm::Tekst),
    ("onderneming:naam", false, "/profiel/naam", Vorm::Tekst),
    ("onderneming:statutaireNaam", false, "/profiel/statutaireNaam", Vorm::Tekst),
    ("onderneming:rechtsvorm", false, "/eigenaar/rechtsvorm", Vorm::Tekst),
    ("onderneming:datumAanvang", false, "/profiel/materieleRegistratie/datumAanvang", Vorm::Datum),
    ("onderneming:datumEinde", false, "/profiel/materieleRegistratie/datumEinde", Vorm::Datum),
    ("onderneming:totaalWerkzamePersonen", false, "/profiel/totaalWerkzamePersonen", Vorm::Getal),
    ("onderneming:indNonMailing", false, "/profiel/indNonMailing", Vorm::JaNee),
    ("hoofdvestiging:kvkNummer", false, "/profiel/kvkNummer", Vorm::Tekst),
    ("hoofdvestiging:eersteHandelsnaam", true, "/eersteHandelsnaam", Vorm::Tekst),
    ("hoofdvestiging:datumAanvang", true, "/materieleRegistratie/datumAanvang", Vorm::Datum),
    ("hoofdvestiging:datumEinde", true, "/materieleRegistratie/datumEinde", Vorm::Datum),
    ("hoofdvestiging:indCommercieleVestiging", true, "/indCommercieleVestiging", Vorm::JaNee),
    ("hoofdvestiging:totaalWerkzamePersonen", true, "/totaalWerkzamePersonen", Vorm::Getal),
    ("hoofdvestiging:voltijdWerkzamePersonen", true, "/voltijdWerkzamePersonen", Vorm::Getal),
    ("hoofdvestiging:deeltijdWerkzamePersonen", true, "/deeltijdWerkzamePersonen", Vorm::Getal),
];

/// What nobody may change, whoever asks.
const SLEUTEL: &str = "/profiel/kvkNummer";

struct Plek {
    pad: String,
    vorm: Vorm,
}

/// Gives the registration its new values.
pub(crate) async fn corrigeer(voorraad: &Voorraad, wat: &Correctie) -> Result<(), Bronfout> {
    let alle = voorraad.zoek(INSCHRIJVING, "bsn", &wat.bsn).await?;
    let kenmerken = wat.kenmerken();
    let is_het = |stuk: &&Value| {
        kenmerken.iter().all(|een| Plek::van(&een.urn, stuk).is_none_or(|plek| plek.lees(stuk) == een.waarde))
    };
    let mut gevonden = alle.iter().filter(is_het);
    let (Some(oud), None) = (gevonden.next(), gevonden.next()) else { return Err(Bronfout::voorkomen()) };
    let mut nieuw = oud.clone();
    for deel in &wat.delen {
        let plek = Plek::van(&deel.urn, oud).filter(|plek| plek.pad != SLEUTEL);
        let gezet = plek.and_then(|plek| plek.zet(&mut nieuw, deel.voorgesteld.as_deref()));
        gezet.ok_or_else(|| Bronfout::waarde(&deel.urn))?;
    }
    let nummer = oud["profiel"]["kvkNummer"].as_str().unwrap_or_default();
    voorraad.corrigeer(&wat.kenmerk, (INSCHRIJVING, nummer), &nieuw).await?;
    Ok(())
}

impl Plek {
    fn van(urn: &str, stuk: &Value) -> Option<Self> {
        let naam = urn.strip_prefix("urn:kvk:")?;
        let (_, in_vestiging, pad, vorm) = PLEKKEN.iter().find(|(einde, ..)| *einde == naam)?;
        if !in_vestiging {
            return Some(Self { pad: (*pad).to_owned(), vorm: *vorm });
        }
        let vestigingen = stuk["vestigingen"].as_array()?;
        let hoofd = vestigingen.iter().position(|een| een["indHoofdvestiging"] == "Ja")?;
        Some(Self { pad: format!("/vestigingen/{hoofd}{pad}"), vorm: *vorm })
    }

    /// As a terugmelding writes it; empty when there is nothing.
    fn lees(&self, stuk: &Value) -> String {
        let waarde = stuk.pointer(&self.pad);
        let tekst = waarde.and_then(Value::as_str).unwrap_or_default();
        match self.vorm {
            Vorm::Tekst => tekst.to_owned(),
            Vorm::Getal => waarde.map(Value::to_string).unwrap_or_default(),
            Vorm::JaNee => (tekst == "Ja").to_string(),
            Vorm::Datum => match (tekst.get(..4), tekst.get(4..6), tekst.get(6..8)) {
                (Some(jaar), Some(maand), Some(dag)) => format!("{jaar}-{maand}-{dag}"),
                _ => tekst.to_owned(),
            },
        }
    }

    /// Puts the value there; nothing when it cannot stand there.
    fn zet(&self, stuk: &mut Value, waarde: Option<&str>) -> Option<()> {
        let (boven, naam) = self.pad.rsplit_once('/')?;
        let boven = stuk.pointer_mut(boven)?.as_object_mut()?;
        let Some(waarde) = waarde.map(str::trim) else {
            boven.remove(naam);
            return Some(());
        };
        let waarde = match self.vorm {
            Vorm::Tekst => json!((!waarde.is_empty() && !waarde.contains('\n')).then_some(waarde)?),
            Vorm::Getal => json!(waarde.parse::<u32>().ok()?),
            Vorm::JaNee => json!(if waarde.parse::<bool>().ok()? { "Ja" } else { "Nee" }),
            Vorm::Datum => json!(crate::rdw::datum(waarde)?),
        };
        boven.insert(naam.to_owned(), waarde);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::houder::{Aard, Deel, Kenmerk};
    use crate::kvk::{PAD, router};
    use crate::standins::Omgeving;
    use crate::testhulp::Map;
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
            groep: "kvk.onderneming".into(),
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
        let omgeving = Omgeving { voorraad: voorraad.clone(), klok, api_sleutel: "sleutel".into() };
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
            ("hoofdvestiging:eersteHandelsnaam", "Çelik Rijwielen"),
        ];
        corrigeer(&voorraad, &correctie("k1", &nieuw)).await.unwrap();
        corrigeer(&voorraad, &correctie("k1", &nieuw)).await.unwrap();
        let (voorraad, nu) = profiel(&map).await;
        assert_eq!(nu["naam"], "Çelik Rijwielen");
        assert_eq!(nu["materieleRegistratie"]["datumAanvang"], "20150501");
        assert_eq!((&nu["totaalWerkzamePersonen"], &nu["indNonMailing"]), (&json!(3), &json!("Nee")));
        assert_eq!(nu["_embedded"]["hoofdvestiging"]["eersteHandelsnaam"], "Çelik Rijwielen");
        let versies = voorraad.versies(INSCHRIJVING, "90009911").await.unwrap();
        assert_eq!(versies.len(), 2, "what was stays, and the same again is nothing new");
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
                corrigeer(&voorraad, &correctie("k2", &[("onderneming:naam", "Anders"), fout])).await;
            assert!(matches!(uitkomst, Err(Bronfout::KanNiet(_))), "{fout:?}");
        }
        let ander =
            Correctie { bsn: "999920108".into(), ..correctie("k3", &[("onderneming:naam", "Van mij")]) };
        assert!(matches!(corrigeer(&voorraad, &ander).await, Err(Bronfout::KanNiet(_))));
        assert_eq!(profiel(&map).await.1["naam"], "Çelik Fietsen");
    }
}
