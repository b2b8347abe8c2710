//! The loader: what it refuses and how clearly it says so, and what it shows.

use contract::Taal;
use contract::gegevensregister::Soort;
use gegevensregister::{Doel, Mankement, Register, RegisterFout, Rol, til};
use serde_json::{Value, json};

const THEMAS: &str = r#"
[[thema]]
id = "ik"
naam = { nl = "Ik", en = "Me" }

[[thema]]
id = "gezin"
naam = { nl = "Gezin", en = "Family" }
"#;

const PROEF: &str = r#"
id = "proef"
afkorting = "PR"
naam = { nl = "Proefregistratie", en = "Trial register" }
uitleg = { nl = "Om te proberen.", en = "To try." }
grondslag = { nl = "Geen wet", en = "No law" }
onderzoek_sinds = "sinds"
velden = true

[[autorisatie]]
rol = "burger"
doel = "inzage"

[houder]
naam = { nl = "Niemand", en = "Nobody" }
oin = "00000099000000009000"

[[groep]]
id = "proef.naam"
thema = "ik"
wijzer = "/naam"
naam = { nl = "Naam", en = "Name" }
uitleg = { nl = "Uw naam.", en = "Your name." }

[[groep.gegeven]]
id = "proef.naam.voornaam"
wijzer = "/voornaam"
soort = "tekst"
naam = { nl = "Voornaam", en = "First name" }
uitleg = { nl = "Uw voornaam.", en = "Your first name." }
corrigeerbaar = true
deelbaar = true
onderzoek = "/inOnderzoek/voornaam"

[[groep.gegeven]]
id = "proef.naam.soort"
wijzer = "/soort"
soort = "code"
naam = { nl = "Soort", en = "Kind" }
uitleg = { nl = "Het soort naam.", en = "The kind of name." }
corrigeerbaar = false
deelbaar = false
waarden = { A = { nl = "Eigen naam", en = "Own name" } }
"#;

fn lees(registratie: &str) -> Result<Register, Vec<RegisterFout>> {
    Register::uit_teksten(THEMAS, &[("proef.toml", registratie)])
}

/// The mistakes of the trial file with one text in it replaced.
fn fouten(oud: &str, nieuw: &str) -> Vec<(String, Mankement)> {
    assert!(PROEF.contains(oud), "{oud}");
    let fouten = lees(&PROEF.replace(oud, nieuw)).map(|_| ()).expect_err("a mistake");
    fouten.into_iter().map(|fout| (fout.plek, fout.mankement)).collect()
}

fn geen_tekst(sleutel: &str, taal: &'static str) -> Mankement {
    Mankement::GeenTekst { sleutel: sleutel.into(), taal }
}

