use super::*;
use contract::Datum;
use time::macros::date;

const VANDAAG: Date = date!(2026 - 11 - 22);
const NAAM: &str = "brp.kinderen.naam.voornamen";
const DATUM: &str = "brp.kinderen.geboorte.datum";

fn groepen() -> Groepen {
    Groepen::van(&Register::ingebouwd().unwrap())
}

#[expect(clippy::unnecessary_wraps, reason = "as it stands in a wijziging")]
fn dag(jaar: u16, maand: u8, dag: u8) -> Option<Waarde> {
    Some(Waarde::Datum { datum: Datum::Dag { jaar, maand, dag } })
}

#[expect(clippy::unnecessary_wraps, reason = "as it stands in a wijziging")]
fn tekst(tekst: &str) -> Option<Waarde> {
    Some(Waarde::Tekst { tekst: tekst.into() })
}

fn wijziging(gegeven: &str, huidig: Option<Waarde>, voorstel: Option<Waarde>) -> Wijziging {
    Wijziging { gegeven: gegeven.into(), huidig, voorstel }
}

fn inhoud(wijziging: Wijziging) -> Correctieinhoud {
    let groep = wijziging.gegeven.split('.').take(2).collect::<Vec<_>>().join(".");
    Correctieinhoud {
        voorkomen: Some(groep.clone()),
        groep,
        aard: Aard::KloptNiet,
        wijzigingen: vec![wijziging],
        toelichting: "Er staat een verkeerde datum.".into(),
    }
}

/// What is wrong with it when it is handed in: the name, or nothing.
fn namen(inhoud: &Correctieinhoud) -> Vec<String> {
    let groepen = groepen();
    let gekeurd = concept(inhoud.clone(), &groepen).and_then(|net| indiening(&net, &groepen, VANDAAG));
    gekeurd.err().unwrap_or_default().into_iter().map(|een| een.naam).collect()
}

fn goed(wijziging: Wijziging) -> bool {
    namen(&inhoud(wijziging)).is_empty()
}

#[test]
fn a_date_is_real_and_not_in_the_future_when_it_was_a_birth() {
    let oud = || dag(2015, 3, 12);
    assert!(goed(wijziging(DATUM, oud(), dag(2015, 3, 21))));
    assert!(goed(wijziging(DATUM, oud(), dag(2026, 11, 22))), "today");
    assert!(goed(wijziging(DATUM, oud(), Some(Waarde::Datum { datum: Datum::Jaar { jaar: 2015 } }))));
    for anders in [
        dag(2015, 2, 29),
        dag(2015, 13, 1),
        dag(2015, 0, 0),
        dag(2026, 11, 23),
        dag(1799, 1, 1),
        dag(9999, 1, 1),
        Some(Waarde::Datum { datum: Datum::Onbekend }),
        Some(Waarde::Datum { datum: Datum::Maand { jaar: 2026, maand: 12 } }),
        tekst("12 maart 2015"),
        Some(Waarde::JaNee { ja: true }),
        Some(Waarde::NietBegrepen),
        oud(),
    ] {
        let namen = namen(&inhoud(wijziging(DATUM, oud(), anders.clone())));
        assert_eq!(namen, [format!("wijzigingen.{DATUM}")], "{anders:?}");
    }
}

#[test]
fn an_end_may_lie_ahead_and_a_beginning_may_not() {
    assert!(goed(wijziging("brp.verblijfstitel.datumEinde", dag(2026, 1, 1), dag(2030, 1, 1))));
    assert!(!goed(wijziging("brp.verblijfstitel.datumIngang", dag(2026, 1, 1), dag(2030, 1, 1))));
    assert!(goed(wijziging(
        "reisdocumenten.documenten.datumEindeGeldigheid",
        dag(2026, 1, 1),
        dag(2030, 1, 1)
    )));
    assert!(goed(wijziging("rdw.voertuigen.vervaldatumApk", dag(2026, 1, 1), dag(2030, 1, 1))));
    assert!(!goed(wijziging("kvk.onderneming.datumAanvang", dag(2026, 1, 1), dag(2030, 1, 1))));
}

#[test]
fn a_text_is_no_bsn_not_endless_and_not_strange() {
    let naam = NAAM;
    let oud = || tekst("Noor");
    assert!(goed(wijziging(naam, oud(), tekst("Noor Élise"))));
    assert!(goed(wijziging(naam, oud(), tekst(&"é".repeat(WAARDE_MAX)))));
    assert!(goed(wijziging(naam, oud(), None)), "it should not be there");
    for anders in ["", "  ", "999970124", "a\u{0}b", "a\tb", &"é".repeat(WAARDE_MAX + 1)] {
        assert!(!goed(wijziging(naam, oud(), tekst(anders))), "{anders:?}");
    }
}

