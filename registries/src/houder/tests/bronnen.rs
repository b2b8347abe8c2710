//! From a terugmelding to the answer of the registration's own standard, for each that keeps documents.

mod dekking;
mod ondernemen;
mod personen;

use super::*;
use crate::standins::{self, STANDINS};

const BUREN: &str = "999924667";

/// The case system with every stand-in.
struct Alles {
    proef: Proef,
    routers: BTreeMap<&'static str, Router>,
}

impl Alles {
    async fn nieuw() -> Self {
        Self::op(Map::nieuw()).await
    }

    /// Starts on what an earlier one left, as a restart of the demo does.
    async fn op(map: Map) -> Self {
        let mut proef = Proef::op(map).await;
        let register = BrpRegister::open(&proef.map.pad().join("brp.db")).await.unwrap();
        let klok: Klok = Arc::new(|| NU);
        let (mut routers, mut voorraden) = (BTreeMap::new(), BTreeMap::new());
        for standin in STANDINS {
            let (map, sleutel) = (proef.map.pad(), SLEUTEL.to_owned());
            let gemaakt = standins::router(standin, map, klok.clone(), Some(&register), sleutel).await;
            let (router, voorraad) = gemaakt.unwrap();
            routers.insert(standin.id, router);
            voorraden.insert(standin.id, voorraad);
        }
        let bronnen = Bronnen::nieuw(register, voorraden);
        proef.houder = Houder::open(&proef.map.pad().join("houder.db"), klok, bronnen).await.unwrap();
        proef.router = proef.houder.router(SLEUTEL);
        Self { proef, routers }
    }

    async fn herstart(self) -> Self {
        Self::op(self.proef.map).await
    }

    /// What a standard answers to a question without a body.
    async fn haal(&self, registratie: &str, pad: &str) -> Value {
        let koppen = [
            ("x-api-key", SLEUTEL),
            ("apikey", SLEUTEL),
            ("accept", "application/hal+json"),
            ("accept-crs", "epsg:28992"),
        ];
        let (status, _, boom) = stuur(&self.routers[registratie], "GET", pad, &koppen, "").await;
        assert_eq!(status, StatusCode::OK, "{pad}: {boom}");
        boom
    }

    async fn vraag(&self, registratie: &str, pad: &str, vraag: Value) -> Value {
        let router = &self.routers[registratie];
        let (status, _, boom) = stuur(router, "POST", pad, &koppen(), vraag.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{pad}: {boom}");
        boom
    }

    /// A new case that was taken up.
    async fn opgenomen(&self, melding: &Value) -> String {
        let referentie = self.proef.zaak(melding).await;
        self.proef.goed(wie(melding)[0], &referentie, "opnemen", Value::Null).await;
        referentie
    }

    async fn toegewezen(&self, melding: &Value, referentie: &str) {
        let gegevens = melding["terugMeldingBody"]["terugMeldingGegevens"].as_array().unwrap();
        let delen: Vec<Value> = gegevens
            .iter()
            .map(|een| json!({ "attribuutUrn": een["attribuutUrn"], "toegewezen": true }))
            .collect();
        self.proef.goed(wie(melding)[1], referentie, "besluit", json!({ "delen": delen })).await;
    }

    async fn verwerkt(&self, melding: &Value) {
        let referentie = self.opgenomen(melding).await;
        self.toegewezen(melding, &referentie).await;
        self.proef.goed(wie(melding)[1], &referentie, "verwerken", Value::Null).await;
    }

    /// What an employee is told who tries to carry out what cannot be.
    async fn geweigerd(&self, melding: &Value) -> String {
        let referentie = self.opgenomen(melding).await;
        self.toegewezen(melding, &referentie).await;
        let (status, antwoord) = self.proef.doe(wie(melding)[1], &referentie, "verwerken", Value::Null).await;
        assert_eq!(status, StatusCode::CONFLICT, "{antwoord}");
        antwoord["detail"].as_str().unwrap().to_owned()
    }
}

/// Who takes a case up, and who decides on it.
fn wie(melding: &Value) -> [&'static str; 2] {
    match melding["terugMeldingHeader"]["registratie"]["houder"].as_str().unwrap() {
        "kadaster" => ["noortje", "remco"],
        "kvk" => ["ilse", "ilse"],
        "rdw" => ["dirk", "dirk"],
        _ => ["fatima", "joost"],
    }
}

/// A terugmelding of one person, in short: the ends of URNs with what is there and what should be.
struct Kort<'a> {
    groep: &'a str,
    bsn: &'a str,
    aard: &'a str,
    voorkomen: &'a [(&'a str, &'a str)],
    delen: &'a [(&'a str, &'a str, &'a str)],
}

