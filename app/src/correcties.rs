//! The correcties of who is logged in, as far as they matter beside a value: which one runs on it, and which changed it.
//!
//! Asked once per page that shows values, when the first of them is opened; the values do not wait for it.

use crate::api::correcties as api;
use contract::correctie::{Aard, Besluit, Correctie, Correctiestatus, Wijziging};
use contract::klantbeeld::{Bronbeeld, Waarde};
use contract::routes::Pagina;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// More than anybody has; the rest stands in the list.
const BLADEN: usize = 4;

/// The store; a handle.
#[derive(Clone, Copy)]
pub struct Mijn {
    lijst: RwSignal<Vec<Correctie>>,
    gevraagd: StoredValue<bool>,
}

impl Mijn {
    /// A page puts it in context, and forgets it when it goes.
    pub fn voorzie() {
        provide_context(Mijn { lijst: RwSignal::new(Vec::new()), gevraagd: StoredValue::new(false) });
    }

    /// Asks for them, once. When they do not come, nothing is said about them beside a value; the list of correcties says why.
    pub fn vraag(self) {
        if self.gevraagd.try_update_value(|gevraagd| std::mem::replace(gevraagd, true)) == Some(false) {
            spawn_local(async move {
                let mut voor = None;
                for _ in 0..BLADEN {
                    let Ok(blad) = api::correcties(voor.as_deref()).await else { return };
                    // The page may be gone by now.
                    if self.lijst.try_update(|lijst| lijst.extend(blad.correcties)).is_none() {
                        return;
                    }
                    voor = blad.volgende;
                    if voor.is_none() {
                        return;
                    }
                }
            });
        }
    }

    /// Those about this value that are not over; a concept too.
    pub fn lopend(self, plek: &Plek) -> Vec<Correctie> {
        self.lijst.read().iter().filter(|een| loopt(een) && gaat_over(een, plek)).cloned().collect()
    }

    /// The numbers of those that changed a value of this group: how, only each itself says.
    pub fn verwerkt(self, plek: &Plek) -> Vec<String> {
        let lijst = self.lijst.read();
        let verwerkt = lijst.iter().filter(|een| een.status == Correctiestatus::Verwerkt);
        verwerkt.filter(|een| wijziging(een, plek).is_some()).map(|een| een.nummer.clone()).collect()
    }
}

/// One value in the klantbeeld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plek {
    pub groep: String,
    /// Of its voorkomen.
    pub sleutel: String,
    pub gegeven: String,
}

/// The page of a new correctie.
pub fn nieuw(groep: &str, voorkomen: Option<&str>, gegeven: Option<&str>, aard: Aard) -> String {
    let aard = woord(aard);
    let mut adres = format!("{}?groep={groep}&aard={aard}", Pagina::NieuweCorrectie.pad());
    // Ids and keys: letters, digits, dots, hyphens and colons.
    for (naam, waarde) in [("voorkomen", voorkomen), ("gegeven", gegeven)] {
        if let Some(waarde) = waarde {
            adres.extend(["&", naam, "=", waarde]);
        }
    }
    adres
}

/// How an address calls it.
pub const fn woord(aard: Aard) -> &'static str {
    match aard {
        Aard::KloptNiet => "klopt-niet",
        Aard::Ontbreekt => "ontbreekt",
        Aard::HoortNietBijMij => "niet-van-mij",
    }
}

fn loopt(correctie: &Correctie) -> bool {
    !correctie.status.is_klaar()
}

fn wijziging<'a>(correctie: &'a Correctie, plek: &Plek) -> Option<&'a Wijziging> {
    let mut wijzigingen =
        correctie.inhoud.wijzigingen.iter().filter(|_| correctie.inhoud.groep == plek.groep);
    wijzigingen.find(|een| een.gegeven == plek.gegeven)
}

fn gaat_over(correctie: &Correctie, plek: &Plek) -> bool {
    correctie.inhoud.voorkomen.as_deref() == Some(plek.sleutel.as_str())
        && wijziging(correctie, plek).is_some()
}

/// What stood here before this correctie was carried out, when that is about this value. The key of a voorkomen may be made of
/// the very value that changed: then it is the one voorkomen that has the new value.
pub fn vorige<'a>(
    correctie: &'a Correctie,
    plek: &Plek,
    nu: &Waarde,
    antwoorden: &[impl AsRef<Bronbeeld>],
) -> Option<&'a Waarde> {
    let een =
        wijziging(correctie, plek).filter(|een| is_toegewezen(correctie.besluit.as_ref(), &een.gegeven))?;
    let voorkomens = || {
        let alle = antwoorden.iter().flat_map(|antwoord| &antwoord.as_ref().voorkomens);
        alle.filter(|een| een.groep == plek.groep)
    };
    let gevraagd = correctie.inhoud.voorkomen.as_deref();
    let hier = if voorkomens().any(|een| gevraagd == Some(een.sleutel.as_str())) {
        gevraagd == Some(plek.sleutel.as_str())
    } else {
        let nieuw = een.voorstel.as_ref();
        let heeft = voorkomens().filter(|voorkomen| {
            voorkomen
                .gegevens
                .iter()
                .any(|ander| ander.id == een.gegeven && zelfde(Some(&ander.waarde), nieuw))
        });
        zelfde(Some(nu), nieuw) && heeft.count() == 1
    };
    een.huidig.as_ref().filter(|_| hier)
}

fn is_toegewezen(besluit: Option<&Besluit>, gegeven: &str) -> bool {
    besluit.is_some_and(|besluit| besluit.delen.iter().any(|deel| deel.gegeven == gegeven && deel.toegewezen))
}

