//! One residence as the standard gives it: that of the API Personen, with its period, municipality and address lines.

use super::periode::Verblijf;
use crate::brp::adres::{self, ADRESREGELS, Soort, adresregels};
use crate::brp::datum::RuweDatum;
use crate::brp::lijst::{Context, Groep, Voorkomen};
use crate::brp::onderzoek::{Onderzoek, groep_verblijf};
use serde_json::{Map, Value, json};

/// Dates of a residence, and where that begins.
const AANVANG: [&str; 2] = ["1030", "1320"];

pub(super) fn verblijfplaats(
    verblijf: &Verblijf<'_>,
    deelnemer: Option<&Value>,
    ctx: &Context<'_>,
) -> Option<Value> {
    let v = verblijf.voorkomen;
    let soort = Soort::van(v)?;
    let Value::Object(mut plaats) = adres::verblijfplaats(v, ctx)? else { return None };
    for alleen_nu in ["datumIngangGeldigheid", "indicatieVastgesteldVerblijftNietOpAdres"] {
        plaats.remove(alleen_nu);
    }
    let io = plaats.remove("inOnderzoek");
    let niet_op_adres = Onderzoek::van(v).filter(|onderzoek| onderzoek.verblijft_niet_op_adres());
    let rni = deelnemer.filter(|_| !soort.binnenland() && verblijf.volgende.is_none());
    let erbij = Groep::default()
        .zet("gemeenteVanInschrijving", ctx.waardetabel(v, "0910", "gemeente"))
        .datum("datumTot", verblijf.tot())
        .datum("verblijftNietOpAdresVanaf", niet_op_adres.and_then(|onderzoek| onderzoek.ingang))
        .zet("rni", rni.cloned())
        .zet("adressering", adressering(v, soort, ctx))
        .zet("inOnderzoek", in_onderzoek(verblijf, io))
        .map();
    plaats.extend(erbij);
    Some(Value::Object(plaats))
}

/// What is in onderzoek of the residence now, and of what only its history has.
fn in_onderzoek(verblijf: &Verblijf<'_>, io: Option<Value>) -> Option<Value> {
    let mut io = match io {
        Some(Value::Object(io)) => io,
        _ => Map::new(),
    };
    io.remove("datumIngangGeldigheid");
    let mut merk = |veld: &str, onderzoek: Option<Onderzoek<'_>>, elementen: &[&str]| {
        if let Some(onderzoek) = onderzoek.filter(|onderzoek| onderzoek.raakt_verblijf(elementen)) {
            io.insert(veld.to_owned(), json!(true));
            if let Some(ingang) = onderzoek.ingang.map(RuweDatum::antwoord) {
                io.entry("datumIngangOnderzoek").or_insert(ingang);
            }
        }
    };
    merk("gemeenteVanInschrijving", Onderzoek::van(verblijf.voorkomen), &["0910"]);
    // When the next residence began is when this one ended: doubt about the one is doubt about the other.
    merk("datumTot", verblijf.volgende.and_then(Onderzoek::van), &AANVANG);
    let alleen_datum = io.keys().all(|veld| veld == "datumIngangOnderzoek");
    (!alleen_datum).then_some(Value::Object(io))
}

fn adressering(v: &Voorkomen, soort: Soort, ctx: &Context<'_>) -> Option<Value> {
    let velden = if soort.binnenland() { &ADRESREGELS[..2] } else { ADRESREGELS };
    let mut regels = adresregels(v, ctx, &mut Groep::default());
    regels.remove("indicatieVastgesteldVerblijftNietOpAdres");
    if regels.is_empty() {
        return None;
    }
    let io = groep_verblijf(Onderzoek::van(v), velden);
    regels.extend(io.map(|io| ("inOnderzoek".to_owned(), io)));
    Some(Value::Object(regels))
}
