//! What pages are made of. A component draws what it is given; only [`geladen`] and [`bronnen`] look in the store.

pub mod bronnen;
pub mod gegeven;
pub mod geladen;
pub mod groep;
pub mod icoon;
pub mod melding;
pub mod openstand;
