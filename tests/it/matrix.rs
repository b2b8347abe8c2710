//! Every registration × every fault: one honest answer for the one that is hit, the same as ever for the others, and
//! what is found by it says so. Nothing is missing in silence.

use crate::browser::Browser;
use crate::hulp::{Proef, klantbeeld, proef_met, staat_niet_in_de_log};
use contract::klantbeeld::{Bronbeeld, Reden, Stand, Waarde};
use gegevensregister::Register;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Between the two of them they have something in every registration.
const PERSONEN: [&str; 2] = ["gezin", "ondernemer"];
/// All but the slow ones, which have a test of their own.
const FOUTEN: [&str; 10] = [
    "storing",
    "onbereikbaar",
    "onleesbaar",
    "half",
    "teveel",
    "overbelast",
    "anderepersoon",
    "schema",
    "code",
    "bedrag",
];
/// Their standards do not say in an answer whom it is about, so nobody can see that it is about somebody else.
const NOEMEN_NIEMAND: [&str; 1] = ["verblijfplaatshistorie"];
/// No machine is so slow that an answer takes this long.
const RUIM_MS: u64 = 30_000;

type Beelden = BTreeMap<String, Bronbeeld>;

/// Why the one that is hit is not there; `None` when its answer can be read.
fn reden(fout: &str) -> Option<Reden> {
    match fout {
        "storing" => Some(Reden::Fout),
        "onbereikbaar" | "half" => Some(Reden::Onbereikbaar),
        "onleesbaar" | "teveel" => Some(Reden::Onleesbaar),
        "overbelast" => Some(Reden::Overbelast),
        "anderepersoon" => Some(Reden::AnderePersoon),
        "time-out" => Some(Reden::TeLaat),
        _ => None,
    }
}

/// Whether a registration is found by something that comes, by whatever way, from another.
fn hangt_af(register: &Register, registratie: &str, van: &str) -> bool {
    let mut nodig = register.registratie(registratie).unwrap().nodig().values().flatten();
    nodig.any(|bron| bron == van || hangt_af(register, bron, van))
}

/// Whether an answer about another person can be asked for, and be told from the right one.
fn noemt_iemand(registratie: &str) -> bool {
    registries::bediening::kent_bsn(registratie) && !NOEMEN_NIEMAND.contains(&registratie)
}

/// What a person sees, by registration; without the moment it was asked.
async fn kijk(browser: &mut Browser) -> Beelden {
    let stroom = klantbeeld(browser).await;
    let registraties = stroom.begin.registraties.len();
    let beelden: Beelden = stroom
        .beelden
        .into_iter()
        .map(|beeld| (beeld.registratie.clone(), Bronbeeld { opgehaald_op: String::new(), ..beeld }))
        .collect();
    assert_eq!((beelden.len(), stroom.einde.aantal as usize), (registraties, registraties));
    beelden
}

/// One registration is in trouble; what each of them should look like.
struct Geval<'g> {
    register: &'g Register,
    geraakt: &'g str,
    fout: &'g str,
    persoon: &'g str,
}

impl Geval<'_> {
    /// What is not as it should be, a line for each registration.
    fn klachten(&self, gaaf: &Beelden, nu: &Beelden) -> Vec<String> {
        assert!(gaaf.keys().eq(nu.keys()), "the same registrations as ever");
        let keur = |(id, was): (&String, &Bronbeeld)| {
            let is = &nu[id];
            let klacht = if id == self.geraakt {
                self.keur_geraakte(was, is)
            } else if hangt_af(self.register, id, self.geraakt) {
                self.keur_afhankelijke(was, is)
            } else {
                eis(was == is, "is touched by it")
            };
            let waar = format!("{id} when {} has {} ({})", self.geraakt, self.fout, self.persoon);
            klacht.err().map(|klacht| format!("{waar}: {klacht}; {:?}", is.stand))
        };
        gaaf.iter().filter_map(keur).collect()
    }

    fn keur_geraakte(&self, was: &Bronbeeld, is: &Bronbeeld) -> Result<(), &'static str> {
        if was == is && was.stand == Stand::GeenGegevens && self.heeft_nodig(&was.registratie) {
            // There was nothing to ask it by, so it could not go wrong.
            return Ok(());
        }
        match (reden(self.fout), &is.stand) {
            (Some(reden), stand) => {
                let opnieuw = reden != Reden::AnderePersoon;
                eis(*stand == Stand::NietBeschikbaar { reden, opnieuw }, "another reason")?;
                eis(is.voorkomens.is_empty(), "values of an answer that was refused")
            }
            // What tells whom or what the answer is about can be spoilt too; then it must not be shown.
            (None, Stand::NietBeschikbaar { reden: Reden::Onleesbaar, .. }) if self.fout != "code" => {
                eis(is.voorkomens.is_empty(), "values of an answer that could not be read")
            }
            (None, stand) => {
                eis(*stand == was.stand, "another stand")?;
                eis(aantallen(was) == aantallen(is), "values went missing in silence")?;
                eis(getallen(is).is_subset(&getallen(was)), "a number that was not there")
            }
        }
    }

    /// As it was; or other, but then it says so.
    fn keur_afhankelijke(&self, was: &Bronbeeld, is: &Bronbeeld) -> Result<(), &'static str> {
        match &is.stand {
            Stand::NietBeschikbaar { reden: waarom, .. } => {
                eis(is.voorkomens.is_empty(), "values of what is not there")?;
                // What it is found by can come out of a spoilt answer.
                let hangt_af = *waarom == Reden::HangtAf && !is.onvolledig.is_empty();
                eis(hangt_af || reden(self.fout).is_none(), "does not say what it hangs on")?;
            }
            _ if is.onvolledig.is_empty() => eis(was == is, "other, and does not say why")?,
            _ => {}
        }
        let van_hier = |bron: &String| bron == self.geraakt || hangt_af(self.register, bron, self.geraakt);
        eis(is.onvolledig.iter().all(van_hier), "blames another")?;
        // One that did not answer may always have had something to deliver.
        let moet = reden(self.fout).is_some() && self.heeft_direct_nodig(&was.registratie);
        eis(!moet || is.onvolledig.iter().any(|bron| bron == self.geraakt), "does not blame it")
    }

    fn heeft_nodig(&self, id: &str) -> bool {
        !self.register.registratie(id).unwrap().nodig().is_empty()
    }

    fn heeft_direct_nodig(&self, id: &str) -> bool {
        let nodig = self.register.registratie(id).unwrap().nodig();
        nodig.values().flatten().any(|bron| bron == self.geraakt)
    }
}

