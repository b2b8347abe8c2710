//! A small register and answers for the tests of the shaping.

use contract::Taal;
use contract::gegevensregister::{Definitie, Gegevensregister, Groep, Houder, Registratie, Soort, Thema};
use contract::klantbeeld::{Bronbeeld, Gegeven, Stand, Voorkomen, Waarde};

pub fn definitie(id: &str) -> Definitie {
    Definitie {
        id: id.into(),
        naam: id.into(),
        uitleg: String::new(),
        soort: Soort::Tekst,
        corrigeerbaar: false,
        omweg: None,
        deelbaar: false,
        eenheid: None,
        waarden: [].into(),
    }
}

fn groep(id: &str, thema: &str, enkelvoud: Option<&str>, leeg: Option<&str>, gegevens: &[&str]) -> Groep {
    Groep {
        id: id.into(),
        thema: thema.into(),
        naam: id.into(),
        uitleg: String::new(),
        enkelvoud: enkelvoud.map(Into::into),
        leeg: leeg.map(Into::into),
        grafiek: None,
        gegevens: gegevens.iter().map(|gegeven| definitie(&format!("{id}.{gegeven}"))).collect(),
    }
}

/// Two themes, one registration.
pub fn register() -> Gegevensregister {
    let thema = |id: &str| Thema { id: id.into(), naam: id.into() };
    Gegevensregister {
        taal: Taal::Nl,
        themas: vec![thema("ik"), thema("gezin")],
        tips: Vec::new(),
        registraties: vec![Registratie {
            id: "brp".into(),
            naam: "Basisregistratie Personen".into(),
            afkorting: "BRP".into(),
            in_zin: "de BRP".into(),
            leeg: None,
            uitleg: String::new(),
            houder: Houder { naam: "Proef".into(), oin: "00000099000000000001".into() },
            grondslag: "Wet".into(),
            over_personen: true,
            correctie: None,
            groepen: vec![
                groep("brp.naam", "ik", None, None, &["voornamen", "voorvoegsel", "geslachtsnaam"]),
                groep("brp.geboorte", "ik", None, None, &["datum", "plaats"]),
                groep("brp.partners", "gezin", Some("Partner"), None, &["voornamen", "geslachtsnaam"]),
                groep(
                    "brp.kinderen",
                    "gezin",
                    Some("Kind"),
                    Some("Geen kinderen."),
                    &["voornamen", "geslachtsnaam", "plaats"],
                ),
            ],
        }],
    }
}

pub fn tekst(id: &str, tekst: &str) -> Gegeven {
    met(id, Waarde::Tekst { tekst: tekst.into() })
}

pub fn met(id: &str, waarde: Waarde) -> Gegeven {
    Gegeven { id: id.into(), waarde, in_onderzoek: None }
}

pub fn voorkomen(groep: &str, sleutel: &str, gegevens: Vec<Gegeven>) -> Voorkomen {
    Voorkomen { groep: groep.into(), sleutel: sleutel.into(), geldig: None, gegevens }
}

pub fn beeld(voorkomens: Vec<Voorkomen>) -> Bronbeeld {
    Bronbeeld {
        registratie: "brp".into(),
        stand: Stand::Geladen,
        opgehaald_op: "2026-08-20T09:30:00Z".into(),
        onvolledig: Vec::new(),
        voorkomens,
    }
}
