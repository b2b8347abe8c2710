use super::{heen_en_weer, tekst};
use crate::Datum;
use crate::correctie::{
    Aanvulling, Aard, Adreskeuze, Adressen, Besluit, Besluitdeel, Bestand, Bestandsoort, Bezwaar, Correctie,
    Correctieinhoud, Correcties, Correctiestap, Correctiestatus, Gebeurtenis, Handeling, Kennisgeving,
    Wijziging,
};
use crate::klantbeeld::Waarde;
use crate::verzoek::Rol;

const DAG: Datum = Datum::Dag { jaar: 2026, maand: 12, dag: 22 };

fn inhoud(voorkomen: Option<String>) -> Correctieinhoud {
    let waarde = || Some(Waarde::Tekst { tekst: tekst() });
    let wijzigingen = [
        Wijziging { gegeven: tekst(), huidig: waarde(), voorstel: waarde() },
        Wijziging { gegeven: tekst(), huidig: None, voorstel: waarde() },
        Wijziging { gegeven: tekst(), huidig: waarde(), voorstel: None },
    ];
    heen_en_weer(&wijzigingen, &["huidig", "voorstel"]);
    let wijzigingen = wijzigingen.to_vec();
    Correctieinhoud { groep: tekst(), voorkomen, aard: Aard::Ontbreekt, wijzigingen, toelichting: tekst() }
}

fn besluit(bezwaar: Option<Bezwaar>) -> Besluit {
    let deel = Besluitdeel { gegeven: tekst(), toegewezen: bezwaar.is_none(), reden: tekst() };
    heen_en_weer(std::slice::from_ref(&deel), &[]);
    Besluit { delen: vec![deel], toelichting: tekst(), bezwaar }
}

#[test]
fn every_correction_is_read_as_it_is_written() {
    heen_en_weer(&[inhoud(None), inhoud(Some(tekst()))], &["voorkomen"]);
    let bezwaar = Bezwaar { tekst: tekst(), adres: vec![tekst()], tot_en_met: DAG };
    heen_en_weer(std::slice::from_ref(&bezwaar), &[]);
    heen_en_weer(&[besluit(None), besluit(Some(bezwaar))], &["bezwaar"]);
    let stap = |tekst: Option<String>| Correctiestap {
        wat: Gebeurtenis::Doorgestuurd,
        op: super::tekst(),
        door: Rol::Organisatie,
        organisatie: tekst.clone(),
        tekst,
    };
    heen_en_weer(&[stap(None), stap(Some(tekst()))], &["organisatie", "tekst"]);
    let bestand = Bestand { id: tekst(), naam: tekst(), soort: Bestandsoort::Jpeg, grootte: 7 };
    heen_en_weer(std::slice::from_ref(&bestand), &[]);
    let melding = |afgeleverd_op| Kennisgeving { organisatie: tekst(), gebruikt_op: tekst(), afgeleverd_op };
    heen_en_weer(&[melding(None), melding(Some(tekst()))], &["afgeleverdOp"]);
    let concept = Correctie {
        nummer: tekst(),
        inhoud: inhoud(None),
        bestanden: vec![bestand],
        status: Correctiestatus::Concept,
        organisatie: tekst(),
        gewijzigd_op: tekst(),
        ingediend_op: None,
        uiterlijk: None,
        te_laat: false,
        niet_aangenomen: true,
        kan: vec![Handeling::Indienen],
        stappen: vec![],
        besluit: None,
        kennisgevingen: vec![],
    };
    let verwerkt = Correctie {
        status: Correctiestatus::Verwerkt,
        ingediend_op: Some(tekst()),
        uiterlijk: Some(DAG),
        stappen: vec![stap(None)],
        besluit: Some(besluit(None)),
        kennisgevingen: vec![melding(None)],
        ..concept.clone()
    };
    let weglaatbaar = ["ingediendOp", "uiterlijk", "stappen", "besluit", "kennisgevingen"];
    heen_en_weer(&[concept.clone(), verwerkt.clone()], &weglaatbaar);
    let lijst = |volgende| Correcties { correcties: vec![concept.clone(), verwerkt.clone()], volgende };
    heen_en_weer(&[lijst(None), lijst(Some(tekst()))], &["volgende"]);
}

#[test]
fn every_word_of_a_correction_is_read_as_it_is_written() {
    heen_en_weer(&Aard::ALLE, &[]);
    heen_en_weer(&Correctiestatus::ALLE, &[]);
    heen_en_weer(&Gebeurtenis::ALLE, &[]);
    heen_en_weer(&Bestandsoort::ALLE, &[]);
    let handelingen = [
        Handeling::Wijzigen,
        Handeling::Indienen,
        Handeling::Weggooien,
        Handeling::Aanvullen,
        Handeling::Intrekken,
    ];
    heen_en_weer(&handelingen, &[]);
}

#[test]
fn addresses_and_answers_are_read_as_they_are_written() {
    heen_en_weer(&[Aanvulling { tekst: tekst() }], &[]);
    let adres = |huisletter: Option<String>| Adreskeuze {
        straat: tekst(),
        huisnummer: 12,
        toevoeging: huisletter.clone(),
        huisletter,
        postcode: tekst(),
        woonplaats: tekst(),
    };
    heen_en_weer(&[adres(None), adres(Some(tekst()))], &["huisletter", "toevoeging"]);
    heen_en_weer(&[Adressen { adressen: vec![adres(None)] }], &[]);
}
