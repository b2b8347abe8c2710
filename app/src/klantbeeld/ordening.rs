//! From an answer to the blocks of a page: group by group, in the register's order, whatever order the source used.

use crate::klantbeeld::vorm::{Opmaak, Vorm, vorm};
use contract::gegevensregister::{Definitie, Gegevensregister, Groep, Registratie, Soort};
use contract::klantbeeld::{Bronbeeld, Gegeven, Periode, Voorkomen, Waarde};

/// What one registration has to say under one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Themadeel {
    pub registratie: String,
    /// Ids of the groups, in the register's order.
    pub groepen: Vec<String>,
}

/// A group with what the source holds in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groepblok {
    pub groep: Groep,
    /// Empty when the source holds nothing and the register has a sentence for that.
    pub voorkomens: Vec<Blok>,
}

/// One occurrence of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blok {
    pub sleutel: String,
    pub titel: Titel,
    pub geldig: Option<Periode>,
    pub rijen: Vec<Rij>,
}

/// What stands above an occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Titel {
    /// Nothing: the group has one occurrence and its own name says it all.
    Geen,
    /// The name of the person it is about.
    Naam(String),
    /// Such as "Kind 2".
    Volgnummer { enkelvoud: String, nummer: usize },
}

/// A value with what the register says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rij {
    pub definitie: Definitie,
    pub gegeven: Gegeven,
}

impl Groepblok {
    pub fn in_onderzoek(&self) -> bool {
        self.voorkomens.iter().flat_map(|blok| &blok.rijen).any(|rij| rij.gegeven.in_onderzoek.is_some())
    }

    /// Whether an amount of money is in it.
    pub fn heeft_bedrag(&self) -> bool {
        let mut rijen = self.voorkomens.iter().flat_map(|blok| &blok.rijen);
        rijen.any(|rij| rij.definitie.soort == Soort::Bedrag)
    }

    /// What is inside, in one line: the names of the occurrences, or else the first value of each.
    pub fn kort(&self, opmaak: &dyn Opmaak) -> Option<String> {
        let delen: Vec<String> = self.voorkomens.iter().filter_map(|blok| blok.kort(opmaak)).collect();
        (!delen.is_empty()).then(|| delen.join(", ")).or_else(|| self.groep.leeg.clone())
    }
}

impl Blok {
    fn kort(&self, opmaak: &dyn Opmaak) -> Option<String> {
        if let Titel::Naam(naam) = &self.titel {
            return Some(naam.clone());
        }
        self.rijen.iter().find_map(|rij| match vorm(&rij.gegeven.waarde, &rij.definitie, opmaak) {
            // A number that is hidden until asked for stays hidden here too.
            Vorm::Bsn(_) | Vorm::Onzeker(_) => None,
            // A long number tells a person nothing.
            Vorm::Tekst(tekst) if tekst.len() >= 8 && tekst.bytes().all(|teken| teken.is_ascii_digit()) => {
                None
            }
            bekend => Some(bekend.in_een_regel()),
        })
    }
}

/// Which registrations, of those that are asked, have something under this theme, and in which groups.
pub fn themadelen(register: &Gegevensregister, gevraagd: &[String], thema: &str) -> Vec<Themadeel> {
    register
        .registraties
        .iter()
        .filter(|registratie| gevraagd.contains(&registratie.id))
        .filter_map(|registratie| {
            let groepen: Vec<String> =
                groepen_van(registratie, thema).map(|groep| groep.id.clone()).collect();
            (!groepen.is_empty()).then(|| Themadeel { registratie: registratie.id.clone(), groepen })
        })
        .collect()
}

fn groepen_van<'a>(registratie: &'a Registratie, thema: &'a str) -> impl Iterator<Item = &'a Groep> {
    registratie.groepen.iter().filter(move |groep| groep.thema == thema)
}

/// The registration with this id.
pub fn registratie<'a>(register: &'a Gegevensregister, id: &str) -> Option<&'a Registratie> {
    register.registraties.iter().find(|registratie| registratie.id == id)
}

