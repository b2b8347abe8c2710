use super::{heen_en_weer, tekst};
use crate::Datum;
use crate::bericht::{Bericht, BerichtSoort, Berichten, Voorkeuren};
use crate::verzoek::{
    Antwoord, Antwoordgroep, Antwoordregel, Artikel15, DeelStatus, Deelverzoek, Gebruiksregel, Gemeld,
    GemeldeRegel, Keuze, Meldreden, NieuwVerzoek, Rol, Stap, Stapsoort, Verzoek, Verzoeken, Weigering,
};

fn inhouden() -> [NieuwVerzoek; 2] {
    let regel = |organisatie: Option<String>| Gebruiksregel {
        bron: tekst(),
        trace_id: tekst(),
        activiteit: organisatie.clone(),
        organisatie,
        begonnen_op: tekst(),
    };
    heen_en_weer(&[regel(None), regel(Some(tekst()))], &["organisatie", "activiteit"]);
    let enkele = Keuze::Enkele { ids: vec![tekst()] };
    heen_en_weer(&[Keuze::Alle, Keuze::Enkele { ids: vec![] }, enkele.clone()], &[]);
    [
        NieuwVerzoek::Inzage { aan: enkele, over: Keuze::Alle, toelichting: tekst() },
        NieuwVerzoek::Gebruiksmelding { regel: regel(None), reden: Meldreden::Anders, toelichting: tekst() },
    ]
}

#[test]
fn every_request_is_read_as_it_is_written() {
    let inhouden = inhouden();
    heen_en_weer(&inhouden, &[]);
    let stap = |reden| Stap { wat: Stapsoort::Verlengd, op: tekst(), door: Rol::Organisatie, reden };
    heen_en_weer(&[stap(None), stap(Some(tekst()))], &["reden"]);
    let deel = Deelverzoek {
        organisatie: tekst(),
        status: DeelStatus::Verlengd,
        uiterlijk: Datum::Dag { jaar: 2026, maand: 12, dag: 22 },
        te_laat: true,
        stappen: vec![stap(None)],
    };
    heen_en_weer(std::slice::from_ref(&deel), &["stappen"]);
    let verzoeken = inhouden.map(|inhoud| Verzoek {
        nummer: tekst(),
        ingediend_op: tekst(),
        inhoud,
        delen: vec![deel.clone()],
    });
    heen_en_weer(&verzoeken, &[]);
    let lijst = |volgende| Verzoeken { verzoeken: verzoeken.to_vec(), volgende };
    heen_en_weer(&[lijst(None), lijst(Some(tekst()))], &["volgende"]);
    let regel = GemeldeRegel { bron: tekst(), trace_id: tekst(), nummer: tekst() };
    heen_en_weer(std::slice::from_ref(&regel), &[]);
    heen_en_weer(&[Gemeld { regels: vec![regel] }], &[]);
}

#[test]
fn every_answer_to_a_request_is_read_as_it_is_written() {
    let regel = Antwoordregel { naam: tekst(), waarde: tekst() };
    heen_en_weer(std::slice::from_ref(&regel), &[]);
    let groep = Antwoordgroep { naam: tekst(), gegevens: vec![regel] };
    heen_en_weer(std::slice::from_ref(&groep), &[]);
    let punten = Artikel15 {
        doelen: "a".into(),
        categorieen: "b".into(),
        ontvangers: "c".into(),
        bewaartermijn: "d".into(),
        rechten: "e".into(),
        klacht: "f".into(),
        herkomst: "g".into(),
        besluitvorming: "h".into(),
    };
    heen_en_weer(std::slice::from_ref(&punten), &[]);
    assert!(punten.letters().iter().all(|(letter, tekst)| letter.to_string() == *tekst));
    let weigering = Weigering { deel: tekst(), reden: tekst() };
    heen_en_weer(std::slice::from_ref(&weigering), &[]);
    let leeg = Antwoord { tekst: tekst(), groepen: vec![], punten: None, weigeringen: vec![], bezwaar: None };
    let vol = Antwoord {
        groepen: vec![groep],
        punten: Some(punten),
        weigeringen: vec![weigering],
        bezwaar: Some(tekst()),
        ..leeg.clone()
    };
    heen_en_weer(&[leeg, vol], &["groepen", "punten", "weigeringen", "bezwaar"]);
}

#[test]
fn every_message_is_read_as_it_is_written() {
    let bericht = |kenmerk: Option<String>| Bericht {
        id: tekst(),
        soort: BerichtSoort::EersteGebruik,
        op: tekst(),
        gelezen: false,
        organisatie: kenmerk.clone(),
        kenmerk,
    };
    let berichten = [bericht(None), bericht(Some(tekst()))];
    heen_en_weer(&berichten, &["kenmerk", "organisatie"]);
    let lijst = |volgende| Berichten { berichten: berichten.to_vec(), ongelezen: u32::MAX, volgende };
    heen_en_weer(&[lijst(None), lijst(Some(tekst()))], &["volgende"]);
    heen_en_weer(&[Voorkeuren { soorten: BerichtSoort::ALLE.to_vec() }, Voorkeuren { soorten: vec![] }], &[]);
}

#[test]
fn every_word_of_a_request_is_read_as_it_is_written() {
    heen_en_weer(&DeelStatus::ALLE, &[]);
    heen_en_weer(&Stapsoort::ALLE, &[]);
    heen_en_weer(&BerichtSoort::ALLE, &[]);
    heen_en_weer(&[Rol::Burger, Rol::Organisatie, Rol::Portaal], &[]);
    heen_en_weer(
        &[Meldreden::KenIkNiet, Meldreden::TeVeelGevraagd, Meldreden::NietDoorMij, Meldreden::Anders],
        &[],
    );
}
