//! What the reader must know before reading on: secrecy, and a record that is no longer kept up.

use crate::components::icoon::Icoon;
use crate::components::melding::{Melding, Toon};
use crate::klantbeeld::lezer::{Lezer, lezer};
use crate::klantbeeld::ordening::{definitie, waarde};
use crate::klantbeeld::vorm::{datum_tekst, vorm};
use crate::klantbeeld::{self, Klantbeeld};
use crate::taal::{td_string, vul};
use contract::klantbeeld::{Bronbeeld, Waarde};
use leptos::prelude::*;

const GEHEIM: &str = "brp.geheimhouding.geheimhoudingPersoonsgegevens";
const OPSCHORTING_REDEN: &str = "brp.opschorting.reden";
const OPSCHORTING_DATUM: &str = "brp.opschorting.datum";

#[component]
pub fn Meldingen() -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let brp = klantbeeld.geladen("brp");
    move || {
        let brp = brp.get()?;
        let lezer = lezer();
        Some((geheimhouding(&brp, lezer), opschorting(klantbeeld, &brp, lezer)))
    }
}

fn geheimhouding(brp: &Bronbeeld, lezer: Lezer) -> Option<impl IntoView + use<>> {
    let kop = td_string!(lezer.0, klantbeeld.geheimhouding.kop).to_owned();
    (waarde(brp, GEHEIM) == Some(&Waarde::JaNee { ja: true })).then(|| {
        view! {
            <Melding toon=Toon::Info icoon=Icoon::Slot kop>
                <p>{td_string!(lezer.0, klantbeeld.geheimhouding.tekst)}</p>
            </Melding>
        }
    })
}

fn opschorting(klantbeeld: Klantbeeld, brp: &Bronbeeld, lezer: Lezer) -> Option<impl IntoView + use<>> {
    let register = klantbeeld.register()?;
    let reden = vorm(waarde(brp, OPSCHORTING_REDEN)?, definitie(&register, OPSCHORTING_REDEN)?, &lezer)
        .in_een_regel();
    let tekst = vul(td_string!(lezer.0, klantbeeld.opschorting.tekst), &[("reden", &reden)]);
    let sinds = waarde(brp, OPSCHORTING_DATUM).and_then(|waarde| match waarde {
        Waarde::Datum { datum } => Some(vul(
            td_string!(lezer.0, klantbeeld.opschorting.sinds),
            &[("datum", &datum_tekst(*datum, &lezer))],
        )),
        _ => None,
    });
    let kop = td_string!(lezer.0, klantbeeld.opschorting.kop).to_owned();
    Some(view! {
        <Melding toon=Toon::LetOp kop>
            <p>{tekst} " " {sinds}</p>
        </Melding>
    })
}