/// The blocks of a registration under a theme. A group that the source left empty stays out, unless the register
/// has a sentence for it; a value that the register does not define is never shown.
pub fn groepblokken(registratie: &Registratie, thema: &str, beeld: &Bronbeeld) -> Vec<Groepblok> {
    groepen_van(registratie, thema)
        .filter_map(|groep| {
            let voorkomens = blokken(groep, beeld);
            (!voorkomens.is_empty() || groep.leeg.is_some())
                .then(|| Groepblok { groep: groep.clone(), voorkomens })
        })
        .collect()
}

/// Whether there is a block at all; see [`groepblokken`].
pub fn heeft_iets(registratie: &Registratie, thema: &str, beeld: &Bronbeeld) -> bool {
    groepen_van(registratie, thema)
        .any(|groep| groep.leeg.is_some() || voorkomens(beeld, &groep.id).any(|van| !van.gegevens.is_empty()))
}

fn blokken(groep: &Groep, beeld: &Bronbeeld) -> Vec<Blok> {
    let van_groep: Vec<&Voorkomen> =
        beeld.voorkomens.iter().filter(|voorkomen| voorkomen.groep == groep.id).collect();
    let meer = van_groep.len() > 1;
    van_groep
        .into_iter()
        .enumerate()
        .map(|(index, voorkomen)| Blok {
            sleutel: voorkomen.sleutel.clone(),
            titel: titel(groep, voorkomen, meer, index + 1),
            geldig: voorkomen.geldig.clone(),
            rijen: rijen(groep, voorkomen),
        })
        .filter(|blok| !blok.rijen.is_empty())
        .collect()
}

fn rijen(groep: &Groep, voorkomen: &Voorkomen) -> Vec<Rij> {
    groep
        .gegevens
        .iter()
        .flat_map(|definitie| {
            let van_definitie = voorkomen.gegevens.iter().filter(|gegeven| gegeven.id == definitie.id);
            van_definitie.map(|gegeven| Rij { definitie: definitie.clone(), gegeven: gegeven.clone() })
        })
        .collect()
}

fn titel(groep: &Groep, voorkomen: &Voorkomen, meer: bool, nummer: usize) -> Titel {
    let Some(enkelvoud) = &groep.enkelvoud else { return Titel::Geen };
    match naam(voorkomen).or_else(|| eerste_naam(groep, voorkomen)) {
        Some(naam) => Titel::Naam(naam),
        None if meer => Titel::Volgnummer { enkelvoud: enkelvoud.clone(), nummer },
        None => Titel::Geen,
    }
}

/// The last word of an id: `voornamen` of `brp.naam.voornamen`.
fn achtervoegsel(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or(id)
}

/// The name that a group begins with: for custody, the child's.
fn eerste_naam(groep: &Groep, voorkomen: &Voorkomen) -> Option<String> {
    let eerste = groep.gegevens.first().filter(|definitie| achtervoegsel(&definitie.id) == "naam")?;
    voorkomen.gegevens.iter().find_map(|gegeven| match &gegeven.waarde {
        Waarde::Tekst { tekst } if gegeven.id == eerste.id => Some(tekst.clone()),
        _ => None,
    })
}

/// The name in an occurrence that is about a person: the parts as the base registration splits them.
pub fn naam(voorkomen: &Voorkomen) -> Option<String> {
    let deel = |woord: &str| {
        voorkomen.gegevens.iter().find_map(|gegeven| match &gegeven.waarde {
            Waarde::Tekst { tekst } if achtervoegsel(&gegeven.id) == woord => Some(tekst.as_str()),
            _ => None,
        })
    };
    if let Some(heel) = deel("volledigeNaam") {
        return Some(heel.to_owned());
    }
    let delen: Vec<&str> =
        ["voornamen", "voorvoegsel", "geslachtsnaam"].into_iter().filter_map(deel).collect();
    (deel("voornamen").or(deel("geslachtsnaam")).is_some()).then(|| delen.join(" "))
}

