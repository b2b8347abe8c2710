//! One resident as the standard gives them. Of who wants their data kept secret nothing but the number is told.

use crate::brp::antwoord::geheim;
use crate::brp::lijst::{Context, Groep, Persoonslijst};
use crate::brp::naam::{Geslacht, Naam, volledige_naam};
use crate::brp::onderzoek::Onderzoek;
use crate::brp::zuster::{EERDER, NU};
use serde_json::{Map, Value};

/// What an investigation of the residence can touch that matters here.
const VERBLIJF: [&str; 3] = ["1030", "1110", "1180"];

pub(super) fn bewoner(pl: &Persoonslijst, object: &str, ctx: &Context<'_>) -> Value {
    let hier = pl.alle(NU).iter().chain(pl.alle(EERDER)).filter(|v| v.tekst("1180") == Some(object));
    let in_onderzoek = hier.filter_map(Onderzoek::van).any(|onderzoek| onderzoek.raakt_verblijf(&VERBLIJF));
    let geheim = geheim(pl);
    let mut bewoner = Groep::default();
    bewoner
        .zet("burgerservicenummer", pl.bsn())
        .zet("geheimhoudingPersoonsgegevens", geheim.then_some(true))
        .zet("inOnderzoek", in_onderzoek.then_some(true));
    let mut bewoner = bewoner.map();
    if !geheim {
        bewoner.extend(wie(pl, ctx));
    }
    Value::Object(bewoner)
}

fn wie(pl: &Persoonslijst, ctx: &Context<'_>) -> Map<String, Value> {
    let Some(ik) = pl.een("01") else { return Map::new() };
    let naam = volledige_naam(Naam::van(ik), Geslacht::van(ik), ctx);
    Groep::default()
        .zet("naam", Groep::default().zet("volledigeNaam", naam).klaar())
        .zet("geboorte", Groep::default().datum("datum", ik.datum("0310")).klaar())
        .map()
}
