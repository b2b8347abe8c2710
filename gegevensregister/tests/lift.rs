//! The lift, with the register as it is.

use contract::Datum;
use contract::klantbeeld::{Gegeven, InOnderzoek, Periode, Voorkomen, Waarde};
use gegevensregister::{Opbrengst, Register, Registratie, til};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

fn brp() -> &'static Registratie {
    static REGISTER: LazyLock<Register> =
        LazyLock::new(|| Register::ingebouwd().expect("a register in order"));
    REGISTER.registratie("brp").expect("the BRP")
}

fn til_brp(persoon: &Value) -> Opbrengst {
    til(brp().alles(), persoon)
}

/// The values of one group, over all its occurrences.
fn gegevens<'o>(opbrengst: &'o Opbrengst, groep: &str) -> Vec<(&'o str, &'o Waarde)> {
    let voorkomens = opbrengst.voorkomens.iter().filter(|voorkomen| voorkomen.groep == groep);
    let gegevens = voorkomens.flat_map(|voorkomen| &voorkomen.gegevens);
    gegevens.map(|gegeven| (gegeven.id.as_str(), &gegeven.waarde)).collect()
}

fn sleutels(persoon: &Value) -> BTreeMap<String, Voorkomen> {
    til_brp(persoon).voorkomens.into_iter().map(|voorkomen| (voorkomen.sleutel.clone(), voorkomen)).collect()
}

fn kind(voornamen: &str, bsn: &str) -> Value {
    json!({"burgerservicenummer": bsn, "naam": {"voornamen": voornamen, "geslachtsnaam": "Verdam"}})
}

fn tekst(tekst: &str) -> Waarde {
    Waarde::Tekst { tekst: tekst.into() }
}

#[test]
fn a_rich_person() {
    let persoon: Value = serde_json::from_str(include_str!("antwoorden/rijk.json")).unwrap();
    let opbrengst = til_brp(&persoon);
    insta::assert_json_snapshot!(json!({
        "voorkomens": opbrengst.voorkomens,
        "nietGedefinieerd": opbrengst.niet_gedefinieerd,
        "nietBegrepen": opbrengst.niet_begrepen,
    }));
}

#[test]
fn nothing_comes_of_nothing() {
    for niets in
        [json!({}), Value::Null, json!({"naam": null, "kinderen": [], "ouders": [null]}), json!({"naam": {}})]
    {
        assert_eq!(til_brp(&niets), Opbrengst::default(), "{niets}");
    }
}

#[test]
fn what_the_register_does_not_define_is_dropped_and_reported_without_its_value() {
    let opbrengst = til_brp(&json!({
        "kinderen": [{"naam": {"bijnaam": "Pukkel"}}, {"naam": {"bijnaam": "Dot"}}],
        "geslacht": {"code": "V", "kleur": "geel"},
        "schoen": [{"maat": 39}, {"maat": 40}],
        "999970124": {"x": 1},
    }));
    let verwacht = ["/kinderen/*/naam/bijnaam", "/geslacht/kleur", "/schoen/*/maat", "/?/x"];
    assert_eq!(opbrengst.niet_gedefinieerd, verwacht.map(String::from).into());
    assert_eq!(opbrengst.voorkomens.len(), 1);
    let op_de_draad = serde_json::to_string(&opbrengst.voorkomens).unwrap();
    assert!(
        !["Pukkel", "geel", "39", "999970124"].iter().any(|weg| op_de_draad.contains(weg)),
        "{op_de_draad}"
    );
}

#[test]
fn a_value_in_another_form_is_shown_as_not_understood() {
    let opbrengst = til_brp(&json!({"leeftijd": "41", "geslacht": {"code": "V"}, "burgerservicenummer": 5}));
    let vrouw = Waarde::Code { code: "V".into(), omschrijving: None };
    assert_eq!(
        gegevens(&opbrengst, "brp.persoon"),
        [
            ("brp.persoon.burgerservicenummer", &Waarde::NietBegrepen),
            ("brp.persoon.geslacht", &vrouw),
            ("brp.persoon.leeftijd", &Waarde::NietBegrepen),
        ]
    );
    assert_eq!(opbrengst.niet_begrepen, ["brp.persoon.burgerservicenummer", "brp.persoon.leeftijd"]);
}

#[test]
fn a_group_in_another_form_is_not_understood_as_a_whole() {
    let te_veel = json!(vec![kind("Sterre", "999970045"); 1001]);
    for (groep, antwoord) in [
        ("brp.geboorte", json!({"geboorte": "1984"})),
        ("brp.geboorte", json!({"geboorte": []})),
        ("brp.kinderen", json!({"kinderen": {"naam": {}}})),
        ("brp.kinderen", json!({"kinderen": ["Sterre"]})),
        ("brp.kinderen", json!({"kinderen": te_veel})),
    ] {
        let opbrengst = til_brp(&antwoord);
        let gegevens = gegevens(&opbrengst, groep);
        assert!(gegevens.len() > 2, "{groep}");
        assert!(gegevens.iter().all(|(_, waarde)| **waarde == Waarde::NietBegrepen), "{groep}");
        assert_eq!(opbrengst.niet_begrepen.len(), gegevens.len());
        assert_eq!(opbrengst.voorkomens.len(), 1);
    }
}

