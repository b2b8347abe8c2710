//! BRP API Bewoning 2.1.0 (RvIG): `BewoningMetPeildatum` of the home that the BRP gave, as of today.
//!
//! The answer names everybody who is registered there. Who the others are is not the business of the one who asks, so
//! unlike every other koppelvlak this one does not hand on the standard's own tree: it counts, and drops the rest before
//! anything else can see it. The numbers stand under names of ours, beside what is left of the standard's.

use super::haalcentraal::{HaalCentraal, json, lijst, vandaag};
use super::hal::tel_achtergehouden;
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use crate::clock::Clock;
use contract::Bsn;
use futures::future::BoxFuture;
use serde_json::{Value, json as boom};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What this registration is found by.
const OBJECT: &str = "adresseerbaarObject";
/// Nobody is registered at more homes at once.
const OBJECTEN_MAX: usize = 5;

pub(super) struct Bewoning {
    bron: HaalCentraal,
    clock: Arc<dyn Clock>,
}

impl Bewoning {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let bron = HaalCentraal::nieuw(bouw, "bewoningen")?;
        Ok(Self { bron, clock: Arc::clone(bouw.clock) })
    }

    async fn tel(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let peildatum = vandaag(self.clock.nu()).to_string();
        let mut bewoningen = Vec::new();
        let objecten = vraag.schakels.waarden(OBJECT).filter(|waarde| is_identificatie(waarde));
        for object in objecten.take(OBJECTEN_MAX) {
            let verzoek = boom!({
                "type": "BewoningMetPeildatum",
                "peildatum": peildatum,
                "adresseerbaarObjectIdentificatie": object,
            });
            let antwoord = self.bron.vraag(vraag, &verzoek).await?;
            bewoningen.extend(geteld(&antwoord, object, &peildatum, vraag.bsn)?);
        }
        Ok((!bewoningen.is_empty()).then(|| boom!({ "bewoningen": bewoningen })))
    }
}

impl Koppelvlak for Bewoning {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.tel(vraag))
    }
}

/// Sixteen digits. Nothing but zeros is how the BRP says that it does not know the home.
fn is_identificatie(tekst: &str) -> bool {
    tekst.len() == 16 && tekst.bytes().all(|b| b.is_ascii_digit()) && tekst.bytes().any(|b| b != b'0')
}

/// How many live at the home. Of a home where the person is not registered (with only a postal address there, or moved
/// since) who lives there is no business of theirs: there is nothing then, and no mistake of the registry either. Only an
/// answer about another home than was asked is one.
fn geteld(lichaam: &[u8], object: &str, peildatum: &str, bsn: &Bsn) -> Result<Option<Value>, BronFout> {
    let bewoningen = lijst(&mut json(lichaam)?, "bewoningen")?;
    let Some(bewoning) = bewoningen.first() else { return Ok(None) };
    let tekst = |pad| bewoning.pointer(pad).and_then(Value::as_str);
    if bewoningen.len() > 1 || tekst("/periode/datumVan") != Some(peildatum) {
        return Err(BronFout::Onleesbaar("not the day that was asked"));
    }
    match tekst("/adresseerbaarObjectIdentificatie") {
        Some(ander) if ander != object => return Err(BronFout::AnderePersoon),
        Some(_) => {}
        None => return Err(BronFout::Onleesbaar("residents of no home")),
    }
    let mut over = boom!({
        "adresseerbaarObjectIdentificatie": object,
        "periode": { "datumVan": peildatum },
    });
    // Of so many the standard lists nobody, so there is nobody to count, or to find the person among.
    if bewoning.get("indicatieVeelBewoners") == Some(&Value::Bool(true)) {
        over["indicatieVeelBewoners"] = Value::Bool(true);
        return Ok(Some(over));
    }
    let (bewoners, mogelijke) = (nummers(bewoning, "bewoners")?, nummers(bewoning, "mogelijkeBewoners")?);
    if !bewoners.contains(bsn.cijfers()) && !mogelijke.contains(bsn.cijfers()) {
        tel_achtergehouden("bewoning", 1);
        return Ok(None);
    }
    over["aantalBewoners"] = bewoners.len().into();
    over["aantalMogelijkeBewoners"] = mogelijke.len().into();
    Ok(Some(over))
}

