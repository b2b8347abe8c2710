//! What statuses, steps, reasons and organisations are called.

use crate::taal::Tekst;
use crate::taal::teksten::{aanvraag, organisatie, verzoeken};
use contract::Taal;
use contract::verzoek::{DeelStatus, Meldreden, NieuwVerzoek, Stapsoort, Verzoek};

/// TO MERGE: the register of verwerkingsactiviteiten names the organisations; until then their names stand in the locales.
pub const ORGANISATIES: [(&str, &Tekst); 19] = [
    ("belastingdienst", &organisatie::belastingdienst),
    ("cjib", &organisatie::cjib),
    ("deurwaarder", &organisatie::deurwaarder),
    ("duo", &organisatie::duo),
    ("gemeente", &organisatie::gemeente),
    ("ind", &organisatie::ind),
    ("kadaster", &organisatie::kadaster),
    ("kvk", &organisatie::kvk),
    ("notaris", &organisatie::notaris),
    ("pensioenfonds", &organisatie::pensioenfonds),
    ("politie", &organisatie::politie),
    ("portaal", &organisatie::portaal),
    ("rdw", &organisatie::rdw),
    ("rvig", &organisatie::rvig),
    ("svb", &organisatie::svb),
    ("toeslagen", &organisatie::toeslagen),
    ("uwv", &organisatie::uwv),
    ("waterschap", &organisatie::waterschap),
    ("zorgverzekeraar", &organisatie::zorgverzekeraar),
];

/// What an organisation is called; its id when we do not know it.
pub fn organisatie(taal: Taal, id: &str) -> String {
    let bekend = ORGANISATIES.iter().find(|(naam, _)| *naam == id);
    bekend.map_or_else(|| id.to_owned(), |(_, tekst)| tekst.in_taal(taal).to_owned())
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
