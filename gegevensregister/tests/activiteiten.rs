//! The register of verwerkingsactiviteiten: what the portal ships, and what a mistake in a file is called.

use contract::Taal;
use contract::verwerkingsactiviteiten::{Aanleiding, Grondslagsoort, Verwerkingsactiviteit};
use gegevensregister::{
    Activiteiten, Duur, Mankement, PORTAAL, Portaal, Register, RegisterFout, uri_van_portaal,
};
use std::collections::BTreeSet;

const VAN_ONS: Portaal<'static> = Portaal {
    naam: "Gemeente Voorbeeld",
    website: "https://mijn.gemeente.example/",
    basis: "https://mijn.gemeente.example/verwerkingen/",
};

fn ingebouwd() -> Activiteiten {
    Activiteiten::ingebouwd(VAN_ONS).expect("the files that are shipped are right")
}

#[test]
fn each_organisation_is_called_as_its_file() {
    let activiteiten = ingebouwd();
    let ids: Vec<_> = activiteiten.organisaties().map(gegevensregister::Organisatie::id).collect();
    assert_eq!(ids, gegevensregister::organisatie_ids().collect::<Vec<_>>());
}

const PROEF: &str = r#"
id = "proef"
soort = "privaat"
naam = { nl = "Proefbedrijf", en = "Trial company" }
rechtsvorm = { nl = "Stichting", en = "Foundation" }
website = "https://proef.example"
functionaris = "fg@proef.example"

[[activiteit]]
id = "eerste"
uris = ["https://rvva.example/proef/eerste/versions/1", "https://rvva.example/proef/eerste/versions/2"]
sinds = "2025-02-28"
naam = { nl = "Eerste", en = "First" }
waarom = { nl = "Daarom.", en = "Because." }
grondslag = { soort = "wettelijkePlicht", wet = { nl = "Een wet", en = "An act" }, url = "https://wetten.overheid.nl/BWBR0033715" }
gegevens = ["brp.naam", "woz.waarden.vastgesteldeWaarde", "brp.naam.voornamen"]
ontvangers = [{ nl = "Niemand", en = "Nobody" }]
bewaartermijn = { duur = "P7Y", tekst = { nl = "Zeven jaar.", en = "Seven years." } }
bronnen = ["brp", "woz"]
besluit = { nl = "De computer.", en = "The computer." }
aanleiding = "balie"
"#;

fn lees(bestanden: &[(&str, &str)]) -> Result<Activiteiten, Vec<RegisterFout>> {
    Activiteiten::uit_teksten(bestanden, VAN_ONS, &Register::ingebouwd().expect("the register is right"))
}

/// The mistakes after one change to the trial file.
fn fouten(oud: &str, nieuw: &str) -> Vec<(String, Mankement)> {
    assert!(PROEF.contains(oud), "{oud} stands in the trial file");
    let fouten = lees(&[("proef.toml", &PROEF.replace(oud, nieuw))]).expect_err("a mistake");
    fouten.into_iter().map(|fout| (fout.plek, fout.mankement)).collect()
}

#[test]
fn what_is_shipped_is_right_and_complete() {
    let activiteiten = ingebouwd();
    let namen: BTreeSet<String> =
        activiteiten.alle().map(|een| format!("{}/{}", een.organisatie(), een.id())).collect();
    let verwacht = "belastingdienst/inkomstenbelasting cjib/verkeersboete deurwaarder/beslag duo/studiefinanciering \
        duo/terugbetalen gemeente/kiesregister gemeente/parkeervergunning gemeente/participatiewet gemeente/paspoort \
        gemeente/schuldhulp gemeente/verhuizing gemeente/wmo gemeente/woz-aanslag ind/verblijf \
        kadaster/eigendomsoverdracht kvk/inschrijving notaris/akte pensioenfonds/pensioenuitkering politie/opsporing \
        portaal/Berichten portaal/Correctieverzoek portaal/DelenToestemming portaal/Gebruiksmelding \
        portaal/InzageBalie portaal/InzageBurger portaal/Inzageverzoek portaal/LogboekInzien rdw/tenaamstelling rvig/brp-kwaliteit svb/aow svb/kinderbijslag \
        toeslagen/huur-zorgtoeslag uwv/polisadministratie uwv/ww-recht uwv/ziektewet waterschap/heffing \
        zorgverzekeraar/basisverzekering";
    assert_eq!(namen.iter().map(String::as_str).collect::<Vec<_>>().join(" "), verwacht);
}

/// The gateway removes by these terms what the texts beside them promise.
#[test]
fn what_citizens_ask_and_are_told_has_a_term() {
    let activiteiten = ingebouwd();
    let van = |id| activiteiten.activiteit(PORTAAL, id).expect("an activity of the portal");
    let maanden = |maanden| Some(Duur { maanden, dagen: 0 });
    for (id, termijn) in
        [("Inzageverzoek", 60), ("Gebruiksmelding", 60), ("Correctieverzoek", 60), ("Berichten", 24)]
    {
        assert_eq!(van(id).bewaartermijn(), maanden(termijn), "{id}");
    }
    assert_eq!(van("Correctieverzoek").bewaartermijn_concept(), maanden(3));
    assert_eq!(van("Inzageverzoek").bewaartermijn_concept(), None);
}

