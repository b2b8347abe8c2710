mod correctie;
mod verzoek;

use super::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

/// What is written is read again, whichever member comes first; and without a member, or with one of another form, it is
/// refused, unless the member is one of those that may be absent.
fn heen_en_weer<T: Serialize + DeserializeOwned + PartialEq + Debug>(waarden: &[T], vrij: &[&str]) {
    for waarde in waarden {
        let json = serde_json::to_string(waarde).unwrap();
        assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), waarde, "{json}");
        // A value of serde_json has its members in the order of the alphabet.
        let boom: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(&serde_json::from_value::<T>(boom.clone()).unwrap(), waarde, "{json}");
        for lid in boom.as_object().into_iter().flatten().map(|(naam, _)| naam) {
            let mut zonder = boom.clone();
            zonder.as_object_mut().unwrap().remove(lid);
            let gelezen = serde_json::from_value::<T>(zonder.clone());
            assert_eq!(gelezen.is_ok(), vrij.contains(&lid.as_str()), "{zonder}");
            let mut anders = boom.clone();
            anders[lid] = json!({ "geen": 1.5 });
            assert!(serde_json::from_value::<T>(anders.clone()).is_err(), "{anders}");
        }
    }
}

fn datums() -> [Datum; 4] {
    [
        Datum::Onbekend,
        Datum::Jaar { jaar: 1956 },
        Datum::Maand { jaar: 1956, maand: 11 },
        Datum::Dag { jaar: 1956, maand: 11, dag: 15 },
    ]
}

fn tekst() -> String {
    "a\"b\\u00e9 'é'".into()
}

fn waarden() -> Vec<Waarde> {
    let [van, .., tot] = datums().map(Some);
    let vlak = Vlak { laag: Laag::Pand, eigen: true, ringen: vec![vec![(0, 0), (-5, i32::MAX)], vec![]] };
    heen_en_weer(std::slice::from_ref(&vlak), &[]);
    vec![
        Waarde::Tekst { tekst: tekst() },
        Waarde::Getal { getal: i64::MIN },
        Waarde::Decimaal { decimaal: "-0.00031".into() },
        Waarde::Bedrag { centen: i64::MAX },
        Waarde::Datum { datum: datums()[3] },
        Waarde::Periode { periode: Periode { van, tot } },
        Waarde::Periode { periode: Periode { van: None, tot: None } },
        Waarde::Code { code: "1".into(), omschrijving: None },
        Waarde::Code { code: "1".into(), omschrijving: Some(tekst()) },
        Waarde::JaNee { ja: false },
        Waarde::Adres { regels: vec!["Turfmarkt 1".into()] },
        Waarde::Lijst { waarden: vec![Waarde::Leeg, Waarde::Lijst { waarden: vec![] }] },
        Waarde::Tekening { vlakken: vec![vlak] },
        Waarde::Leeg,
        Waarde::NietBegrepen,
    ]
}

#[test]
fn every_date_and_value_is_read_as_it_is_written() {
    heen_en_weer(&datums(), &[]);
    heen_en_weer(&waarden(), &["omschrijving"]);
}

#[test]
fn every_answer_of_a_registration_is_read_as_it_is_written() {
    let gegeven = |in_onderzoek| Gegeven { id: tekst(), waarde: Waarde::Leeg, in_onderzoek };
    let sinds = InOnderzoek { sinds: Some(datums()[1]) };
    heen_en_weer(&[sinds.clone(), InOnderzoek { sinds: None }], &["sinds"]);
    heen_en_weer(&[gegeven(None), gegeven(Some(sinds))], &["inOnderzoek"]);
    let geldig = Some(Periode { van: None, tot: Some(datums()[2]) });
    let voorkomen =
        |geldig| Voorkomen { groep: tekst(), sleutel: tekst(), geldig, gegevens: vec![gegeven(None)] };
    heen_en_weer(&[voorkomen(None), voorkomen(geldig)], &["geldig"]);
    let standen = [
        Stand::Geladen,
        Stand::GeenGegevens,
        Stand::NietBeschikbaar { reden: Reden::HangtAf, opnieuw: true },
        Stand::NietGerechtigd,
        Stand::Uitgeschakeld { nl: "Tot zes uur.".into(), en: "Until six.".into() },
    ];
    heen_en_weer(&standen, &[]);
    let beelden = standen.map(|stand| Bronbeeld {
        registratie: tekst(),
        stand,
        opgehaald_op: tekst(),
        voorkomens: vec![voorkomen(None)],
        onvolledig: vec![tekst()],
    });
    heen_en_weer(&beelden, &["onvolledig"]);
    heen_en_weer(&[Begin { registraties: vec![tekst(), String::new()] }], &[]);
    heen_en_weer(&[Einde { aantal: u32::MAX }], &[]);
}

