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
/// `GET ?terug=&taal=`: begins the login; a navigation, not a fetch.
pub const AUTH_START: &str = "/auth/start";
/// `GET`: where the identity provider sends the browser back.
pub const AUTH_TERUG: &str = "/auth/terug";
/// `POST`: ends the session, answers [`crate::sessie::Uitgelogd`].
pub const AUTH_UIT: &str = "/auth/uit";

/// The header that every unsafe request must carry; a form on another site cannot set it.
pub const CSRF_HEADER: &str = "x-klantbeeld";
pub const CSRF_WAARDE: &str = "1";

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

/// The pages of the app: the same words as the page folders, the handlers and the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pagina {
    Overzicht,
    Klantbeeld,
    Verwerkingsactiviteiten,
    Inloggen,
    Uitgelogd,
}

impl Pagina {
    pub const ALLE: [Pagina; 5] = [
        Pagina::Overzicht,
        Pagina::Klantbeeld,
        Pagina::Verwerkingsactiviteiten,
        Pagina::Inloggen,
        Pagina::Uitgelogd,
    ];

    pub const fn pad(self) -> &'static str {
        match self {
            Pagina::Overzicht => "/",
            Pagina::Klantbeeld => "/klantbeeld",
            Pagina::Verwerkingsactiviteiten => "/verwerkingsactiviteiten",
            Pagina::Inloggen => "/inloggen",
            Pagina::Uitgelogd => "/uitgelogd",
        }
    }
}
