//! RDWDossierDigitaleDiensten v0200, `VoertuigbezitInfoPersoon`: the vehicles that a person is liable for.

use super::Dienst;
use super::vorm::Veld;
use super::vorm::Veld::{Blad, Bsn, Groep};
use crate::standins::Omgeving;
use crate::voorraad::VoorraadFout;
use axum::Router;
use futures::future::BoxFuture;

/// Where the dienst is reached. A client's address also names the one who answers (an OIN of the test range).
pub const PAD: &str = "/suwibroker/soap/RDWDossierDigitaleDiensten-v0200?oin=00000099000000002000";

const DIENST: Dienst = Dienst {
    naam: "RDWDossierDigitaleDiensten",
    versie: "v0200",
    vraag: "VoertuigbezitInfoPersoon",
    pad: "/suwibroker/soap/RDWDossierDigitaleDiensten-v0200",
    vorm: &[Groep("ClientSuwi", CLIENT)],
    gegevens: include_str!("brv.toml"),
};

const CLIENT: &[Veld] = &[Bsn("Burgerservicenr"), Groep("Aansprakelijke", &[Groep("Voertuig", VOERTUIG)])];

const VOERTUIG: &[Veld] = &[
    Blad("CdSrtVoertuig"),
    Blad("KentekenVoertuig"),
    Groep(
        "StatusVoertuig",
        &[Blad("CdStatusVoertuig"), Blad("DatBStatusVoertuig"), Blad("DatEStatusVoertuig")],
    ),
];

/// Takes in the demo's persons and gives the route.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(super::router(&DIENST, omgeving))
}

#[cfg(test)]
pub(super) const PROEF: &Dienst = &DIENST;
