//! The register of verwerkingsactiviteiten in the reader's language: for what purposes organisations use personal data.
//! About nobody; fetched when a page first needs it.

use crate::api;
use crate::klantbeeld::register::{Mislukt, Registers};
use contract::verwerkingsactiviteiten::{Organisatie, Verwerkingsactiviteit, Verwerkingsactiviteiten};
use leptos::prelude::*;
use std::sync::Arc;

/// The store; a handle.
#[derive(Clone, Copy)]
pub struct Activiteiten {
    registers: Registers<Verwerkingsactiviteiten>,
    nodig: RwSignal<bool>,
}

/// Puts the store in context, once.
pub fn voorzie() {
    let nodig = RwSignal::new(false);
    let vraag = |taal| Box::pin(api::verwerkingsactiviteiten(taal)) as _;
    provide_context(Activiteiten { registers: Registers::nieuw(nodig.into(), vraag), nodig });
}

/// The store, for a page that shows something of it.
pub fn gebruik() -> Activiteiten {
    let activiteiten: Activiteiten = expect_context();
    activiteiten.nodig.set(true);
    activiteiten
}

impl Activiteiten {
    /// The register, when it is there.
    pub fn nu(self) -> Result<Option<Arc<Verwerkingsactiviteiten>>, Mislukt> {
        self.registers.nu()
    }

    /// Tries again after it failed.
    pub fn opnieuw(self) {
        self.registers.opnieuw();
    }
}

/// One activity by the ids in its path, with who answers for it.
pub fn zoek<'a>(
    register: &'a Verwerkingsactiviteiten,
    organisatie: &str,
    activiteit: &str,
) -> Option<(&'a Organisatie, &'a Verwerkingsactiviteit)> {
    let van = register.organisaties.iter().find(|van| van.id == organisatie)?;
    let een = |een: &&Verwerkingsactiviteit| een.organisatie == organisatie && een.id == activiteit;
    Some((van, register.activiteiten.iter().find(een)?))
}

/// The activities of each organisation in which every word of the question stands; all of them without a word. `kaal`
/// strips a text of its diacritics. An organisation without any is left out.
pub fn per_organisatie<'a>(
    register: &'a Verwerkingsactiviteiten,
    vraag: &str,
    kaal: &dyn Fn(&str) -> String,
) -> Vec<(&'a Organisatie, Vec<&'a Verwerkingsactiviteit>)> {
    let vraag = kaal(vraag);
    let past = |van: &Organisatie, een: &Verwerkingsactiviteit| {
        let overig = een.overige_gegevens.as_deref().unwrap_or_default();
        let tekst = kaal(
            &[&van.naam, &een.naam, &een.waarom, &een.grondslag.wet, overig]
                .map(|deel| deel as &str)
                .join(" "),
        );
        vraag.split_whitespace().all(|woord| tekst.contains(woord))
    };
    let groepen = register.organisaties.iter().map(|van| {
        let eigen = register.activiteiten.iter().filter(|een| een.organisatie == van.id);
        (van, eigen.filter(|een| past(van, een)).collect::<Vec<_>>())
    });
    groepen.filter(|(_, activiteiten)| !activiteiten.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{per_organisatie, zoek};
    use contract::Taal;
    use contract::verwerkingsactiviteiten::Verwerkingsactiviteiten;
    use gegevensregister::{Activiteiten, Portaal};

    fn register() -> Verwerkingsactiviteiten {
        let portaal = Portaal {
            naam: "Gemeente Voorbeeld",
            website: "https://a.example",
            basis: "https://a.example/v",
        };
        Activiteiten::ingebouwd(portaal).expect("the register is right").weergave(Taal::Nl)
    }

    fn gevonden(vraag: &str) -> Vec<String> {
        let register = register();
        let kaal = |tekst: &str| tekst.to_lowercase().replace('é', "e");
        let groepen = per_organisatie(&register, vraag, &kaal);
        let ids = groepen.iter().flat_map(|(van, activiteiten)| {
            activiteiten.iter().map(|een| format!("{}/{}", van.id, een.id)).collect::<Vec<_>>()
        });
        ids.collect()
    }

    #[test]
    fn without_a_word_everything_is_there_in_order() {
        let alles: Vec<String> =
            register().activiteiten.iter().map(|een| format!("{}/{}", een.organisatie, een.id)).collect();
        assert_eq!(gevonden("  "), alles);
    }

    #[test]
    fn every_word_must_be_there_whatever_its_case_and_accents() {
        assert_eq!(gevonden("AKTE notariéle"), Vec::<String>::new());
        assert_eq!(gevonden("PARKEERvergunning kenteken"), Vec::<String>::new());
        assert_eq!(gevonden("PARKEERvergunning auto"), ["gemeente/parkeervergunning"]);
        assert_eq!(gevonden("uwv zíek".replace('í', "i").as_str()), ["uwv/ziektewet"]);
        assert_eq!(gevonden("xyz"), Vec::<String>::new());
    }

    #[test]
    fn an_activity_is_found_under_its_own_organisation_only() {
        let register = register();
        let (van, een) = zoek(&register, "svb", "aow").expect("the state pension");
        assert_eq!((van.id.as_str(), een.naam.as_str()), ("svb", "AOW-pensioen"));
        for (organisatie, activiteit) in [("uwv", "aow"), ("svb", ""), ("", ""), ("svb", "AOW")] {
            assert_eq!(zoek(&register, organisatie, activiteit), None);
        }
    }
}
