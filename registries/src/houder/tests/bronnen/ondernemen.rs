//! What is in somebody's name: enterprises and vehicles.

use super::*;

const YUSUF: &str = "999932524";
const ACTIE: &str =
    "http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten-v0200/VoertuigbezitInfoPersoon";
const VRAAG: &str = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:w="http://www.w3.org/2005/08/addressing"><s:Header>
  <w:MessageID>https://klant.example/een</w:MessageID>
  <w:From><w:Address>https://klant.example/app?oin=00000099000000001000</w:Address></w:From>
  <w:To>https://broker.example/dienst?oin=00000099000000002000</w:To>
  <w:Action>ACTIE</w:Action></s:Header>
  <s:Body><x:VoertuigbezitInfoPersoon xmlns:x="http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten/v0200">
  <Burgerservicenr>BSN</Burgerservicenr></x:VoertuigbezitInfoPersoon></s:Body></s:Envelope>"#;
const PROFIEL: &str = "/kvk/api/v1/basisprofielen/90009911";

impl Alles {
    /// The number plates in somebody's name, and the whole answer, as the broker gives them.
    async fn kentekens(&self, bsn: &str) -> (Vec<String>, String) {
        let vraag = VRAAG.replace("ACTIE", ACTIE).replace("BSN", bsn);
        let verzoek = axum::http::Request::post("/suwibroker/soap/RDWDossierDigitaleDiensten-v0200")
            .header("content-type", "text/xml")
            .header("soapaction", "\"\"")
            .body(axum::body::Body::from(vraag))
            .unwrap();
        let antwoord = tower::ServiceExt::oneshot(self.routers["brv"].clone(), verzoek).await.unwrap();
        assert_eq!(antwoord.status(), StatusCode::OK);
        let bytes = axum::body::to_bytes(antwoord.into_body(), usize::MAX).await.unwrap();
        let tekst = String::from_utf8(bytes.to_vec()).unwrap();
        let boom = roxmltree::Document::parse(&tekst).unwrap();
        let bladen = boom.descendants().filter(|een| een.tag_name().name() == "KentekenVoertuig");
        let kentekens = bladen.map(|een| een.text().unwrap().to_owned()).collect();
        (kentekens, tekst)
    }
}

#[tokio::test]
async fn a_vehicle_comes_changes_and_goes() {
    let alles = Alles::nieuw().await;
    let brv = |bsn, aard, voorkomen, delen| Kort { groep: "brv.voertuigen", bsn, aard, voorkomen, delen };
    let nieuw = [("kentekenVoertuig", "", "AB123C"), ("cdSrtVoertuig", "", "P")];
    alles.verwerkt(&brv(SANNE, "ontbreekt", &[], &nieuw).melding("KB-1")).await;
    let motor = [("kentekenVoertuig", "MK49XR")];
    let stand = [
        ("datEStatusVoertuig", "2025-03-28", "2025-03-29"),
        ("datBStatusVoertuig", "2024-11-01\n2025-10-30", "2024-11-02\n2025-10-31"),
    ];
    alles.verwerkt(&brv(YUSUF, "kloptNiet", &motor, &stand).melding("KB-2")).await;
    let verkocht = [("kentekenVoertuig", "TKF30P")];
    let weg = [("kentekenVoertuig", "TKF30P", ""), ("cdSrtVoertuig", "P", "")];
    alles.verwerkt(&brv(YUSUF, "hoortNietBijMij", &verkocht, &weg).melding("KB-3")).await;
    // Marit has no vehicle, and the broker knows nobody by her number.
    alles.verwerkt(&brv(BUREN, "ontbreekt", &[], &nieuw).melding("KB-4")).await;
    let alles = alles.herstart().await;
    assert_eq!(alles.kentekens(SANNE).await.0, ["K572ZB", "AB123C"]);
    assert_eq!(alles.kentekens(BUREN).await.0, ["AB123C"]);
    let (kentekens, xml) = alles.kentekens(YUSUF).await;
    assert_eq!(kentekens, ["VFB47N", "MK49XR"]);
    for blad in
        ["DatBStatusVoertuig>20241102<", "DatBStatusVoertuig>20251031<", "DatEStatusVoertuig>20250329<"]
    {
        assert!(xml.contains(blad), "{blad}");
    }
    let tekst = alles.geweigerd(&brv(SANNE, "ontbreekt", &[], &nieuw).melding("KB-5")).await;
    assert!(tekst.contains("staat al"), "{tekst}");
    let zonder = [("cdSrtVoertuig", "", "P")];
    let tekst = alles.geweigerd(&brv(SANNE, "ontbreekt", &[], &zonder).melding("KB-6")).await;
    assert!(tekst.contains("mist iets"), "{tekst}");
}

