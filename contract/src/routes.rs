//! Every URL of the portal, once.

/// Base of the REST API (NL API Design Rules: major version in the path).
pub const API: &str = "/api/v1";
/// Version that every API answer carries in its `API-Version` header.
pub const API_VERSION: &str = "1.0.0";

/// `GET`: [`crate::sessie::Sessie`]. Does not count as activity.
pub const SESSIE: &str = "/api/v1/sessie";
/// `POST`: extends the session, answers the new [`crate::sessie::Sessie`].
pub const SESSIE_VERLENGINGEN: &str = "/api/v1/sessie/verlengingen";
/// `GET`: server-sent events, see [`crate::klantbeeld`].
pub const KLANTBEELD: &str = "/api/v1/klantbeeld";
/// `GET`: a page of who used the citizen's data through this portal, a [`crate::inzage::Blad`]; the state of the list is in the
/// query.
pub const INZAGE: &str = "/api/v1/inzage/gebruik";
/// `GET`: how that went over time, a [`crate::inzage::Verloop`].
pub const INZAGE_VERLOOP: &str = "/api/v1/inzage/verloop";
/// `GET`: server-sent events, what the registrations wrote down themselves, see [`crate::inzage`].
pub const INZAGE_BRONNEN: &str = "/api/v1/inzage/bronnen";
/// `GET ?taal=`: [`crate::gegevensregister::Gegevensregister`].
pub const GEGEVENSREGISTER: &str = "/api/v1/gegevensregister";
/// `GET ?taal=`: [`crate::verwerkingsactiviteiten::Verwerkingsactiviteiten`].
pub const VERWERKINGSACTIVITEITEN: &str = "/api/v1/verwerkingsactiviteiten";
/// `POST` with an [`IDEMPOTENCY_KEY`]: files a [`crate::verzoek::NieuwVerzoek`], answers its [`crate::verzoek::Verzoek`].
/// `GET ?voor=`: a page of [`crate::verzoek::Verzoeken`].
pub const VERZOEKEN: &str = "/api/v1/verzoeken";
/// `GET`: [`crate::verzoek::Gemeld`].
pub const GEBRUIKSMELDINGEN: &str = "/api/v1/gebruiksmeldingen";
/// `POST` with an [`IDEMPOTENCY_KEY`]: begins a concept of a [`crate::correctie::Correctieinhoud`] (or answers the one that
/// there is of the same voorkomen), answers its [`crate::correctie::Correctie`]. `GET ?voor=`: a page of
/// [`crate::correctie::Correcties`].
pub const CORRECTIES: &str = "/api/v1/correcties";
/// `GET ?postcode=&huisnummer=`: [`crate::correctie::Adressen`].
pub const ADRESSEN: &str = "/api/v1/adressen";
/// `GET ?voor=`: a page of [`crate::bericht::Berichten`].
pub const BERICHTEN: &str = "/api/v1/berichten";
/// `GET` and `PUT`: [`crate::bericht::Voorkeuren`].
pub const BERICHTVOORKEUREN: &str = "/api/v1/berichten/voorkeuren";
/// `GET ?na=&stand=`: the worklist of the organisation whose token is shown.
pub const BEHANDELING: &str = "/api/v1/behandeling/verzoeken";
/// `GET ?terug=&taal=`: begins the login; a navigation, not a fetch.
pub const AUTH_START: &str = "/auth/start";
/// `GET`: where the identity provider sends the browser back.
pub const AUTH_TERUG: &str = "/auth/terug";
/// `POST`: ends the session, answers [`crate::sessie::Uitgelogd`].
pub const AUTH_UIT: &str = "/auth/uit";

/// The header that every unsafe request must carry; a form on another site cannot set it.
pub const CSRF_HEADER: &str = "x-klantbeeld";
pub const CSRF_WAARDE: &str = "1";
/// A UUID that the browser draws per form; the same one twice is one request.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// `GET`: one registration again, a [`crate::klantbeeld::Bronbeeld`].
pub fn bronbeeld(registratie: &str) -> String {
    format!("{KLANTBEELD}/{registratie}")
}

/// `GET`: one use with every gegeven, a [`crate::inzage::Gebruik`].
pub fn gebruik(id: &str) -> String {
    format!("{INZAGE}/{id}")
}

/// The page of one verwerkingsactiviteit. Both ids are letters, digits and hyphens.
pub fn verwerkingsactiviteit(organisatie: &str, activiteit: &str) -> String {
    [Pagina::Verwerkingsactiviteiten.pad(), "/", organisatie, "/", activiteit].concat()
}

/// `GET`: one [`crate::verzoek::Verzoek`], with its steps.
pub fn verzoek(nummer: &str) -> String {
    format!("{VERZOEKEN}/{nummer}")
}

/// `POST`: withdraws what is not decided yet, answers the [`crate::verzoek::Verzoek`].
pub fn intrekking(nummer: &str) -> String {
    format!("{VERZOEKEN}/{nummer}/intrekking")
}

/// `GET`: an [`crate::verzoek::Antwoord`]; with `?als=json` or `?als=html` (and `&taal=`) as a file to keep.
pub fn antwoord(nummer: &str, organisatie: &str) -> String {
    format!("{VERZOEKEN}/{nummer}/antwoorden/{organisatie}")
}

