//! The extractor that stands in front of everything about a person: no session, no answer.

use super::{Fout, Portaal, cookies};
use crate::telemetrie::Spoor;
use crate::themes::Wie;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// Somebody with a valid session, which this request keeps alive.
pub(super) struct Ingelogd {
    pub(super) wie: Wie,
    pub(super) spoor: Spoor,
}

impl FromRequestParts<Portaal> for Ingelogd {
    type Rejection = Fout;

    async fn from_request_parts(kop: &mut Parts, portaal: &Portaal) -> Result<Self, Fout> {
        let token = cookies::lees(&kop.headers, cookies::SESSIE).ok_or(Fout::NietIngelogd)?;
        let geldig = portaal.sessies.gebruik(token).await?.ok_or(Fout::NietIngelogd)?;
        let spoor =
            kop.extensions.get::<Spoor>().copied().unwrap_or_else(|| Spoor::nieuw(&portaal.willekeur));
        Ok(Ingelogd { wie: geldig.wie, spoor })
    }
}
