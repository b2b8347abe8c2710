//! Zoeken v2: which registrations and establishments there are.

use super::fout::Fout;
use super::{Hal, INSCHRIJVING, Staat, basis, is_cijfers, lijst, tekst};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const VERSIE: &str = "2.1.0";
const TYPES: [&str; 3] = ["hoofdvestiging", "nevenvestiging", "rechtspersoon"];
/// What can be searched for; the others only shape the answer.
const TERMEN: [&str; 10] = [
    "kvkNummer",
    "rsin",
    "vestigingsnummer",
    "naam",
    "straatnaam",
    "plaats",
    "postcode",
    "huisnummer",
    "huisletter",
    "postbusnummer",
];

pub(super) async fn zoek(
    State(staat): State<Arc<Staat>>,
    Query(paren): Query<Vec<(String, String)>>,
    koppen: HeaderMap,
) -> Result<Hal, Fout> {
    let vraag = Zoekvraag::lees(&paren)?;
    let basis = basis(&koppen);
    let mut gevonden = Vec::new();
    for (_, inschrijving) in staat.voorraad.alle(INSCHRIJVING).await? {
        let hier = treffers(&inschrijving);
        let hier = hier.iter().filter(|treffer| vraag.past(treffer));
        gevonden.extend(hier.map(|treffer| treffer.json(&basis, vraag.inactief)));
    }
    if gevonden.is_empty() {
        return Err(Fout::NietsGevonden);
    }
    Ok(Hal { versie: VERSIE, inhoud: vraag.antwoord(&gevonden, &basis) })
}

/// Something that can be found: an establishment, or a legal person.
struct Treffer<'s> {
    soort: &'static str,
    inschrijving: &'s Value,
    /// The establishment, or the owner when it is a legal person.
    houder: &'s Value,
}

fn treffers(inschrijving: &Value) -> Vec<Treffer<'_>> {
    let vestigingen = lijst(&inschrijving["vestigingen"]).iter().map(|houder| {
        let soort = if houder["indHoofdvestiging"] == "Ja" { "hoofdvestiging" } else { "nevenvestiging" };
        Treffer { soort, inschrijving, houder }
    });
    // Without an establishment there is still the one who is registered.
    let alleen = lijst(&inschrijving["vestigingen"]).is_empty();
    let is_rechtspersoon = inschrijving["profiel"].get("statutaireNaam").is_some() || alleen;
    let zelf = Treffer { soort: "rechtspersoon", inschrijving, houder: &inschrijving["eigenaar"] };
    vestigingen.chain(is_rechtspersoon.then_some(zelf)).collect()
}

impl Treffer<'_> {
    fn naam(&self) -> &str {
        match &self.houder["eersteHandelsnaam"] {
            Value::String(naam) => naam,
            _ => tekst(&self.inschrijving["profiel"]["naam"]),
        }
    }

    fn is_actief(&self) -> bool {
        let beeindigd = |wat: &Value| wat["materieleRegistratie"].get("datumEinde").is_some();
        !beeindigd(&self.inschrijving["profiel"]) && !beeindigd(self.houder)
    }

    /// The visiting address, as far as it is not shielded.
    fn adres(&self) -> Option<&Value> {
        lijst(&self.houder["adressen"]).iter().find(|adres| adres["indAfgeschermd"] != "Ja")
    }

    fn heeft(&self, term: &str, gezocht: &str) -> bool {
        let gelijk = |waarde: &Value| match waarde {
            Value::String(tekst) => tekst.eq_ignore_ascii_case(gezocht),
            Value::Number(getal) => getal.to_string() == gezocht,
            _ => false,
        };
        match term {
            "kvkNummer" => gelijk(&self.inschrijving["profiel"]["kvkNummer"]),
            "rsin" => gelijk(&self.inschrijving["eigenaar"]["rsin"]),
            "vestigingsnummer" => gelijk(&self.houder["vestigingsnummer"]),
            "naam" => self.naam().to_lowercase().contains(&gezocht.to_lowercase()),
            plek => self.adres().is_some_and(|adres| gelijk(&adres[plek])),
        }
    }

    fn json(&self, basis: &str, met_actief: bool) -> Value {
        let nummer = tekst(&self.inschrijving["profiel"]["kvkNummer"]);
        let mut uit = json!({ "kvkNummer": nummer, "naam": self.naam(), "type": self.soort });
        let mut links = json!({ "basisprofiel": { "href": format!("{basis}/v1/basisprofielen/{nummer}") } });
        if let Some(rsin) = self.inschrijving["eigenaar"].get("rsin") {
            uit["rsin"] = rsin.clone();
        }
        if let Some(vestiging) = self.houder["vestigingsnummer"].as_str() {
            uit["vestigingsnummer"] = vestiging.into();
            links["vestigingsprofiel"] =
                json!({ "href": format!("{basis}/v1/vestigingsprofielen/{vestiging}") });
        }
        if let Some(adres) = self.adres() {
            let soort = if adres["type"] == "bezoekadres" { "bezoekadres" } else { "postadres" };
            let mut binnenlands = Map::from_iter([("type".to_owned(), soort.into())]);
            for naam in ["straatnaam", "plaats"] {
                binnenlands.extend(adres.get(naam).map(|waarde| (naam.to_owned(), waarde.clone())));
            }
            uit["adres"] = json!({ "binnenlandsAdres": binnenlands });
        }
        if met_actief {
            uit["actief"] = if self.is_actief() { "Ja" } else { "Nee" }.into();
        }
        uit["_links"] = links;
        uit
    }
}