/// Who is on a list, each once.
fn nummers<'a>(bewoning: &'a Value, naam: &str) -> Result<BTreeSet<&'a str>, BronFout> {
    let leden = match bewoning.get(naam) {
        None => &[],
        Some(Value::Array(leden)) => leden.as_slice(),
        Some(_) => return Err(BronFout::Onleesbaar("residents that are no list")),
    };
    let nummer = |lid: &'a Value| lid.get("burgerservicenummer").and_then(Value::as_str);
    leden.iter().map(|lid| nummer(lid).ok_or(BronFout::Onleesbaar("a resident without a BSN"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HIER: &str = "0226010000038820";

    fn tel(bewoningen: &Value) -> Result<Option<Value>, BronFout> {
        let lichaam = boom!({ "bewoningen": bewoningen }).to_string();
        geteld(lichaam.as_bytes(), HIER, "2026-11-22", &"999970124".parse().unwrap())
    }

    fn bewoning(object: &str, bewoners: &Value, mogelijke: &Value) -> Value {
        boom!({
            "adresseerbaarObjectIdentificatie": object,
            "periode": { "datumVan": "2026-11-22", "datumTot": "2026-11-23" },
            "bewoners": bewoners,
            "mogelijkeBewoners": mogelijke,
        })
    }

    fn wie(bsn: &str) -> Value {
        boom!({ "burgerservicenummer": bsn, "naam": { "volledigeNaam": "Govert de Geus" } })
    }

    #[test]
    fn counts_and_forgets_who() {
        let allen = boom!([wie("999970136"), wie("999970124"), wie("999970136")]);
        let over = tel(&boom!([bewoning(HIER, &allen, &boom!([wie("999970161")]))])).unwrap().unwrap();
        let verwacht = boom!({
            "adresseerbaarObjectIdentificatie": HIER,
            "periode": { "datumVan": "2026-11-22" },
            "aantalBewoners": 2,
            "aantalMogelijkeBewoners": 1,
        });
        assert_eq!(over, verwacht);
        let mogelijk = bewoning(HIER, &boom!([]), &boom!([wie("999970124")]));
        assert_eq!(tel(&boom!([mogelijk])).unwrap().unwrap()["aantalBewoners"], 0);
    }

    #[test]
    fn who_does_not_live_there_sees_nothing_of_who_does() {
        let ander = boom!([wie("999970136")]);
        for (bewoners, mogelijke) in [(&ander, &boom!([])), (&boom!([]), &ander)] {
            assert_eq!(tel(&boom!([bewoning(HIER, bewoners, mogelijke)])), Ok(None));
        }
    }

    #[test]
    fn an_answer_about_another_home_is_refused() {
        let elders = bewoning("0226010000038821", &boom!([wie("999970124")]), &boom!([]));
        assert_eq!(tel(&boom!([elders])), Err(BronFout::AnderePersoon));
    }

    #[test]
    fn of_nobody_there_is_nothing_and_of_many_no_number() {
        assert_eq!(tel(&boom!([])), Ok(None));
        let mut veel = bewoning(HIER, &boom!([]), &boom!([]));
        veel["indicatieVeelBewoners"] = boom!(true);
        let over = tel(&boom!([veel])).unwrap().unwrap();
        assert_eq!((&over["indicatieVeelBewoners"], over.get("aantalBewoners")), (&boom!(true), None));
    }

    #[test]
    fn takes_no_answer_of_another_form() {
        let goed = bewoning(HIER, &boom!([wie("999970124")]), &boom!([]));
        let mut gisteren = goed.clone();
        gisteren["periode"]["datumVan"] = boom!("2026-11-21");
        let mut nergens = goed.clone();
        nergens["adresseerbaarObjectIdentificatie"] = boom!(null);
        for bewoningen in [
            boom!(null),
            boom!([7]),
            boom!([{}]),
            boom!([goed, goed]),
            boom!([gisteren]),
            boom!([nergens]),
            boom!([bewoning(HIER, &boom!({}), &boom!([]))]),
            boom!([bewoning(HIER, &boom!([{ "naam": {} }]), &boom!([]))]),
            boom!([bewoning(HIER, &boom!(["999970124"]), &boom!([]))]),
        ] {
            assert!(matches!(tel(&bewoningen), Err(BronFout::Onleesbaar(_))), "{bewoningen}");
        }
    }

    #[test]
    fn asks_only_about_what_can_be_a_home() {
        assert!(is_identificatie(HIER));
        for anders in ["", "0000000000000000", "022601000003882", "02260100000388201", "022601000003882x"] {
            assert!(!is_identificatie(anders), "{anders}");
        }
    }
}
