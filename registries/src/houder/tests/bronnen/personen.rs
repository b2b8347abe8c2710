//! Where somebody lives and lived, and what is in their name: what several registrations answer must be the same.

use super::*;

const HISTORIE: &str = "/lap/api/brp/verblijfplaatshistorie";
const BEWONING: &str = "/haalcentraal/api/bewoning/bewoningen";
const PERSONEN: &str = "/haalcentraal/api/brp/personen";
/// Where Sanne lived before.
const WEIMARSTRAAT: &str = "0518010000990121";

impl Alles {
    /// Where Sanne lived, the latest first.
    async fn verblijven(&self) -> Vec<Value> {
        let vraag = json!({
            "type": "RaadpleegMetPeriode", "burgerservicenummer": SANNE,
            "datumVan": "1900-01-01", "datumTot": "2026-12-01",
        });
        let antwoord = self.vraag("verblijfplaatshistorie", HISTORIE, vraag).await;
        antwoord["verblijfplaatsen"].as_array().unwrap().clone()
    }

    /// What the BRP says of where Sanne lives.
    async fn woont(&self) -> Value {
        let vraag = json!({
            "type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [SANNE], "fields": ["verblijfplaats"],
        });
        let (_, _, antwoord) = stuur(&self.proef.brp, "POST", PERSONEN, &koppen(), vraag.to_string()).await;
        antwoord["personen"][0]["verblijfplaats"].clone()
    }

    /// Who lived at a home on a day.
    async fn bewoners(&self, object: &str, dag: &str) -> Vec<Value> {
        let vraag = json!({
            "type": "BewoningMetPeildatum", "adresseerbaarObjectIdentificatie": object, "peildatum": dag,
        });
        let antwoord = self.vraag("bewoning", BEWONING, vraag).await;
        let bewoningen = antwoord["bewoningen"].as_array().unwrap().clone();
        bewoningen.iter().flat_map(|een| een["bewoners"].as_array().unwrap().clone()).collect()
    }

    async fn sanne_woonde(&self, object: &str, dag: &str) -> Option<Value> {
        self.bewoners(object, dag).await.into_iter().find(|een| een["burgerservicenummer"] == SANNE)
    }
}

fn weimarstraat<'a>(aard: &'a str, delen: &'a [(&'a str, &'a str, &'a str)]) -> Kort<'a> {
    let voorkomen = &[
        ("datumVan", "2011-09-01"),
        ("type", "Adres"),
        ("korteStraatnaam", "Weimarstraat"),
        ("huisnummer", "347"),
    ];
    Kort { groep: "verblijfplaatshistorie.verblijfplaatsen", bsn: SANNE, aard, voorkomen, delen }
}

#[tokio::test]
async fn an_earlier_residence_is_changed_for_all_who_answer_it() {
    let alles = Alles::nieuw().await;
    let delen = [("datumVan", "2011-09-01", "2011-07-01"), ("gemeenteVanInschrijving", "0518", "0503")];
    let melding = weimarstraat("kloptNiet", &delen).melding("KB-1");
    let zaak = alles.opgenomen(&melding).await;
    let toen = alles.verblijven().await;
    let merk = &toen[1]["inOnderzoek"];
    assert_eq!(
        (&merk["datumVan"], &merk["datumIngangOnderzoek"]["datum"]),
        (&json!(true), &json!("2026-11-22"))
    );
    assert_eq!(merk["gemeenteVanInschrijving"], true);
    assert_eq!(toen[2]["inOnderzoek"]["datumTot"], true, "the one before ends when it begins");
    assert_eq!(toen[0].get("inOnderzoek"), None);
    assert_eq!(alles.sanne_woonde(WEIMARSTRAAT, "2012-01-01").await.unwrap()["inOnderzoek"], true);
    alles.toegewezen(&melding, &zaak).await;
    assert_eq!(alles.verblijven().await[1].get("inOnderzoek"), None);
    assert_eq!(alles.sanne_woonde(WEIMARSTRAAT, "2011-08-01").await, None);
    alles.proef.goed("joost", &zaak, "verwerken", Value::Null).await;
    let alles = alles.herstart().await;
    let nu = alles.verblijven().await;
    assert_eq!(
        (&nu[1]["datumVan"]["datum"], &nu[1]["gemeenteVanInschrijving"]["code"]),
        (&json!("2011-07-01"), &json!("0503"))
    );
    assert_eq!(nu[2]["datumTot"]["datum"], "2011-07-01");
    assert!(alles.sanne_woonde(WEIMARSTRAAT, "2011-08-01").await.is_some());
}

#[tokio::test]
async fn the_end_of_an_earlier_residence_is_the_begin_of_the_present_one_in_the_brp() {
    let alles = Alles::nieuw().await;
    let was = alles.verblijven().await[1]["datumTot"]["datum"].as_str().unwrap().to_owned();
    let delen = [("datumTot", was.as_str(), "2015-07-15")];
    let melding = weimarstraat("kloptNiet", &delen).melding("KB-1");
    let zaak = alles.opgenomen(&melding).await;
    assert_eq!(alles.woont().await["inOnderzoek"]["datumVan"], true);
    assert_eq!(alles.verblijven().await[1]["inOnderzoek"]["datumTot"], true);
    alles.toegewezen(&melding, &zaak).await;
    assert_eq!(alles.woont().await.get("inOnderzoek"), None);
    alles.proef.goed("joost", &zaak, "verwerken", Value::Null).await;
    let alles = alles.herstart().await;
    let nu = alles.verblijven().await;
    assert_eq!(
        (&nu[0]["datumVan"]["datum"], &nu[1]["datumTot"]["datum"]),
        (&json!("2015-07-15"), &json!("2015-07-15"))
    );
    assert_eq!(alles.woont().await["datumVan"]["datum"], "2015-07-15");
}

