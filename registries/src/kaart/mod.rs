//! The map: buildings, plots, roads, water and green as OGC API Features, as PDOK serves them. It holds no persons.
//!
//! One server with the services of three registers, each with its own landing page: `collectie::DIENSTEN`.

mod collectie;
mod crs;
mod demo;
mod http;
#[cfg(test)]
mod tests;
mod vraag;

use crate::standins::Omgeving;
use crate::voorraad::VoorraadFout;
use axum::Router;
use futures::future::BoxFuture;

/// What stands before PDOK's own paths.
pub const PAD: &str = "/pdok";

/// Takes in the demo's map and gives the routes.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async move {
        demo::laad(&omgeving.voorraad).await?;
        Ok(http::router(omgeving.voorraad, omgeving.klok))
    })
}
