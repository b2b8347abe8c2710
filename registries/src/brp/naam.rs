//! Names: initials, the full name, titles in the form that goes with the sex.

use serde_json::{Value, json};

use super::lijst::{Context, Groep, Voorkomen};

/// The parts of a name, without unknown values.
#[derive(Clone, Copy, Default)]
pub(crate) struct Naam<'a> {
    pub(super) voornamen: Option<&'a str>,
    pub(super) titel: Option<&'a str>,
    pub(super) voorvoegsel: Option<&'a str>,
    pub(super) geslachtsnaam: Option<&'a str>,
}

impl<'a> Naam<'a> {
    pub(crate) fn van(v: &'a Voorkomen) -> Self {
        Self {
            voornamen: v.tekst("0210"),
            titel: v.tekst("0220"),
            voorvoegsel: v.tekst("0230"),
            geslachtsnaam: v.tekst("0240"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Geslacht {
    Man,
    Vrouw,
    Onbekend,
}

impl Geslacht {
    pub(crate) fn van(v: &Voorkomen) -> Self {
        match v.ruw("0410") {
            Some("M") => Self::Man,
            Some("V") => Self::Vrouw,
            _ => Self::Onbekend,
        }
    }
}

/// A predicate stands before the first names, a title after them.
pub(super) fn is_predicaat(titel: &str) -> bool {
    matches!(titel, "JH" | "JV")
}

/// The title in the form that goes with the sex; nothing when there is no such form.
pub(super) fn titel_bij(titel: &str, geslacht: Geslacht) -> Option<&'static str> {
    let (man, vrouw) = match titel {
        "B" | "BS" => ("baron", Some("barones")),
        "G" | "GI" => ("graaf", Some("gravin")),
        "H" | "HI" => ("hertog", Some("hertogin")),
        "M" | "MI" => ("markies", Some("markiezin")),
        "P" | "PS" => ("prins", Some("prinses")),
        "JH" | "JV" => ("jonkheer", Some("jonkvrouw")),
        "R" => ("ridder", None),
        _ => return None,
    };
    match geslacht {
        Geslacht::Man => Some(man),
        Geslacht::Vrouw => vrouw,
        Geslacht::Onbekend => None,
    }
}

/// One letter for each first name: a point follows, but for a name of one letter, which a space sets apart.
pub(super) fn voorletters(voornamen: &str) -> Option<String> {
    let mut letters = String::new();
    for voornaam in voornamen.split_whitespace() {
        if !letters.is_empty() && !letters.ends_with('.') {
            letters.push(' ');
        }
        let mut tekens = voornaam.chars();
        letters.extend(tekens.next());
        if tekens.next().is_some() {
            letters.push('.');
        }
    }
    (!letters.is_empty()).then_some(letters)
}

/// The parts that are there, with one space between them.
pub(super) fn samen(delen: &[Option<&str>]) -> String {
    let delen: Vec<_> = delen.iter().flatten().flat_map(|deel| deel.split_whitespace()).collect();
    delen.join(" ")
}

/// Predicate, first names, title, prefix and surname; without a form for the sex, the title as the table describes it.
pub(crate) fn volledige_naam(naam: Naam<'_>, geslacht: Geslacht, ctx: &Context<'_>) -> Option<String> {
    let titel = naam.titel.and_then(|t| titel_bij(t, geslacht).or_else(|| ctx.omschrijving("titel", t)));
    let voorop = naam.titel.is_some_and(is_predicaat);
    let (predicaat, titel) = if voorop { (titel, None) } else { (None, titel) };
    let naam = samen(&[predicaat, naam.voornamen, titel, naam.voorvoegsel, naam.geslachtsnaam]);
    (!naam.is_empty()).then_some(naam)
}

/// The name of a related person: the parts and the initials.
pub(super) fn naamgroep(v: &Voorkomen, ctx: &Context<'_>) -> Groep {
    let naam = Naam::van(v);
    let mut groep = Groep::default();
    groep
        .zet("voornamen", naam.voornamen)
        .zet("adellijkeTitelPredicaat", naam.titel.map(|titel| titelwaarde(titel, ctx)))
        .zet("voorvoegsel", naam.voorvoegsel)
        .zet("geslachtsnaam", naam.geslachtsnaam)
        .zet("voorletters", naam.voornamen.and_then(voorletters));
    groep
}

fn titelwaarde(titel: &str, ctx: &Context<'_>) -> Value {
    let mut waarde = ctx.waarde("titel", titel);
    waarde["soort"] = json!(if is_predicaat(titel) { "predicaat" } else { "titel" });
    waarde
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use time::macros::date;

    #[test]
    fn een_voorletter_per_voornaam() {
        let gevallen = [
            ("Henk", "H."),
            ("Johan Frank Robert", "J.F.R."),
            ("Theo Philip IJsbrand", "T.P.I."),
            ("Anne-Fleur Belle", "A.B."),
            ("Suzie Q", "S.Q"),
            ("A", "A"),
            ("J P", "J P"),
            ("Elise Q Maria", "E.Q M."),
            ("Anna Özil", "A.Ö."),
            ("Ali bin Mohammed", "A.b.M."),
        ];
        for (voornamen, letters) in gevallen {
            assert_eq!(voorletters(voornamen).as_deref(), Some(letters));
        }
        assert_eq!(voorletters(" "), None);
    }

    #[test]
    fn de_volledige_naam_met_titel_of_predicaat() {
        let tabellen =
            [("JV", "jonkvrouw"), ("JH", "jonkheer"), ("G", "graaf"), ("GI", "gravin"), ("R", "ridder")]
                .map(|(code, tekst)| (("titel".to_owned(), code.to_owned()), tekst.to_owned()));
        let (tabellen, anderen) = (HashMap::from(tabellen), HashMap::new());
        let ctx = Context { tabellen: &tabellen, vandaag: date!(2026 - 01 - 01), anderen: &anderen };
        let gevallen = [
            ("V", "Jo Anne", "JV", "van", "Hoogh", "jonkvrouw Jo Anne van Hoogh"),
            ("M", "Jo Anne", "JV", "van", "Hoogh", "jonkheer Jo Anne van Hoogh"),
            ("O", "Jo Anne", "JV", "van", "Hoogh", "jonkvrouw Jo Anne van Hoogh"),
            ("V", "Robin Sam", "G", "van  den", "Aedel", "Robin Sam gravin van den Aedel"),
            ("O", "Robin Sam", "GI", "van den", "Aedel", "Robin Sam gravin van den Aedel"),
            ("V", "Robin Sam", "R", "van den", "Aedel", "Robin Sam ridder van den Aedel"),
            ("V", "Gerrit", "", "den", "Braber", "Gerrit den Braber"),
            ("M", "", "", "", "Obbadah", "Obbadah"),
            ("V", "Dian Marini Maya", "", "", ".", "Dian Marini Maya"),
        ];
        for (g, voornamen, titel, voorvoegsel, geslachtsnaam, verwacht) in gevallen {
            let v = json!({"0210": voornamen, "0220": titel, "0230": voorvoegsel, "0240": geslachtsnaam, "0410": g});
            let v = Voorkomen(v.as_object().unwrap().clone());
            assert_eq!(volledige_naam(Naam::van(&v), Geslacht::van(&v), &ctx).as_deref(), Some(verwacht));
        }
        let onbekend = Voorkomen(json!({"0240": "."}).as_object().unwrap().clone());
        assert_eq!(volledige_naam(Naam::van(&onbekend), Geslacht::Vrouw, &ctx), None);
    }
}