impl Kort<'_> {
    fn melding(&self, kenmerk: &str) -> Value {
        let id = self.groep.split('.').next().unwrap();
        let registratie = REGISTRATIES.iter().find(|een| een.id == id).unwrap();
        let urn = |naam: &str| format!("urn:{}:{naam}", self.groep.replace('.', ":"));
        let mut melding = melding(kenmerk);
        melding["terugMeldingHeader"]["registratie"] = json!({
            "naam": id, "code": id, "houder": registratie.houder, "basisRegistratieCode": registratie.code,
        });
        let mut eigen =
            json!({ "aard": self.aard, "toelichting": "Zo is het.", "vierOgen": registratie.id == "brk" });
        if !self.voorkomen.is_empty() {
            let kenmerk =
                |(naam, waarde): &(&str, &str)| json!({ "attribuutUrn": urn(naam), "waarde": waarde });
            eigen["voorkomen"] = self.voorkomen.iter().map(kenmerk).collect();
        }
        let deel = |(naam, was, wordt): &(&str, &str, &str)| {
            let mut deel = json!({
                "objectType": self.groep, "attribuutUrn": urn(naam), "eigenvelden": { "klantbeeld": eigen },
            });
            for (lid, waarde) in [("betwijfeldeWaarde", was), ("voorgesteldeWaarde", wordt)] {
                if !waarde.is_empty() {
                    deel[lid] = json!(waarde);
                }
            }
            deel
        };
        melding["terugMeldingBody"] = json!({
            "objectIdentificatie": [
                { "objectType": "persoon", "attribuutUrn": "urn:brp:persoon:bsn", "idWaarde": self.bsn },
            ],
            "terugMeldingGegevens": self.delen.iter().map(deel).collect::<Vec<_>>(),
        });
        melding
    }
}