/// The first value with this id in an answer.
pub fn waarde<'a>(beeld: &'a Bronbeeld, id: &str) -> Option<&'a Waarde> {
    beeld
        .voorkomens
        .iter()
        .flat_map(|voorkomen| &voorkomen.gegevens)
        .find(|gegeven| gegeven.id == id)
        .map(|g| &g.waarde)
}

/// Group and key of the first occurrence in an answer that has this gegeven.
pub fn plek(beeld: &Bronbeeld, gegeven: &str) -> Option<(String, String)> {
    let heeft = |van: &&Voorkomen| van.gegevens.iter().any(|een| een.id == gegeven);
    beeld.voorkomens.iter().find(heeft).map(|van| (van.groep.clone(), van.sleutel.clone()))
}

/// The occurrences of a group in an answer.
pub fn voorkomens<'a>(beeld: &'a Bronbeeld, groep: &'a str) -> impl Iterator<Item = &'a Voorkomen> {
    beeld.voorkomens.iter().filter(move |voorkomen| voorkomen.groep == groep)
}

/// The definition of a gegeven.
pub fn definitie<'a>(register: &'a Gegevensregister, id: &str) -> Option<&'a Definitie> {
    let groepen = register.registraties.iter().flat_map(|registratie| &registratie.groepen);
    groepen.flat_map(|groep| &groep.gegevens).find(|definitie| definitie.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef::{beeld, register, tekst, voorkomen};
    use crate::klantbeeld::vorm::proef::Kaal;

    #[test]
    fn groups_and_values_stand_in_the_registers_order() {
        let beeld = beeld(vec![
            voorkomen("brp.geboorte", "1", vec![tekst("brp.geboorte.plaats", "Delft")]),
            voorkomen(
                "brp.naam",
                "1",
                vec![tekst("brp.naam.geslachtsnaam", "Jansen"), tekst("brp.naam.voornamen", "An")],
            ),
        ]);
        let register = register();
        let blokken = groepblokken(&register.registraties[0], "ik", &beeld);
        let groepen: Vec<&str> = blokken.iter().map(|blok| blok.groep.id.as_str()).collect();
        assert_eq!(groepen, ["brp.naam", "brp.geboorte"]);
        let rijen: Vec<&str> =
            blokken[0].voorkomens[0].rijen.iter().map(|rij| rij.definitie.id.as_str()).collect();
        assert_eq!(rijen, ["brp.naam.voornamen", "brp.naam.geslachtsnaam"]);
    }

    #[test]
    fn a_value_that_the_register_does_not_define_is_not_shown() {
        let beeld = beeld(vec![voorkomen("brp.naam", "1", vec![tekst("brp.naam.geheim", "x")])]);
        assert_eq!(groepblokken(&register().registraties[0], "ik", &beeld), []);
    }

    #[test]
    fn an_empty_group_stays_only_with_a_sentence_for_it() {
        let blokken = groepblokken(&register().registraties[0], "gezin", &beeld(vec![]));
        let groepen: Vec<&str> = blokken.iter().map(|blok| blok.groep.id.as_str()).collect();
        assert_eq!(groepen, ["brp.kinderen"]);
        assert!(blokken[0].voorkomens.is_empty());
    }

    #[test]
    fn a_gegeven_stands_in_the_first_occurrence_that_has_it() {
        let kind = |sleutel: &str, gegeven: &str| {
            voorkomen("brp.kinderen", sleutel, vec![tekst(&format!("brp.kinderen.{gegeven}"), "x")])
        };
        let beeld = beeld(vec![kind("1", "voornamen"), kind("2", "geslacht"), kind("3", "geslacht")]);
        assert_eq!(plek(&beeld, "brp.kinderen.geslacht"), Some(("brp.kinderen".into(), "2".into())));
        assert_eq!(plek(&beeld, "brp.kinderen"), None);
    }

    #[test]
    fn a_theme_has_something_when_a_block_of_it_would_be_shown() {
        let register = register();
        let naam = beeld(vec![voorkomen("brp.naam", "1", vec![tekst("brp.naam.voornamen", "An")])]);
        let iets = |thema: &str, beeld: &Bronbeeld| {
            let registratie = &register.registraties[0];
            let iets = heeft_iets(registratie, thema, beeld);
            assert_eq!(iets, !groepblokken(registratie, thema, beeld).is_empty(), "{thema}");
            iets
        };
        assert!(iets("ik", &naam));
        assert!(!iets("ik", &beeld(vec![])));
        assert!(iets("gezin", &beeld(vec![])), "a sentence that there are no children");
        assert!(!iets("wonen", &naam));
    }

    #[test]
    fn children_are_called_by_name_and_else_by_number() {
        let beeld = beeld(vec![
            voorkomen(
                "brp.kinderen",
                "1",
                vec![tekst("brp.kinderen.voornamen", "Sem"), tekst("brp.kinderen.geslachtsnaam", "Jansen")],
            ),
            voorkomen("brp.kinderen", "2", vec![tekst("brp.kinderen.plaats", "Delft")]),
        ]);
        let titels: Vec<Titel> = groepblokken(&register().registraties[0], "gezin", &beeld)
            .remove(0)
            .voorkomens
            .into_iter()
            .map(|blok| blok.titel)
            .collect();
        assert_eq!(
            titels,
            [Titel::Naam("Sem Jansen".into()), Titel::Volgnummer { enkelvoud: "Kind".into(), nummer: 2 }]
        );
    }

    #[test]
    fn a_group_in_one_line_names_what_is_inside_but_never_a_bsn() {
        let mut register = register();
        register.registraties[0].groepen[0].gegevens[0].soort = contract::gegevensregister::Soort::Bsn;
        let ik = beeld(vec![voorkomen(
            "brp.naam",
            "1",
            vec![tekst("brp.naam.voornamen", "999970124"), tekst("brp.naam.geslachtsnaam", "Bos")],
        )]);
        let kort = |thema: &str, beeld: &Bronbeeld| {
            groepblokken(&register.registraties[0], thema, beeld)[0].kort(&Kaal)
        };
        assert_eq!(kort("ik", &ik).as_deref(), Some("Bos"));
        let kind = |naam: &str, nummer| {
            voorkomen("brp.kinderen", nummer, vec![tekst("brp.kinderen.voornamen", naam)])
        };
        assert_eq!(
            kort("gezin", &beeld(vec![kind("Sem", "1"), kind("Noor", "2")])).as_deref(),
            Some("Sem, Noor")
        );
        assert_eq!(kort("gezin", &beeld(vec![])).as_deref(), Some("Geen kinderen."));
    }

    #[test]
    fn custody_is_called_by_the_name_of_the_child() {
        let mut register = register();
        register.registraties[0].groepen[3].gegevens[0].id = "brp.kinderen.minderjarige.naam".into();
        let gezag =
            voorkomen("brp.kinderen", "1", vec![tekst("brp.kinderen.minderjarige.naam", "Lieke Brouwer")]);
        let blokken = groepblokken(&register.registraties[0], "gezin", &beeld(vec![gezag]));
        assert_eq!(blokken[0].voorkomens[0].titel, Titel::Naam("Lieke Brouwer".into()));
    }

    #[test]
    fn a_prefix_alone_is_no_name() {
        let los = voorkomen("brp.kinderen", "1", vec![tekst("brp.kinderen.voorvoegsel", "van")]);
        assert_eq!(naam(&los), None);
        let heel =
            voorkomen("x", "1", vec![tekst("x.voornamen", "An"), tekst("x.volledigeNaam", "mevrouw An")]);
        assert_eq!(naam(&heel).as_deref(), Some("mevrouw An"));
    }

    #[test]
    fn only_registrations_that_are_asked_make_a_part_of_a_theme() {
        let register = register();
        assert_eq!(themadelen(&register, &["woz".into()], "ik"), []);
        let delen = themadelen(&register, &["brp".into()], "ik");
        assert_eq!(delen[0].groepen, ["brp.naam", "brp.geboorte"]);
        assert_eq!(themadelen(&register, &["brp".into()], "werk"), []);
    }
}
