//! What can happen to a case, and what it is then: one table.

use serde::{Deserialize, Serialize};

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Stand {
    Ontvangen,
    InOnderzoek,
    InformatieGevraagd,
    Aangevuld,
    Toegewezen,
    DeelsToegewezen,
    Afgewezen,
    Verwerkt,
    Doorgestuurd,
    Ingetrokken,
}

/// A step: a member of `verloop`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Gebeurtenis {
    Ontvangen,
    InOnderzoek,
    InformatieGevraagd,
    Aangevuld,
    Verlengd,
    Doorgestuurd,
    Toegewezen,
    DeelsToegewezen,
    Afgewezen,
    Verwerkt,
    Ingetrokken,
}

/// Who may make a step happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Rol {
    /// Whoever sent the terugmelding.
    Melder,
    Behandelaar,
    Beslisser,
}

use Gebeurtenis as G;
use Stand as S;

/// What follows on what. What does not stand here cannot be.
const TABEL: &[(Stand, Gebeurtenis, Stand)] = &[
    (S::Ontvangen, G::InOnderzoek, S::InOnderzoek),
    (S::Ontvangen, G::Doorgestuurd, S::Doorgestuurd),
    (S::Ontvangen, G::Ingetrokken, S::Ingetrokken),
    (S::InOnderzoek, G::InformatieGevraagd, S::InformatieGevraagd),
    (S::InOnderzoek, G::Verlengd, S::InOnderzoek),
    (S::InOnderzoek, G::Doorgestuurd, S::Doorgestuurd),
    (S::InOnderzoek, G::Toegewezen, S::Toegewezen),
    (S::InOnderzoek, G::DeelsToegewezen, S::DeelsToegewezen),
    (S::InOnderzoek, G::Afgewezen, S::Afgewezen),
    (S::InOnderzoek, G::Ingetrokken, S::Ingetrokken),
    // Who never answers is decided on with what there is.
    (S::InformatieGevraagd, G::Aangevuld, S::Aangevuld),
    (S::InformatieGevraagd, G::Verlengd, S::InformatieGevraagd),
    (S::InformatieGevraagd, G::Doorgestuurd, S::Doorgestuurd),
    (S::InformatieGevraagd, G::Toegewezen, S::Toegewezen),
    (S::InformatieGevraagd, G::DeelsToegewezen, S::DeelsToegewezen),
    (S::InformatieGevraagd, G::Afgewezen, S::Afgewezen),
    (S::InformatieGevraagd, G::Ingetrokken, S::Ingetrokken),
    (S::Aangevuld, G::InformatieGevraagd, S::InformatieGevraagd),
    (S::Aangevuld, G::Verlengd, S::Aangevuld),
    (S::Aangevuld, G::Doorgestuurd, S::Doorgestuurd),
    (S::Aangevuld, G::Toegewezen, S::Toegewezen),
    (S::Aangevuld, G::DeelsToegewezen, S::DeelsToegewezen),
    (S::Aangevuld, G::Afgewezen, S::Afgewezen),
    (S::Aangevuld, G::Ingetrokken, S::Ingetrokken),
    (S::Toegewezen, G::Verwerkt, S::Verwerkt),
    (S::DeelsToegewezen, G::Verwerkt, S::Verwerkt),
];

impl Stand {
    /// What the case becomes, or nothing when that cannot follow.
    pub(super) fn na(self, wat: Gebeurtenis) -> Option<Self> {
        TABEL.iter().find(|(van, welke, _)| (*van, *welke) == (self, wat)).map(|(_, _, naar)| *naar)
    }

    /// Nothing can happen any more.
    pub(super) fn is_klaar(self) -> bool {
        TABEL.iter().all(|(van, ..)| *van != self)
    }

    /// Whether the doubted values are marked.
    pub(super) fn is_in_onderzoek(self) -> bool {
        matches!(self, S::InOnderzoek | S::InformatieGevraagd | S::Aangevuld)
    }

    /// The `status` of the Terugmelden-API.
    pub(super) const fn status(self) -> &'static str {
        match self {
            S::Ontvangen => "Gemeld",
            S::InOnderzoek | S::Aangevuld | S::Toegewezen | S::DeelsToegewezen => "In Behandeling",
            S::InformatieGevraagd => "Onvoldoende ContactInformatie",
            S::Ingetrokken => "Ingetrokken",
            S::Afgewezen | S::Verwerkt | S::Doorgestuurd => "Afgehandeld",
        }
    }

    /// For an employee.
    pub(super) const fn tekst(self) -> &'static str {
        match self {
            S::Ontvangen => "Ontvangen",
            S::InOnderzoek => "In onderzoek",
            S::InformatieGevraagd => "Informatie gevraagd",
            S::Aangevuld => "Aangevuld",
            S::Toegewezen => "Toegewezen",
            S::DeelsToegewezen => "Deels toegewezen",
            S::Afgewezen => "Afgewezen",
            S::Verwerkt => "Verwerkt",
            S::Doorgestuurd => "Doorgestuurd",
            S::Ingetrokken => "Ingetrokken",
        }
    }
}

