//! The table of stand-ins that keep documents: one line each. The BRP has a database of its own kind, and stands in
//! [`crate::start`].

use crate::brp::BrpRegister;
use crate::voorraad::{Voorraad, VoorraadFout};
use crate::{Klok, bag, bewoning, brk, kaart, kvk, rdw, reisdocumenten, suwiml, verblijfplaatshistorie, woz};
use axum::Router;
use futures::future::BoxFuture;
use std::path::Path;

/// What a stand-in is made with.
pub struct Omgeving {
    /// Its own database.
    pub voorraad: Voorraad,
    /// The BRP, for those that answer about the same persons. Without it they have those of the demo as they were.
    pub brp: Option<BrpRegister>,
    pub klok: Klok,
    /// What a client must send, in the header that the standard names.
    pub api_sleutel: String,
}

/// One stand-in.
pub struct Standin {
    /// The id of the registration in the gegevensregister.
    pub id: &'static str,
    /// Where its standard's own paths begin; what the client is configured with.
    pub pad: &'static str,
    /// Whether a question names a person by BSN, so that it can misbehave for one person.
    pub kent_bsn: bool,
    /// Takes in the demo's data and gives the routes, whole paths.
    pub maak: fn(Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>>,
}

/// In the order of the gegevensregister.
pub const STANDINS: &[Standin] = &[
    Standin { id: "reisdocumenten", pad: reisdocumenten::PAD, kent_bsn: true, maak: reisdocumenten::router },
    Standin {
        id: "verblijfplaatshistorie",
        pad: verblijfplaatshistorie::PAD,
        kent_bsn: true,
        maak: verblijfplaatshistorie::router,
    },
    Standin { id: "bewoning", pad: bewoning::PAD, kent_bsn: false, maak: bewoning::router },
    Standin { id: "brk", pad: brk::PAD, kent_bsn: true, maak: brk::router },
    Standin { id: "woz", pad: woz::PAD, kent_bsn: false, maak: woz::router },
    Standin { id: "bag", pad: bag::PAD, kent_bsn: false, maak: bag::router },
    Standin { id: "kaart", pad: kaart::PAD, kent_bsn: false, maak: kaart::router },
    Standin { id: "kvk", pad: kvk::PAD, kent_bsn: true, maak: kvk::router },
    Standin { id: "brv", pad: suwiml::BRV_PAD, kent_bsn: true, maak: suwiml::brv },
    Standin { id: "rdw", pad: rdw::PAD, kent_bsn: false, maak: rdw::router },
];

/// Opens the database of one and makes its routes; also gives the database.
pub(crate) async fn router(
    standin: &Standin,
    data: &Path,
    klok: Klok,
    brp: Option<&BrpRegister>,
    api_sleutel: String,
) -> Result<(Router, Voorraad), VoorraadFout> {
    let bestand = data.join(format!("{}.db", standin.id));
    let voorraad = Voorraad::open(&bestand, klok.clone()).await?;
    let router =
        (standin.maak)(Omgeving { voorraad: voorraad.clone(), brp: brp.cloned(), klok, api_sleutel }).await?;
    Ok((router, voorraad))
}
