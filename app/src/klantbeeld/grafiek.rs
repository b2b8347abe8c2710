//! How a value went over time, from the occurrences of a group. Pure: the drawing is in [`crate::components::staven`].

use crate::klantbeeld::ordening::{Blok, Groepblok};
use crate::klantbeeld::vorm::{Opmaak, Vorm, datum_tekst, vorm};
use contract::Datum;
use contract::klantbeeld::Waarde;

/// The full length of a bar.
pub const LENGTE: i64 = 1000;

/// The bars about one thing, from old to new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reeks {
    /// What it is about, when there are more.
    pub waarvan: Option<String>,
    pub staven: Vec<Staaf>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staaf {
    pub bij: String,
    pub waarde: String,
    /// Of [`LENGTE`], which the highest value of the picture has.
    pub lengte: i64,
}

/// A value on its way into a bar.
struct Punt {
    datum: Datum,
    getal: i64,
    waarde: String,
}

/// One of a value is no course, and below nothing there is no bar: then there is no picture. Nor while amounts are hidden.
pub fn reeksen(blok: &Groepblok, opmaak: &dyn Opmaak) -> Vec<Reeks> {
    let Some(grafiek) = &blok.groep.grafiek else { return Vec::new() };
    let mut reeksen: Vec<(String, Vec<Punt>)> = Vec::new();
    for voorkomen in &blok.voorkomens {
        let Some((_, waarvan)) = toon(voorkomen, &grafiek.per, opmaak) else { continue };
        let Some(punt) = punt(voorkomen, &grafiek.waarde, &grafiek.bij, opmaak) else { continue };
        let reeks = reeksen.iter().position(|(van, _)| *van == waarvan).unwrap_or_else(|| {
            reeksen.push((waarvan, Vec::new()));
            reeksen.len() - 1
        });
        let punten = &mut reeksen[reeks].1;
        let later = |ander: &Punt| delen(ander.datum) > delen(punt.datum);
        punten.insert(punten.iter().position(later).unwrap_or(punten.len()), punt);
    }
    reeksen.retain(|(_, punten)| punten.len() > 1 && punten.iter().all(|punt| punt.getal >= 0));
    let meer = reeksen.len() > 1;
    let hoogste = reeksen.iter().flat_map(|(_, punten)| punten).map(|punt| punt.getal).max();
    let hoogste = hoogste.unwrap_or(1).max(1);
    let reeks = |(waarvan, punten)| Reeks {
        waarvan: meer.then_some(waarvan),
        staven: staven(punten, hoogste, opmaak),
    };
    reeksen.into_iter().map(reeks).collect()
}

fn toon<'a>(blok: &'a Blok, id: &str, opmaak: &dyn Opmaak) -> Option<(&'a Waarde, String)> {
    let rij = blok.rijen.iter().find(|rij| rij.definitie.id == id)?;
    match vorm(&rij.gegeven.waarde, &rij.definitie, opmaak) {
        Vorm::Tekst(tekst) => Some((&rij.gegeven.waarde, tekst)),
        _ => None,
    }
}

fn punt(blok: &Blok, waarde: &str, bij: &str, opmaak: &dyn Opmaak) -> Option<Punt> {
    let (getal, waarde) = match toon(blok, waarde, opmaak)? {
        (Waarde::Bedrag { centen: getal } | Waarde::Getal { getal }, tekst) => (*getal, tekst),
        _ => return None,
    };
    match toon(blok, bij, opmaak)?.0 {
        Waarde::Datum { datum } if jaar(*datum).is_some() => Some(Punt { datum: *datum, getal, waarde }),
        _ => None,
    }
}

/// The year alone says enough, unless two bars fall in the same.
fn staven(punten: Vec<Punt>, hoogste: i64, opmaak: &dyn Opmaak) -> Vec<Staaf> {
    let jaren_verschillen = punten.windows(2).all(|paar| jaar(paar[0].datum) != jaar(paar[1].datum));
    let bij = |datum| match jaar(datum).filter(|_| jaren_verschillen) {
        Some(jaar) => jaar.to_string(),
        None => datum_tekst(datum, opmaak),
    };
    // A value above nothing keeps a bar that can be seen. No value of a person comes near the saturation.
    let lengte = |getal: i64| (getal.saturating_mul(LENGTE) / hoogste).clamp(getal.signum(), LENGTE);
    punten
        .into_iter()
        .map(|punt| Staaf { bij: bij(punt.datum), lengte: lengte(punt.getal), waarde: punt.waarde })
        .collect()
}

