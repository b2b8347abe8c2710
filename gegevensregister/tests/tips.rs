//! The loader of the tips: what it refuses, and what it hands on.

use contract::Taal;
use contract::gegevensregister::{Als, Toon};
use gegevensregister::{Mankement, Register, RegisterFout};

const GOED: &str = r#"
[[tip]]
id = "titel-verloopt"
toon = "letop"
als = "verloopt"
gegeven = "brp.verblijfstitel.datumEinde"
dagen = 60
wat = "brp.verblijfstitel.aanduiding"
kop = { nl = "Eindigt op {datum}", en = "Ends on {datum}" }
tekst = { nl = "Het gaat om: {wat}.", en = "It is about: {wat}." }
"#;

fn register(tips: &str) -> Result<Register, Vec<RegisterFout>> {
    Register::ingebouwd().expect("the register is in order").met_tips(tips)
}

/// The mistakes of the good tip with one text in it replaced.
fn fouten(oud: &str, nieuw: &str) -> Vec<(String, Mankement)> {
    assert!(GOED.contains(oud), "{oud}");
    let fouten = register(&GOED.replace(oud, nieuw)).map(|_| ()).expect_err("a mistake");
    fouten.into_iter().map(|fout| (fout.plek, fout.mankement)).collect()
}

#[test]
fn a_tip_is_handed_on_in_one_language() {
    let beeld = register(GOED).unwrap().weergave(Taal::En);
    let [tip] = &beeld.tips[..] else { panic!("{:?}", beeld.tips) };
    assert_eq!((tip.id.as_str(), tip.toon, tip.regel.als), ("titel-verloopt", Toon::LetOp, Als::Verloopt));
    assert_eq!((tip.kop.as_str(), tip.regel.dagen), ("Ends on {datum}", Some(60)));
    assert_eq!(tip.regel.wat.as_deref(), Some("brp.verblijfstitel.aanduiding"));
}

#[test]
fn the_portal_has_tips() {
    let tips = Register::ingebouwd().unwrap().weergave(Taal::Nl).tips;
    let onderzoek = tips.iter().position(|tip| tip.id == "onderzoek");
    let adres = tips.iter().position(|tip| tip.id == "adres-in-onderzoek");
    assert!(adres.is_some() && adres < onderzoek, "the general one says only what no other says");
}

#[test]
fn each_mistake_is_named() {
    let gegeven = "gegeven = \"brp.verblijfstitel.datumEinde\"";
    let onbekend = |id: &str| Mankement::OnbekendInTip(id.into());
    let gevallen = [
        ("titel-verloopt", "Titel verloopt", Mankement::OngeldigTipId),
        (
            "en = \"It is about: {wat}.\"",
            "en = \"\"",
            Mankement::GeenTekst { sleutel: "tekst".into(), taal: "en" },
        ),
        ("{wat}", "{naam}", Mankement::PlekInTip("naam".into())),
        (gegeven, "gegeven = \"brp.verblijfstitel.weg\"", onbekend("brp.verblijfstitel.weg")),
        (gegeven, "gegeven = \"brp.verblijfstitel\"", onbekend("brp.verblijfstitel")),
        (gegeven, "", Mankement::TipZonderGegeven),
        (
            "\"brp.verblijfstitel.aanduiding\"",
            "\"brp.naam.voornamen\"",
            Mankement::AnderVoorkomen("brp.naam.voornamen".into()),
        ),
        ("dagen = 60", "", Mankement::DagenInTip),
        ("dagen = 60", "dagen = 60\ncode = \"E\"", Mankement::CodeInTip),
    ];
    for (oud, nieuw, verwacht) in gevallen {
        let gevonden = fouten(oud, nieuw);
        assert_eq!(gevonden[0].1, verwacht, "{oud} → {nieuw}");
    }
}

#[test]
fn a_rule_must_fit_what_it_looks_at() {
    let id = "brp.verblijfstitel.datumEinde";
    let gevonden = fouten("\"verloopt\"\n", "\"ja\"\n");
    let plek = Mankement::PlekInTip("datum".into());
    let verwacht = [plek.clone(), plek, Mankement::DagenInTip, Mankement::SoortInTip(id.into())];
    assert_eq!(gevonden.into_iter().map(|(_, mankement)| mankement).collect::<Vec<_>>(), verwacht);
}

#[test]
fn all_mistakes_come_at_once_and_name_their_tip() {
    let twee = format!("{GOED}{GOED}").replacen("dagen = 60", "", 1);
    let fouten = register(&twee).map(|_| ()).unwrap_err();
    let regels: Vec<String> = fouten.iter().map(ToString::to_string).collect();
    assert_eq!(regels.len(), 2, "{regels:#?}");
    assert!(regels[0].starts_with("tips.toml: titel-verloopt: `dagen` is needed"), "{regels:#?}");
    assert_eq!(regels[1], "tips.toml: titel-verloopt: this id is used more than once");
    let onbekende_sleutel = register(&GOED.replace("dagen = 60", "dagen = 60\nkleur = 1")).map(|_| ());
    assert!(
        matches!(&onbekende_sleutel.unwrap_err()[0].mankement, Mankement::Onleesbaar(uitleg) if uitleg.contains("kleur"))
    );
}

#[test]
fn an_investigation_may_be_about_a_group_or_about_everything() {
    let onderzoek = |gegeven: &str| {
        format!(
            "[[tip]]\nid = \"a\"\ntoon = \"onderzoek\"\nals = \"onderzoek\"\n{gegeven}\nkop = {{ nl = \"x\", en = \"x\" }}\ntekst = {{ nl = \"x\", en = \"x\" }}\n"
        )
    };
    assert!(register(&onderzoek("")).is_ok());
    assert!(register(&onderzoek("gegeven = \"brp.adres\"")).is_ok());
    assert!(register(&onderzoek("gegeven = \"brp.adressen\"")).is_err());
    assert!(register(&onderzoek("dagen = 3")).is_err());
}
