//! What needs the reader's attention: the rules of the gegevensregister, held against the answers. Pure, so that each rule
//! has a test.

use contract::Datum;
use contract::gegevensregister::{Als, Regel, Tip};
use contract::klantbeeld::{Bronbeeld, Voorkomen, Waarde};

/// A rule that holds, with what its text needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Treffer<'a> {
    pub tip: &'a Tip,
    /// Tells one from another: a rule can hold for more than one vehicle.
    pub sleutel: String,
    /// The groups it is about: ids, each once. The tip links to the first.
    pub groepen: Vec<&'a str>,
    pub datum: Option<Datum>,
    /// What it tells: the id of a gegeven and its value. Of an investigation the groups are told.
    pub wat: Option<(&'a str, &'a Waarde)>,
}

/// The rules that hold, in their order. An answer comes with the day on which its source gave it, which is the day that
/// counts.
pub fn treffers<'a>(tips: &'a [Tip], antwoorden: &[(Datum, &'a Bronbeeld)]) -> Vec<Treffer<'a>> {
    let mut gevonden = Vec::new();
    // The groups that an investigation was told of: the general rule tells the others.
    let mut genoemd: Vec<&str> = Vec::new();
    for tip in tips {
        if tip.regel.als == Als::Onderzoek {
            let groepen = in_onderzoek(tip.regel.gegeven.as_deref(), antwoorden, &genoemd);
            genoemd.extend(&groepen);
            if !groepen.is_empty() {
                let sleutel = tip.id.clone();
                gevonden.push(Treffer { tip, sleutel, groepen, datum: None, wat: None });
            }
            continue;
        }
        for (vandaag, beeld) in antwoorden {
            gevonden.extend(beeld.voorkomens.iter().filter_map(|van| treffer(tip, van, *vandaag)));
        }
    }
    gevonden
}

/// Puts what was there before first, in the order it had: what comes in later moves nothing that somebody reads.
pub fn na_elkaar(treffers: &mut [Treffer], eerder: &mut Vec<String>) {
    let mut klaar = 0;
    for sleutel in eerder.iter() {
        if let Some(plaats) = treffers.iter().position(|treffer| treffer.sleutel == *sleutel) {
            // The others keep their order among themselves.
            if let Some(deel) = treffers.get_mut(klaar..=plaats) {
                deel.rotate_right(1);
                klaar += 1;
            }
        }
    }
    *eerder = treffers.iter().map(|treffer| treffer.sleutel.clone()).collect();
}

/// The groups in which something is under investigation: of one gegeven or group, or (`None`) all that were not named.
fn in_onderzoek<'a>(
    gegeven: Option<&str>,
    antwoorden: &[(Datum, &'a Bronbeeld)],
    genoemd: &[&str],
) -> Vec<&'a str> {
    let mut groepen: Vec<&str> = Vec::new();
    for voorkomen in antwoorden.iter().flat_map(|(_, beeld)| &beeld.voorkomens) {
        let groep = voorkomen.groep.as_str();
        let telt = |id: &str| match gegeven {
            Some(gegeven) => gegeven == id || gegeven == groep,
            None => !genoemd.contains(&groep),
        };
        let mut twijfels = voorkomen.gegevens.iter().filter(|gegeven| gegeven.in_onderzoek.is_some());
        if !groepen.contains(&groep) && twijfels.any(|gegeven| telt(&gegeven.id)) {
            groepen.push(groep);
        }
    }
    groepen
}

fn treffer<'a>(tip: &'a Tip, voorkomen: &'a Voorkomen, vandaag: Datum) -> Option<Treffer<'a>> {
    let Regel { gegeven, wat, tenzij, .. } = &tip.regel;
    let waarde =
        |id: &'a str| Some((id, &voorkomen.gegevens.iter().find(|gegeven| gegeven.id == id)?.waarde));
    let (id, gevonden) = waarde(gegeven.as_deref()?)?;
    let uitzondering = tenzij.as_deref().and_then(waarde).map(|(_, waarde)| waarde);
    if !matches!(uitzondering, None | Some(Waarde::Leeg | Waarde::JaNee { ja: false })) {
        return None;
    }
    let datum = match houdt(&tip.regel, gevonden, vandaag)? {
        Grond::Datum(datum) => Some(datum),
        Grond::Waarde => None,
    };
    Some(Treffer {
        tip,
        sleutel: [&tip.id, "/", &voorkomen.groep, "/", &voorkomen.sleutel].concat(),
        groepen: vec![&voorkomen.groep],
        datum,
        wat: wat.as_deref().map_or(Some((id, gevonden)), waarde),
    })
}

/// Why a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grond {
    Waarde,
    Datum(Datum),
}

/// Whether the rule holds for this value, and the date that it is about.
fn houdt(regel: &Regel, waarde: &Waarde, vandaag: Datum) -> Option<Grond> {
    let datum = match (regel.als, waarde) {
        (Als::Ja, Waarde::JaNee { ja: true }) => return Some(Grond::Waarde),
        (Als::Code, Waarde::Code { code, .. }) if regel.code.as_ref() == Some(code) => {
            return Some(Grond::Waarde);
        }
        (Als::Aanwezig, waarde) if *waarde != Waarde::Leeg => return Some(Grond::Waarde),
        (Als::Verloopt | Als::Verlopen | Als::Termijn, Waarde::Datum { datum }) => *datum,
        _ => return None,
    };
    let grens = regel.dagen.map(i64::from);
    let nog = dagnummer(datum)? - dagnummer(vandaag)?;
    match regel.als {
        Als::Verloopt => (nog >= 0 && nog <= grens?).then_some(Grond::Datum(datum)),
        Als::Verlopen => (nog < 0 && grens.is_none_or(|grens| -nog <= grens)).then_some(Grond::Datum(datum)),
        // Somebody who is told too late a last day loses a right: only a date that is known to the day counts.
        _ => (-nog <= grens?).then_some(Grond::Datum(dagen_later(datum, regel.dagen?)?)),
    }
}

/// So many days after a date that is known to the day.
fn dagen_later(datum: Datum, dagen: u16) -> Option<Datum> {
    let Datum::Dag { mut jaar, mut maand, dag } = datum else { return None };
    let mut dag = u32::from(dag) + u32::from(dagen);
    loop {
        let lengte = laatste_dag(jaar, maand);
        if dag <= u32::from(lengte) {
            return Datum::dag(jaar, maand, u8::try_from(dag).ok()?).ok();
        }
        dag -= u32::from(lengte);
        (jaar, maand) = if maand == 12 { (jaar + 1, 1) } else { (jaar, maand + 1) };
    }
}

/// Days since a fixed day, to subtract one date from another. A date that is known in part counts as its last day:
/// nobody is told that something ended while it may still run. Unknown has no number.
fn dagnummer(datum: Datum) -> Option<i64> {
    let (jaar, maand, dag) = match datum {
        Datum::Onbekend => return None,
        Datum::Jaar { jaar } => (jaar, 12, 31),
        Datum::Maand { jaar, maand } => (jaar, maand, laatste_dag(jaar, maand)),
        Datum::Dag { jaar, maand, dag } => (jaar, maand, dag),
    };
    // Years that begin in March put the leap day at the end.
    let jaar = i64::from(jaar) - i64::from(maand <= 2);
    let maand = (i64::from(maand) + 9) % 12;
    Some(
        jaar * 365 + jaar.div_euclid(4) - jaar.div_euclid(100)
            + jaar.div_euclid(400)
            + (maand * 153 + 2) / 5
            + i64::from(dag),
    )
}

/// The last day of a month: the highest that the calendar accepts.
fn laatste_dag(jaar: u16, maand: u8) -> u8 {
    (28..=31).rev().find(|dag| Datum::dag(jaar, maand, *dag).is_ok()).unwrap_or(28)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef::{beeld, met, tekst, voorkomen};
    use contract::Taal;
    use contract::gegevensregister::Definitie;
    use contract::klantbeeld::{Gegeven, InOnderzoek};

    const VANDAAG: &str = "2026-08-20";

    fn dag(tekst: &str) -> Datum {
        tekst.parse().unwrap()
    }

    /// The tips of the portal.
    fn register() -> contract::gegevensregister::Gegevensregister {
        gegevensregister::Register::ingebouwd().unwrap().weergave(Taal::Nl)
    }

    /// Ids of the portal's tips that hold for one occurrence.
    fn gevonden(gegevens: Vec<Gegeven>) -> Vec<String> {
        let beeld = beeld(vec![voorkomen("brp.x", "1", gegevens)]);
        let tips = register().tips;
        treffers(&tips, &[(dag(VANDAAG), &beeld)]).into_iter().map(|treffer| treffer.tip.id.clone()).collect()
    }

    fn titel(datum: Datum) -> Vec<String> {
        gevonden(vec![met("brp.verblijfstitel.datumEinde", Waarde::Datum { datum })])
    }

    fn twijfel(id: &str) -> Gegeven {
        Gegeven { in_onderzoek: Some(InOnderzoek { sinds: None }), ..tekst(id, "x") }
    }

    /// Values of the gegeven that this rule looks at, for which it must hold and must not.
    fn voorbeelden(regel: &Regel) -> (Vec<Gegeven>, Vec<Gegeven>) {
        let id = regel.gegeven.clone().unwrap_or_else(|| "x.y".into());
        let op = |dagen: i64| {
            let van = Datum::dag(2020, 1, 1).unwrap();
            let sinds = u16::try_from(dagnummer(dag(VANDAAG)).unwrap() - dagnummer(van).unwrap() + dagen);
            met(&id, Waarde::Datum { datum: dagen_later(van, sinds.unwrap()).unwrap() })
        };
        let dagen = regel.dagen.map(i64::from);
        match regel.als {
            Als::Onderzoek => (vec![twijfel(&id)], vec![tekst(&id, "x")]),
            Als::Ja => {
                let ja = |ja| met(&id, Waarde::JaNee { ja });
                (vec![ja(true)], vec![ja(false), met(&id, Waarde::NietBegrepen)])
            }
            Als::Code => {
                let code = |code: &str| met(&id, Waarde::Code { code: code.into(), omschrijving: None });
                (vec![code(regel.code.as_deref().unwrap())], vec![code("heel iets anders"), tekst(&id, "x")])
            }
            Als::Aanwezig => (vec![tekst(&id, "x")], vec![met(&id, Waarde::Leeg)]),
            Als::Verloopt => (vec![op(0), op(dagen.unwrap())], vec![op(-1), op(dagen.unwrap() + 1)]),
            Als::Verlopen => {
                let te_lang = dagen.map(|dagen| op(-dagen - 1));
                (vec![op(-1), op(-dagen.unwrap_or(900))], [op(0)].into_iter().chain(te_lang).collect())
            }
            Als::Termijn => (vec![op(0), op(-dagen.unwrap())], vec![op(-dagen.unwrap() - 1)]),
        }
    }

    #[test]
    fn every_tip_of_the_portal_holds_when_it_should_and_only_then() {
        let register = register();
        for tip in &register.tips {
            let (wel, niet) = voorbeelden(&tip.regel);
            let houdt = |gegevens: Vec<Gegeven>| {
                // With `onderzoek` the rule may name the group.
                let groep = tip.regel.gegeven.clone().unwrap_or_else(|| "x".into());
                let beeld = beeld(vec![voorkomen(&groep, "1", gegevens)]);
                !treffers(std::slice::from_ref(tip), &[(dag(VANDAAG), &beeld)]).is_empty()
            };
            for gegeven in wel {
                assert!(houdt(vec![gegeven.clone()]), "{}: {gegeven:?}", tip.id);
                if let Some(tenzij) = &tip.regel.tenzij {
                    let ja = met(tenzij, Waarde::JaNee { ja: true });
                    let nee = met(tenzij, Waarde::JaNee { ja: false });
                    assert!(!houdt(vec![gegeven.clone(), ja]), "{}: unless", tip.id);
                    assert!(houdt(vec![gegeven, nee]), "{}: unless no", tip.id);
                }
            }
            for gegeven in niet {
                assert!(!houdt(vec![gegeven.clone()]), "{}: {gegeven:?}", tip.id);
            }
            assert!(!houdt(vec![tekst("een.heel.ander", "x")]), "{}", tip.id);
        }
    }

    #[test]
    fn every_tip_of_the_portal_can_tell_what_it_is_about() {
        let register = register();
        let definities: Vec<&Definitie> =
            register.registraties.iter().flat_map(|r| &r.groepen).flat_map(|g| &g.gegevens).collect();
        for tip in register.tips.iter().filter(|tip| tip.regel.als != Als::Onderzoek) {
            let wat = tip.regel.wat.as_ref().or(tip.regel.gegeven.as_ref());
            assert!(definities.iter().any(|definitie| Some(&definitie.id) == wat), "{}", tip.id);
        }
    }

    #[test]
    fn nothing_to_say_about_ordinary_data() {
        assert!(gevonden(vec![tekst("brp.naam.voornamen", "An")]).is_empty());
        let openbaar = met("brp.geheimhouding.geheimhoudingPersoonsgegevens", Waarde::JaNee { ja: false });
        assert!(gevonden(vec![openbaar]).is_empty());
    }

    #[test]
    fn what_is_under_investigation_is_told_once_and_the_address_by_itself() {
        let beeld = beeld(vec![
            voorkomen("brp.adres", "1", vec![twijfel("brp.adres.straat"), twijfel("brp.adres.huisnummer")]),
            voorkomen("brp.kinderen", "1", vec![twijfel("brp.kinderen.naam")]),
            voorkomen("brp.kinderen", "2", vec![twijfel("brp.kinderen.naam")]),
        ]);
        let tips = register().tips;
        let treffers = treffers(&tips, &[(dag(VANDAAG), &beeld)]);
        let kort: Vec<_> =
            treffers.iter().map(|treffer| (treffer.tip.id.as_str(), treffer.groepen.clone())).collect();
        assert_eq!(kort, [("adres-in-onderzoek", vec!["brp.adres"]), ("onderzoek", vec!["brp.kinderen"])]);
    }

    #[test]
    fn secrecy_a_wrong_address_and_a_stopped_record_are_told_most_urgent_first() {
        let ja = |id: &str| met(id, Waarde::JaNee { ja: true });
        let gevonden = gevonden(vec![
            ja("brp.geheimhouding.geheimhoudingPersoonsgegevens"),
            tekst("brp.opschorting.reden", "E"),
            ja("brp.adres.indicatieVastgesteldVerblijftNietOpAdres"),
        ]);
        assert_eq!(gevonden, ["niet-op-adres", "opschorting", "geheimhouding"]);
    }

    #[test]
    fn a_permit_that_ends_is_told_half_a_year_ahead() {
        assert!(titel(dag("2027-02-20")).is_empty(), "184 days");
        assert_eq!(titel(dag("2027-02-19")), ["verblijfstitel-verloopt"], "183 days");
        assert_eq!(titel(dag("2026-08-20")), ["verblijfstitel-verloopt"], "today is its last day");
        assert_eq!(titel(dag("2026-08-19")), ["verblijfstitel-verlopen"]);
    }

    #[test]
    fn a_date_known_in_part_counts_as_its_last_day() {
        assert_eq!(titel(Datum::Jaar { jaar: 2026 }), ["verblijfstitel-verloopt"]);
        assert_eq!(titel(Datum::Maand { jaar: 2026, maand: 8 }), ["verblijfstitel-verloopt"]);
        assert_eq!(titel(Datum::Maand { jaar: 2026, maand: 7 }), ["verblijfstitel-verlopen"]);
        assert!(titel(Datum::Onbekend).is_empty());
    }

    /// A rule of our own.
    fn tip(als: Als, dagen: Option<u16>) -> Tip {
        Tip {
            id: "proef".into(),
            toon: contract::gegevensregister::Toon::Info,
            regel: Regel {
                als,
                gegeven: Some("x.datum".into()),
                dagen,
                code: None,
                wat: Some("x.naam".into()),
                tenzij: None,
            },
            kop: String::new(),
            tekst: String::new(),
        }
    }

    #[test]
    fn a_period_ends_so_many_days_after_its_date() {
        let houdt = |datum| houdt(&tip(Als::Termijn, Some(42)).regel, &Waarde::Datum { datum }, dag(VANDAAG));
        assert_eq!(houdt(dag("2026-07-09")), Some(Grond::Datum(dag("2026-08-20"))), "today is the last day");
        assert_eq!(houdt(dag("2026-07-08")), None);
        assert_eq!(houdt(Datum::Maand { jaar: 2026, maand: 8 }), None, "the last day is not known");
        assert_eq!(dagen_later(dag("2027-12-31"), 60), Some(dag("2028-02-29")));
    }

    #[test]
    fn a_rule_may_hold_for_more_than_one_and_tells_of_which() {
        let auto = |sleutel: &str, naam: &str| {
            let datum = met("x.datum", Waarde::Datum { datum: dag("2026-08-21") });
            voorkomen("x", sleutel, vec![datum, tekst("x.naam", naam)])
        };
        let beeld = beeld(vec![auto("1", "AB"), auto("2", "CD")]);
        let tips = [tip(Als::Verloopt, Some(60))];
        let treffers = treffers(&tips, &[(dag(VANDAAG), &beeld)]);
        let wat: Vec<_> = treffers.iter().map(|treffer| treffer.wat.unwrap().1.clone()).collect();
        assert_eq!(wat, ["AB", "CD"].map(|naam| Waarde::Tekst { tekst: naam.into() }));
        assert_ne!(treffers[0].sleutel, treffers[1].sleutel);
    }

    #[test]
    fn what_comes_in_later_stands_below_what_was_there() {
        let tips = [tip(Als::Ja, None)];
        let treffer = |sleutel: &str| Treffer {
            tip: &tips[0],
            sleutel: sleutel.into(),
            groepen: vec![],
            datum: None,
            wat: None,
        };
        let mut eerder = Vec::new();
        let mut orden = |sleutels: &[&str]| {
            let mut treffers: Vec<Treffer> = sleutels.iter().map(|sleutel| treffer(sleutel)).collect();
            na_elkaar(&mut treffers, &mut eerder);
            treffers.into_iter().map(|treffer| treffer.sleutel).collect::<Vec<_>>()
        };
        assert_eq!(orden(&["b", "d"]), ["b", "d"]);
        assert_eq!(orden(&["a", "b", "c", "d"]), ["b", "d", "a", "c"]);
        assert_eq!(orden(&["a", "b"]), ["b", "a"], "what is gone makes room");
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let dagen = |van: &str, tot: &str| dagnummer(dag(tot)).unwrap() - dagnummer(dag(van)).unwrap();
        assert_eq!(dagen("2023-12-31", "2024-01-01"), 1);
        assert_eq!(dagen("2024-02-28", "2024-03-01"), 2);
        assert_eq!(dagen("1900-02-28", "1900-03-01"), 1);
        assert_eq!(dagen("2000-01-01", "2026-01-01"), 9497);
        assert_eq!(laatste_dag(2024, 2), 29);
    }
}