#[test]
fn an_activity_is_found_by_every_uri_a_log_may_hold() {
    let activiteiten = ingebouwd();
    for activiteit in activiteiten.alle() {
        assert!(activiteiten.organisatie(activiteit.organisatie()).is_some());
        for uri in activiteit.uris() {
            let gevonden = activiteiten.op_uri(uri).expect("its own URI");
            assert_eq!((gevonden.organisatie(), gevonden.id()), (activiteit.organisatie(), activiteit.id()));
        }
    }
    let balie = activiteiten.op_uri("https://mijn.gemeente.example/verwerkingen/InzageBalie").unwrap();
    assert_eq!((balie.organisatie(), balie.id()), (PORTAAL, "InzageBalie"));
    assert_eq!(balie.uris(), [uri_van_portaal(VAN_ONS.basis, "InzageBalie")]);
    assert_eq!(
        activiteiten.op_uri("https://rvva.example/uwv/ww-recht/versions/1").unwrap().naam(Taal::Nl),
        "WW-uitkering"
    );
    for onbekend in ["", "https://rvva.example/uwv/ww-recht", "https://rvva.example/uwv/ww-recht/versions/2"]
    {
        assert!(activiteiten.op_uri(onbekend).is_none(), "{onbekend}");
    }
    assert!(activiteiten.activiteit("uwv", "aow").is_none(), "that one is of the SVB");
}

#[test]
fn the_source_of_every_gegeven_is_named() {
    for activiteit in ingebouwd().weergave(Taal::Nl).activiteiten {
        for gegeven in &activiteit.gegevens {
            let registratie = gegeven.split('.').next().unwrap();
            let van_inlog = activiteit.organisatie == PORTAAL && gegeven == "brp.persoon.burgerservicenummer";
            assert!(
                van_inlog || activiteit.bronnen.iter().any(|bron| bron == registratie),
                "{}: {gegeven}",
                activiteit.id
            );
        }
    }
}

#[test]
fn the_view_is_in_one_language_with_the_portal_under_its_own_name() {
    let activiteiten = ingebouwd();
    let [nl, en] = [Taal::Nl, Taal::En].map(|taal| activiteiten.weergave(taal));
    assert_eq!((nl.organisaties[0].id.as_str(), nl.organisaties[0].naam.as_str()), (PORTAAL, VAN_ONS.naam));
    assert_eq!(nl.organisaties[0].website, VAN_ONS.website);
    assert_eq!(nl.organisaties.len(), en.organisaties.len());
    for (dutch, english) in nl.activiteiten.iter().zip(&en.activiteiten) {
        let talloos = |een: &Verwerkingsactiviteit| (een.id.clone(), een.gegevens.clone(), een.uris.clone());
        assert_eq!(talloos(dutch), talloos(english));
        assert_ne!(dutch.waarom, english.waarom, "{}", dutch.id);
        assert_ne!(dutch.bewaartermijn.tekst, english.bewaartermijn.tekst, "{}", dutch.id);
    }
}

#[test]
fn a_group_stands_for_all_that_is_in_it_and_nothing_comes_twice() {
    let activiteiten = lees(&[("proef.toml", PROEF)]).unwrap();
    let eerste = activiteiten.activiteit("proef", "eerste").unwrap();
    assert!(eerste.gegevens().len() > 3);
    assert!(eerste.gegevens()[..eerste.gegevens().len() - 1].iter().all(|id| id.starts_with("brp.naam.")));
    assert_eq!(eerste.gegevens().last().unwrap(), "woz.waarden.vastgesteldeWaarde");
    let uniek: BTreeSet<&String> = eerste.gegevens().iter().collect();
    assert_eq!(uniek.len(), eerste.gegevens().len());
    assert_eq!(eerste.logboek_maanden(), 24, "unless the file says otherwise");
    let beeld = eerste.weergave(Taal::En);
    assert_eq!((beeld.naam.as_str(), beeld.grondslag.soort), ("First", Grondslagsoort::WettelijkePlicht));
    assert_eq!((beeld.aanleiding, beeld.besluit.as_deref()), (Aanleiding::Balie, Some("The computer.")));
    assert_eq!((beeld.buiten_eu, beeld.herkomst, beeld.overige_gegevens), (None, None, None));
}