/// Whether two values say the same: a code speaks without its description, and nothing is the same as empty.
pub fn zelfde(een: Option<&Waarde>, ander: Option<&Waarde>) -> bool {
    match (een, ander) {
        (Some(Waarde::Code { code: een, .. }), Some(Waarde::Code { code: ander, .. })) => een == ander,
        (None | Some(Waarde::Leeg), None | Some(Waarde::Leeg)) => true,
        (een, ander) => een == ander,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef::{beeld, met, voorkomen};
    use contract::Datum;
    use contract::correctie::{Besluitdeel, Correctieinhoud};
    use std::sync::Arc;

    const DATUM: &str = "brp.kinderen.geboorte.datum";

    fn dag(dag: u8) -> Waarde {
        Waarde::Datum { datum: Datum::Dag { jaar: 2015, maand: 3, dag } }
    }

    fn plek(sleutel: &str) -> Plek {
        Plek { groep: "brp.kinderen".into(), sleutel: sleutel.into(), gegeven: DATUM.into() }
    }

    fn correctie(status: Correctiestatus, toegewezen: bool) -> Correctie {
        let wijziging = Wijziging { gegeven: DATUM.into(), huidig: Some(dag(12)), voorstel: Some(dag(13)) };
        let deel = Besluitdeel { gegeven: DATUM.into(), toegewezen, reden: "x".into() };
        Correctie {
            nummer: "KB-2222-2222".into(),
            inhoud: Correctieinhoud {
                groep: "brp.kinderen".into(),
                voorkomen: Some("oud".into()),
                aard: Aard::KloptNiet,
                wijzigingen: vec![wijziging],
                toelichting: String::new(),
            },
            bestanden: Vec::new(),
            status,
            organisatie: "gemeente".into(),
            gewijzigd_op: String::new(),
            ingediend_op: None,
            uiterlijk: None,
            te_laat: false,
            niet_aangenomen: false,
            kan: Vec::new(),
            stappen: Vec::new(),
            besluit: Some(Besluit { delen: vec![deel], toelichting: String::new(), bezwaar: None }),
            kennisgevingen: Vec::new(),
        }
    }

    fn kinderen(kinderen: &[(&str, u8)]) -> Vec<Arc<Bronbeeld>> {
        let van = |(sleutel, op): &(&str, u8)| voorkomen("brp.kinderen", sleutel, vec![met(DATUM, dag(*op))]);
        vec![Arc::new(beeld(kinderen.iter().map(van).collect()))]
    }

    #[test]
    fn what_runs_is_about_one_value_of_one_voorkomen() {
        let loopt_nu = correctie(Correctiestatus::InOnderzoek, true);
        assert!(loopt(&loopt_nu) && gaat_over(&loopt_nu, &plek("oud")));
        assert!(!gaat_over(&loopt_nu, &plek("ander")));
        assert!(!gaat_over(&loopt_nu, &Plek { gegeven: "brp.kinderen.bsn".into(), ..plek("oud") }));
        for klaar in [Correctiestatus::Verwerkt, Correctiestatus::Afgewezen, Correctiestatus::Ingetrokken] {
            assert!(!loopt(&correctie(klaar, true)), "{klaar:?}");
        }
    }

    #[test]
    fn the_old_value_stands_at_the_voorkomen_that_was_changed_whatever_its_key_is_now() {
        let klaar = correctie(Correctiestatus::Verwerkt, true);
        let op = |kinderen: &[(&str, u8)], sleutel: &str, nu: u8| {
            vorige(&klaar, &plek(sleutel), &dag(nu), &self::kinderen(kinderen)).cloned()
        };
        assert_eq!(op(&[("oud", 13), ("b", 13)], "oud", 13), Some(dag(12)));
        assert_eq!(op(&[("oud", 13), ("b", 13)], "b", 13), None, "another child with that date");
        assert_eq!(op(&[("nieuw", 13), ("b", 20)], "nieuw", 13), Some(dag(12)));
        assert_eq!(op(&[("nieuw", 13), ("b", 20)], "b", 20), None);
        assert_eq!(op(&[("nieuw", 13), ("b", 13)], "b", 13), None, "rather nothing than the wrong child");
        assert_eq!(
            vorige(
                &correctie(Correctiestatus::Verwerkt, false),
                &plek("oud"),
                &dag(13),
                &kinderen(&[("oud", 13)])
            ),
            None
        );
    }

    #[test]
    fn a_code_is_the_same_with_and_without_words() {
        let code = |omschrijving: Option<&str>| Waarde::Code {
            code: "M".into(),
            omschrijving: omschrijving.map(Into::into),
        };
        assert!(zelfde(Some(&code(None)), Some(&code(Some("man")))));
        assert!(zelfde(None, Some(&Waarde::Leeg)));
        assert!(!zelfde(None, Some(&code(None))));
    }

    #[test]
    fn the_address_of_a_new_one_says_what_it_is_about() {
        let adres = nieuw("brp.kinderen", Some("brp.kinderen:0a"), Some(DATUM), Aard::KloptNiet);
        assert_eq!(
            adres,
            format!(
                "/correcties/nieuw?groep=brp.kinderen&aard=klopt-niet&voorkomen=brp.kinderen:0a&gegeven={DATUM}"
            )
        );
        assert_eq!(
            nieuw("brp.kinderen", None, None, Aard::Ontbreekt),
            "/correcties/nieuw?groep=brp.kinderen&aard=ontbreekt"
        );
    }
}
