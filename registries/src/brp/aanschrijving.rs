//! How to write to someone: salutation, name on the envelope, and name in a running text.

use super::naam::{Geslacht, Naam, is_predicaat, samen, titel_bij, voorletters};

/// Whose name is used for the person to write to, and what it takes to tell.
pub(super) struct Aanschrijving<'a> {
    pub(super) naam: Naam<'a>,
    pub(super) geslacht: Geslacht,
    /// 61.10: `E` own, `P` partner's, `V` partner's before own, `N` partner's after own.
    pub(super) naamgebruik: &'a str,
    /// The partner, or else the last former partner.
    pub(super) partner: Option<Naam<'a>>,
    /// Whether the marriage or partnership still stands.
    pub(super) partner_actueel: bool,
}

/// The words on an envelope.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Aanschrijfwijze {
    pub(super) naam: String,
    pub(super) aanspreekvorm: Option<&'static str>,
}

impl<'a> Aanschrijving<'a> {
    /// "Geachte mevrouw Van Velzen-in het Veld", "Hooggeboren heer". Nothing when the name it needs is not known.
    pub(super) fn aanhef(&self) -> Option<String> {
        if let Some(titel) = self.titel_van_partner(self.naamgebruik) {
            return Some(aanhefvorm(titel, Geslacht::Vrouw)?.to_owned());
        }
        if let Some(vorm) = self.eigen_titel().and_then(|titel| aanhefvorm(titel, self.geslacht)) {
            return Some(vorm.to_owned());
        }
        let naam = self.samengesteld(None, None)?;
        Some(match self.geslacht {
            Geslacht::Man => format!("Geachte heer {}", hoofdletter(&naam)),
            Geslacht::Vrouw => format!("Geachte mevrouw {}", hoofdletter(&naam)),
            Geslacht::Onbekend => format!("Geachte {}", self.met_voorletters(&naam)),
        })
    }

    pub(super) fn aanschrijfwijze(&self) -> Option<Aanschrijfwijze> {
        let van_partner = self.titel_van_partner(self.gebruik());
        let eigen = self.eigen_titel();
        let eigen_woord = eigen.and_then(|titel| titel_bij(titel, self.geslacht));
        // A predicate stands before everything, unless the partner's name comes first.
        let voorop = eigen.is_some_and(is_predicaat) && self.gebruik() != "V";
        let bij_eigen_naam = if voorop { None } else { eigen_woord };
        let partnerwoord = van_partner.and_then(|titel| titel_bij(titel, Geslacht::Vrouw));
        let naam = self.met_voorletters(&self.samengesteld(bij_eigen_naam, partnerwoord)?);
        let naam = if voorop { samen(&[eigen_woord, Some(&naam)]) } else { naam };
        let aanspreekvorm = match van_partner {
            Some(titel) => aanspreekvorm(titel, Geslacht::Vrouw),
            None => eigen.and_then(|titel| aanspreekvorm(titel, self.geslacht)),
        };
        Some(Aanschrijfwijze { naam: hoofdletter(&naam), aanspreekvorm })
    }

    /// "de heer Van Puffelen", "barones van den Aedel".
    pub(super) fn in_lopende_tekst(&self) -> Option<String> {
        let partnerwoord = self.titel_van_partner(self.gebruik()).and_then(|t| titel_bij(t, Geslacht::Vrouw));
        let eigen_woord = self.eigen_titel().and_then(|titel| titel_bij(titel, self.geslacht));
        let naam = self.samengesteld(eigen_woord, partnerwoord)?;
        let begint_met = if matches!(self.gebruik(), "P" | "V") { partnerwoord } else { eigen_woord };
        Some(match (begint_met, self.geslacht) {
            (Some(_), _) => naam,
            (None, Geslacht::Man) => format!("de heer {}", hoofdletter(&naam)),
            (None, Geslacht::Vrouw) => format!("mevrouw {}", hoofdletter(&naam)),
            (None, Geslacht::Onbekend) => self.met_voorletters(&naam),
        })
    }

    /// The use of names that can be followed: without a known name of a partner it is the own name.
    fn gebruik(&self) -> &'a str {
        let bekend = self.partner.is_some_and(|partner| partner.geslachtsnaam.is_some());
        if bekend { self.naamgebruik } else { "E" }
    }

    /// The title of the partner that a woman who uses the partner's name may bear (in the female form).
    fn titel_van_partner(&self, naamgebruik: &str) -> Option<&'a str> {
        let titel = self.partner?.titel?;
        let mag = self.geslacht == Geslacht::Vrouw && naamgebruik != "E";
        (mag && matches!(titel, "B" | "G" | "H" | "M" | "P")).then_some(titel)
    }

    /// The own title or predicate, when it may be used: not with the partner's name alone, and a predicate not by
    /// a woman who has a partner or uses the name of a former one.
    fn eigen_titel(&self) -> Option<&'a str> {
        let titel = self.naam.titel?;
        let predicaat_vervalt = is_predicaat(titel)
            && self.geslacht == Geslacht::Vrouw
            && self.partner.is_some()
            && (self.partner_actueel || self.gebruik() != "E");
        (self.gebruik() != "P" && !predicaat_vervalt).then_some(titel)
    }

    fn samengesteld(&self, eigen_titel: Option<&str>, titel_partner: Option<&str>) -> Option<String> {
        let partner = self.partner.unwrap_or_default();
        let eigen = samen(&[eigen_titel, self.naam.voorvoegsel, self.naam.geslachtsnaam]);
        let ander = samen(&[titel_partner, partner.voorvoegsel, partner.geslachtsnaam]);
        if self.gebruik() == "P" {
            return Some(ander);
        }
        self.naam.geslachtsnaam?;
        Some(match self.gebruik() {
            "V" => format!("{ander}-{eigen}"),
            "N" => format!("{eigen}-{ander}"),
            _ => eigen,
        })
    }

    /// With the initials before it; without initials the name itself starts with a capital.
    fn met_voorletters(&self, naam: &str) -> String {
        match self.naam.voornamen.and_then(voorletters) {
            Some(letters) => format!("{letters} {naam}"),
            None => hoofdletter(naam),
        }
    }
}

fn aanhefvorm(titel: &str, geslacht: Geslacht) -> Option<&'static str> {
    Some(match (titel, geslacht) {
        ("P" | "PS", _) => "Hoogheid",
        (_, Geslacht::Onbekend) => return None,
        ("G" | "GI", Geslacht::Man) => "Hooggeboren heer",
        ("G" | "GI", Geslacht::Vrouw) => "Hooggeboren vrouwe",
        (_, Geslacht::Man) => "Hoogwelgeboren heer",
        (_, Geslacht::Vrouw) => "Hoogwelgeboren vrouwe",
    })
}

fn aanspreekvorm(titel: &str, geslacht: Geslacht) -> Option<&'static str> {
    if matches!(titel, "P" | "PS") {
        return Some("De hoogheid");
    }
    titel_bij(titel, geslacht)?;
    Some(match (titel, geslacht) {
        ("G" | "GI", Geslacht::Man) => "De hooggeboren heer",
        ("G" | "GI", _) => "De hooggeboren vrouwe",
        (_, Geslacht::Man) => "De hoogwelgeboren heer",
        _ => "De hoogwelgeboren vrouwe",
    })
}

fn hoofdletter(naam: &str) -> String {
    let mut tekens = naam.chars();
    tekens.next().map_or_else(String::new, |eerste| eerste.to_uppercase().chain(tekens).collect())
}

#[cfg(test)]
mod tests;