#[test]
fn the_register_is_read_as_it_is_written() {
    let omweg = Omweg { tekst: tekst(), gegevens: vec![tekst()] };
    heen_en_weer(std::slice::from_ref(&omweg), &["gegevens"]);
    let definitie = Definitie {
        id: tekst(),
        naam: tekst(),
        uitleg: tekst(),
        soort: Soort::Bedrag,
        corrigeerbaar: true,
        omweg: Some(omweg),
        deelbaar: false,
        eenheid: Some("m²".into()),
        waarden: [("W".into(), tekst())].into(),
    };
    heen_en_weer(std::slice::from_ref(&definitie), &["omweg", "eenheid", "waarden"]);
    let grafiek = Grafiek { waarde: tekst(), bij: tekst(), per: tekst() };
    heen_en_weer(std::slice::from_ref(&grafiek), &[]);
    let groep = Groep {
        id: tekst(),
        thema: tekst(),
        naam: tekst(),
        uitleg: tekst(),
        enkelvoud: Some(tekst()),
        leeg: Some(tekst()),
        grafiek: Some(grafiek),
        gegevens: vec![definitie],
    };
    heen_en_weer(std::slice::from_ref(&groep), &["enkelvoud", "leeg", "grafiek"]);
    let houder = Houder { naam: tekst(), oin: tekst() };
    heen_en_weer(std::slice::from_ref(&houder), &[]);
    heen_en_weer(&[Termijn::VierWeken, Termijn::Maand], &[]);
    let weg = Correctieweg { organisatie: tekst(), termijn: Termijn::VierWeken };
    heen_en_weer(std::slice::from_ref(&weg), &[]);
    let registratie = Registratie {
        id: tekst(),
        naam: tekst(),
        afkorting: tekst(),
        in_zin: tekst(),
        leeg: Some(tekst()),
        uitleg: tekst(),
        houder,
        grondslag: tekst(),
        over_personen: true,
        correctie: Some(weg),
        groepen: vec![groep],
    };
    heen_en_weer(std::slice::from_ref(&registratie), &["leeg", "correctie"]);
    let regel = Regel {
        als: Als::Termijn,
        gegeven: Some(tekst()),
        dagen: Some(42),
        code: Some(tekst()),
        wat: Some(tekst()),
        tenzij: Some(tekst()),
    };
    heen_en_weer(std::slice::from_ref(&regel), &["gegeven", "dagen", "code", "wat", "tenzij"]);
    let tip = Tip { id: tekst(), toon: Toon::LetOp, regel, kop: tekst(), tekst: tekst() };
    heen_en_weer(std::slice::from_ref(&tip), &[]);
    let thema = Thema { id: tekst(), naam: tekst() };
    let register = Gegevensregister {
        taal: Taal::En,
        themas: vec![thema],
        registraties: vec![registratie],
        tips: vec![tip],
    };
    heen_en_weer(&[register], &[]);
}

