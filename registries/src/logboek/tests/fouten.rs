//! What demo control can make a log do wrong, for one person, of both standards.

use super::*;
use crate::bediening::{Gedrag, Gedragstabel, Regel as Gedragsregel, met_gedrag};
use serde_json::{Value, json};
use std::time::Duration;

impl Proef {
    /// The lines that a log answers with about a person, behind the layer.
    async fn lees(&self, registratie: &str, tabel: &Gedragstabel, persoon: &str) -> Vec<Value> {
        let routers = self.logboeken.routers(SLEUTEL);
        let (soort, router) =
            routers.into_iter().find(|(soort, _)| soort.registratie == registratie).unwrap();
        let router = met_gedrag(router, soort.id, tabel.clone(), bsns().into_values().collect());
        let bsn = bsn(persoon);
        let (verzoek, lichaam, lijst) = if soort.standaard == Standaard::Ldv {
            let pad = format!("{}/processing-activities", soort.pad);
            let vraag = json!({ "dpl.core.data_subject_id": bsn }).to_string();
            let verzoek = verzoek(&pad).method("POST").header("content-type", "application/json");
            (verzoek.header("x-api-key", SLEUTEL), vraag, "processingActivities")
        } else {
            let wie = format!("objecttype=persoon&soortObjectId=BSN&objectId={bsn}");
            let wanneer = "beginDatum=2024-01-01&eindDatum=2027-01-01";
            let pad = format!("{}/verwerkte-objecten?{wie}&{wanneer}", soort.pad);
            let verzoek = verzoek(&pad).header("authorization", format!("Bearer {SLEUTEL}"));
            (verzoek, String::new(), "results")
        };
        let antwoord = stuur(&router, verzoek.body(Body::from(lichaam)).unwrap()).await;
        antwoord.inhoud[lijst].as_array().cloned().unwrap_or_default()
    }
}

fn wie(regel: &Value) -> &Value {
    regel.pointer("/attributes/dpl.core.data_subject_id").unwrap_or(&regel["objectId"])
}

#[tokio::test]
async fn one_line_is_wrong_and_only_for_whom_it_was_set() {
    let proef = Proef::nieuw().await;
    for registratie in ["brp", "woz"] {
        let id = LOGBOEKEN.iter().find(|soort| soort.registratie == registratie).unwrap().id;
        let tabel = Gedragstabel::default();
        let goed = proef.lees(registratie, &tabel, "gezin").await;
        let ander = proef.lees(registratie, &tabel, "ondernemer").await;
        assert!(goed.len() > 1 && goed.iter().all(|regel| *wie(regel) == *bsn("gezin")));
        let met = async |gedrag| {
            let regel = Gedragsregel { gedrag, vertraging: Duration::ZERO, keren: None };
            assert!(tabel.zet(id, Some(bsn("gezin")), regel));
            assert_eq!(proef.lees(registratie, &tabel, "ondernemer").await, ander, "not for another");
            proef.lees(registratie, &tabel, "gezin").await
        };
        let vreemd = met(Gedrag::Vreemderegel).await;
        assert_ne!(*wie(&vreemd[0]), *bsn("gezin"));
        assert_eq!(vreemd[1..], goed[1..]);
        let dubbel = met(Gedrag::Dubbel).await;
        assert_eq!((&dubbel[..goed.len()], dubbel.last()), (&goed[..], goed.first()));
        let tijd = |regel: &Value| {
            let moment = regel.pointer("/verwerkingsactie/tijdstip").unwrap_or(&regel["startTime"]);
            moment.to_string()
        };
        let vooruit = met(Gedrag::Klokvoor).await;
        assert!(tijd(&vooruit[0]) > tijd(&goed[0]), "{}", tijd(&vooruit[0]));
        assert_eq!(vooruit[1..], goed[1..]);
        let mist = met(Gedrag::Ontbreekt).await;
        assert_eq!(tijd(&mist[0]), "null");
        let ander_log = met(Gedrag::Anderepersoon).await;
        assert!(!ander_log.is_empty() && ander_log.iter().all(|regel| *wie(regel) != *bsn("gezin")));
    }
}

#[tokio::test]
async fn an_empty_log_stays_empty() {
    let proef = Proef::nieuw().await;
    let tabel = Gedragstabel::default();
    for gedrag in [Gedrag::Vreemderegel, Gedrag::Dubbel, Gedrag::Klokvoor, Gedrag::Ontbreekt] {
        tabel.zet("logboek-brp", None, Gedragsregel { gedrag, vertraging: Duration::ZERO, keren: None });
        assert_eq!(proef.lees("brp", &tabel, "niets").await, Vec::<Value>::new());
    }
}