/// `GET`: one [`crate::correctie::Correctie`], with its steps. `PUT` a [`crate::correctie::Correctieinhoud`]: changes a
/// concept. `DELETE`: throws a concept away.
pub fn correctie(nummer: &str) -> String {
    format!("{CORRECTIES}/{nummer}")
}

/// `POST`: hands a concept in; the same again gives the same receipt.
pub fn correctie_indiening(nummer: &str) -> String {
    format!("{CORRECTIES}/{nummer}/indiening")
}

/// `POST` an [`crate::correctie::Aanvulling`] with an [`IDEMPOTENCY_KEY`]: answers the holder's question.
pub fn correctie_aanvulling(nummer: &str) -> String {
    format!("{CORRECTIES}/{nummer}/aanvullingen")
}

/// `POST`: withdraws it.
pub fn correctie_intrekking(nummer: &str) -> String {
    format!("{CORRECTIES}/{nummer}/intrekking")
}

/// `POST ?naam=` with the bytes of the file as body: adds it to a concept (or to an answer that was asked for), answers its
/// [`crate::correctie::Bestand`].
pub fn correctie_bestanden(nummer: &str) -> String {
    format!("{CORRECTIES}/{nummer}/bestanden")
}

/// `GET`: the file, to keep. `DELETE`: takes it away from a concept.
pub fn correctie_bestand(nummer: &str, bestand: &str) -> String {
    format!("{CORRECTIES}/{nummer}/bestanden/{bestand}")
}

/// `POST`: the citizen has seen this message.
pub fn gelezen(bericht: &str) -> String {
    format!("{BERICHTEN}/{bericht}/gelezen")
}

/// The pages of the app: the same words as the page folders, the handlers and the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pagina {
    Overzicht,
    Klantbeeld,
    Inzage,
    Verwerkingsactiviteiten,
    Verzoeken,
    NieuwVerzoek,
    Correcties,
    NieuweCorrectie,
    Berichten,
    Inloggen,
    Uitgelogd,
}

/// The page of one request.
pub fn pagina_verzoek(nummer: &str) -> String {
    format!("{}/{nummer}", Pagina::Verzoeken.pad())
}

/// The page of one correctie.
pub fn pagina_correctie(nummer: &str) -> String {
    format!("{}/{nummer}", Pagina::Correcties.pad())
}

/// Whether the page at this path shows something about a person.
pub fn is_besloten(pad: &str) -> bool {
    let pagina = Pagina::ALLE.into_iter().find(|pagina| pagina.pad() == pad);
    let van_een_verzoek = || {
        let lijsten = [Pagina::Verzoeken.pad(), Pagina::Correcties.pad()];
        let nummer = lijsten.into_iter().find_map(|lijst| pad.strip_prefix(lijst))?.strip_prefix('/')?;
        Some(nummer.len() == 12 && nummer.parse::<crate::verzoek::Verzoeknummer>().is_ok())
    };
    pagina.map_or_else(|| van_een_verzoek() == Some(true), Pagina::besloten)
}

impl Pagina {
    pub const ALLE: [Pagina; 11] = [
        Pagina::Overzicht,
        Pagina::Klantbeeld,
        Pagina::Inzage,
        Pagina::Verwerkingsactiviteiten,
        Pagina::Verzoeken,
        Pagina::NieuwVerzoek,
        Pagina::Correcties,
        Pagina::NieuweCorrectie,
        Pagina::Berichten,
        Pagina::Inloggen,
        Pagina::Uitgelogd,
    ];

    /// Whether it shows something about a person.
    const fn besloten(self) -> bool {
        !matches!(self, Pagina::Inloggen | Pagina::Uitgelogd | Pagina::Verwerkingsactiviteiten)
    }

    pub const fn pad(self) -> &'static str {
        match self {
            Pagina::Overzicht => "/",
            Pagina::Klantbeeld => "/klantbeeld",
            Pagina::Inzage => "/inzage",
            Pagina::Verwerkingsactiviteiten => "/verwerkingsactiviteiten",
            Pagina::Verzoeken => "/verzoeken",
            Pagina::NieuwVerzoek => "/verzoeken/nieuw",
            Pagina::Correcties => "/correcties",
            Pagina::NieuweCorrectie => "/correcties/nieuw",
            Pagina::Berichten => "/berichten",
            Pagina::Inloggen => "/inloggen",
            Pagina::Uitgelogd => "/uitgelogd",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_besloten;

    #[test]
    fn knows_which_pages_are_about_a_person() {
        for binnen in
            ["/", "/klantbeeld", "/verzoeken", "/verzoeken/nieuw", "/verzoeken/KB-2222-2222", "/berichten"]
        {
            assert!(is_besloten(binnen), "{binnen}");
        }
        for buiten in [
            "/inloggen",
            "/uitgelogd",
            "",
            "/bestaat-niet",
            "/verzoeken/",
            "/verzoeken/KB-2222-2223",
            "/verzoeken/../x",
        ] {
            assert!(!is_besloten(buiten), "{buiten}");
        }
    }
}
