//! One folder or file per page; which page stands at which path is in [`crate::shell`].

pub mod berichten;
pub mod correcties;
pub mod fout;
pub mod inloggen;
pub mod inzage;
pub mod klantbeeld;
pub mod later;
pub mod niet_gevonden;
pub mod overzicht;
pub mod uitgelogd;
pub mod verwerkingsactiviteiten;
pub mod verzoeken;
