//! Uses for the tests.

use contract::inzage::{Door, Doorsoort, Gebruik, Opgevraagd, PORTAAL, Uitkomst};

/// An own look at the name.
pub fn gebruik(id: &str, moment: &str) -> Gebruik {
    Gebruik {
        id: id.into(),
        bron: PORTAAL.into(),
        moment: moment.into(),
        vanaf: None,
        keren: 1,
        door: Door { soort: Doorsoort::Zelf, organisatie: None, naam: None, functie: None },
        activiteit: None,
        omschrijving: None,
        betrokkenheid: None,
        opgevraagd: vec![Opgevraagd {
            registratie: "brp".into(),
            uitkomst: Uitkomst::Gelukt,
            groepen: vec!["brp.naam".into()],
            gegevens: Vec::new(),
        }],
    }
}

/// A use by UWV, in the log of a registration.
pub fn van_bron(bron: &str, id: &str, moment: &str) -> Gebruik {
    Gebruik { bron: bron.into(), door: door("uwv"), ..gebruik(id, moment) }
}

/// An organisation in a task of its own.
pub fn door(organisatie: &str) -> Door {
    Door { soort: Doorsoort::Taak, organisatie: Some(organisatie.into()), naam: None, functie: None }
}