impl Gebeurtenis {
    /// Whose step it is.
    pub(super) const fn van(self) -> Rol {
        match self {
            G::Ontvangen | G::Aangevuld | G::Ingetrokken => Rol::Melder,
            G::InOnderzoek | G::InformatieGevraagd | G::Verlengd | G::Doorgestuurd => Rol::Behandelaar,
            G::Toegewezen | G::DeelsToegewezen | G::Afgewezen | G::Verwerkt => Rol::Beslisser,
        }
    }

    /// For an employee.
    pub(super) const fn tekst(self) -> &'static str {
        match self {
            G::Ontvangen => "Ontvangen",
            G::InOnderzoek => "In onderzoek genomen",
            G::InformatieGevraagd => "Informatie gevraagd",
            G::Aangevuld => "Aangevuld door de burger",
            G::Verlengd => "Termijn verlengd",
            G::Doorgestuurd => "Doorgestuurd",
            G::Toegewezen => "Toegewezen",
            G::DeelsToegewezen => "Deels toegewezen",
            G::Afgewezen => "Afgewezen",
            G::Verwerkt => "Verwerkt",
            G::Ingetrokken => "Ingetrokken door de burger",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANDEN: [Stand; 10] = [
        S::Ontvangen,
        S::InOnderzoek,
        S::InformatieGevraagd,
        S::Aangevuld,
        S::Toegewezen,
        S::DeelsToegewezen,
        S::Afgewezen,
        S::Verwerkt,
        S::Doorgestuurd,
        S::Ingetrokken,
    ];
    const GEBEURTENISSEN: [Gebeurtenis; 11] = [
        G::Ontvangen,
        G::InOnderzoek,
        G::InformatieGevraagd,
        G::Aangevuld,
        G::Verlengd,
        G::Doorgestuurd,
        G::Toegewezen,
        G::DeelsToegewezen,
        G::Afgewezen,
        G::Verwerkt,
        G::Ingetrokken,
    ];

    /// A row per state, a column per step in the order above: the number of the state that follows, or a point.
    const VERWACHT: [&str; 10] = [
        ". 1 . . . 8 . . . . 9",
        ". . 2 . 1 8 4 5 6 . 9",
        ". . . 3 2 8 4 5 6 . 9",
        ". . 2 . 3 8 4 5 6 . 9",
        ". . . . . . . . . 7 .",
        ". . . . . . . . . 7 .",
        ". . . . . . . . . . .",
        ". . . . . . . . . . .",
        ". . . . . . . . . . .",
        ". . . . . . . . . . .",
    ];

    #[test]
    fn every_step_follows_where_it_may_and_nowhere_else() {
        for (stand, rij) in STANDEN.into_iter().zip(VERWACHT) {
            let verwacht: Vec<&str> = rij.split(' ').collect();
            assert_eq!(verwacht.len(), GEBEURTENISSEN.len());
            for (wat, verwacht) in GEBEURTENISSEN.into_iter().zip(verwacht) {
                let verwacht = verwacht.parse::<usize>().ok().map(|nummer| STANDEN[nummer]);
                assert_eq!(stand.na(wat), verwacht, "{stand:?} + {wat:?}");
            }
            assert_eq!(stand.is_klaar(), rij.chars().all(|teken| ". ".contains(teken)), "{stand:?}");
        }
        assert_eq!(
            TABEL.len(),
            VERWACHT.concat().chars().filter(char::is_ascii_digit).count(),
            "no line twice"
        );
    }

    #[test]
    fn the_status_is_one_of_the_standard() {
        let statussen = STANDEN.map(Stand::status);
        assert_eq!(
            statussen,
            [
                "Gemeld",
                "In Behandeling",
                "Onvoldoende ContactInformatie",
                "In Behandeling",
                "In Behandeling",
                "In Behandeling",
                "Afgehandeld",
                "Afgehandeld",
                "Afgehandeld",
                "Ingetrokken",
            ]
        );
    }

    #[test]
    fn no_mark_outlives_the_decision() {
        for (van, wat, naar) in TABEL {
            let besluit = matches!(
                wat,
                G::Toegewezen
                    | G::DeelsToegewezen
                    | G::Afgewezen
                    | G::Doorgestuurd
                    | G::Ingetrokken
                    | G::Verwerkt
            );
            assert_eq!(naar.is_in_onderzoek(), !besluit, "{van:?} + {wat:?}");
        }
    }
}
