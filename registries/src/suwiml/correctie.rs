//! What can be changed of the vehicles that somebody is liable for. The RDW tells it through the broker.

use super::SOORT;
use crate::wijziging::{Groep, HoortNiet, Lijst, Ontbreekt, Plek, Tabel, Vorm, Zoek};

const KENTEKEN: Vorm = Vorm::Patroon(6, 6, |teken| teken.is_ascii_uppercase() || teken.is_ascii_digit());
const STATUS: &str = "/Voertuig/StatusVoertuig";

const VOERTUIG: &[Plek] = &[
    Plek::nieuw("kentekenVoertuig", "/Voertuig/KentekenVoertuig", KENTEKEN).verplicht(),
    Plek::nieuw(
        "cdSrtVoertuig",
        "/Voertuig/CdSrtVoertuig",
        Vorm::Patroon(1, 1, |teken| teken.is_ascii_uppercase()),
    ),
    Plek::nieuw("cdStatusVoertuig", STATUS, Vorm::Patroon(2, 2, |teken| teken.is_ascii_digit()))
        .lijst("/CdStatusVoertuig", Lijst::Leden),
    Plek::nieuw("datBStatusVoertuig", STATUS, Vorm::Cijferdatum).lijst("/DatBStatusVoertuig", Lijst::Leden),
    Plek::nieuw("datEStatusVoertuig", STATUS, Vorm::Cijferdatum).lijst("/DatEStatusVoertuig", Lijst::Leden),
];

/// What a holder can change.
pub(crate) const BRV_TABEL: Tabel = Tabel {
    groepen: &[Groep::nieuw("brv.voertuigen", SOORT, Zoek::Persoon, VOERTUIG)
        .lijst("/ClientSuwi/Aansprakelijke")
        .ontbreekt(Ontbreekt::InLijst(&["kentekenVoertuig"]))
        .hoort_niet(HoortNiet::UitLijst)],
    niet: &[],
    termen: |_, _| None,
    afgeleid: |_, stuk| stuk,
};