const fn delen(datum: Datum) -> (u16, u8, u8) {
    match datum {
        Datum::Onbekend => (0, 0, 0),
        Datum::Jaar { jaar } => (jaar, 0, 0),
        Datum::Maand { jaar, maand } => (jaar, maand, 0),
        Datum::Dag { jaar, maand, dag } => (jaar, maand, dag),
    }
}

fn jaar(datum: Datum) -> Option<u16> {
    Some(delen(datum).0).filter(|jaar| *jaar > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::ordening::groepblokken;
    use crate::klantbeeld::proef::{beeld, met, register, tekst, voorkomen};
    use crate::klantbeeld::vorm::proef::Kaal;
    use contract::gegevensregister::Grafiek;
    use contract::klantbeeld::Voorkomen;

    /// The group of the children, as if they were values of things over time.
    fn uit(voorkomens: Vec<Voorkomen>) -> Vec<Reeks> {
        let mut register = register();
        let [van, waarde, bij] =
            ["voornamen", "geslachtsnaam", "plaats"].map(|naam| format!("brp.kinderen.{naam}"));
        register.registraties[0].groepen[3].grafiek = Some(Grafiek { waarde, bij, per: van });
        let blok = groepblokken(&register.registraties[0], "gezin", &beeld(voorkomens)).remove(0);
        reeksen(&blok, &Kaal)
    }

    fn waarde(van: &str, centen: i64, datum: Datum) -> Voorkomen {
        let gegevens = vec![
            tekst("brp.kinderen.voornamen", van),
            met("brp.kinderen.geslachtsnaam", Waarde::Bedrag { centen }),
            met("brp.kinderen.plaats", Waarde::Datum { datum }),
        ];
        voorkomen("brp.kinderen", &format!("{van}{centen}"), gegevens)
    }

    fn dag(jaar: u16, maand: u8) -> Datum {
        Datum::dag(jaar, maand, 1).unwrap()
    }

    fn kort(reeks: &Reeks) -> Vec<(&str, i64)> {
        reeks.staven.iter().map(|staaf| (staaf.bij.as_str(), staaf.lengte)).collect()
    }

    #[test]
    fn bars_stand_from_old_to_new_as_long_as_their_share_of_the_highest() {
        let reeksen = uit(vec![
            waarde("huis", 400, dag(2025, 1)),
            waarde("huis", 100, dag(2023, 1)),
            waarde("huis", 300, dag(2024, 1)),
        ]);
        assert_eq!(kort(&reeksen[0]), [("2023", 250), ("2024", 750), ("2025", 1000)]);
        assert_eq!((reeksen.len(), &reeksen[0].waarvan), (1, &None));
        assert_eq!(reeksen[0].staven[0].waarde, "€ 1,00");
    }

    #[test]
    fn things_have_pictures_of_their_own_on_one_scale() {
        let reeksen = uit(vec![
            waarde("huis", 400, dag(2025, 1)),
            waarde("schuur", 40, dag(2025, 1)),
            waarde("huis", 200, dag(2024, 1)),
            waarde("schuur", 0, dag(2024, 1)),
            waarde("boot", 9, dag(2024, 1)),
        ]);
        let waarvan: Vec<_> = reeksen.iter().map(|reeks| reeks.waarvan.as_deref()).collect();
        assert_eq!(waarvan, [Some("huis"), Some("schuur")], "of the boat there is one value");
        assert_eq!(kort(&reeksen[1]), [("2024", 0), ("2025", 100)]);
    }

    #[test]
    fn two_in_a_year_say_which_day() {
        let reeksen = uit(vec![waarde("huis", 1, dag(2025, 7)), waarde("huis", 5000, dag(2025, 1))]);
        let staven = kort(&reeksen[0]);
        assert_eq!(staven.iter().map(|(_, lengte)| *lengte).collect::<Vec<_>>(), [1000, 1]);
        assert!(staven[0].0.contains("2025") && staven[0].0 != staven[1].0, "{staven:?}");
    }

    #[test]
    fn without_two_values_to_compare_there_is_no_picture() {
        assert_eq!(uit(vec![waarde("huis", 100, dag(2023, 1))]), []);
        assert_eq!(uit(vec![waarde("huis", 100, dag(2023, 1)), waarde("huis", 100, Datum::Onbekend)]), []);
        // Kaal hides what is below zero.
        assert_eq!(uit(vec![waarde("huis", -1, dag(2023, 1)), waarde("huis", -2, dag(2024, 1))]), []);
    }
}