#[test]
fn one_bad_item_does_not_harm_the_others() {
    let opbrengst = til_brp(&json!({"kinderen": [kind("Sterre", "999970045"), "Tijl"]}));
    assert_eq!(opbrengst.voorkomens.len(), 2);
    assert!(
        gegevens(&opbrengst, "brp.kinderen").contains(&("brp.kinderen.naam.voornamen", &tekst("Sterre")))
    );
}

#[test]
fn lines_of_an_address_come_together() {
    let adres = |verblijfadres: Value| {
        let opbrengst = til_brp(&json!({"verblijfplaats": {"verblijfadres": verblijfadres}}));
        let gevonden =
            gegevens(&opbrengst, "brp.adres").into_iter().find(|(id, _)| *id == "brp.adres.buitenland");
        gevonden.map(|(_, waarde)| waarde.clone())
    };
    let regels = |regels: &[&str]| Waarde::Adres { regels: regels.iter().map(ToString::to_string).collect() };
    assert_eq!(adres(json!({"regel1": "Rue X 5", "regel3": "Liège"})), Some(regels(&["Rue X 5", "Liège"])));
    assert_eq!(adres(json!({"regel1": "", "regel2": null})), None);
    assert_eq!(adres(json!({"regel1": "Rue X 5", "regel2": 7})), Some(Waarde::NietBegrepen));
}

fn een_gegeven(persoon: &Value, id: &str) -> Option<Gegeven> {
    let voorkomens = til_brp(persoon).voorkomens;
    voorkomens.into_iter().flat_map(|voorkomen| voorkomen.gegevens).find(|gegeven| gegeven.id == id)
}

#[test]
fn a_value_under_investigation_says_since_when() {
    let met = |onderzoek: Value| {
        let persoon = json!({"geboorte": {"land": {"code": "6030"}, "inOnderzoek": onderzoek}});
        een_gegeven(&persoon, "brp.geboorte.land").unwrap().in_onderzoek
    };
    let sinds_jaar = json!({"type": "JaarDatum", "jaar": 2020});
    assert_eq!(met(json!({"land": true})), Some(InOnderzoek { sinds: None }));
    assert_eq!(
        met(json!({"land": true, "datumIngangOnderzoek": sinds_jaar})),
        Some(InOnderzoek { sinds: Some(Datum::Jaar { jaar: 2020 }) })
    );
    assert_eq!(met(json!({"plaats": true, "datumIngangOnderzoek": sinds_jaar})), None);
    assert_eq!(met(json!({"land": false})), None);
}

#[test]
fn of_several_investigations_the_first_counts() {
    let met = |persoon: Value, partner: Value| {
        let onderzoek = json!({
            "aanhef": true, "datumIngangOnderzoekPersoon": persoon, "datumIngangOnderzoekPartner": partner,
        });
        let persoon = json!({"adressering": {"aanhef": "Geachte", "inOnderzoek": onderzoek}});
        een_gegeven(&persoon, "brp.aanschrijving.aanhef").unwrap().in_onderzoek.unwrap().sinds
    };
    let dag = json!({"type": "Datum", "datum": "2020-02-02"});
    let jaar_ervoor = json!({"type": "JaarDatum", "jaar": 2019});
    let onbekend = json!({"type": "DatumOnbekend", "onbekend": true});
    assert_eq!(met(dag.clone(), jaar_ervoor.clone()), Some(Datum::Jaar { jaar: 2019 }));
    assert_eq!(met(jaar_ervoor, onbekend.clone()), Some(Datum::Jaar { jaar: 2019 }));
    assert_eq!(met(onbekend, dag), Some(Datum::Dag { jaar: 2020, maand: 2, dag: 2 }));
}

#[test]
fn doubt_about_nothing_is_shown_too() {
    let persoon = json!({"overlijden": {"inOnderzoek": {"datum": true}}});
    let verwacht = Gegeven {
        id: "brp.overlijden.datum".into(),
        waarde: Waarde::Leeg,
        in_onderzoek: Some(InOnderzoek { sinds: None }),
    };
    assert_eq!(een_gegeven(&persoon, "brp.overlijden.datum"), Some(verwacht));
    assert_eq!(til_brp(&json!({"overlijden": {"inOnderzoek": {"datum": false}}})), Opbrengst::default());
}

#[test]
fn a_mark_in_another_form_marks_nothing_and_is_reported() {
    let opbrengst = til_brp(&json!({"geboorte": {"land": {"code": "6030"}, "inOnderzoek": {"land": "ja"}}}));
    assert_eq!(opbrengst.voorkomens[0].gegevens[0].in_onderzoek, None);
    assert_eq!(opbrengst.niet_begrepen, ["brp.geboorte.land"]);
}

