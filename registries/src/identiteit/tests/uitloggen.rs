use super::*;

async fn id_token(proef: &Proef) -> String {
    let code = proef.code(&[("persoon", "gezin")]).await;
    let velden = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", TERUG),
        ("code_verifier", VERIFIER),
        ("client_id", "klantbeeld"),
        ("client_secret", "geheim van klantbeeld"),
    ];
    proef.post("/token", &velden).await.json()["id_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn goes_back_to_a_registered_address_also_with_an_old_hint() {
    let proef = Proef::nieuw();
    let hint = id_token(&proef).await;
    proef.vooruit(100_000);
    let velden =
        [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", UITGELOGD), ("state", "s&t")];
    let antwoord = proef.vraag("/logout", &velden).await;
    assert_eq!(antwoord.status, StatusCode::SEE_OTHER);
    assert_eq!(antwoord.kop(header::LOCATION), "http://portaal.example:8000/uitgelogd?state=s%26t");
    let zonder_state = [("client_id", "klantbeeld"), ("post_logout_redirect_uri", UITGELOGD)];
    assert_eq!(proef.post("/logout", &zonder_state).await.kop(header::LOCATION), UITGELOGD);
}

#[tokio::test]
async fn goes_nowhere_else() {
    let proef = Proef::nieuw();
    let hint = id_token(&proef).await;
    let van_een_ander = id_token(&Proef::nieuw()).await;
    let (inhoud, handtekening) = hint.rsplit_once('.').unwrap();
    let geknoeid = format!("{inhoud}.{}", handtekening.chars().rev().collect::<String>());
    for velden in [
        vec![("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", "http://boef.example/")],
        vec![("post_logout_redirect_uri", UITGELOGD)],
        vec![("client_id", "iemand"), ("post_logout_redirect_uri", UITGELOGD)],
        vec![("id_token_hint", van_een_ander.as_str()), ("post_logout_redirect_uri", UITGELOGD)],
        vec![("id_token_hint", geknoeid.as_str()), ("post_logout_redirect_uri", UITGELOGD)],
        vec![
            ("id_token_hint", hint.as_str()),
            ("client_id", "ander"),
            ("post_logout_redirect_uri", UITGELOGD),
        ],
        vec![
            ("client_id", "klantbeeld"),
            ("client_id", "klantbeeld"),
            ("post_logout_redirect_uri", UITGELOGD),
        ],
    ] {
        let antwoord = proef.vraag("/logout", &velden).await;
        assert_eq!(antwoord.status, StatusCode::BAD_REQUEST, "{velden:?}");
        assert!(antwoord.koppen.get(header::LOCATION).is_none());
    }
}

#[tokio::test]
async fn says_so_when_there_is_nowhere_to_go() {
    let antwoord = Proef::nieuw().vraag("/logout", &[("ui_locales", "en")]).await;
    assert_eq!(antwoord.status, StatusCode::OK);
    assert!(antwoord.tekst.contains("<h1>You are logged out</h1>"));
}
