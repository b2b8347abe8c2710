use std::collections::HashMap;

use time::macros::date;

use super::*;

fn regels(v: &Value) -> (Value, Value) {
    let tabellen = HashMap::from([
        (("gemeente".to_owned(), "0518".to_owned()), "'s-Gravenhage".to_owned()),
        (("land".to_owned(), "5010".to_owned()), "België".to_owned()),
    ]);
    let anderen = HashMap::new();
    let ctx = Context { tabellen: &tabellen, vandaag: date!(2026 - 01 - 01), anderen: &anderen };
    let mut in_onderzoek = Groep::default();
    let groep = adresregels(&Voorkomen(v.as_object().unwrap().clone()), &ctx, &mut in_onderzoek);
    (Value::Object(groep), Value::Object(in_onderzoek.map()))
}

#[test]
fn de_eerste_regel_van_een_adres() {
    let gevallen = [
        ("Jonkheer van Riemsdijkln", "88", "", "", "", "Jonkheer van Riemsdijkln 88"),
        ("Borgesiusstraat", "103", "c", "", "", "Borgesiusstraat 103 c"),
        ("Daniël Stalpertstraat", "35", "", "III", "", "Daniël Stalpertstraat 35 III"),
        ("Atatürkstraat", "9", "", "2", "", "Atatürkstraat 9-2"),
        ("St. Jacobsstraat", "400", "L", "Toe", "", "St. Jacobsstraat 400 LToe"),
        ("Cronus", "555", "B", "73c", "", "Cronus 555 B73c"),
        ("Graan voor Visch", "15201", "", "", "by", "Graan voor Visch bij 15201"),
        ("Graan voor Visch", "15201", "", "2", "by", "Graan voor Visch bij 15201-2"),
        ("1e Exloërmond", "3", "", "", "to", "1e Exloërmond t/o 3"),
        ("1e Exloërmond", "3", "L", "2", "to", "1e Exloërmond t/o 3 L2"),
    ];
    for (straat, nummer, letter, toevoeging, bij, verwacht) in gevallen {
        let v = json!({"1110": straat, "1120": nummer, "1130": letter, "1140": toevoeging, "1150": bij});
        assert_eq!(regels(&v).0, json!({"adresregel1": verwacht}));
    }
}

#[test]
fn de_overige_regels() {
    let adres =
        json!({"1110": "een straat", "1120": "1", "1160": "2583XL", "1170": "Scheveningen", "0910": "0518"});
    assert_eq!(regels(&adres).0["adresregel2"], "2583 XL  SCHEVENINGEN");
    let zonder_woonplaats = json!({"1110": "een straat", "1120": "1", "1160": "2584BZ", "0910": "0518"});
    assert_eq!(regels(&zonder_woonplaats).0["adresregel2"], "2584 BZ  'S-GRAVENHAGE");
    let locatie = json!({"1210": "Woonboot tegenover de Grote Sloot", "0910": "0518"});
    let verwacht =
        json!({"adresregel1": "Woonboot tegenover de Grote Sloot", "adresregel2": "'S-GRAVENHAGE"});
    assert_eq!(regels(&locatie).0, verwacht);
    let buitenland =
        json!({"1310": "5010", "1330": "Rue du pomme 26", "1340": "Bruxelles", "1350": "postcode 1000"});
    let verwacht = json!({
        "adresregel1": "Rue du pomme 26", "adresregel2": "Bruxelles", "adresregel3": "postcode 1000",
        "land": {"code": "5010", "omschrijving": "België"},
    });
    assert_eq!(regels(&buitenland).0, verwacht);
    for zonder in [
        json!({"1110": ".", "1120": "88"}),
        json!({"1110": "een straat", "1120": "0"}),
        json!({"1310": "0000", "1330": "Rue du pomme 26"}),
        json!({"1310": "5010"}),
    ] {
        assert_eq!(regels(&zonder).0, json!({}));
    }
}

#[test]
fn welke_regel_in_onderzoek_is() {
    let gevallen: [(&str, &[&str]); 8] = [
        ("080000", &["adresregel1", "adresregel2", "adresregel3", "land"]),
        ("089999", &["adresregel1", "adresregel2", "adresregel3", "land"]),
        ("081100", &["adresregel1", "adresregel2"]),
        ("081120", &["adresregel1"]),
        ("081160", &["adresregel2"]),
        ("080910", &["adresregel2"]),
        ("081310", &["land"]),
        ("081115", &[]),
    ];
    for (code, velden) in gevallen {
        let v = json!({"1110": "Spui", "1120": "1", "8310": code, "8320": "20020701"});
        let (groep, mut io) = regels(&v);
        let io = io.as_object_mut().unwrap();
        assert_eq!(io.remove("datumIngangOnderzoekVerblijfplaats").is_some(), !velden.is_empty(), "{code}");
        assert_eq!(io.keys().collect::<Vec<_>>(), velden, "{code}");
        assert_eq!(groep.get("indicatieVastgesteldVerblijftNietOpAdres").is_some(), code == "089999");
    }
}