#[tokio::test]
async fn the_bag_marks_what_is_doubted_and_answers_what_was_decided() {
    let alles = Alles::nieuw().await;
    let bag = "/lvbag/individuelebevragingen/v2";
    let adres = format!("{bag}/adressenuitgebreid/0599200000990202");
    let eerst = alles.haal("bag", &adres).await;
    assert_eq!((&eerst["huisletter"], &eerst["inonderzoek"]), (&json!("B"), &Value::Null));
    let sleutel = [("nummeraanduidingIdentificatie", "0599200000990202")];
    let kort = |delen| Kort { groep: "bag.adres", bsn: BUREN, aard: "kloptNiet", voorkomen: &sleutel, delen };
    let een =
        kort(&[("oppervlakte", "1", "104"), ("postcode", "3037BK", "3037 bl"), ("huisletter", "B", "")]);
    let twee = kort(&[("oppervlakte", "1", "105"), ("oorspronkelijkBouwjaar", "1", "1936")]);
    let (een, twee) = (een.melding("KB-1"), twee.melding("KB-2"));
    let zaken = [alles.opgenomen(&een).await, alles.opgenomen(&twee).await];
    let merken = |boom: &Value| boom["inonderzoek"].as_object().cloned().unwrap_or_default();
    let samen = merken(&alles.haal("bag", &adres).await);
    let velden: Vec<&str> = samen.keys().map(String::as_str).collect();
    assert_eq!(velden, ["huisletter", "oorspronkelijkBouwjaar", "oppervlakte", "postcode", "toelichting"]);
    assert_eq!(samen["toelichting"].as_array().unwrap().len(), 1, "several cases make one mark");
    let woning = format!("{bag}/adresseerbareobjecten/0599010000990202");
    let merk = &alles.haal("bag", &woning).await["verblijfsobject"]["inonderzoek"][0];
    assert_eq!((&merk["kenmerk"], &merk["documentdatum"]), (&json!("oppervlakte"), &json!("2026-11-22")));
    let pand = format!("{bag}/panden/0599100000990202");
    assert_eq!(alles.haal("bag", &pand).await["inonderzoek"][0]["kenmerk"], "oorspronkelijk bouwjaar");

    alles.toegewezen(&een, &zaken[0]).await;
    let velden: Vec<String> =
        merken(&alles.haal("bag", &adres).await).into_iter().map(|(een, _)| een).collect();
    assert_eq!(velden, ["oorspronkelijkBouwjaar", "oppervlakte", "toelichting"], "the other case goes on");
    alles.toegewezen(&twee, &zaken[1]).await;
    assert_eq!(alles.haal("bag", &adres).await["inonderzoek"], Value::Null, "the last decision ends it");
    for zaak in &zaken {
        alles.proef.goed("joost", zaak, "verwerken", Value::Null).await;
    }
    let alles = alles.herstart().await;
    let nu = alles.haal("bag", &adres).await;
    assert_eq!((&nu["postcode"], &nu["huisletter"]), (&json!("3037BL"), &Value::Null));
    assert_eq!((&nu["oppervlakte"], &nu["oorspronkelijkBouwjaar"]), (&json!(105), &json!(["1936"])));
    let woning = &alles.haal("bag", &woning).await["verblijfsobject"];
    assert_eq!((&woning["verblijfsobject"]["oppervlakte"], woning.get("inonderzoek")), (&json!(105), None));
    assert_eq!(alles.haal("bag", &pand).await["pand"]["oorspronkelijkBouwjaar"], "1936");
    for (postcode, aantal) in [("3037BK", 0), ("3037BL", 1)] {
        let gevonden = alles.haal("bag", &format!("{bag}/adressen?postcode={postcode}&huisnummer=211")).await;
        assert_eq!(gevonden["_embedded"]["adressen"].as_array().unwrap().len(), aantal, "{postcode}");
    }
}