#[tokio::test]
async fn an_enterprise_gets_other_names_and_activities_and_lets_somebody_go() {
    let alles = Alles::nieuw().await;
    let kvk =
        |groep, aard, delen| Kort { groep, bsn: YUSUF, aard, voorkomen: &[("kvkNummer", "90009911")], delen };
    let namen = [
        ("handelsnamen", "Çelik Fietsen\nFietsdokter Oost", "Fietsdokter Oost\nÇelik Rijwielen"),
        ("sbiCodes", "47641\n9529", "9529\n47641\n7721"),
        ("activiteiten", "", "Reparatie van fietsen\nWinkels in fietsen en bromfietsen\nVerhuur van fietsen"),
    ];
    alles.verwerkt(&kvk("kvk.onderneming", "kloptNiet", &namen).melding("KB-1")).await;
    let vestiging = [
        ("websites", "www.celikfietsen.example", "www.celik.example\nwww.fiets.example"),
        ("adressenAfgeschermd", "false\nfalse", "true\nfalse"),
    ];
    alles.verwerkt(&kvk("kvk.hoofdvestiging", "kloptNiet", &vestiging).melding("KB-2")).await;
    let alles = alles.herstart().await;
    let nu = alles.haal("kvk", PROFIEL).await;
    assert_eq!(
        nu["handelsnamen"],
        json!([{ "naam": "Fietsdokter Oost", "volgorde": 0 }, { "naam": "Çelik Rijwielen", "volgorde": 1 }])
    );
    let sbi = nu["sbiActiviteiten"].as_array().unwrap();
    let sbi: Vec<_> = sbi
        .iter()
        .map(|een| {
            [&een["sbiCode"], &een["sbiOmschrijving"], &een["indHoofdactiviteit"]]
                .map(|een| een.as_str().unwrap())
        })
        .collect();
    assert_eq!(
        sbi,
        [
            ["9529", "Reparatie van fietsen", "Ja"],
            ["47641", "Winkels in fietsen en bromfietsen", "Nee"],
            ["7721", "Verhuur van fietsen", "Nee"],
        ]
    );
    let hoofd = &nu["_embedded"]["hoofdvestiging"];
    assert_eq!(hoofd["websites"], json!(["www.celik.example", "www.fiets.example"]));
    assert_eq!(
        (&hoofd["adressen"][0]["indAfgeschermd"], hoofd["adressen"][0].get("postcode")),
        (&json!("Ja"), None)
    );
    let alleen = [("sbiCodes", "9529\n47641\n7721", "47641")];
    alles.verwerkt(&kvk("kvk.onderneming", "kloptNiet", &alleen).melding("KB-3")).await;
    assert_eq!(
        alles.haal("kvk", PROFIEL).await["sbiActiviteiten"][0]["sbiOmschrijving"],
        "Winkels in fietsen en bromfietsen"
    );
    let niet = [
        [("sbiCodes", "a", "99999")],
        [("activiteiten", "a", "Iets heel anders")],
        [("adressen", "a", "Dam 1")],
        [("functie", "EIG", "VEN")],
    ];
    let verwacht = ["niet zo opslaan", "niet zo opslaan", "verhuizing", "functionarissen"];
    for (nummer, (delen, verwacht)) in niet.iter().zip(verwacht).enumerate() {
        let melding = kvk("kvk.onderneming", "kloptNiet", delen).melding(&format!("KB-x{nummer}"));
        let tekst = alles.geweigerd(&melding).await;
        assert!(tekst.contains(verwacht), "{delen:?}: {tekst}");
    }
    let weg = [("naam", "Çelik Fietsen", "")];
    alles.verwerkt(&kvk("kvk.onderneming", "hoortNietBijMij", &weg).melding("KB-4")).await;
    let vraag = json!({ "burgerservicenummer": YUSUF });
    let mijn = alles.vraag("kvk", "/kvk/eigendommen/v1/eigendommen", vraag).await;
    let mijn: Vec<&Value> =
        mijn["eigendommen"].as_array().unwrap().iter().map(|een| &een["kvkNummer"]).collect();
    assert!(!mijn.contains(&&json!("90009911")) && !mijn.is_empty(), "{mijn:?}");
    assert_eq!(alles.haal("kvk", PROFIEL).await["naam"], "Çelik Fietsen", "the enterprise is still there");
}
