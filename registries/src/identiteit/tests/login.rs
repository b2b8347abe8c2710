use super::*;

async fn kies(proef: &Proef, transactie: &str, keuze: &[(&str, &str)]) -> Antwoord {
    let velden: Velden = [("transactie", transactie)].into_iter().chain(keuze.iter().copied()).collect();
    proef.post("/login", &velden).await
}

#[tokio::test]
async fn sends_a_demo_person_back_with_a_code() {
    let proef = Proef::nieuw();
    let transactie = proef.transactie(&aanvraag()).await;
    let antwoord = kies(&proef, &transactie, &[("persoon", "gezin")]).await;
    let terug = antwoord.terug();
    assert_eq!(terug["state"], "staat & meer");
    assert_eq!(terug["iss"], "http://portaal.example:8000/demo/identiteit");
    assert_eq!(terug["code"].len(), 43);
    assert_eq!(antwoord.kop(header::CACHE_CONTROL), "no-store");
    assert!(!antwoord.kop(header::LOCATION).contains(BSN));
}

#[tokio::test]
async fn pressing_twice_works_and_gives_another_code() {
    let proef = Proef::nieuw();
    let transactie = proef.transactie(&aanvraag()).await;
    let eerste = kies(&proef, &transactie, &[("persoon", "gezin")]).await.terug();
    let tweede = kies(&proef, &transactie, &[("persoon", "gezin")]).await.terug();
    assert_ne!(eerste["code"], tweede["code"]);
}

#[tokio::test]
async fn cancelling_tells_the_client() {
    let proef = Proef::nieuw();
    let transactie = proef.transactie(&aanvraag()).await;
    let terug = kies(&proef, &transactie, &[("actie", "annuleren")]).await.terug();
    assert_eq!((terug["error"].as_str(), terug["state"].as_str()), ("access_denied", "staat & meer"));
}

#[tokio::test]
async fn a_page_expires_after_ten_minutes() {
    let proef = Proef::nieuw();
    let transactie = proef.transactie(&aanvraag()).await;
    proef.vooruit(599);
    assert_eq!(kies(&proef, &transactie, &[("persoon", "gezin")]).await.status, StatusCode::SEE_OTHER);
    proef.vooruit(1);
    let antwoord = kies(&proef, &transactie, &[("persoon", "gezin")]).await;
    assert_eq!(antwoord.status, StatusCode::BAD_REQUEST);
    assert!(antwoord.tekst.contains("<h1>De inlogpagina is verlopen</h1>"));
    assert!(antwoord.tekst.contains("href=\"http://portaal.example:8000/\""));
    assert_eq!(kies(&proef, "verzonnen", &[("persoon", "gezin")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_wrong_bsn_is_explained_at_the_field() {
    let proef = Proef::nieuw();
    let transactie = proef.transactie(&aanvraag()).await;
    for (bsn, melding) in [
        ("", "Vul een BSN van negen cijfers in."),
        ("12345678", "Vul een BSN van negen cijfers in."),
        ("\"><script>", "Vul een BSN van negen cijfers in."),
        ("999970125", "Dit nummer kan geen BSN zijn."),
        (ONBEKEND, "Dit BSN staat niet in de testset."),
    ] {
        let antwoord = kies(&proef, &transactie, &[("actie", "bsn"), ("bsn", bsn)]).await;
        assert_eq!(antwoord.status, StatusCode::BAD_REQUEST);
        assert!(antwoord.tekst.contains(melding), "{bsn}");
        assert!(antwoord.tekst.contains("aria-describedby=\"bsn-fout bsn-uitleg\""));
        assert!(!antwoord.tekst.contains("<script>"));
    }
    let antwoord = kies(&proef, &transactie, &[("actie", "bsn"), ("bsn", " 9999.70 124")]).await;
    assert!(antwoord.terug().contains_key("code"));
}

#[tokio::test]
async fn a_choice_that_does_not_exist_shows_the_page_again() {
    let proef = Proef::nieuw();
    let transactie = proef.transactie(&aanvraag()).await;
    for keuze in [("persoon", "niemand"), ("actie", "anders")] {
        let antwoord = kies(&proef, &transactie, &[keuze]).await;
        assert_eq!(antwoord.status, StatusCode::OK);
        assert!(antwoord.tekst.contains(&transactie));
    }
    let lang = kies(&proef, &transactie, &[("actie", "tester"), ("vrij", &"9".repeat(21))]).await;
    assert_eq!(lang.status, StatusCode::BAD_REQUEST);
    assert!(lang.tekst.contains("<details open>"));
}
