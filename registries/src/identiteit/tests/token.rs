use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};

/// A good token request with the secret in the form.
fn inwisselen(code: &str) -> Velden<'_> {
    vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", TERUG),
        ("code_verifier", VERIFIER),
        ("client_id", "klantbeeld"),
        ("client_secret", "geheim van klantbeeld"),
    ]
}

fn is_fout(antwoord: &Antwoord, error: &str) {
    let status = if error == "invalid_client" { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
    assert_eq!((antwoord.status, antwoord.json()["error"].as_str()), (status, Some(error)));
    assert_eq!(antwoord.kop(header::CACHE_CONTROL), "no-store");
    assert!(!antwoord.tekst.contains("id_token"));
}

/// The claims of an ID token, after its signature was held against the published key.
async fn claims(proef: &Proef, id_token: &str) -> Value {
    let jwks: JwkSet = serde_json::from_str(&proef.haal("/jwks").await.tekst).unwrap();
    let kid = jsonwebtoken::decode_header(id_token).unwrap().kid.unwrap();
    let sleutel = DecodingKey::from_jwk(jwks.find(&kid).unwrap()).unwrap();
    let mut eisen = Validation::new(Algorithm::ES256);
    eisen.validate_exp = false;
    eisen.set_audience(&["klantbeeld"]);
    eisen.set_issuer(&["http://portaal.example:8000/demo/identiteit"]);
    jsonwebtoken::decode::<Value>(id_token, &sleutel, &eisen).unwrap().claims
}

#[tokio::test]
async fn hands_out_a_token_that_verifies_and_the_bsn_by_the_back_channel_only() {
    let proef = Proef::nieuw();
    let code = proef.code(&[("persoon", "gezin")]).await;
    proef.vooruit(59);
    let antwoord = proef.post("/token", &inwisselen(&code)).await;
    assert_eq!(antwoord.status, StatusCode::OK, "{}", antwoord.tekst);
    assert_eq!(antwoord.kop(header::CACHE_CONTROL), "no-store");
    let antwoord = antwoord.json();
    assert_eq!(antwoord["token_type"], "Bearer");

    let id_token = antwoord["id_token"].as_str().unwrap();
    let claims = claims(&proef, id_token).await;
    assert_eq!(claims["nonce"], "eenmalig");
    assert_eq!(claims["acr"], "http://eidas.europa.eu/LoA/substantial");
    assert_eq!(claims["auth_time"], 1_772_366_400);
    assert_eq!(claims["iat"], 1_772_366_459);
    assert_eq!(claims["exp"], 1_772_366_759);
    assert!(!claims.to_string().contains(BSN) && claims.get("represents").is_none());

    let userinfo = proef.userinfo(antwoord["access_token"].as_str().unwrap()).await;
    assert_eq!(userinfo.json(), serde_json::json!({ "sub": claims["sub"], "bsn": BSN }));
    assert_eq!(userinfo.kop(header::CACHE_CONTROL), "no-store");
}

#[tokio::test]
async fn refuses_what_does_not_fit_the_code() {
    let proef = Proef::nieuw();
    let ander_verifier = "a".repeat(43);
    for (naam, waarde, error) in [
        ("code_verifier", Some(ander_verifier.as_str()), "invalid_grant"),
        ("code_verifier", Some(CHALLENGE), "invalid_grant"),
        ("code_verifier", Some(""), "invalid_request"),
        ("code_verifier", None, "invalid_request"),
        ("redirect_uri", Some("http://portaal.example:8000/auth/terug/"), "invalid_grant"),
        ("redirect_uri", None, "invalid_request"),
        ("code", Some("verzonnen"), "invalid_grant"),
        ("code", None, "invalid_request"),
        ("grant_type", Some("password"), "unsupported_grant_type"),
        ("grant_type", None, "invalid_request"),
        ("client_id", Some("iemand"), "invalid_client"),
        ("client_id", None, "invalid_client"),
        ("client_secret", Some("geraden"), "invalid_client"),
        ("client_secret", None, "invalid_client"),
    ] {
        let code = proef.code(&[("persoon", "gezin")]).await;
        let antwoord = proef.post("/token", &met(inwisselen(&code), naam, waarde)).await;
        is_fout(&antwoord, error);
    }
}

#[tokio::test]
async fn a_code_gets_one_try_and_sixty_seconds() {
    let proef = Proef::nieuw();
    let code = proef.code(&[("persoon", "gezin")]).await;
    is_fout(
        &proef.post("/token", &met(inwisselen(&code), "code_verifier", Some(CHALLENGE))).await,
        "invalid_grant",
    );
    is_fout(&proef.post("/token", &inwisselen(&code)).await, "invalid_grant");

    let code = proef.code(&[("persoon", "gezin")]).await;
    proef.vooruit(60);
    is_fout(&proef.post("/token", &inwisselen(&code)).await, "invalid_grant");
}

#[tokio::test]
async fn a_code_used_twice_withdraws_what_it_brought() {
    let proef = Proef::nieuw();
    let code = proef.code(&[("persoon", "gezin")]).await;
    let toegang =
        proef.post("/token", &inwisselen(&code)).await.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(proef.userinfo(&toegang).await.status, StatusCode::OK);
    is_fout(&proef.post("/token", &inwisselen(&code)).await, "invalid_grant");
    assert_eq!(proef.userinfo(&toegang).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_code_of_one_client_is_nothing_to_another() {
    let proef = Proef::nieuw();
    let code = proef.code(&[("persoon", "gezin")]).await;
    let velden = met(inwisselen(&code), "client_id", Some("ander"));
    is_fout(
        &proef.post("/token", &met(velden, "client_secret", Some("geheim van ander"))).await,
        "invalid_grant",
    );
}

#[tokio::test]
async fn knows_a_client_by_its_header_as_well() {
    let proef = Proef::nieuw();
    let doe = async |kop: String, extra: Option<(&'static str, &'static str)>| {
        let code = proef.code(&[("persoon", "gezin")]).await;
        let velden = met(met(inwisselen(&code), "client_secret", None), "client_id", None);
        let velden: Velden = velden.into_iter().chain(extra).collect();
        let verzoek = Request::post("/token")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::AUTHORIZATION, kop);
        proef.doe(verzoek.body(Body::from(als_formulier(&velden))).unwrap()).await
    };
    let goed = format!("Basic {}", STANDARD.encode("klantbeeld:geheim+van%20klantbeeld"));
    assert_eq!(doe(goed.clone(), None).await.status, StatusCode::OK);
    is_fout(&doe(goed, Some(("client_secret", "geheim van klantbeeld"))).await, "invalid_request");
    let fout = doe(format!("Basic {}", STANDARD.encode("klantbeeld:geraden")), None).await;
    is_fout(&fout, "invalid_client");
    assert_eq!(fout.kop(header::WWW_AUTHENTICATE), "Basic realm=\"token\"");
    is_fout(&doe("Basic ???".into(), None).await, "invalid_client");
}

#[tokio::test]
async fn userinfo_wants_a_token_that_still_lives() {
    let proef = Proef::nieuw();
    let zonder = proef.haal("/userinfo").await;
    assert_eq!((zonder.status, zonder.kop(header::WWW_AUTHENTICATE)), (StatusCode::UNAUTHORIZED, "Bearer"));
    assert!(proef.userinfo("verzonnen").await.kop(header::WWW_AUTHENTICATE).contains("invalid_token"));

    let code = proef.code(&[("persoon", "gezin")]).await;
    let toegang =
        proef.post("/token", &inwisselen(&code)).await.json()["access_token"].as_str().unwrap().to_owned();
    proef.vooruit(300);
    assert_eq!(proef.userinfo(&toegang).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_tester_gets_what_a_tester_asks_for() {
    let proef = Proef::nieuw();
    let log_in = async |keuze: &[(&str, &str)]| {
        let velden: Velden = [("actie", "tester")].into_iter().chain(keuze.iter().copied()).collect();
        let code = proef.code(&velden).await;
        let antwoord = proef.post("/token", &inwisselen(&code)).await.json();
        let id_token = claims(&proef, antwoord["id_token"].as_str().unwrap()).await;
        (id_token, proef.userinfo(antwoord["access_token"].as_str().unwrap()).await.json())
    };
    let (id_token, userinfo) = log_in(&[("vrij", " 12345678x "), ("niveau", "laag")]).await;
    assert_eq!(id_token["acr"], "http://eidas.europa.eu/LoA/low");
    assert_eq!(userinfo["bsn"], "12345678x");

    let (_, userinfo) = log_in(&[]).await;
    assert!(userinfo.get("bsn").is_none() && userinfo["sub"].is_string());

    let (id_token, userinfo) = log_in(&[("vrij", BSN), ("namens", "student"), ("niveau", "hoog")]).await;
    let (student, _) = log_in(&[("vrij", ANDER)]).await;
    assert_eq!(userinfo["represents"]["sub"], student["sub"]);
    assert_eq!(id_token["represents"], userinfo["represents"]);
    assert!(userinfo["represents"].get("bsn").is_none());
    assert_ne!(id_token["sub"], student["sub"]);
}

#[tokio::test]
async fn a_person_stays_the_same_here_and_is_another_elsewhere() {
    let proef = Proef::nieuw();
    let sub = async |proef: &Proef| {
        let code = proef.code(&[("persoon", "gezin")]).await;
        let antwoord = proef.post("/token", &inwisselen(&code)).await.json();
        claims(proef, antwoord["id_token"].as_str().unwrap()).await["sub"].clone()
    };
    // The same salt, so the same person after a restart.
    assert_eq!(sub(&proef).await, sub(&Proef::nieuw()).await);

    let elders = "http://ander.example/terug";
    let velden = met(met(aanvraag(), "client_id", Some("ander")), "redirect_uri", Some(elders));
    let transactie = proef.transactie(&velden).await;
    let antwoord = proef.post("/login", &[("transactie", &transactie), ("persoon", "gezin")]).await;
    let adres: Url = antwoord.kop(header::LOCATION).parse().unwrap();
    let code = adres.query_pairs().find(|(naam, _)| naam == "code").unwrap().1.into_owned();
    let velden = met(met(inwisselen(&code), "client_id", Some("ander")), "redirect_uri", Some(elders));
    let antwoord = proef.post("/token", &met(velden, "client_secret", Some("geheim van ander"))).await.json();
    let userinfo = proef.userinfo(antwoord["access_token"].as_str().unwrap()).await.json();
    assert_eq!(userinfo["bsn"], BSN);
    assert_ne!(userinfo["sub"], sub(&proef).await);
}
