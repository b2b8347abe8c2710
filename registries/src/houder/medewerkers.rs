//! The employees of the demo's holders. Invented people.

use super::stand::Rol;

/// Someone who works at a holder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Medewerker {
    pub(crate) id: &'static str,
    pub(crate) naam: &'static str,
    /// Id of the organisation.
    pub(crate) organisatie: &'static str,
    pub(crate) organisatienaam: &'static str,
    pub(crate) rollen: &'static [Rol],
}

const BEIDE: &[Rol] = &[Rol::Behandelaar, Rol::Beslisser];

pub(crate) const MEDEWERKERS: &[Medewerker] = &[
    Medewerker {
        id: "fatima",
        naam: "Fatima Benali",
        organisatie: "gemeente",
        organisatienaam: "Gemeente Voorbeeld",
        rollen: &[Rol::Behandelaar],
    },
    Medewerker {
        id: "joost",
        naam: "Joost Hemmes",
        organisatie: "gemeente",
        organisatienaam: "Gemeente Voorbeeld",
        rollen: &[Rol::Beslisser],
    },
    Medewerker {
        id: "ilse",
        naam: "Ilse Dorrestein",
        organisatie: "kvk",
        organisatienaam: "KVK",
        rollen: BEIDE,
    },
    Medewerker { id: "dirk", naam: "Dirk Wiarda", organisatie: "rdw", organisatienaam: "RDW", rollen: BEIDE },
    // Two: decisions on the BRK take four eyes.
    Medewerker {
        id: "noortje",
        naam: "Noortje Kuperus",
        organisatie: "kadaster",
        organisatienaam: "Kadaster",
        rollen: BEIDE,
    },
    Medewerker {
        id: "remco",
        naam: "Remco Tholen",
        organisatie: "kadaster",
        organisatienaam: "Kadaster",
        rollen: BEIDE,
    },
];

/// What the API knows an employee by in the demo: a token that anybody can tell.
pub fn demotoken(id: &str) -> String {
    format!("demo-medewerker-{id}")
}

impl Medewerker {
    pub(super) fn met_id(id: &str) -> Option<&'static Self> {
        MEDEWERKERS.iter().find(|een| een.id == id)
    }

    pub(super) fn met_token(token: &str) -> Option<&'static Self> {
        MEDEWERKERS.iter().find(|een| demotoken(een.id) == token)
    }

    pub(super) fn is(&self, rol: Rol) -> bool {
        self.rollen.contains(&rol)
    }

    /// The name for a step that is shown; a former employee by id.
    pub(super) fn naam_van(id: &str) -> &str {
        Self::met_id(id).map_or(id, |een| een.naam)
    }

    /// The roles, as people say it.
    pub(super) fn rolnamen(&self) -> String {
        let naam = |rol: &Rol| match rol {
            Rol::Melder => "melder",
            Rol::Behandelaar => "behandelaar",
            Rol::Beslisser => "beslisser",
        };
        self.rollen.iter().map(naam).collect::<Vec<_>>().join(" en ")
    }
}
