//! Inzage: who used the person's data. What a page and the overview know of it, and how it is put in words; the pages fetch
//! and draw.

pub mod bronnen;
pub mod filter;
pub mod gegevens;
pub mod maanden;
#[cfg(test)]
pub mod proef;
pub mod tijdlijn;
pub mod verloop;
pub mod woorden;
