//! What statuses, steps, reasons and organisations are called.

use crate::activiteiten;
use crate::taal::Tekst;
use crate::taal::teksten::{aanvraag, verzoeken};
use contract::Taal;
use contract::verzoek::{DeelStatus, Meldreden, NieuwVerzoek, Stapsoort, Verzoek};

/// Every organisation that can be asked: id and name, as soon as the register of verwerkingsactiviteiten is there.
pub fn organisaties() -> Vec<(String, String)> {
    let register = activiteiten::gebruik().nu().ok().flatten();
    let organisaties = register.iter().flat_map(|register| &register.organisaties);
    organisaties.map(|een| (een.id.clone(), een.naam.clone())).collect()
}

/// What an organisation is called; its id until we know better.
pub fn organisatie(id: &str) -> String {
    let naam = organisaties().into_iter().find(|(ander, _)| ander == id).map(|(_, naam)| naam);
    naam.unwrap_or_else(|| id.to_owned())
}

pub const fn status(status: DeelStatus) -> &'static Tekst {
    match status {
        DeelStatus::Ontvangen => &verzoeken::status::ontvangen,
        DeelStatus::InBehandeling => &verzoeken::status::in_behandeling,
        DeelStatus::Verlengd => &verzoeken::status::verlengd,
        DeelStatus::Beantwoord => &verzoeken::status::beantwoord,
        DeelStatus::Gedeeltelijk => &verzoeken::status::gedeeltelijk,
        DeelStatus::Geweigerd => &verzoeken::status::geweigerd,
        DeelStatus::Ingetrokken => &verzoeken::status::ingetrokken,
    }
}

pub const fn stap(stap: Stapsoort) -> &'static Tekst {
    match stap {
        Stapsoort::Ontvangen => &verzoeken::status::ontvangen,
        Stapsoort::Ingezien => &verzoeken::status::ingezien,
        Stapsoort::InBehandeling => &verzoeken::status::in_behandeling,
        Stapsoort::Verlengd => &verzoeken::status::verlengd,
        Stapsoort::Beantwoord => &verzoeken::status::beantwoord,
        Stapsoort::Gedeeltelijk => &verzoeken::status::gedeeltelijk,
        Stapsoort::Geweigerd => &verzoeken::status::geweigerd,
        Stapsoort::Ingetrokken => &verzoeken::status::ingetrokken,
        Stapsoort::TermijnVerstreken => &verzoeken::status::verstreken,
    }
}

/// The reasons, in the order of the form, with their word in an address.
pub const REDENEN: [(&str, Meldreden, &Tekst); 4] = [
    ("onbekend", Meldreden::KenIkNiet, &aanvraag::reden::ken_ik_niet),
    ("teveel", Meldreden::TeVeelGevraagd, &aanvraag::reden::te_veel),
    ("nietdoormij", Meldreden::NietDoorMij, &aanvraag::reden::niet_door_mij),
    ("anders", Meldreden::Anders, &aanvraag::reden::anders),
];

/// What somebody says is wrong.
pub fn reden(taal: Taal, reden: Meldreden) -> &'static str {
    let gevonden = REDENEN.iter().find(|(_, een, _)| *een == reden);
    gevonden.map_or("", |(_, _, tekst)| tekst.in_taal(taal))
}

/// What kind of request it is.
pub fn soort(verzoek: &Verzoek) -> &'static Tekst {
    match verzoek.inhoud {
        NieuwVerzoek::Inzage { .. } => &verzoeken::inzage,
        NieuwVerzoek::Gebruiksmelding { .. } => &verzoeken::melding,
    }
}