#[test]
fn a_code_is_one_of_the_list_when_there_is_one() {
    let groepen = groepen();
    let met_lijst = groepen.0.values().flat_map(BTreeMap::values);
    let mut met_lijst = met_lijst.filter(|een| {
        een.corrigeerbaar && !een.waarden.is_empty() && een.soort == contract::gegevensregister::Soort::Code
    });
    let definitie = met_lijst.next().expect("a code with a list");
    let code = |code: &str| Waarde::Code { code: code.into(), omschrijving: None };
    let bekend = definitie.waarden.keys().next().unwrap();
    assert_eq!(waarde::keur(&code(bekend), definitie, VANDAAG), Ok(()));
    assert!(waarde::keur(&code("bestaat-niet"), definitie, VANDAAG).is_err());
    assert!(waarde::keur(&tekst(bekend).unwrap(), definitie, VANDAAG).is_err());
}

#[test]
fn a_code_in_other_words_is_the_same_code() {
    let met =
        |woorden: Option<&str>| Waarde::Code { code: "M".into(), omschrijving: woorden.map(str::to_owned) };
    assert!(gelijk(Some(&met(None)), Some(&met(Some("man")))));
    assert!(gelijk(None, Some(&Waarde::Leeg)));
    assert!(!gelijk(None, Some(&met(None))));
}

#[test]
fn every_mistake_is_named() {
    let goed = inhoud(wijziging(DATUM, dag(2015, 3, 12), dag(2015, 3, 21)));
    let met = |verander: &dyn Fn(&mut Correctieinhoud)| {
        let mut anders = goed.clone();
        verander(&mut anders);
        namen(&anders)
    };
    assert_eq!(met(&|_| {}), [""; 0]);
    assert_eq!(met(&|een| een.groep = "brp.bestaatniet".into()), ["groep"]);
    assert_eq!(met(&|een| een.voorkomen = Some("kvk.onderneming".into())), ["voorkomen"]);
    assert_eq!(met(&|een| een.voorkomen = None), ["voorkomen"]);
    assert_eq!(met(&|een| een.toelichting = " \n".into()), ["toelichting"]);
    assert_eq!(met(&|een| een.toelichting = "Mijn nummer is 999970124.".into()), ["toelichting"]);
    assert_eq!(met(&|een| een.toelichting = "é".repeat(TOELICHTING_MAX + 1)), ["toelichting"]);
    assert_eq!(met(&|een| een.wijzigingen.clear()), ["wijzigingen"]);
    assert_eq!(met(&|een| een.wijzigingen[0].gegeven = "brp.naam.voornamen".into()), ["wijzigingen"]);
    let naam = format!("wijzigingen.{DATUM}");
    assert_eq!(met(&|een| een.wijzigingen.extend(een.wijzigingen.clone())), [naam.as_str()]);
    assert_eq!(met(&|een| een.aard = Aard::HoortNietBijMij), [naam.as_str()]);
    assert_eq!(
        met(&|een| een.wijzigingen[0].gegeven = "brp.kinderen.burgerservicenummer".into()),
        ["wijzigingen.brp.kinderen.burgerservicenummer"],
    );
    assert_eq!(
        met(&|een| een.wijzigingen[0].gegeven = "brp.kinderen.naam.voorletters".into())
            .first()
            .map(String::as_str),
        Some("wijzigingen.brp.kinderen.naam.voorletters"),
        "derived: it cannot be corrected",
    );
}

#[test]
fn what_is_missing_has_no_current_value_and_needs_a_proposal() {
    let nieuw = |huidig, voorstel| Correctieinhoud {
        voorkomen: None,
        aard: Aard::Ontbreekt,
        ..inhoud(wijziging(DATUM, huidig, voorstel))
    };
    assert!(namen(&nieuw(None, dag(2020, 1, 1))).is_empty());
    assert_eq!(namen(&nieuw(None, None)).len(), 1);
    assert_eq!(namen(&nieuw(dag(2020, 1, 2), dag(2020, 1, 1))).len(), 1);
}

#[test]
fn what_is_of_somebody_else_has_no_proposal_and_may_hold_anything_that_is_shown() {
    let mut weg = inhoud(wijziging("brp.kinderen.naam.voorletters", tekst("N."), None));
    weg.aard = Aard::HoortNietBijMij;
    assert!(namen(&weg).is_empty());
    // What no terugmelding can say is left out, and does not keep the rest from going.
    weg.wijzigingen.push(wijziging(NAAM, Some(Waarde::NietBegrepen), None));
    assert!(namen(&weg).is_empty());
    weg.wijzigingen.remove(0);
    assert_eq!(namen(&weg), ["wijzigingen"]);
}
