//! The body of a request as a type of ours, with a problem that says what is wrong and repeats nothing of it.

use super::Fout;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

/// What no form of a citizen comes near, in bytes.
pub(super) const BURGER_MAX: usize = 64 * 1024;
/// An answer with a copy of what an organisation holds, in bytes.
pub(super) const ANTWOORD_MAX: usize = 1024 * 1024;

/// A body of JSON.
pub(super) struct Lichaam<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Lichaam<T> {
    type Rejection = Fout;

    async fn from_request(verzoek: Request, stand: &S) -> Result<Self, Fout> {
        match Json::<T>::from_request(verzoek, stand).await {
            Ok(Json(lichaam)) => Ok(Self(lichaam)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Fout::VerkeerdeVorm),
            Err(fout) if fout.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Fout::TeGroot),
            Err(_) => Err(Fout::parameter("body", "body", "Dit is geen JSON van de goede vorm.")),
        }
    }
}
