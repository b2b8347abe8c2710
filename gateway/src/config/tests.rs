use super::*;

const EEN_SLEUTEL: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const ANDERE_SLEUTEL: &str = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

/// The example that is handed out, with keys of its own.
fn goed() -> String {
    include_str!("../../voorbeeld.toml")
        .replace("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", EEN_SLEUTEL)
        .replace("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", ANDERE_SLEUTEL)
}

fn lees(tekst: &str) -> Result<Config, ConfigFout> {
    let map = std::env::temp_dir().join(format!("klantbeeld-config-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&map).unwrap();
    let bestand = map.join("klantbeeld.toml");
    for naam in ["oin.pem", "oin.key", "pkio.pem"] {
        std::fs::write(map.join(naam), "").unwrap();
    }
    std::fs::write(&bestand, tekst.replace("/etc/klantbeeld", &map.to_string_lossy())).unwrap();
    let uitkomst = Config::lees(&bestand);
    std::fs::remove_dir_all(&map).unwrap();
    uitkomst
}

#[test]
fn reads_a_good_file() {
    let config = lees(&goed()).unwrap();
    assert_eq!(config.terug_url(), "https://mijn.gemeente.example/auth/terug");
    assert_eq!(config.sessie.stil_seconden, 900);
    assert_eq!(config.registraties["brp"].termijn_ms, 5000);
}

#[test]
fn refuses_the_example_as_it_is() {
    let fout = lees(include_str!("../../voorbeeld.toml")).unwrap_err();
    assert!(fout.0.iter().all(|zin| zin.contains("placeholder")), "{fout}");
}

#[test]
fn names_every_mistake_at_once_and_no_secret() {
    let fout = lees(
        &goed()
            .replace("https://makelaar", "http://makelaar")
            .replace(
                "https://brp.example/haalcentraal/api/brp\"",
                "http://brp.example/haalcentraal/api/brp\"",
            )
            .replace("00000099000000001000", "99"),
    )
    .unwrap_err();
    assert_eq!(
        fout.0,
        [
            "organisatie.oin must be 20 digits",
            "identiteit.issuer must be https",
            "registraties.brp.url must be https"
        ]
    );
    assert!(!fout.to_string().contains("geheim"));
}

#[test]
fn refuses_what_only_a_demo_may_do() {
    for (van, naar, zin) in [
        ("https://makelaar.example", "https://mijn.gemeente.example/demo/identiteit", "points at a stand-in"),
        (EEN_SLEUTEL, ANDERE_SLEUTEL, "must differ"),
        (EEN_SLEUTEL, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "placeholder"),
        (EEN_SLEUTEL, "a29ydA==", "at least 32 bytes"),
        (
            "client_id = \"klantbeeld\"",
            "client_id = \"klantbeeld\"\nminimum_niveau = \"laag\"",
            "minimum_niveau",
        ),
    ] {
        let fout = lees(&goed().replace(van, naar)).unwrap_err();
        assert!(fout.to_string().contains(zin), "{zin}: {fout}");
    }
}

#[test]
fn refuses_a_token_that_is_known_shared_or_no_hash() {
    let met = |regels: &str| lees(&format!("{}\n{regels}", goed()));
    let regel = |id: &str, token: &str| {
        format!("[behandelaars.{id}]\ntoken_sha256 = \"{}\"\n", Behandelaar::van_token(token).token_sha256)
    };
    let twee = met(&(regel("uwv", "een") + &regel("svb", "twee"))).unwrap();
    assert_eq!(twee.behandelaars["uwv"].hash().unwrap().len(), 32);
    for (regels, zin) in [
        (regel("uwv", "een") + &regel("svb", "een"), "another organisation's"),
        (regel("uwv", "demo-uwv"), "everybody knows"),
        (regel("uwv", ""), "everybody knows"),
        ("[behandelaars.uwv]\ntoken_sha256 = \"zeer-geheim\"\n".to_owned(), "64 hex digits"),
    ] {
        let fout = met(&regels).unwrap_err();
        assert!(fout.to_string().contains(zin), "{zin}: {fout}");
        assert!(!fout.to_string().contains("geheim"));
    }
}

#[test]
fn refuses_to_ask_suwinet_without_digikoppeling() {
    let goed = goed();
    let zonder: Vec<&str> = goed.lines().filter(|regel| !regel.starts_with("digikoppeling")).collect();
    let zonder = zonder.join("\n");
    let onder_andere_naam =
        zonder.replace("[registraties.brv]", "[registraties.voertuigen]\nkoppelvlak = \"brv\"");
    for (tekst, id) in [(zonder, "brv"), (onder_andere_naam, "voertuigen")] {
        let fout = lees(&tekst).unwrap_err();
        assert_eq!(fout.0.len(), 1, "{fout}");
        assert!(fout.0[0].starts_with(&format!("registraties.{id}.digikoppeling is missing")), "{fout}");
    }
}

#[test]
fn names_each_file_of_digikoppeling_that_is_not_there() {
    let tekst = goed()
        + "\n[registraties.brp.digikoppeling]\ncertificaat = \"/weg/c.pem\"\nsleutel = \"/weg/s.pem\"\nca = \"/dev/null\"\n";
    let fout = lees(&tekst).unwrap_err();
    let verwacht = ["certificaat: there is no file /weg/c.pem", "sleutel: there is no file /weg/s.pem"];
    for zin in verwacht {
        assert!(fout.to_string().contains(&format!("registraties.brp.digikoppeling.{zin}")), "{fout}");
    }
}

#[test]
fn says_which_setting_is_missing_unknown_or_of_the_wrong_kind() {
    for (van, naar, zin) in [
        ("client_id = \"klantbeeld\"", "", "identiteit.client_id is missing"),
        ("client_id = \"klantbeeld\"", "clientid = \"klantbeeld\"", "clientid is no setting"),
        ("luister = \"127.0.0.1:8080\"", "luister = 8080", "luister"),
    ] {
        let fout = lees(&goed().replace(van, naar)).unwrap_err();
        assert!(fout.to_string().contains(zin), "{zin}: {fout}");
    }
    assert!(
        Config::lees(Path::new("/no/such/file.toml")).unwrap_err().to_string().contains("there is no file")
    );
}

#[test]
fn names_every_purpose_that_nobody_declared() {
    let config = lees(&goed()).unwrap();
    let activiteiten = crate::server::activiteiten(&config).unwrap();
    let uri = "https://mijn.gemeente.example/verwerkingsactiviteiten/portaal/InzageBurger";
    let eigen = activiteiten.op_uri(uri).unwrap();
    assert_eq!((eigen.organisatie(), eigen.id()), ("portaal", "InzageBurger"));

    let mut fout = config;
    // A purpose of another organisation is not ours.
    for (id, verwerking) in [("brp", "Inzageburger"), ("woz", "woz-aanslag")] {
        fout.registraties.get_mut(id).unwrap().verwerking = verwerking.into();
    }
    let fout = crate::server::activiteiten(&fout).unwrap_err().to_string();
    for zin in [
        "registraties.brp.verwerking: there is no verwerkingsactiviteit Inzageburger",
        "registraties.woz.verwerking: there is no verwerkingsactiviteit woz-aanslag",
    ] {
        assert!(fout.contains(zin), "{fout}");
    }
    assert!(!fout.contains("brk"), "{fout}");
}

#[test]
fn a_use_log_has_a_kind_a_day_and_limits() {
    let log = lees(&goed()).unwrap().registraties["brp"].logboek.clone().unwrap();
    assert_eq!(
        (log.soort, log.sinds.to_string().as_str(), log.regels_max),
        (Logsoort::Ldv, "2024-05-01", 1000)
    );
    for (van, naar, zin) in [
        ("soort = \"ldv\"", "soort = \"otlp\"", "registraties.brp.logboek.soort"),
        ("sinds = \"2024-05-01\"", "sinds = \"1 mei\"", "registraties.brp.logboek.sinds is not right"),
        ("sinds = \"2024-05-01\"", "", "sinds is missing"),
        (
            "sinds = \"2024-05-01\"",
            "sinds = \"2024-05-01\"\nregels_max = 1001",
            "regels_max must be 1 to 1000",
        ),
        (
            "https://brp.example/logboek",
            "http://brp.example/logboek",
            "registraties.brp.logboek.url must be https",
        ),
        (
            "sinds = \"2024-05-01\"",
            "sinds = \"2024-05-01\"\ndigikoppeling = { certificaat = \"/weg\", sleutel = \"/weg\", ca = \"/weg\" }",
            "registraties.brp.logboek.digikoppeling.ca: there is no file",
        ),
    ] {
        let fout = lees(&goed().replace(van, naar)).unwrap_err();
        assert!(fout.to_string().contains(zin), "{zin}: {fout}");
    }
}

#[test]
fn the_virus_scanner_is_optional_and_checked() {
    assert!(lees(&goed()).unwrap().virusscanner.is_none());
    let met = |regels: &str| lees(&format!("{}\n[virusscanner]\n{regels}", goed()));
    let scanner = met("adres = \"unix:/run/clamav/clamd.ctl\"").unwrap().virusscanner.unwrap();
    assert_eq!(scanner.adres, Scanneradres::Unix("/run/clamav/clamd.ctl".into()));
    assert_eq!(scanner.termijn_ms, 30_000);
    assert!(met("adres = \"clamd\"").unwrap_err().0[0].contains("virusscanner"));
    let fout = met("adres = \"tcp://127.0.0.1:3310\"\ntermijn_ms = 0").unwrap_err();
    assert_eq!(fout.0, ["virusscanner.termijn_ms must be 100 to 120000"]);
}