#[test]
fn a_period_holds_what_is_known_of_it() {
    let datum = |datum: &str| json!({"type": "Datum", "datum": datum});
    let geldig = |titel: Value| til_brp(&json!({"verblijfstitel": titel})).voorkomens.remove(0).geldig;
    let dag = |jaar| Some(Datum::Dag { jaar, maand: 1, dag: 1 });
    assert_eq!(
        geldig(json!({"datumIngang": datum("2020-01-01"), "datumEinde": datum("2030-01-01")})),
        Some(Periode { van: dag(2020), tot: dag(2030) })
    );
    assert_eq!(
        geldig(json!({"datumIngang": datum("2020-01-01")})),
        Some(Periode { van: dag(2020), tot: None })
    );
    assert_eq!(geldig(json!({"datumIngang": datum("2020-02-30")})), None);
}

#[test]
fn keys_do_not_depend_on_the_order_or_on_the_bsn() {
    let (een, twee) = (kind("Sterre", "999970045"), kind("Tijl", "999970070"));
    let heen = sleutels(&json!({"kinderen": [een, twee]}));
    let terug = sleutels(&json!({"kinderen": [twee, een]}));
    assert_eq!(heen.len(), 2);
    assert_eq!(heen, terug);
    let ander_bsn = sleutels(&json!({"kinderen": [kind("Sterre", "999970136"), twee]}));
    assert!(heen.keys().eq(ander_bsn.keys()));
    // Written out: a key must not change with a new version of Rust or of a library.
    let sleutel = heen.iter().find(|(_, kind)| kind.gegevens[0].waarde == tekst("Sterre")).unwrap().0;
    assert_eq!(sleutel, "brp.kinderen:4f629c732d47aa01");
}

#[test]
fn twins_in_everything_get_keys_of_their_own() {
    let zelfde = kind("Sterre", "999970045");
    let sleutels: Vec<String> =
        sleutels(&json!({"kinderen": [zelfde, zelfde, zelfde]})).into_keys().collect();
    assert_eq!(sleutels.len(), 3);
    assert_eq!(sleutels[1], format!("{}-2", sleutels[0]));
    assert_eq!(sleutels[2], format!("{}-3", sleutels[0]));
}

#[test]
fn garbage_gives_a_short_report() {
    let rommel: serde_json::Map<String, Value> =
        (0..5000).map(|nummer| (format!("k{nummer}"), json!(1))).collect();
    assert_eq!(til_brp(&Value::Object(rommel)).niet_gedefinieerd.len(), 100);
    let diep = (0..120).fold(json!(1), |binnen, _| json!({"a": [binnen]}));
    assert_eq!(til_brp(&diep).niet_gedefinieerd.len(), 1);
}

/// Names that lead somewhere, so that the trees below reach deep into the register.
fn naam() -> impl Strategy<Value = String> {
    let plekken = brp().plekken();
    let namen: BTreeSet<String> =
        plekken.iter().flat_map(|plek| plek.pad.split('/').map(String::from).collect::<Vec<_>>()).collect();
    let leden = ["type", "datum", "jaar", "maand", "onbekend", "code", "omschrijving"].map(String::from);
    let namen: Vec<String> = namen.into_iter().chain(leden).collect();
    prop_oneof![8 => proptest::sample::select(namen), 1 => ".*"]
}

fn boom() -> impl Strategy<Value = Value> {
    let blad = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        proptest::sample::select(vec![
            "Datum",
            "JaarDatum",
            "JaarMaandDatum",
            "DatumOnbekend",
            "2024-02-30",
            "1"
        ])
        .prop_map(Value::from),
    ];
    blad.prop_recursive(5, 60, 6, |binnen| {
        prop_oneof![
            prop::collection::vec(binnen.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(naam(), binnen, 0..6).prop_map(|leden| leden.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_tree_panics_and_all_that_comes_out_is_in_order(antwoord in boom()) {
        let opbrengst = til_brp(&antwoord);
        let ids: BTreeSet<&str> = brp().alles().gegeven_ids().into_iter().collect();
        let sleutels: BTreeSet<&String> = opbrengst.voorkomens.iter().map(|voorkomen| &voorkomen.sleutel).collect();
        prop_assert_eq!(sleutels.len(), opbrengst.voorkomens.len());
        for voorkomen in &opbrengst.voorkomens {
            prop_assert!(!voorkomen.gegevens.is_empty());
            for gegeven in &voorkomen.gegevens {
                prop_assert!(ids.contains(gegeven.id.as_str()));
                prop_assert!(gegeven.waarde != Waarde::Leeg || gegeven.in_onderzoek.is_some());
                let gemeld = opbrengst.niet_begrepen.contains(&gegeven.id);
                prop_assert!(gegeven.waarde != Waarde::NietBegrepen || gemeld);
            }
        }
    }
}
