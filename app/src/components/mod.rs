//! What pages are made of. A component draws what it is given; only [`geladen`], [`bronnen`], [`bewaartermijn`] and [`leeg`]
//! look in a store.

pub mod bedragenknop;
pub mod bewaartermijn;
pub mod bronnen;
pub mod formulier;
pub mod gegeven;
pub mod geladen;
pub mod groep;
pub mod icoon;
pub mod klopt_niet;
pub mod leeg;
pub mod melding;
pub mod openstand;
pub mod opgehaald;
pub mod staven;
pub mod tekening;
pub mod vulling;
