//! The worklist page: every step by form, as a browser without JavaScript does.

use super::werklijst::over;
use super::*;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use tower::ServiceExt as _;

struct Browser {
    pagina: Router,
    cookie: Slot<Option<String>>,
}

impl Browser {
    fn nieuw(proef: &Proef) -> Self {
        let namen = [
            ("brp", "Personen <BRP>"),
            ("brp.kinderen", "Kinderen"),
            ("brp.kinderen.geboorte.datum", "Geboortedatum"),
        ];
        let namen = namen.map(|(id, naam)| (id.to_owned(), naam.to_owned())).into();
        Self { pagina: proef.houder.pagina(namen), cookie: Slot::default() }
    }

    async fn doe(
        &self,
        methode: Method,
        pad: &str,
        velden: &[(&str, &str)],
    ) -> (StatusCode, HeaderMap, String) {
        let formulier = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(velden).finish();
        let mut verzoek = Request::builder().method(methode).uri(pad);
        verzoek = verzoek.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(cookie) = self.cookie.lock().unwrap().clone() {
            verzoek = verzoek.header(header::COOKIE, format!("ander=1; {cookie}"));
        }
        let antwoord =
            self.pagina.clone().oneshot(verzoek.body(Body::from(formulier)).unwrap()).await.unwrap();
        let (kop, lichaam) = antwoord.into_parts();
        let tekst = String::from_utf8_lossy(&to_bytes(lichaam, usize::MAX).await.unwrap()).into_owned();
        (kop.status, kop.headers, tekst)
    }

