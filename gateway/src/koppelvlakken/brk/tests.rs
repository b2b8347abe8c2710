use super::*;
use contract::Bsn;

const BSN: &str = "999920108";
const ANDER: &str = "999921563";

fn bsn() -> Bsn {
    BSN.parse().unwrap()
}

fn stuk(json: Value) -> Stuk {
    match json {
        Value::Object(stuk) => stuk,
        _ => panic!("an object"),
    }
}

fn recht(soort: &str, nummer: &str) -> Stuk {
    stuk(json!({
        "type": "eigenaar",
        "persoon": {"type": soort, "identificatie": nummer, "omschrijving": format!("naam van {nummer}")},
        "tenaamstelling": {
            "aandeel": {"teller": 1, "noemer": 2},
            "betrokkenPartner": {"identificatie": ANDER, "omschrijving": "naam van de partner"},
        },
    }))
}

const INGESCHREVEN: &str = "ingeschreven_natuurlijk_persoon";
const ORGANISATIE: &str = "ingeschreven_niet_natuurlijk_persoon";

#[test]
fn of_the_people_with_a_right_only_the_own_one_is_kept() {
    let rechten = vec![recht(INGESCHREVEN, ANDER), recht(INGESCHREVEN, BSN), recht(ORGANISATIE, "857000014")];
    let (eigen, anderen) = eigen_rechten(rechten, &bsn());
    assert_eq!((eigen.len(), anderen), (1, 2));
    let tekst = Value::from(eigen).to_string();
    assert!(!tekst.contains(ANDER) && !tekst.contains("partner") && !tekst.contains("857000014"), "{tekst}");
    assert!(tekst.contains(&format!("naam van {BSN}")));
    assert!(!tekst.contains(r#""identificatie""#), "the BSN itself goes no further: {tekst}");
}

#[test]
fn the_same_digits_of_another_kind_of_person_are_somebody_else() {
    for soort in ["kadaster_natuurlijk_persoon", ORGANISATIE, "kadaster_niet_natuurlijk_persoon", ""] {
        assert_eq!(eigen_rechten(vec![recht(soort, BSN)], &bsn()), (vec![], 1), "{soort}");
    }
    let zonder = [json!({}), json!({"persoon": null}), json!({"persoon": {"identificatie": BSN}})];
    assert_eq!(eigen_rechten(zonder.map(stuk).into(), &bsn()), (vec![], 3));
}

#[test]
fn somebody_with_two_rights_is_counted_once() {
    let rechten = vec![
        recht(INGESCHREVEN, BSN),
        recht(INGESCHREVEN, BSN),
        recht(INGESCHREVEN, ANDER),
        recht(INGESCHREVEN, ANDER),
    ];
    let (eigen, anderen) = eigen_rechten(rechten, &bsn());
    assert_eq!((eigen.len(), anderen), (2, 1));
}

#[test]
fn people_who_lent_money_are_not_named() {
    let persoon = |soort: &str, naam: &str| json!({"type": soort, "omschrijving": naam});
    let houders =
        json!([persoon(ORGANISATIE, "Bank"), persoon(INGESCHREVEN, "Oom"), {"omschrijving": "Wie"}]);
    let mut hypotheken =
        [json!({"hypotheekhouders": houders}), json!({"hypotheekhouders": "Oom"}), json!({})].map(stuk);
    alleen_organisaties(&mut hypotheken, "hypotheekhouders");
    let verwacht = [json!({"hypotheekhouders": [persoon(ORGANISATIE, "Bank")]}), json!({}), json!({})];
    assert_eq!(hypotheken, verwacht.map(stuk));
}

#[test]
fn guilders_are_not_taken_for_euros() {
    let met = |valuta: Value| {
        let mut stukken = [stuk(json!({"bedrag": {"som": 1000.5, "valuta": valuta}}))];
        alleen_euros(&mut stukken, "bedrag");
        stukken[0]["bedrag"].clone()
    };
    assert_eq!(met(json!({"code": "EUR"}))["som"], json!(1000.5));
    for valuta in [json!({"code": "NLG", "waarde": "Gulden"}), json!(null), json!("EUR")] {
        let bedrag = met(valuta);
        assert_eq!((bedrag.get("som"), &bedrag["somAndereMunt"]), (None, &json!("1000.5")));
    }
}

#[test]
fn each_part_says_what_it_is_about() {
    let mut zaak =
        stuk(json!({"kadastraleAanduiding": "Ede K 1", "adressen": [{"adresregel1": "Dam 1"}, "x"]}));
    let leeg = || Vec::new();
    let delen = [
        (RECHTEN, vec![stuk(json!({"type": "eigenaar"}))]),
        (HYPOTHEKEN, leeg()),
        (BESLAGEN, leeg()),
        (PRIVAAT, leeg()),
        (PUBLIEK, leeg()),
    ];
    voeg_samen(&mut zaak, delen);
    let recht = &zaak["_embedded"][RECHTEN][0];
    assert_eq!(*recht, json!({"type": "eigenaar", "kadastraleAanduiding": "Ede K 1"}));
    assert_eq!(zaak["adressen"], json!([{"adresregel1": "Dam 1", "kadastraleAanduiding": "Ede K 1"}, "x"]));
}
