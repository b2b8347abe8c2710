//! The server between the app and the registries.
//!
//! `http` speaks to the browser, `themes` holds the use cases, `koppelvlakken` speak to the registries, each in its
//! own standard. `docs/ARCHITECTURE.md` has the picture and the invariants.

pub mod bestanden;
pub mod clock;
pub mod config;
pub mod demo;
pub mod http;
pub mod kalender;
pub mod koppelvlakken;
pub mod logboek;
pub mod pseudoniem;
pub mod server;
pub mod store;
pub mod telemetrie;
pub mod termijn;
pub mod themes;
pub mod willekeur;
pub mod zegel;