#[tokio::test]
async fn what_the_brp_changes_the_others_answer_at_once() {
    let alles = Alles::nieuw().await;
    let hier = alles.woont().await;
    let object = hier["adresseerbaarObjectIdentificatie"].as_str().unwrap().to_owned();
    assert!(alles.sanne_woonde(&object, "2026-11-22").await.is_some());
    let delen =
        [("huisnummer", "912", "914"), ("adresseerbaarObjectIdentificatie", object.as_str(), WEIMARSTRAAT)];
    let melding = Kort { groep: "brp.adres", bsn: SANNE, aard: "kloptNiet", voorkomen: &[], delen: &delen }
        .melding("KB-1");
    let zaak = alles.opgenomen(&melding).await;
    assert_eq!(alles.verblijven().await[0]["verblijfadres"]["inOnderzoek"]["huisnummer"], true);
    assert_eq!(alles.sanne_woonde(&object, "2026-11-22").await.unwrap()["inOnderzoek"], true);
    alles.toegewezen(&melding, &zaak).await;
    alles.proef.goed("joost", &zaak, "verwerken", Value::Null).await;
    assert_eq!(alles.verblijven().await[0]["verblijfadres"]["huisnummer"], 914);
    assert_eq!(alles.sanne_woonde(&object, "2026-11-22").await, None);
    let daar = alles.sanne_woonde(WEIMARSTRAAT, "2026-11-22").await.unwrap();
    assert_eq!(daar.get("inOnderzoek"), None);
}

#[tokio::test]
async fn a_residence_comes_between_the_others_or_goes() {
    let alles = Alles::nieuw().await;
    let aantal = alles.verblijven().await.len();
    let delen = [
        ("datumVan", "", "2008-02"),
        ("officieleStraatnaam", "", "Rotterdamseweg"),
        ("huisnummer", "", "12"),
        ("gemeenteVanInschrijving", "", "0503"),
    ];
    let ontbreekt = Kort { voorkomen: &[], ..weimarstraat("ontbreekt", &delen) };
    alles.verwerkt(&ontbreekt.melding("KB-1")).await;
    let nu = alles.verblijven().await;
    assert_eq!(
        (nu.len(), &nu[2]["verblijfadres"]["korteStraatnaam"]),
        (aantal + 1, &json!("Rotterdamseweg"))
    );
    assert_eq!(
        (&nu[1]["verblijfadres"]["huisletter"], &nu[3]["datumTot"]["type"]),
        (&json!("C"), &json!("JaarMaandDatum"))
    );
    let delen = [("huisnummer", "347", ""), ("huisletter", "C", "")];
    alles.verwerkt(&weimarstraat("hoortNietBijMij", &delen).melding("KB-2")).await;
    let alles = alles.herstart().await;
    let nu = alles.verblijven().await;
    assert_eq!((nu.len(), &nu[1]["verblijfadres"]["korteStraatnaam"]), (aantal, &json!("Rotterdamseweg")));
    assert_eq!(alles.sanne_woonde(WEIMARSTRAAT, "2012-01-01").await, None);
    let later = [("datumVan", "", "2026-10-01"), ("korteStraatnaam", "", "Spui")];
    let later = Kort { voorkomen: &[], ..weimarstraat("ontbreekt", &later) };
    assert!(alles.geweigerd(&later.melding("KB-3")).await.contains("door naar de BRP"));
}

#[tokio::test]
async fn a_kill_between_two_registrations_is_made_good() {
    let alles = Alles::nieuw().await;
    let delen = [("datumTot", "2015-06-01", "2015-07-15"), ("gemeenteVanInschrijving", "0518", "0503")];
    let melding = weimarstraat("kloptNiet", &delen).melding("KB-1");
    let zaak = alles.opgenomen(&melding).await;
    alles.toegewezen(&melding, &zaak).await;
    // The BRP has it, and then the lights go out.
    let mut half = Correctie::van(&zaak, &alles.proef.houder.zaak(&zaak).await.unwrap().melding, |_| true);
    half.groep = "brp.adres".into();
    half.voorkomen = None;
    half.delen = vec![Deel {
        urn: "urn:brp:adres:datumVan".into(),
        betwijfeld: None,
        voorgesteld: Some("2015-07-15".into()),
    }];
    let dag = alles.proef.houder.vandaag();
    alles.proef.houder.bronnen.corrigeer("brp", &half, dag).await.unwrap();
    let alles = alles.herstart().await;
    alles.proef.goed("joost", &zaak, "verwerken", Value::Null).await;
    let nu = alles.verblijven().await;
    assert_eq!(
        (&nu[1]["gemeenteVanInschrijving"]["code"], &nu[1]["datumTot"]["datum"]),
        (&json!("0503"), &json!("2015-07-15"))
    );
    assert!(alles.sanne_woonde(WEIMARSTRAAT, "2015-07-01").await.is_some());
}