fn eis(goed: bool, klacht: &'static str) -> Result<(), &'static str> {
    if goed { Ok(()) } else { Err(klacht) }
}

/// How many values each group has: one that is not understood is there all the same. By group, because a code can
/// decide under which name a value stands.
fn aantallen(beeld: &Bronbeeld) -> BTreeMap<&str, (usize, usize)> {
    let mut aantallen = BTreeMap::new();
    for voorkomen in &beeld.voorkomens {
        let (voorkomens, gegevens) = aantallen.entry(voorkomen.groep.as_str()).or_default();
        (*voorkomens, *gegevens) = (*voorkomens + 1, *gegevens + voorkomen.gegevens.len());
    }
    aantallen
}

/// A number that cannot be is not understood; it is never shown as another number.
fn getallen(beeld: &Bronbeeld) -> BTreeSet<String> {
    let gegevens = beeld.voorkomens.iter().flat_map(|een| &een.gegevens);
    let getallen = gegevens.filter_map(|gegeven| match &gegeven.waarde {
        Waarde::Getal { getal: waarde } | Waarde::Bedrag { centen: waarde } => Some(waarde.to_string()),
        Waarde::Decimaal { decimaal } => Some(decimaal.clone()),
        _ => None,
    });
    getallen.collect()
}

/// A demo in which only this registration has a short deadline.
async fn ruime_proef(kort: Option<String>) -> Proef {
    proef_met(move |config| {
        for (id, registratie) in &mut config.registraties {
            registratie.termijn_ms = if Some(id) == kort.as_ref() { 200 } else { RUIM_MS };
        }
    })
    .await
}

async fn gave_beelden(proef: &Proef) -> BTreeMap<&'static str, Beelden> {
    let mut gaaf = BTreeMap::new();
    for persoon in PERSONEN {
        gaaf.insert(persoon, kijk(&mut proef.als(persoon).await).await);
    }
    for registratie in proef.demo.config.registraties.keys() {
        let heeft_iets = gaaf.values().any(|beelden| beelden[registratie].stand == Stand::Geladen);
        assert!(heeft_iets, "{registratie} has nothing on either, so no fault in it would show");
    }
    gaaf
}

#[tokio::test]
async fn a_fault_stays_with_the_registration_that_has_it() {
    let register = Register::ingebouwd().unwrap();
    let proef = ruime_proef(None).await;
    let gaaf = gave_beelden(&proef).await;
    let [mut een, mut ander] = [proef.als(PERSONEN[0]).await, proef.als(PERSONEN[1]).await];
    let mut klachten = Vec::new();
    for geraakt in proef.demo.config.registraties.keys() {
        for fout in FOUTEN {
            if fout == "anderepersoon" && !noemt_iemand(geraakt) {
                continue;
            }
            proef.gedrag_van(geraakt, json!({ "gedrag": fout })).await;
            let (een, ander) = tokio::join!(kijk(&mut een), kijk(&mut ander));
            for (persoon, nu) in PERSONEN.into_iter().zip([een, ander]) {
                let geval = Geval { register: &register, geraakt, fout, persoon };
                klachten.extend(geval.klachten(&gaaf[persoon], &nu));
            }
            proef.gedrag_van(geraakt, json!({ "gedrag": "normaal" })).await;
        }
    }
    assert!(klachten.is_empty(), "\n{}", klachten.join("\n"));
    assert_eq!(gave_beelden(&proef).await, gaaf, "everything is as before");
    for persoon in &proef.demo.personen {
        staat_niet_in_de_log(&persoon.bsn);
    }
    proef.stop().await;
}

#[tokio::test]
async fn a_registration_that_never_answers_is_waited_for_alone() {
    let register = Register::ingebouwd().unwrap();
    let proef = ruime_proef(None).await;
    let gaaf = gave_beelden(&proef).await;
    let registraties: Vec<String> = proef.demo.config.registraties.keys().cloned().collect();
    proef.stop().await;
    for geraakt in &registraties {
        let proef = ruime_proef(Some(geraakt.clone())).await;
        proef.gedrag_van(geraakt, json!({ "gedrag": "traag", "vertragingMs": 60_000 })).await;
        for persoon in PERSONEN {
            let nu = kijk(&mut proef.als(persoon).await).await;
            let geval = Geval { register: &register, geraakt, fout: "time-out", persoon };
            assert_eq!(geval.klachten(&gaaf[persoon], &nu), Vec::<String>::new());
            staat_niet_in_de_log(proef.bsn(persoon));
        }
        proef.stop().await;
    }
}
