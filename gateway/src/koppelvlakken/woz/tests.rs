use super::*;

const EIGENAAR: &str = "999920108";
const HUURDER: &str = "999924667";
const BUURMAN: &str = "999932524";

fn bsn(cijfers: &str) -> Bsn {
    cijfers.parse().unwrap()
}

fn stuk(json: Value) -> Stuk {
    match json {
        Value::Object(stuk) => stuk,
        _ => panic!("an object"),
    }
}

fn persoon(bsn: &str) -> Value {
    json!({"type": "natuurlijk_persoon", "burgerservicenummer": bsn, "naam": format!("naam van {bsn}")})
}

fn object(eigenaar: Value, gebruiker: Value) -> Stuk {
    stuk(json!({
        "identificatie": "051800990101",
        "waarden": [{"vastgesteldeWaarde": 512_000}],
        "belanghebbendeEigenaar": eigenaar,
        "belanghebbendeGebruiker": gebruiker,
    }))
}

/// What leaves for somebody, as text.
fn ziet(object: &Stuk, wie: &str) -> Option<String> {
    eigen(object.clone(), &bsn(wie)).map(|object| Value::Object(object).to_string())
}

#[test]
fn who_is_not_named_in_an_object_sees_nothing_of_it() {
    let bewoond = object(persoon(EIGENAAR), persoon(HUURDER));
    assert_eq!(ziet(&bewoond, BUURMAN), None, "a neighbour, or who is registered there without a role");
    // Who lived here before is not named any more.
    assert_eq!(ziet(&object(persoon(EIGENAAR), persoon(BUURMAN)), HUURDER), None);
}

#[test]
fn a_tenant_and_an_owner_each_see_the_value_and_not_each_other() {
    let verhuurd = object(persoon(EIGENAAR), persoon(HUURDER));
    for (wie, ander) in [(HUURDER, EIGENAAR), (EIGENAAR, HUURDER)] {
        let gezien = ziet(&verhuurd, wie).unwrap();
        assert!(gezien.contains("512000") && gezien.contains(&format!("naam van {wie}")), "{gezien}");
        assert!(!gezien.contains(ander) && !gezien.contains("burgerservicenummer"), "{gezien}");
    }
    let sociaal = json!({"type": "niet_natuurlijk_persoon", "rsin": "857000026", "naam": "Stichting Wonen"});
    let gezien = ziet(&object(sociaal, persoon(HUURDER)), HUURDER).unwrap();
    assert!(!gezien.contains("Stichting") && !gezien.contains("857000026"), "{gezien}");
}

#[test]
fn only_the_bsn_tells_who_somebody_is() {
    let bijna = [
        json!(null),
        json!({}),
        json!(HUURDER),
        json!([persoon(HUURDER)]),
        json!({"burgerservicenummer": 999_924_667}),
        json!({"burgerservicenummer": [HUURDER]}),
        json!({"rsin": HUURDER, "naam": "M.E. Hofstra"}),
        json!({"burgerservicenummer": format!(" {HUURDER}")}),
    ];
    for ander in bijna {
        assert_eq!(ziet(&object(persoon(EIGENAAR), ander.clone()), HUURDER), None, "{ander}");
    }
}

#[test]
fn takes_only_objects_at_the_address_that_was_asked() {
    let antwoord =
        |objecten: Value| gevonden(stuk(json!({"_embedded": {OBJECTEN: objecten}})), "0518010000990101");
    let hier = json!(["0518010000990102", "0518010000990101"]);
    let goed = json!([{"identificatie": "051800990101", "adresseerbaarObjectIdentificaties": hier}]);
    assert_eq!(antwoord(goed), Ok(BTreeSet::from(["051800990101".to_owned()])));
    assert_eq!(antwoord(json!([])), Ok(BTreeSet::new()));
    for fout in [
        json!([{"identificatie": "051800990101", "adresseerbaarObjectIdentificaties": ["0518010000990102"]}]),
        json!([{"identificatie": "051800990101"}]),
        json!([{"identificatie": "0518/../990", "adresseerbaarObjectIdentificaties": hier}]),
        json!([{"adresseerbaarObjectIdentificaties": hier}]),
    ] {
        assert!(matches!(antwoord(fout.clone()), Err(BronFout::Onleesbaar(_))), "{fout}");
    }
    let meer = stuk(json!({"_links": {"next": {"href": "/wozobjecten?page=2"}}}));
    assert!(matches!(gevonden(meer, "0518010000990101"), Err(BronFout::Onleesbaar(_))), "not cut off");
}

#[test]
fn a_value_says_of_which_object_it_is() {
    let object = noem_in_waarden(object(persoon(EIGENAAR), json!(null)));
    assert_eq!(object["waarden"][0]["object"]["identificatie"], "051800990101");
    let zonder = noem_in_waarden(stuk(json!({"waarden": "geen lijst"})));
    assert_eq!(zonder["waarden"], "geen lijst");
}
