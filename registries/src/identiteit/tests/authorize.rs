use super::*;

#[tokio::test]
async fn publishes_what_a_client_must_know() {
    let proef = Proef::nieuw();
    let configuratie = proef.haal("/.well-known/openid-configuration").await.json();
    assert_eq!(configuratie["issuer"], "http://portaal.example:8000/demo/identiteit");
    assert_eq!(configuratie["token_endpoint"], "http://portaal.example:8000/demo/identiteit/token");
    assert_eq!(configuratie["code_challenge_methods_supported"], serde_json::json!(["S256"]));
    let sleutel = &proef.haal("/jwks").await.json()["keys"][0];
    assert_eq!(
        (&sleutel["kty"], &sleutel["crv"], &sleutel["use"]),
        (&"EC".into(), &"P-256".into(), &"sig".into())
    );
    assert!(sleutel["kid"].is_string() && sleutel.get("d").is_none());
}

#[tokio::test]
async fn never_redirects_to_an_address_that_is_not_registered() {
    let proef = Proef::nieuw();
    for (naam, waarde) in [
        ("client_id", None),
        ("client_id", Some("iemand")),
        ("client_id", Some("ander")),
        ("redirect_uri", None),
        ("redirect_uri", Some("http://portaal.example:8000/auth/terug/")),
        ("redirect_uri", Some("http://portaal.example:8000/auth/terug?x=1")),
        ("redirect_uri", Some("http://boef.example/")),
        ("redirect_uri", Some("javascript:alert(1)")),
    ] {
        let antwoord = proef.vraag("/authorize", &met(aanvraag(), naam, waarde)).await;
        assert_eq!(antwoord.status, StatusCode::BAD_REQUEST, "{naam} {waarde:?}");
        assert!(antwoord.koppen.get(header::LOCATION).is_none());
        assert!(antwoord.tekst.contains("<h1>Dit verzoek om in te loggen klopt niet</h1>"));
    }
    let twee: Velden = aanvraag().into_iter().chain([("redirect_uri", "http://boef.example/")]).collect();
    assert_eq!(proef.vraag("/authorize", &twee).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn tells_the_client_what_is_wrong() {
    let proef = Proef::nieuw();
    let lang = "x".repeat(513);
    for (naam, waarde, error) in [
        ("response_type", None, "invalid_request"),
        ("response_type", Some("token"), "unsupported_response_type"),
        ("response_type", Some("code id_token"), "unsupported_response_type"),
        ("response_mode", Some("fragment"), "invalid_request"),
        ("scope", None, "invalid_scope"),
        ("scope", Some("profile openidx"), "invalid_scope"),
        ("state", None, "invalid_request"),
        ("state", Some(lang.as_str()), "invalid_request"),
        ("nonce", None, "invalid_request"),
        ("nonce", Some(lang.as_str()), "invalid_request"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some("te-kort"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("prompt", Some("none"), "login_required"),
        ("prompt", Some("none login"), "invalid_request"),
        ("prompt", Some("dance"), "invalid_request"),
        ("max_age", Some("-1"), "invalid_request"),
        ("max_age", Some("soon"), "invalid_request"),
        ("request", Some("e30."), "request_not_supported"),
        ("request_uri", Some("https://boef.example"), "request_uri_not_supported"),
        ("registration", Some("{}"), "registration_not_supported"),
    ] {
        let terug = proef.vraag("/authorize", &met(aanvraag(), naam, waarde)).await.terug();
        assert_eq!(terug["error"], error, "{naam} {waarde:?}");
        assert_eq!(terug["iss"], "http://portaal.example:8000/demo/identiteit");
        assert_eq!(terug.get("state").map(String::as_str), (naam != "state").then_some("staat & meer"));
        assert!(!terug.contains_key("code"));
    }
    let twee: Velden = aanvraag().into_iter().chain([("scope", "openid")]).collect();
    assert_eq!(proef.vraag("/authorize", &twee).await.terug()["error"], "invalid_request");
}

#[tokio::test]
async fn shows_the_login_page_safely() {
    let proef = Proef::nieuw();
    for velden in [
        aanvraag(),
        met(aanvraag(), "prompt", Some("login")),
        met(aanvraag(), "max_age", Some("0")),
        met(aanvraag(), "acr_values", None),
        met(aanvraag(), "acr_values", Some("urn:unknown")),
    ] {
        let pagina = proef.vraag("/authorize", &velden).await;
        assert_eq!(pagina.status, StatusCode::OK);
        assert!(
            pagina.tekst.contains("Dit is een nagebouwde inlogpagina. Gebruik hier geen echte gegevens.")
        );
        assert!(pagina.tekst.contains("P. &lt;gezin&gt;") && !pagina.tekst.contains("<gezin>"));
        assert!(pagina.tekst.contains("<strong>Substantieel</strong>"));
        assert!(!pagina.tekst.contains(BSN));
        let csp = pagina.kop(header::CONTENT_SECURITY_POLICY);
        assert!(csp.contains("form-action 'self' http://portaal.example:8000"), "{csp}");
        assert!(!csp.contains("unsafe"));
        assert_eq!(pagina.kop(header::CACHE_CONTROL), "no-store");
    }
    assert_eq!(proef.post("/authorize", &aanvraag()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn speaks_the_language_and_names_the_level_asked_for() {
    let proef = Proef::nieuw();
    let velden = met(aanvraag(), "ui_locales", Some("fy en-GB nl"));
    let velden = met(velden, "acr_values", Some("urn:x http://eidas.europa.eu/LoA/high"));
    let pagina = proef.vraag("/authorize", &velden).await.tekst;
    assert!(pagina.contains("<html lang=\"en\">") && pagina.contains("<strong>High</strong>"));
    assert!(pagina.contains("A family") && !pagina.contains("Een gezin"));
}

#[tokio::test]
async fn survives_what_is_no_request_at_all() {
    let proef = Proef::nieuw();
    for verzoek in [
        Request::get("/authorize?%FF=%00&&&=").body(Body::empty()).unwrap(),
        Request::post("/authorize").body(Body::from("client_id=klantbeeld")).unwrap(),
        Request::post("/login").body(Body::from(vec![0xff; 64])).unwrap(),
        Request::post("/login")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("x=".to_owned() + &"9".repeat(100_000)))
            .unwrap(),
    ] {
        assert_eq!(proef.doe(verzoek).await.status, StatusCode::BAD_REQUEST);
    }
}