    async fn haal(&self, pad: &str) -> String {
        let (status, koppen, tekst) = self.doe(Method::GET, pad, &[]).await;
        assert_eq!(status, StatusCode::OK, "{pad}");
        assert!(koppen["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
        assert_eq!(tekst.matches("<h1>").count(), 1);
        assert!(!tekst.contains("style=") && !tekst.contains("<script"));
        tekst
    }

    /// Sends a form and follows it.
    async fn stuur(&self, pad: &str, velden: &[(&str, &str)]) -> String {
        let (status, koppen, tekst) = self.doe(Method::POST, pad, velden).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{pad}: {tekst}");
        self.haal(koppen["location"].to_str().unwrap()).await
    }

    async fn fout(&self, pad: &str, velden: &[(&str, &str)]) -> (StatusCode, String) {
        let (status, _, tekst) = self.doe(Method::POST, pad, velden).await;
        assert!(tekst.contains("role=\"alert\""), "{pad}: {tekst}");
        (status, tekst)
    }

    async fn meld_aan(&self, wie: &str) {
        let (status, koppen, _) =
            self.doe(Method::POST, "/demo/houder/aanmelden", &[("medewerker", wie)]).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let cookie = koppen["set-cookie"].to_str().unwrap();
        for deel in ["HttpOnly", "SameSite=Strict", "Path=/demo/houder"] {
            assert!(cookie.contains(deel), "{cookie}");
        }
        *self.cookie.lock().unwrap() = cookie.split(';').next().map(str::to_owned);
    }
}

#[tokio::test]
async fn a_case_goes_by_forms_from_the_list_to_the_register() {
    let proef = Proef::nieuw().await;
    let mut inhoud = melding("KB-1");
    for gegeven in inhoud["terugMeldingBody"]["terugMeldingGegevens"].as_array_mut().unwrap() {
        gegeven["eigenvelden"]["klantbeeld"]["toelichting"] = json!("<b>Dit</b> klopt niet.");
        gegeven["eigenvelden"]["klantbeeld"]["aanvullingen"] =
            json!([{ "kenmerk": "KB-1-1", "op": "2026-11-20T10:00:00Z", "tekst": "Zie <i>pagina 2</i>." }]);
    }
    let referentie = proef.zaak(&inhoud).await;
    let zaak = format!("/demo/houder/zaken/{referentie}");
    let op = |handeling: &str| format!("{zaak}/{handeling}");
    let browser = Browser::nieuw(&proef);
    assert!(browser.haal("/demo/houder").await.contains("Fatima Benali"));
    browser.meld_aan("fatima").await;
    let lijst = browser.haal("/demo/houder").await;
    assert!(
        lijst.contains(&format!("href=\"{zaak}\""))
            && lijst.contains("Personen &lt;BRP&gt;")
            && !lijst.contains(SANNE)
    );
    let pagina = browser.haal(&zaak).await;
    assert!(pagina.contains("&lt;b&gt;Dit&lt;/b&gt; klopt niet.") && pagina.contains("Geboortedatum"));
    assert!(pagina.contains("Zie &lt;i&gt;pagina 2&lt;/i&gt;."), "what another holder was answered");
    assert!(pagina.contains("Neem op") && !pagina.contains("Besluit</button>"), "only what can be done");

    browser.stuur(&op("opnemen"), &[]).await;
    let (status, tekst) = browser.fout(&op("vraag"), &[("vraag", " ")]).await;
    assert_eq!((status, tekst.matches("<h1>").count()), (StatusCode::BAD_REQUEST, 1));
    assert!(
        browser.stuur(&op("vraag"), &[("vraag", "Welke akte?\r\nEn van wie?")]).await.contains("Welke akte?")
    );
    let (status, tekst) =
        browser.fout(&op("verlengen"), &[("reden", "Te <druk>"), ("uiterlijk", "2030-01-01")]).await;
    assert!(status == StatusCode::BAD_REQUEST && tekst.contains("Te &lt;druk&gt;"), "what was typed stays");
    browser.stuur(&op("verlengen"), &[("reden", "Te druk"), ("uiterlijk", "2027-01-10")]).await;
    assert_eq!(browser.fout(&op("verwerken"), &[]).await.0, StatusCode::FORBIDDEN);

    browser.meld_aan("joost").await;
    let velden = [
        ("besluit-0", "ja"),
        ("reden-0", ""),
        ("besluit-1", "nee"),
        ("reden-1", "Er staat iets anders."),
        ("toelichting", "Bekeken."),
        ("bezwaar-tekst", "Schrijf een brief."),
        ("bezwaar-adres", "Postbus 1\r\n1000 AA Voorbeeld"),
        ("bezwaar-tot", "2027-01-03"),
    ];
    let mut zonder_reden = velden;
    zonder_reden[3].1 = "";
    assert_eq!(browser.fout(&op("besluit"), &zonder_reden).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(
        browser.fout(&op("besluit"), &velden[1..]).await.0,
        StatusCode::BAD_REQUEST,
        "a value without a choice"
    );
    browser.stuur(&op("besluit"), &velden).await;
    browser.stuur(&op("verwerken"), &[]).await;
    assert_eq!(proef.tobias().await["geboorte"]["datum"]["datum"], "2013-05-06");
    let stand = proef.stand(&referentie).await;
    assert_eq!(stand["verloop"][4]["besluit"]["bezwaar"]["adres"], json!(["Postbus 1", "1000 AA Voorbeeld"]));
    assert_eq!(browser.fout(&op("besluit"), &velden).await.0, StatusCode::CONFLICT);
    assert!(browser.haal("/demo/houder?stand=klaar").await.contains("KB-1"));
    assert!(browser.haal("/demo/houder").await.contains("Er zijn geen open meldingen."));
}

#[tokio::test]
async fn a_case_is_sent_on_by_form() {
    let proef = Proef::nieuw().await;
    let zaak = format!("/demo/houder/zaken/{}", proef.zaak(&melding("KB-1")).await);
    let browser = Browser::nieuw(&proef);
    browser.meld_aan("fatima").await;
    let velden = [("registratie", "bag"), ("waarom", "Dit is van de BAG.")];
    let pagina = browser.stuur(&format!("{zaak}/doorsturen"), &velden).await;
    assert!(pagina.contains("Doorgestuurd naar bag") && pagina.contains("U kunt nu niets doen"));
}

#[tokio::test]
async fn without_a_session_or_from_elsewhere_nothing_is_shown_or_done() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    let zaak = format!("/demo/houder/zaken/{referentie}");
    let browser = Browser::nieuw(&proef);
    for (methode, pad) in [
        (Method::GET, zaak.clone()),
        (Method::GET, format!("{zaak}/bijlagen/1")),
        (Method::POST, format!("{zaak}/opnemen")),
    ] {
        let (status, koppen, _) = browser.doe(methode, &pad, &[]).await;
        assert_eq!(
            (status, &koppen["location"]),
            (StatusCode::SEE_OTHER, &"/demo/houder".parse().unwrap()),
            "{pad}"
        );
    }
    assert_eq!(
        browser.fout("/demo/houder/aanmelden", &[("medewerker", "niemand")]).await.0,
        StatusCode::BAD_REQUEST
    );
    browser.meld_aan("ilse").await;
    assert_eq!(
        browser.doe(Method::GET, &zaak, &[]).await.0,
        StatusCode::NOT_FOUND,
        "of another organisation"
    );
    browser.meld_aan("fatima").await;
    let cookie = browser.cookie.lock().unwrap().clone().unwrap();
    let verzoek = Request::post(format!("{zaak}/opnemen")).header("sec-fetch-site", "cross-site");
    let verzoek = verzoek.header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    assert_eq!(browser.pagina.clone().oneshot(verzoek).await.unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(wat(&proef.stand(&referentie).await), ["ontvangen"]);
    let (_, koppen, _) = browser.doe(Method::GET, &format!("{zaak}/bijlagen/1"), &[]).await;
    assert_eq!(koppen["content-disposition"], "attachment; filename=\"akte.pdf\"");
    browser.stuur("/demo/houder/afmelden", &[]).await;
    assert_eq!(browser.doe(Method::GET, &zaak, &[]).await.0, StatusCode::SEE_OTHER, "the session is over");
}

#[tokio::test]
async fn says_before_the_decision_what_cannot_be_carried_out() {
    let proef = Proef::nieuw().await;
    let browser = Browser::nieuw(&proef);
    browser.meld_aan("fatima").await;
    let urn = "urn:bewoning:bewoners:aantalBewoners";
    let zaken = [over("bewoning", "gemeente", "BRP", "bewoning.bewoners", urn), melding("KB-1")];
    for (melding, anders) in zaken.into_iter().zip([true, false]) {
        let referentie = proef.zaak(&melding).await;
        proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
        browser.meld_aan("joost").await;
        let zaak = browser.haal(&format!("/demo/houder/zaken/{referentie}")).await;
        assert_eq!(zaak.contains("Dit kunt u hier niet verwerken. Hoeveel mensen ergens wonen"), anders);
    }
}