#[test]
fn the_register_of_the_portal_is_in_order() {
    let register = Register::ingebouwd().unwrap_or_else(|fouten| {
        panic!("{}", fouten.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    assert_eq!(register.registraties().map(gegevensregister::Registratie::id).next(), Some("brp"));
    assert!(register.registratie("brp").unwrap().alles().gegeven_ids().contains(&"brp.geboorte.datum"));
    assert!(register.registratie("BRP").is_none());
}

#[test]
fn each_mistake_is_named() {
    let voornaam = "proef.naam.voornaam".to_owned();
    let groep = "proef.naam".to_owned();
    let gevallen = [
        (r#"en = "First name""#, r#"en = " ""#, vec![(voornaam.clone(), geen_tekst("naam", "en"))]),
        (
            r#"naam = { nl = "Voornaam", en = "First name" }"#,
            "",
            vec![(voornaam.clone(), geen_tekst("naam", "nl")), (voornaam.clone(), geen_tekst("naam", "en"))],
        ),
        (r#", en = "Own name""#, "", vec![("proef.naam.soort".into(), geen_tekst("waarden.A", "en"))]),
        (r#"nl = "Geen wet", "#, "", vec![("proef".into(), geen_tekst("grondslag", "nl"))]),
        (
            r#"thema = "ik""#,
            r#"thema = "jij""#,
            vec![(groep.clone(), Mankement::OnbekendThema("jij".into()))],
        ),
        ("proef.naam.soort", "proef.naam.voornaam", vec![(voornaam.clone(), Mankement::DubbelId)]),
        (
            "proef.naam.soort",
            "proef.soort",
            vec![("proef.soort".into(), Mankement::VerkeerdBegin("proef.naam".into()))],
        ),
        ("proef.naam.soort", "proef.naam.Soort", vec![("proef.naam.Soort".into(), Mankement::OngeldigId)]),
        ("00000099000000009000", "123", vec![("proef".into(), Mankement::OngeldigeOin)]),
        (
            r#""/voornaam""#,
            r#""voornaam""#,
            vec![(voornaam.clone(), Mankement::OngeldigeWijzer("voornaam".into()))],
        ),
        (r#""/voornaam""#, r#"["/a", "/b"]"#, vec![(voornaam.clone(), Mankement::AantalWijzers)]),
        (
            r#""/inOnderzoek/voornaam""#,
            r#""/a/*""#,
            vec![(voornaam, Mankement::HerhalingKanNiet("/a/*".into()))],
        ),
        (r#""/naam""#, r#""/namen/*""#, vec![(groep.clone(), Mankement::Herhaling)]),
        (r#""/naam""#, r#""/a/*/b""#, vec![(groep.clone(), Mankement::Herhaling)]),
        (
            "wijzer = \"/naam\"",
            "wijzer = \"\"\nvolledig = true",
            vec![
                (groep, Mankement::VolledigZonderPlek),
                ("proef".into(), Mankement::OngeldigVeld(String::new())),
            ],
        ),
        (
            r#"soort = "code""#,
            r#"soort = "tekst""#,
            vec![("proef.naam.soort".into(), Mankement::WaardenZonderCode)],
        ),
    ];
    for (oud, nieuw, verwacht) in gevallen {
        assert_eq!(fouten(oud, nieuw), verwacht, "{oud} → {nieuw}");
    }
}

#[test]
fn a_key_of_an_occurrence_cannot_be_a_bsn() {
    let herhaald = PROEF.replace(
        "wijzer = \"/naam\"",
        "wijzer = \"/namen/*\"\nenkelvoud = { nl = \"Naam\", en = \"Name\" }\nsleutel = [\"proef.naam.voornaam\"]",
    );
    assert!(lees(&herhaald).is_ok());
    let met_bsn = herhaald.replace("soort = \"tekst\"", "soort = \"bsn\"");
    assert_eq!(
        lees(&met_bsn).unwrap_err()[0].mankement,
        Mankement::OngeldigeSleutel("proef.naam.voornaam".into())
    );
}

#[test]
fn an_unknown_key_is_refused_with_its_line() {
    let fouten = fouten("deelbaar = true", "deelbaar = true\nkleur = \"rood\"");
    let [(plek, Mankement::Onleesbaar(uitleg))] = &fouten[..] else { panic!("{fouten:?}") };
    assert_eq!(plek, "");
    assert!(uitleg.contains("kleur") && uitleg.contains("line 33"), "{uitleg}");
}

#[test]
fn all_mistakes_of_all_files_come_at_once_and_name_their_file() {
    let een = PROEF.replace(r#"nl = "Uw voornaam.""#, r#"nl = """#).replace("\"ik\"", "\"weg\"");
    let fouten = Register::uit_teksten(
        &THEMAS.replace("Family", ""),
        &[("een.toml", &een), ("twee.toml", "geen TOML"), ("drie.toml", PROEF)],
    );
    let regels: Vec<String> = fouten.unwrap_err().iter().map(ToString::to_string).collect();
    for verwacht in [
        "themas.toml: gezin: the text `naam` is missing in `en`",
        "een.toml: proef.naam: the thema `weg` does not exist",
        "een.toml: proef.naam.voornaam: the text `uitleg` is missing in `nl`",
        "twee.toml: : cannot be read",
        "drie.toml: proef.naam.voornaam: this id is used more than once",
    ] {
        assert!(regels.iter().any(|regel| regel.starts_with(verwacht)), "{verwacht} not in {regels:#?}");
    }
}

#[test]
fn more_fields_than_the_standard_takes_are_refused() {
    let gegeven = &PROEF[PROEF.find("[[groep.gegeven]]").unwrap()..PROEF.rfind("[[groep.gegeven]]").unwrap()];
    let veel: String = (0..129)
        .map(|nummer| {
            gegeven
                .replace("proef.naam.voornaam", &format!("proef.naam.v{nummer}"))
                .replace("/voornaam\"\ns", &format!("/v{nummer}\"\ns"))
        })
        .collect();
    let fouten = lees(&format!("{PROEF}{veel}")).unwrap_err();
    assert_eq!(
        fouten.iter().map(|fout| &fout.mankement).collect::<Vec<_>>(),
        [&Mankement::TeVeelVelden(131)]
    );
}

#[test]
fn fields_leave_out_what_stands_below_another_and_what_comes_by_itself() {
    let fields = |tekst: &str| lees(tekst).unwrap().registratie("proef").unwrap().alles().fields().to_vec();
    assert_eq!(fields(PROEF), ["naam.soort", "naam.voornaam"]);
    assert_eq!(fields(&PROEF.replace("\"/soort\"", "\"/voornaam/soort\"")), ["naam.voornaam"]);
    assert_eq!(
        fields(&PROEF.replace("deelbaar = true", "deelbaar = true\nautomatisch = true")),
        ["naam.soort"]
    );
    assert_eq!(fields(&PROEF.replace("wijzer = \"/naam\"", "wijzer = \"/naam\"\nvolledig = true")), ["naam"]);
    let alles_automatisch = PROEF
        .replace("deelbaar = true", "deelbaar = true\nautomatisch = true")
        .replace("deelbaar = false", "deelbaar = false\nautomatisch = true")
        .replace("wijzer = \"/naam\"", "wijzer = \"/naam\"\nvolledig = true");
    assert_eq!(fields(&alles_automatisch), Vec::<String>::new());
}

/// The trial file with a limit on what a citizen gets.
fn met_autorisatie(gegevens: &str) -> String {
    PROEF.replace("doel = \"inzage\"", &format!("doel = \"inzage\"\ngegevens = {gegevens}"))
}

#[test]
fn a_role_gets_what_the_holder_allows_and_no_more() {
    let register = lees(&met_autorisatie("[\"proef.naam.soort\"]")).unwrap();
    let registratie = register.registratie("proef").unwrap();
    let toegang = registratie.toegang(Rol::Burger, Doel::Inzage).unwrap();
    assert_eq!(toegang.fields(), ["naam.soort"]);
    assert_eq!(toegang.gegeven_ids(), ["proef.naam.soort"]);
    assert!(registratie.toegang(Rol::Balie, Doel::Inzage).is_none());
    assert!(registratie.toegang(Rol::Burger, Doel::Dienstverlening).is_none());

    let antwoord = json!({ "naam": { "soort": "A", "voornaam": "Jan" } });
    let opbrengst = til(toegang, &antwoord);
    assert_eq!(opbrengst.voorkomens[0].gegevens.len(), 1);
    assert!(opbrengst.niet_gedefinieerd.contains("/naam/voornaam"), "dropped, and told");
}

#[test]
fn a_limit_must_name_what_exists_and_stand_there_once() {
    let fout = |tekst: &str| lees(tekst).unwrap_err()[0].mankement.clone();
    assert_eq!(fout(&met_autorisatie("[\"proef.weg\"]")), Mankement::OnbekendGegeven("proef.weg".into()));
    let blok = "[[autorisatie]]\nrol = \"burger\"\ndoel = \"inzage\"\n";
    assert_eq!(fout(&PROEF.replace(blok, &blok.repeat(2))), Mankement::DubbeleAutorisatie);
    assert_eq!(fout(&PROEF.replace(blok, "")), Mankement::GeenAutorisatie);
}

/// A second registration, found by what the first delivers.
fn twee(levert: &str, nodig: &str) -> Result<Register, Vec<RegisterFout>> {
    let een = PROEF.replace("[houder]", &format!("[levert]\n{levert}\n[houder]"));
    let ander = PROEF.replace("proef", "ander").replace("[houder]", &format!("[nodig]\n{nodig}\n[houder]"));
    Register::uit_teksten(THEMAS, &[("proef.toml", &een), ("ander.toml", &ander)])
}

#[test]
fn a_registration_is_found_by_what_an_earlier_one_delivers() {
    let register = twee("nummer = \"/nummers/*/id\"", "nummer = [\"proef\"]").unwrap();
    let proef = register.registratie("proef").unwrap();
    let antwoord = json!({ "nummers": [{ "id": "12" }, { "id": 7 }, { "id": [] }, null] });
    assert_eq!(proef.schakels(&antwoord), [("nummer", "12".to_owned()), ("nummer", "7".to_owned())]);
    assert_eq!(register.registratie("ander").unwrap().nodig()["nummer"], ["proef"]);
    // Who asks it again to find another needs no more than that.
    assert_eq!(proef.om_te_zoeken().fields(), ["nummers.id"]);
    assert!(til(proef.alles(), &antwoord).niet_gedefinieerd.is_empty(), "it is read, so it is defined");
}

#[test]
fn a_code_can_hold_back_what_others_are_found_by() {
    let levert = |tenzij: &str| format!("nummer = {{ wijzer = \"/nummer\", tenzij = {{ {tenzij} }} }}");
    let nodig = "nummer = [\"proef\"]";
    let register = twee(&levert("\"proef.naam.soort\" = \"A\""), nodig).unwrap();
    let proef = register.registratie("proef").unwrap();
    for (soort, aantal) in [
        (json!("A"), 0),
        (json!({ "code": "A", "omschrijving": "x" }), 0),
        (json!({ "code": "B" }), 1),
        (json!(null), 1),
        (json!(["A"]), 1),
    ] {
        let antwoord = json!({ "nummer": "12", "naam": { "soort": soort } });
        assert_eq!(proef.schakels(&antwoord).len(), aantal, "{soort}");
    }
    assert_eq!(proef.om_te_zoeken().fields(), ["naam.soort", "nummer"], "what holds it back is asked too");
    for (id, code) in [("proef.naam.weg", "A"), ("proef.naam.voornaam", "A"), ("proef.naam.soort", "Z")] {
        let fout = twee(&levert(&format!("\"{id}\" = \"{code}\"")), nodig).unwrap_err();
        assert_eq!(fout[0].mankement, Mankement::OnbekendInTenzij(id.into()));
    }
}

#[test]
fn a_postal_address_is_no_home() {
    let register = Register::ingebouwd().unwrap();
    let brp = register.registratie("brp").unwrap();
    let geleverd = |functie: Value| {
        let plaats = json!({
            "functieAdres": functie,
            "adresseerbaarObjectIdentificatie": "0518010000990101",
            "nummeraanduidingIdentificatie": "0518200000990101",
        });
        brp.schakels(&json!({ "verblijfplaats": plaats })).len()
    };
    let functies = [json!({ "code": "W" }), json!(null), json!({ "code": "B" })];
    assert_eq!(functies.map(geleverd), [2, 2, 0]);
}

#[test]
fn a_need_that_nobody_meets_is_refused() {
    let fout = |levert: &str, nodig: &str| twee(levert, nodig).unwrap_err()[0].mankement.clone();
    let nummer = "nummer = \"/nummer\"";
    assert_eq!(fout(nummer, "kenteken = [\"proef\"]"), Mankement::NietGeleverd("kenteken".into()));
    assert_eq!(fout(nummer, "nummer = []"), Mankement::NietGeleverd("nummer".into()));
    assert_eq!(fout(nummer, "nummer = [\"ander\"]"), Mankement::NietGeleverd("nummer".into()));
    let achterstevoren = Register::uit_teksten(
        THEMAS,
        &[
            (
                "ander.toml",
                &PROEF
                    .replace("proef", "ander")
                    .replace("[houder]", "[nodig]\nnummer = [\"proef\"]\n[houder]"),
            ),
            ("proef.toml", &PROEF.replace("[houder]", &format!("[levert]\n{nummer}\n[houder]"))),
        ],
    );
    assert_eq!(achterstevoren.unwrap_err()[0].mankement, Mankement::NogNiet("proef".into()));
}

#[test]
fn units_and_words_for_yes_only_fit_their_kind() {
    let voornaam =
        |regel: &str| fouten("soort = \"tekst\"", &format!("soort = \"tekst\"\n{regel}"))[0].1.clone();
    assert_eq!(voornaam("eenheid = \"m²\""), Mankement::EenheidZonderGetal);
    assert_eq!(voornaam("ja = [\"J\"]"), Mankement::JaZonderVlag);
}

#[test]
fn a_picture_is_of_values_of_its_own_group() {
    let los = include_str!("../registraties/woz.toml")
        .replace("[nodig]\nadresseerbaarObject = [\"brp\", \"brk\"]", "");
    let lees = |tekst: &str| Register::uit_teksten(include_str!("../themas.toml"), &[("woz.toml", tekst)]);
    assert!(lees(&los).is_ok());
    for (van, naar) in [
        ("waarde = \"woz.waarden.vastgesteldeWaarde\"", "waarde = \"woz.waarden.straat\""),
        ("bij = \"woz.waarden.waardepeildatum\"", "bij = \"woz.waarden.straat\""),
        ("per = \"woz.waarden.objectIdentificatie\"", "per = \"woz.objecten.straat\""),
    ] {
        assert!(los.contains(van), "{van}");
        assert_eq!(lees(&los.replace(van, naar)).unwrap_err()[0].mankement, Mankement::OngeldigeGrafiek);
    }
}

#[test]
fn copies_bear_ids_of_their_own() {
    let register = Register::van_kopieen("brp", 2).unwrap();
    let ids: Vec<&str> = register.registraties().map(gegevensregister::Registratie::id).collect();
    assert_eq!(ids, ["kopie01", "kopie02"]);
    assert!(
        register.registratie("kopie02").unwrap().alles().gegeven_ids().contains(&"kopie02.geboorte.datum")
    );
}

#[test]
fn the_view_is_in_one_language_and_leaves_out_empty_themes() {
    let register = lees(PROEF).unwrap();
    let beeld = register.weergave(Taal::En);
    assert_eq!(beeld.themas.iter().map(|thema| thema.naam.as_str()).collect::<Vec<_>>(), ["Me"]);
    let registratie = &beeld.registraties[0];
    assert_eq!((registratie.naam.as_str(), registratie.houder.naam.as_str()), ("Trial register", "Nobody"));
    let soort = &registratie.groepen[0].gegevens[1];
    assert_eq!((soort.naam.as_str(), soort.soort), ("Kind", Soort::Code));
    assert_eq!(soort.waarden["A"], "Own name");
    assert_eq!(register.weergave(Taal::Nl).registraties[0].groepen[0].naam, "Naam");
}
