//! The store's suite; each test runs on both engines.

mod berichten;
mod bezorgen;
mod duurzaam;
mod inloggen;
mod sessies;
mod uitbak;