#[test]
fn the_activities_are_read_as_they_are_written() {
    let organisatie = Organisatie {
        id: tekst(),
        naam: tekst(),
        soort: Organisatiesoort::Ambt,
        rechtsvorm: tekst(),
        website: tekst(),
        functionaris: Some(tekst()),
    };
    heen_en_weer(std::slice::from_ref(&organisatie), &["functionaris"]);
    let grondslag = Grondslag { soort: Grondslagsoort::AndereWet, wet: tekst(), url: tekst() };
    heen_en_weer(std::slice::from_ref(&grondslag), &[]);
    let bewaartermijn = Bewaartermijn { duur: Some(tekst()), tekst: tekst() };
    heen_en_weer(std::slice::from_ref(&bewaartermijn), &["duur"]);
    let activiteit = Verwerkingsactiviteit {
        id: tekst(),
        organisatie: tekst(),
        uris: vec![tekst()],
        naam: tekst(),
        waarom: tekst(),
        grondslag,
        gegevens: vec![tekst(), tekst()],
        overige_gegevens: Some(tekst()),
        ontvangers: vec![tekst()],
        bewaartermijn,
        bronnen: vec![tekst()],
        herkomst: Some(tekst()),
        besluit: Some(tekst()),
        buiten_eu: Some(tekst()),
        aanleiding: Aanleiding::WettelijkeTaak,
        sinds: tekst(),
        logboek_maanden: 24,
    };
    heen_en_weer(std::slice::from_ref(&activiteit), &["overigeGegevens", "herkomst", "besluit", "buitenEu"]);
    let register = Verwerkingsactiviteiten {
        taal: Taal::En,
        organisaties: vec![organisatie],
        activiteiten: vec![activiteit],
    };
    heen_en_weer(&[register], &[]);
}

#[test]
fn sessions_and_problems_are_read_as_they_are_written() {
    let ingelogd =
        Sessie::Ingelogd { niveau: Niveau::Hoog, resterende_seconden: 900, uiterste_seconden: 7200 };
    heen_en_weer(&[Sessie::Uitgelogd, ingelogd], &[]);
    heen_en_weer(&[Uitgelogd { verder: tekst() }], &[]);
    let mut problem = Problem::nieuw(crate::ProblemType::TeVeel, tekst());
    problem.instance = Some(tekst());
    problem.errors = vec![Parameterfout { plek: "query".into(), name: tekst(), detail: tekst() }];
    heen_en_weer(&problem.errors, &[]);
    heen_en_weer(&[problem], &["instance", "errors"]);
}

/// The words are written out twice: by serde's rules and in the table above.
#[test]
fn every_word_is_read_as_it_is_written() {
    heen_en_weer(&[Taal::Nl, Taal::En], &[]);
    heen_en_weer(&[Toon::LetOp, Toon::Onderzoek, Toon::Geheim, Toon::Info], &[]);
    heen_en_weer(
        &[Als::Onderzoek, Als::Ja, Als::Code, Als::Aanwezig, Als::Verloopt, Als::Verlopen, Als::Termijn],
        &[],
    );
    heen_en_weer(
        &[
            Soort::Tekst,
            Soort::Getal,
            Soort::Bedrag,
            Soort::Datum,
            Soort::Code,
            Soort::JaNee,
            Soort::Adres,
            Soort::Lijst,
            Soort::Bsn,
            Soort::Tekening,
        ],
        &[],
    );
    heen_en_weer(
        &[
            Reden::Onbereikbaar,
            Reden::TeLaat,
            Reden::Overbelast,
            Reden::Fout,
            Reden::Onleesbaar,
            Reden::AnderePersoon,
            Reden::NietGeboekt,
            Reden::HangtAf,
            Reden::Rust,
        ],
        &[],
    );
    heen_en_weer(
        &[
            Organisatiesoort::Gemeente,
            Organisatiesoort::Waterschap,
            Organisatiesoort::Rijk,
            Organisatiesoort::Zelfstandig,
            Organisatiesoort::Ambt,
            Organisatiesoort::Privaat,
        ],
        &[],
    );
    heen_en_weer(
        &[
            Grondslagsoort::Toestemming,
            Grondslagsoort::Overeenkomst,
            Grondslagsoort::WettelijkePlicht,
            Grondslagsoort::VitaalBelang,
            Grondslagsoort::AlgemeenBelang,
            Grondslagsoort::GerechtvaardigdBelang,
            Grondslagsoort::AndereWet,
        ],
        &[],
    );
    heen_en_weer(
        &[Aanleiding::WettelijkeTaak, Aanleiding::Toestemming, Aanleiding::Balie, Aanleiding::Zelf],
        &[],
    );
    heen_en_weer(&[Laag::Perceel, Laag::Pand, Laag::Weg, Laag::Water, Laag::Groen, Laag::Anders], &[]);
    heen_en_weer(&[Niveau::Laag, Niveau::Substantieel, Niveau::Hoog], &[]);
}