struct Zoekvraag {
    termen: Vec<(&'static str, String)>,
    types: Vec<String>,
    inactief: bool,
    pagina: usize,
    per_pagina: usize,
}

impl Zoekvraag {
    fn lees(paren: &[(String, String)]) -> Result<Self, Fout> {
        let mut vraag =
            Self { termen: Vec::new(), types: Vec::new(), inactief: false, pagina: 1, per_pagina: 10 };
        for (naam, waarde) in paren {
            match naam.as_str() {
                "type" if TYPES.contains(&waarde.as_str()) => vraag.types.push(waarde.clone()),
                "type" => return Err(Fout::OngeldigeParameter("type")),
                "pagina" => vraag.pagina = tussen("pagina", waarde, 1000)?,
                "resultatenPerPagina" => vraag.per_pagina = tussen("resultatenPerPagina", waarde, 100)?,
                "inclusiefInactieveRegistraties" => {
                    vraag.inactief = waarde
                        .parse()
                        .map_err(|_| Fout::OngeldigeParameter("inclusiefInactieveRegistraties"))?;
                }
                naam => {
                    // The KVK leaves what it does not know alone.
                    let Some(term) = TERMEN.into_iter().find(|term| *term == naam) else { continue };
                    keur(term, waarde)?;
                    vraag.termen.push((term, waarde.clone()));
                }
            }
        }
        vraag.samen()?;
        Ok(vraag)
    }

    /// Which terms may, and must, be used together.
    fn samen(&self) -> Result<(), Fout> {
        let heeft = |term: &str| self.termen.iter().any(|(naam, _)| *naam == term);
        let (postcode, nummer, bus) = (heeft("postcode"), heeft("huisnummer"), heeft("postbusnummer"));
        let goed = !self.termen.is_empty() && postcode == (nummer || bus) && (nummer || !heeft("huisletter"));
        if goed { Ok(()) } else { Err(Fout::OngeldigeParameter("")) }
    }

    fn past(&self, treffer: &Treffer<'_>) -> bool {
        (self.types.is_empty() || self.types.iter().any(|soort| soort == treffer.soort))
            && (self.inactief || treffer.is_actief())
            && self.termen.iter().all(|(term, gezocht)| treffer.heeft(term, gezocht))
    }

    fn antwoord(&self, gevonden: &[Value], basis: &str) -> Value {
        let begin = (self.pagina - 1) * self.per_pagina;
        let hier: Vec<&Value> = gevonden.iter().skip(begin).take(self.per_pagina).collect();
        let mut uit = json!({
            "pagina": self.pagina,
            "resultatenPerPagina": self.per_pagina,
            "totaal": gevonden.len(),
            "resultaten": hier,
            "_links": { "self": { "href": self.href(basis, self.pagina) } },
        });
        if self.pagina > 1 {
            uit["vorige"] = self.href(basis, self.pagina - 1).into();
        }
        if begin + self.per_pagina < gevonden.len() {
            uit["volgende"] = self.href(basis, self.pagina + 1).into();
        }
        uit
    }

    fn href(&self, basis: &str, pagina: usize) -> String {
        let mut termen = url::form_urlencoded::Serializer::new(String::new());
        termen.extend_pairs(self.termen.iter().map(|(naam, waarde)| (*naam, waarde.as_str())));
        termen.extend_pairs(self.types.iter().map(|soort| ("type", soort.as_str())));
        termen.append_pair("pagina", &pagina.to_string());
        termen.append_pair("resultatenPerPagina", &self.per_pagina.to_string());
        format!("{basis}/v2/zoeken?{}", termen.finish())
    }
}

fn tussen(naam: &'static str, waarde: &str, meest: usize) -> Result<usize, Fout> {
    let getal = waarde.parse().ok().filter(|getal| (1..=meest).contains(getal));
    getal.ok_or(Fout::OngeldigeParameter(naam))
}

fn keur(term: &'static str, waarde: &str) -> Result<(), Fout> {
    let (goed, fout) = match term {
        "kvkNummer" => (is_cijfers(waarde, 8), Fout::OngeldigKvkNummer),
        "rsin" => (is_cijfers(waarde, 9), Fout::OngeldigRsin),
        "vestigingsnummer" => (is_cijfers(waarde, 12), Fout::OngeldigVestigingsnummer),
        "huisnummer" | "postbusnummer" => {
            let goed = (1..=5).any(|lengte| is_cijfers(waarde, lengte));
            (goed, Fout::OngeldigeParameter(term))
        }
        "postcode" => (is_postcode(waarde), Fout::OngeldigeParameter(term)),
        "huisletter" => {
            let goed = waarde.len() == 1 && waarde.bytes().all(|teken| teken.is_ascii_alphabetic());
            (goed, Fout::OngeldigeParameter(term))
        }
        _ => (!waarde.trim().is_empty(), Fout::OngeldigeParameter(term)),
    };
    if goed { Ok(()) } else { Err(fout) }
}

fn is_postcode(waarde: &str) -> bool {
    waarde.split_at_checked(4).is_some_and(|(cijfers, letters)| {
        is_cijfers(cijfers, 4)
            && letters.len() == 2
            && letters.bytes().all(|teken| teken.is_ascii_alphabetic())
    })
}