#[tokio::test]
async fn what_is_left_undone_is_told_in_plain_words() {
    let alles = Alles::nieuw().await;
    let sleutel = [("nummeraanduidingIdentificatie", "0599200000990202")];
    let bag = |aard, delen| Kort { groep: "bag.adres", bsn: BUREN, aard, voorkomen: &sleutel, delen };
    for (nummer, (kort, verwacht)) in [
        (bag("kloptNiet", &[("typeAdresseerbaarObject", "Verblijfsobject", "Ligplaats")]), "ander nummer"),
        (bag("kloptNiet", &[("huisnummer", "211", "")]), "niet zo opslaan"),
        (bag("kloptNiet", &[("woonplaatsNaam", "Rotterdam", "Atlantis")]), "niet zo opslaan"),
        (bag("kloptNiet", &[("gebruiksdoelen", "woonfunctie", "slaapfunctie")]), "niet zo opslaan"),
        (bag("hoortNietBijMij", &[("huisnummer", "211", "")]), "door naar de BRP"),
        (
            Kort {
                groep: "bewoning.bewoners",
                bsn: BUREN,
                aard: "kloptNiet",
                voorkomen: &[],
                delen: &[("aantalBewoners", "3", "2")],
            },
            "adressen in de BRP",
        ),
        (
            Kort {
                groep: "brk.rechten",
                bsn: SANNE,
                aard: "kloptNiet",
                voorkomen: &[("identificatie", "1000990102")],
                delen: &[("type", "eigenaar", "erfpachter")],
            },
            "geen gegevens meer",
        ),
        (
            Kort {
                groep: "woz.objecten",
                bsn: BUREN,
                aard: "kloptNiet",
                voorkomen: &[("identificatie", "059900990203")],
                delen: &[("eigenaar", "D. Brouwer", "M.E. Hofstra")],
            },
            "niet zo opslaan",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let tekst = alles.geweigerd(&kort.melding(&format!("KB-{nummer}"))).await;
        assert!(tekst.contains(verwacht), "{tekst}");
    }
    let adres = "/lvbag/individuelebevragingen/v2/adressenuitgebreid/0599200000990202";
    assert_eq!(alles.haal("bag", adres).await["typeAdresseerbaarObject"], "Verblijfsobject");
}

#[tokio::test]
async fn a_travel_document_gets_its_mark_and_its_new_values() {
    let alles = Alles::nieuw().await;
    let velden = ["reisdocumentnummer", "datumEindeGeldigheid", "inhoudingOfVermissing"];
    let op_bsn =
        json!({ "type": "ZoekMetBurgerservicenummer", "burgerservicenummer": SANNE, "fields": velden });
    let nummer = |nummer: &str| json!({ "type": "RaadpleegMetReisdocumentnummer", "reisdocumentnummer": [nummer], "fields": velden });
    let pad = "/haalcentraal/api/reisdocumenten/reisdocumenten";
    let kort = Kort {
        groep: "reisdocumenten.documenten",
        bsn: SANNE,
        aard: "kloptNiet",
        voorkomen: &[("reisdocumentnummer", "NZ9901011")],
        delen: &[
            ("datumEindeGeldigheid", "2027-01-18", "2028-01-18"),
            ("inhoudingOfVermissing:aanduiding", "", "V"),
            ("inhoudingOfVermissing:datum", "", "2026-11"),
        ],
    };
    let melding = kort.melding("KB-1");
    let zaak = alles.opgenomen(&melding).await;
    let documenten = alles.vraag("reisdocumenten", pad, op_bsn.clone()).await["reisdocumenten"].clone();
    let van = |documenten: &Value, nummer: &str| {
        let alle = documenten.as_array().unwrap();
        alle.iter().find(|een| een["reisdocumentnummer"] == nummer).cloned()
    };
    let merk = van(&documenten, "NZ9901011").unwrap()["inOnderzoek"].clone();
    assert_eq!(
        (&merk["datumEindeGeldigheid"], &merk["datumIngangOnderzoek"]["datum"]),
        (&json!(true), &json!("2026-11-22"))
    );
    assert_eq!(van(&documenten, "IZ9901012").unwrap().get("inOnderzoek"), None);
    alles.toegewezen(&melding, &zaak).await;
    let documenten = alles.vraag("reisdocumenten", pad, nummer("NZ9901011")).await["reisdocumenten"].clone();
    assert_eq!(documenten[0].get("inOnderzoek"), None);
    alles.proef.goed("joost", &zaak, "verwerken", Value::Null).await;
    let alles = alles.herstart().await;
    let document = alles.vraag("reisdocumenten", pad, nummer("NZ9901011")).await["reisdocumenten"][0].clone();
    assert_eq!(document["datumEindeGeldigheid"]["datum"], "2028-01-18");
    assert_eq!(document["inhoudingOfVermissing"]["aanduiding"]["code"], "V");
    assert_eq!(document["inhoudingOfVermissing"]["datum"]["type"], "JaarMaandDatum");
    let documenten = alles.vraag("reisdocumenten", pad, op_bsn).await["reisdocumenten"].clone();
    assert_eq!(van(&documenten, "NZ9901011"), None, "who lost it has it no longer");
}

#[tokio::test]
async fn the_brk_has_the_new_values_of_a_zaak_and_of_a_right() {
    let alles = Alles::nieuw().await;
    let zaak = "/esd-eto-apikey/bevragen/v2/kadastraalonroerendezaken/76110402170013";
    let kort =
        |groep, sleutel, delen| Kort { groep, bsn: SANNE, aard: "kloptNiet", voorkomen: sleutel, delen };
    let koop = [
        ("koopsom", "385000.00", "375000.00"),
        ("koopjaar", "2015", "2014"),
        ("aardCultuurBebouwd", "11", "Bergplaats of garage"),
    ];
    alles.verwerkt(&kort("brk.zaken", &[("identificatie", "76110402170013")], &koop).melding("KB-1")).await;
    let recht = [
        ("aanvangsdatum", "2015-05-29", "2014-05-29"),
        ("aandeelTeller", "1", "2"),
        ("aandeelNoemer", "2", "3"),
    ];
    let sleutel = [("identificatie", "1000990101"), ("kadastraleAanduiding", "'s-Gravenhage AF 4021 A-13")];
    alles.verwerkt(&kort("brk.rechten", &sleutel, &recht).melding("KB-2")).await;
    let bedrag = [("bedrag", "420000.00", "410000.50")];
    alles
        .verwerkt(&kort("brk.hypotheken", &[("identificatie", "2000990101")], &bedrag).melding("KB-3"))
        .await;
    let alles = alles.herstart().await;
    let nu = alles.haal("brk", zaak).await;
    assert_eq!((&nu["koopsom"]["koopsom"], &nu["koopsom"]["koopjaar"]), (&json!(375_000), &json!(2014)));
    assert_eq!(nu["aardCultuurBebouwd"], json!({ "code": "27", "waarde": "Bergplaats of garage" }));
    let recht = alles.haal("brk", &format!("{zaak}/zakelijkgerechtigden/1000990101")).await;
    assert_eq!(
        (&recht["aanvangsdatum"], &recht["tenaamstelling"]["aandeel"]),
        (&json!("2014-05-29"), &json!({ "teller": 2, "noemer": 3 }))
    );
    let hypotheek = alles.haal("brk", &format!("{zaak}/hypotheken/2000990101")).await;
    assert_eq!(hypotheek["bedragZekerheidsstelling"]["som"], json!(410_000.5));
}

#[tokio::test]
async fn the_woz_has_the_new_values_and_lets_somebody_go() {
    let alles = Alles::nieuw().await;
    let object = "/lvwoz/api/v1/wozobjecten/059900990202";
    let kort = |groep, aard, sleutel, delen| Kort { groep, bsn: BUREN, aard, voorkomen: sleutel, delen };
    let sleutel = [("identificatie", "059900990202")];
    let adres = [("huisletter", "B", "C"), ("gebruiker", "M.E. Hofstra", "M. Hofstra")];
    alles.verwerkt(&kort("woz.objecten", "kloptNiet", &sleutel, &adres).melding("KB-1")).await;
    let waarde = [("vastgesteldeWaarde", "261000.00", "255000.00")];
    let van = [("objectIdentificatie", "059900990202"), ("waardepeildatum", "2024-01-01")];
    alles.verwerkt(&kort("woz.waarden", "kloptNiet", &van, &waarde).melding("KB-2")).await;
    let alles = alles.herstart().await;
    let nu = alles.haal("woz", object).await;
    assert_eq!(
        (&nu["aanduiding"]["huisletter"], &nu["belanghebbendeGebruiker"]["naam"]),
        (&json!("C"), &json!("M. Hofstra"))
    );
    assert_eq!(
        (&nu["waarden"][0]["vastgesteldeWaarde"], &nu["waarden"][1]["vastgesteldeWaarde"]),
        (&json!(278_000), &json!(255_000))
    );
    let gevonden =
        alles.haal("woz", "/lvwoz/api/v1/wozobjecten?postcode=3037BK&huisnummer=211&huisletter=C").await;
    assert_eq!(
        gevonden["_embedded"]["wozObjecten"].as_array().unwrap().len(),
        1,
        "it is found by its new address"
    );
    let weg = [("huisnummer", "211", ""), ("gebruiker", "M. Hofstra", "")];
    alles.verwerkt(&kort("woz.objecten", "hoortNietBijMij", &sleutel, &weg).melding("KB-3")).await;
    let nu = alles.haal("woz", object).await;
    assert_eq!(
        (nu.get("belanghebbendeGebruiker"), &nu["belanghebbendeEigenaar"]["kvkNummer"]),
        (None, &json!("90009101"))
    );
}