#[test]
fn another_form_is_refused() {
    for json in [
        r#"{"soort":"nieuw"}"#,
        r#"{"soort":"tekst"}"#,
        r#"{"tekst":"x"}"#,
        r#"{"soort":"getal","getal":"1"}"#,
        r#"{"soort":"getal","getal":1.5}"#,
        r#"{"soort":"getal","getal":18446744073709551615}"#,
        r#"{"soort":"datum","wanneer":{"precisie":"dag","jaar":70000,"maand":1,"dag":1}}"#,
        r#"{"soort":"tekening","vlakken":[{"laag":"pand","eigen":true,"ringen":[[[1,2,3]]]}]}"#,
        r#"{"soort":"tekst","tekst":null}"#,
        "[]",
        "null",
    ] {
        assert!(serde_json::from_str::<Waarde>(json).is_err(), "{json}");
    }
}

#[test]
fn what_is_new_is_left_alone() {
    let met = json!({ "soort": "jaNee", "ja": true, "later": [{ "iets": null }] });
    assert_eq!(serde_json::from_value::<Waarde>(met).unwrap(), Waarde::JaNee { ja: true });
}

#[test]
fn every_use_is_read_as_it_is_written() {
    let door = |soort, wie: Option<String>| Door {
        soort,
        organisatie: wie.clone(),
        naam: wie.clone(),
        functie: wie,
    };
    let soorten = [
        Doorsoort::Zelf,
        Doorsoort::Namens,
        Doorsoort::Balie,
        Doorsoort::Toestemming,
        Doorsoort::Taak,
        Doorsoort::Onbekend,
    ];
    let doors = soorten.map(|soort| door(soort, Some(tekst())));
    heen_en_weer(&doors, &["organisatie", "naam", "functie"]);
    let uitkomsten = [Uitkomst::Gelukt, Uitkomst::Mislukt, Uitkomst::Onbekend];
    let opgevraagd = uitkomsten.map(|uitkomst| Opgevraagd {
        registratie: tekst(),
        uitkomst,
        groepen: vec![tekst()],
        gegevens: vec![tekst(), tekst()],
    });
    heen_en_weer(&opgevraagd, &["gegevens"]);
    let gebruik = |wat: Option<String>| Gebruik {
        id: tekst(),
        bron: "portaal".into(),
        moment: tekst(),
        vanaf: wat.clone(),
        keren: u32::MAX,
        door: door(Doorsoort::Taak, None),
        activiteit: wat.clone(),
        omschrijving: wat.clone(),
        betrokkenheid: wat,
        opgevraagd: vec![],
    };
    let gebruikt = [gebruik(None), gebruik(Some(tekst()))];
    heen_en_weer(&gebruikt, &["vanaf", "activiteit", "omschrijving", "betrokkenheid"]);
    let bladen = [None, Some(tekst())].map(|verder| Blad { gebruik: gebruikt.to_vec(), verder });
    heen_en_weer(&bladen, &["verder"]);
    let eerste = [None, Some(tekst())].map(|activiteit| Eerste {
        door: doors[0].clone(),
        activiteit,
        registratie: tekst(),
        moment: tekst(),
    });
    heen_en_weer(&eerste, &["activiteit"]);
    let reeks = Reeks { door: doors[1].clone(), aantallen: vec![0, 7] };
    heen_en_weer(std::slice::from_ref(&reeks), &[]);
    let verloop = Verloop {
        maanden: vec!["2026-09".into()],
        reeksen: vec![reeks],
        nieuw: eerste.to_vec(),
        sinds: Some(tekst()),
    };
    heen_en_weer(&[verloop], &["sinds"]);
    let standen = [
        Logstand::Meldt { sinds: tekst(), afgekapt: true },
        Logstand::MeldtNiet,
        Logstand::NietNodig,
        Logstand::NietBeschikbaar,
    ];
    heen_en_weer(&standen, &[]);
    let logs = standen.map(|stand| Bronlog { registratie: tekst(), stand, gebruik: gebruikt.to_vec() });
    heen_en_weer(&logs, &[]);
}