#[test]
fn every_mistake_is_named() {
    let eerste = |mankement| vec![("proef/eerste".to_owned(), mankement)];
    let proef = |mankement| vec![("proef".to_owned(), mankement)];
    let tekst = |sleutel: &str, taal| Mankement::GeenTekst { sleutel: sleutel.into(), taal };
    let uri = "https://rvva.example/proef/eerste/versions/1";
    let gevallen = [
        ("en = \"Trial company\"", "en = \" \"", proef(tekst("naam", "en"))),
        (
            "https://proef.example",
            "http://proef.example",
            proef(Mankement::OngeldigAdres("http://proef.example".into())),
        ),
        ("fg@proef.example", "Jan", proef(Mankement::OngeldigAdres("Jan".into()))),
        ("nl = \"Daarom.\"", "nl = \"\"", eerste(tekst("waarom", "nl"))),
        ("en = \"An act\"", "en = \"\"", eerste(tekst("grondslag", "en"))),
        (", en = \"Nobody\"", "", eerste(tekst("ontvangers", "en"))),
        ("nl = \"Zeven jaar.\", ", "", eerste(tekst("bewaartermijn", "nl"))),
        (", en = \"The computer.\"", "", eerste(tekst("besluit", "en"))),
        (
            "https://wetten.overheid.nl/BWBR0033715",
            "https://wet.example/1",
            eerste(Mankement::OngeldigAdres("https://wet.example/1".into())),
        ),
        ("P7Y", "7 jaar", eerste(Mankement::OngeldigeDuur("7 jaar".into()))),
        ("duur = \"P7Y\"", "duur = \"P7Y\", concept = \"3M\"", eerste(Mankement::OngeldigeDuur("3M".into()))),
        ("2025-02-28", "2025-02-29", eerste(Mankement::OngeldigeDatum("2025-02-29".into()))),
        ("\"brp.naam\"", "\"brp.naa\"", eerste(Mankement::OnbekendInActiviteit("brp.naa".into()))),
        ("\"woz\"]", "\"wz\"]", eerste(Mankement::OnbekendeBron("wz".into()))),
        ("bronnen = [\"brp\", \"woz\"]", "", eerste(Mankement::GeenHerkomst)),
        (
            "gegevens = [\"brp.naam\", \"woz.waarden.vastgesteldeWaarde\", \"brp.naam.voornamen\"]",
            "",
            eerste(Mankement::GeenGegevens),
        ),
        ("versions/2", "versions/1", eerste(Mankement::DubbeleUri(uri.into()))),
        (
            "aanleiding = \"balie\"",
            "aanleiding = \"balie\"\nlogboek_bewaren = 0",
            eerste(Mankement::OngeldigeDuur("logboek_bewaren".into())),
        ),
    ];
    for (oud, nieuw, verwacht) in gevallen {
        assert_eq!(fouten(oud, nieuw), verwacht, "{oud} → {nieuw}");
    }
    let zonder = format!("uris = [\"{uri}\", \"https://rvva.example/proef/eerste/versions/2\"]");
    assert_eq!(fouten(&zonder, ""), eerste(Mankement::GeenUri));
    assert_eq!(fouten(&zonder, "uris = [\"urn:x\"]"), eerste(Mankement::GeenUri));
    assert_eq!(fouten("id = \"eerste\"", "id = \"een te\"")[0].1, Mankement::OngeldigActiviteitId);
    let (plek, mankement) = fouten("aanleiding = \"balie\"", "aanleiding = \"zomaar\"").remove(0);
    assert!(plek.is_empty() && matches!(mankement, Mankement::Onleesbaar(_)), "{mankement}");
}

#[test]
fn ids_and_uris_are_of_one_activity_only() {
    let [kop, activiteit] = PROEF.split("[[activiteit]]").collect::<Vec<_>>()[..] else {
        panic!("two parts")
    };
    let dubbel = format!("{PROEF}\n[[activiteit]]{activiteit}");
    let fouten = lees(&[("proef.toml", &dubbel)]).unwrap_err();
    let soorten: Vec<&Mankement> = fouten.iter().map(|fout| &fout.mankement).collect();
    assert!(
        matches!(soorten[..], [Mankement::DubbelId, Mankement::DubbeleUri(_), Mankement::DubbeleUri(_)]),
        "{fouten:?}"
    );
    let leeg = lees(&[("proef.toml", kop)]).unwrap_err();
    assert_eq!(leeg[0].mankement, Mankement::GeenActiviteit);
    // The same word may be an activity of two organisations.
    let ander =
        PROEF.replace("id = \"proef\"", "id = \"ander\"").replace("rvva.example/proef", "rvva.example/ander");
    assert!(lees(&[("proef.toml", PROEF), ("ander.toml", &ander)]).is_ok());
}

#[test]
fn what_the_portal_is_called_is_not_in_its_file() {
    let portaal = PROEF.replace("id = \"proef\"", "id = \"portaal\"");
    let fouten: Vec<Mankement> =
        lees(&[("portaal.toml", &portaal)]).unwrap_err().into_iter().map(|fout| fout.mankement).collect();
    assert_eq!(
        fouten[..2],
        [Mankement::VanDeConfiguratie, Mankement::VanDeConfiguratie],
        "its name, and its URIs"
    );
}
