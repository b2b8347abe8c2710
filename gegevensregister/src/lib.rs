//! What the registrations hold on a person: one TOML file each (`registraties/`), the loader that checks them
//! ([`Register`]), and the lift from an answer of a registry to gegevens ([`til`]).
//!
//! What organisations use it for stands in `verwerkingsactiviteiten/`, one file each ([`Activiteiten`]).
//!
//! Only the TOML knows where a gegeven stands in an answer. No I/O, no clock: the files are part of the binary and
//! are read once, at start. `docs/adding-a-registration.md` explains the format of the files.

mod activiteiten;
mod bestand;
mod boom;
mod fout;
mod keuring;
mod lift;
mod register;
mod tekening;
mod tips;
mod toegang;
mod velden;
mod waarde;
mod wijzer;

pub use activiteiten::{Activiteit, Activiteiten, Duur, Organisatie, PORTAAL, Portaal, uri_van_portaal};
pub use bestand::Correctie;
pub use fout::{Mankement, RegisterFout};
pub use lift::{Opbrengst, til};
pub use register::{Plek, Register, Registratie};
pub use toegang::{Doel, Rol, Toegang};

/// The themes of the portal.
const THEMAS: &str = include_str!("../themas.toml");

/// What needs attention, and when.
const TIPS: &str = include_str!("../tips.toml");

/// Every registration, in the order of the page: the name of its file and its text. Adding one is adding a line.
const REGISTRATIES: &[(&str, &str)] = &[
    ("brp.toml", include_str!("../registraties/brp.toml")),
    ("reisdocumenten.toml", include_str!("../registraties/reisdocumenten.toml")),
    ("verblijfplaatshistorie.toml", include_str!("../registraties/verblijfplaatshistorie.toml")),
    ("bewoning.toml", include_str!("../registraties/bewoning.toml")),
    ("bag.toml", include_str!("../registraties/bag.toml")),
    ("kaart.toml", include_str!("../registraties/kaart.toml")),
    ("brk.toml", include_str!("../registraties/brk.toml")),
    ("woz.toml", include_str!("../registraties/woz.toml")),
    ("kvk.toml", include_str!("../registraties/kvk.toml")),
    ("brv.toml", include_str!("../registraties/brv.toml")),
    ("rdw.toml", include_str!("../registraties/rdw.toml")),
];

/// Ids of the organisations whose activities are part of the program: a file each, called by its id.
pub fn organisatie_ids() -> impl Iterator<Item = &'static str> {
    ACTIVITEITEN.iter().map(|(bestand, _)| bestand.trim_end_matches(".toml"))
}

/// Every organisation with its verwerkingsactiviteiten, in the order of the page.
const ACTIVITEITEN: &[(&str, &str)] = &[
    ("portaal.toml", include_str!("../verwerkingsactiviteiten/portaal.toml")),
    ("gemeente.toml", include_str!("../verwerkingsactiviteiten/gemeente.toml")),
    ("belastingdienst.toml", include_str!("../verwerkingsactiviteiten/belastingdienst.toml")),
    ("toeslagen.toml", include_str!("../verwerkingsactiviteiten/toeslagen.toml")),
    ("uwv.toml", include_str!("../verwerkingsactiviteiten/uwv.toml")),
    ("svb.toml", include_str!("../verwerkingsactiviteiten/svb.toml")),
    ("duo.toml", include_str!("../verwerkingsactiviteiten/duo.toml")),
    ("rvig.toml", include_str!("../verwerkingsactiviteiten/rvig.toml")),
    ("kadaster.toml", include_str!("../verwerkingsactiviteiten/kadaster.toml")),
    ("kvk.toml", include_str!("../verwerkingsactiviteiten/kvk.toml")),
    ("rdw.toml", include_str!("../verwerkingsactiviteiten/rdw.toml")),
    ("cjib.toml", include_str!("../verwerkingsactiviteiten/cjib.toml")),
    ("ind.toml", include_str!("../verwerkingsactiviteiten/ind.toml")),
    ("politie.toml", include_str!("../verwerkingsactiviteiten/politie.toml")),
    ("waterschap.toml", include_str!("../verwerkingsactiviteiten/waterschap.toml")),
    ("pensioenfonds.toml", include_str!("../verwerkingsactiviteiten/pensioenfonds.toml")),
    ("zorgverzekeraar.toml", include_str!("../verwerkingsactiviteiten/zorgverzekeraar.toml")),
    ("notaris.toml", include_str!("../verwerkingsactiviteiten/notaris.toml")),
    ("deurwaarder.toml", include_str!("../verwerkingsactiviteiten/deurwaarder.toml")),
];
