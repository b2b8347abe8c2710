//! The `fields` of a question: which paths exist, which were asked, and what of a person is delivered for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::adres::Soort;
use super::lijst::{Persoonslijst, Voorkomen};

/// The paths of a kind of answer: each path → the units it stands for. A unit is what is delivered as a whole:
/// a value, a date or a code with its description.
pub(crate) type Paden = BTreeMap<String, Vec<String>>;

const DATUM: &[&str] = &["langFormaat", "type", "datum", "onbekend", "jaar", "maand"];
const CODE: &[&str] = &["code", "omschrijving"];
const TITEL: &[&str] = &["code", "omschrijving", "soort"];

/// One line a group: its path, then its fields. A suffix tells a date (`@`), a code (`#`) or a title (`^`).
const PERSOON: &str = "
. aNummer burgerservicenummer datumEersteInschrijvingGBA@ datumInschrijvingInGemeente@ gemeenteVanInschrijving# geslacht# indicatieCurateleRegister indicatieGezagMinderjarige# leeftijd
adressering adresregel1 adresregel2 adresregel3 land# aanhef gebruikInLopendeTekst
adressering.aanschrijfwijze aanspreekvorm naam
adresseringBinnenland adresregel1 adresregel2 aanhef gebruikInLopendeTekst
adresseringBinnenland.aanschrijfwijze aanspreekvorm naam
europeesKiesrecht aanduiding# einddatumUitsluiting@
geboorte datum@ land# plaats#
immigratie datumVestigingInNederland@ indicatieVestigingVanuitBuitenland landVanwaarIngeschreven# vanuitVerblijfplaatsOnbekend
kinderen burgerservicenummer
kinderen.geboorte datum@ land# plaats#
kinderen.naam adellijkeTitelPredicaat^ geslachtsnaam voorletters voornamen voorvoegsel
naam adellijkeTitelPredicaat^ geslachtsnaam volledigeNaam voorletters voornamen voorvoegsel aanduidingNaamgebruik#
nationaliteiten redenOpname# type datumIngangGeldigheid@ nationaliteit#
ouders burgerservicenummer datumIngangFamilierechtelijkeBetrekking@ geslacht# ouderAanduiding
ouders.geboorte datum@ land# plaats#
ouders.naam adellijkeTitelPredicaat^ geslachtsnaam voorletters voornamen voorvoegsel
overlijden datum@ land# plaats#
partners burgerservicenummer geslacht# soortVerbintenis#
partners.aangaanHuwelijkPartnerschap datum@ land# plaats#
partners.geboorte datum@ land# plaats#
partners.naam adellijkeTitelPredicaat^ geslachtsnaam voorletters voornamen voorvoegsel
partners.ontbindingHuwelijkPartnerschap datum@
uitsluitingKiesrecht einddatum@ uitgeslotenVanKiesrecht
verblijfplaats type datumIngangGeldigheid@ datumVan@ adresseerbaarObjectIdentificatie functieAdres# nummeraanduidingIdentificatie
verblijfplaats.verblijfadres land# regel1 regel2 regel3 aanduidingBijHuisnummer# huisletter huisnummer huisnummertoevoeging korteStraatnaam officieleStraatnaam postcode woonplaats locatiebeschrijving
verblijfplaatsBinnenland type datumIngangGeldigheid@ datumVan@ adresseerbaarObjectIdentificatie functieAdres# nummeraanduidingIdentificatie
verblijfplaatsBinnenland.verblijfadres aanduidingBijHuisnummer# huisletter huisnummer huisnummertoevoeging korteStraatnaam officieleStraatnaam postcode woonplaats locatiebeschrijving
verblijfstitel aanduiding# datumEinde@ datumIngang@
";

const PERSOON_BEPERKT: &str = "
. burgerservicenummer geslacht# leeftijd
adressering adresregel1 adresregel2 adresregel3 land#
adresseringBinnenland adresregel1 adresregel2
geboorte datum@
naam adellijkeTitelPredicaat^ geslachtsnaam volledigeNaam voorletters voornamen voorvoegsel
";

/// Authority is delivered as a whole, whichever part of it is asked.
const GEZAG: &[&str] = &[
    "type",
    "minderjarige",
    "minderjarige.burgerservicenummer",
    "ouders",
    "ouders.burgerservicenummer",
    "ouder",
    "ouder.burgerservicenummer",
    "derde",
    "derde.burgerservicenummer",
    "derden",
    "derden.burgerservicenummer",
];

/// What comes along by itself and may not be asked.
const AUTOMATISCH: &[&str] =
    &["inOnderzoek", "geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "verificatie"];

pub(super) static PADEN_PERSOON: LazyLock<Paden> = LazyLock::new(|| paden(PERSOON, true));
pub(super) static PADEN_BEPERKT: LazyLock<Paden> = LazyLock::new(|| paden(PERSOON_BEPERKT, false));
pub(super) static PADEN_BEPERKT_MET_GEZAG: LazyLock<Paden> = LazyLock::new(|| paden(PERSOON_BEPERKT, true));

pub(crate) fn paden(regels: &str, met_gezag: bool) -> Paden {
    let mut paden = Paden::new();
    for regel in regels.lines().filter(|regel| !regel.is_empty()) {
        let mut woorden = regel.split(' ');
        let groep = woorden.next().unwrap_or_default().trim_start_matches('.');
        for woord in woorden {
            let (veld, onderdelen) = match woord.char_indices().last() {
                Some((i, '@')) => (&woord[..i], DATUM),
                Some((i, '#')) => (&woord[..i], CODE),
                Some((i, '^')) => (&woord[..i], TITEL),
                _ => (woord, &[][..]),
            };
            let eenheid = pad(groep, veld);
            let mut boven = groep;
            while !boven.is_empty() {
                paden.entry(boven.to_owned()).or_default().push(eenheid.clone());
                boven = boven.rsplit_once('.').map_or("", |(boven, _)| boven);
            }
            for deel in onderdelen {
                paden.insert(pad(&eenheid, deel), vec![eenheid.clone()]);
            }
            paden.insert(eenheid.clone(), vec![eenheid]);
        }
    }
    if met_gezag {
        let eenheid = || vec!["gezag".to_owned()];
        paden.insert("gezag".to_owned(), eenheid());
        paden.extend(GEZAG.iter().map(|deel| (pad("gezag", deel), eenheid())));
    }
    paden
}

fn pad(groep: &str, veld: &str) -> String {
    if groep.is_empty() { veld.to_owned() } else { format!("{groep}.{veld}") }
}

/// Whether a path points at something that is delivered by itself.
pub(super) fn automatisch(veld: &str) -> bool {
    // Of the holder of a travel document the same comes along as of a person.
    let mut delen = veld.strip_prefix("houder.").unwrap_or(veld).split('.');
    let eerste = delen.next().unwrap_or_default();
    AUTOMATISCH.contains(&eerste) || delen.any(|deel| deel == "inOnderzoek")
}

/// What was asked, as units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gevraagd(pub(crate) BTreeSet<String>);

impl Gevraagd {
    /// The person with only what was asked, and what comes along by itself.
    pub(super) fn lever(&self, pl: &Persoonslijst, mut persoon: Map<String, Value>) -> Map<String, Value> {
        let gevraagd = Gevraagd(self.zonder_alias(pl.een("08")));
        let mut antwoord = gevraagd.filter(&persoon, "");
        for veld in ["geheimhoudingPersoonsgegevens", "opschortingBijhouding", "verificatie"] {
            antwoord.extend(persoon.remove_entry(veld));
        }
        if let Some(Value::Array(deelnemers)) = persoon.remove("rni") {
            let gevraagde: Vec<_> =
                deelnemers.into_iter().filter(|d| gevraagd.uit_categorie(d["categorie"].as_str())).collect();
            if !gevraagde.is_empty() {
                antwoord.insert("rni".to_owned(), Value::Array(gevraagde));
            }
        }
        antwoord
    }

    /// `verblijfplaatsBinnenland` and `adresseringBinnenland` ask for the same fields, but only of an address here.
    fn zonder_alias(&self, verblijf: Option<&Voorkomen>) -> BTreeSet<String> {
        let binnenland = verblijf.and_then(Soort::van).is_some_and(Soort::binnenland);
        let echt = |eenheid: &String| match eenheid.split_once("Binnenland.") {
            None => Some(eenheid.clone()),
            Some((groep, veld)) => {
                let overal = groep == "adressering" && !veld.starts_with("adresregel");
                (binnenland || overal).then(|| pad(groep, veld))
            }
        };
        self.0.iter().filter_map(echt).collect()
    }

    /// What of a group was asked, with what is in onderzoek of it. `hier` is the path of the group.
    pub(crate) fn filter(&self, groep: &Map<String, Value>, hier: &str) -> Map<String, Value> {
        let mut uit = Map::new();
        for (veld, waarde) in groep {
            let pad = pad(hier, veld);
            let deel = match (veld.as_str(), waarde) {
                _ if self.0.contains(&pad) => Some(waarde.clone()),
                ("inOnderzoek", Value::Object(io)) => self.filter_onderzoek(io, hier),
                ("indicatieVastgesteldVerblijftNietOpAdres", _) => {
                    self.vraagt_adres(hier).then(|| waarde.clone())
                }
                // The kind of residence or nationality is always told: without it the rest cannot be read.
                ("type", _) if !hier.is_empty() => Some(waarde.clone()),
                _ if !self.vraagt_onder(&pad) => None,
                (_, Value::Array(leden)) => {
                    let leden = leden.iter().filter_map(Value::as_object);
                    Some(Value::Array(leden.map(|lid| Value::Object(self.filter(lid, &pad))).collect()))
                }
                (_, Value::Object(onder)) => {
                    let onder = self.filter(onder, &pad);
                    (!onder.is_empty()).then_some(Value::Object(onder))
                }
                _ => None,
            };
            uit.extend(deel.map(|deel| (veld.clone(), deel)));
        }
        uit
    }

    fn vraagt_onder(&self, pad: &str) -> bool {
        let begin = format!("{pad}.");
        self.0.range(begin.clone()..).next().is_some_and(|eenheid| eenheid.starts_with(&begin))
    }

    fn vraagt_adres(&self, groep: &str) -> bool {
        groep != "adressering"
            || self.0.iter().any(|e| e.starts_with("adressering.adresregel") || e == "adressering.land")
    }

    /// Only what was asked is said to be in onderzoek, with the date that belongs to it.
    fn filter_onderzoek(&self, io: &Map<String, Value>, hier: &str) -> Option<Value> {
        let gevraagd = |veld: &str| {
            let pad = pad(hier, veld);
            self.0.contains(&pad) || self.vraagt_onder(&pad) || (veld == "type" && !hier.is_empty())
        };
        let is_datum = |veld: &str| veld.starts_with("datumIngangOnderzoek");
        let velden: Vec<_> = io.keys().filter(|veld| !is_datum(veld) && gevraagd(veld)).collect();
        let hoort_erbij = |datum: &str| velden.iter().any(|veld| datum_van(datum, veld));
        let uit: Map<_, _> = io
            .iter()
            .filter(|(veld, _)| velden.contains(veld) || (is_datum(veld) && hoort_erbij(veld)))
            .map(|(veld, waarde)| (veld.clone(), waarde.clone()))
            .collect();
        (!uit.is_empty()).then_some(Value::Object(uit))
    }

    /// Whether anything was asked of the category that an RNI participant supplied.
    fn uit_categorie(&self, categorie: Option<&str>) -> bool {
        self.0.iter().any(|eenheid| Some(categorie_van(eenheid)) == categorie)
    }
}

/// Whether a field of an `inOnderzoek` goes with this date of it.
fn datum_van(datum: &str, veld: &str) -> bool {
    match datum.trim_start_matches("datumIngangOnderzoek") {
        "Persoon" => {
            matches!(veld, "burgerservicenummer" | "geslacht" | "leeftijd")
                || datum_van("datumIngangOnderzoekPartner", veld)
        }
        "Partner" => matches!(veld, "aanhef" | "aanschrijfwijze" | "gebruikInLopendeTekst"),
        "Gemeente" => matches!(veld, "gemeenteVanInschrijving" | "datumInschrijvingInGemeente"),
        "Gezag" => matches!(veld, "indicatieCurateleRegister" | "indicatieGezagMinderjarige"),
        "Verblijfplaats" => veld.starts_with("adresregel") || veld == "land",
        _ => true,
    }
}

fn categorie_van(eenheid: &str) -> &'static str {
    let (groep, veld) = eenheid.split_once('.').unwrap_or((eenheid, ""));
    match groep {
        "adressering" if veld.starts_with("adresregel") || veld == "land" => "Verblijfplaats",
        "verblijfplaats" | "immigratie" | "gemeenteVanInschrijving" | "datumInschrijvingInGemeente" => {
            "Verblijfplaats"
        }
        "adressering" | "naam" | "geboorte" | "geslacht" | "leeftijd" | "aNummer" | "burgerservicenummer" => {
            "Persoon"
        }
        "nationaliteiten" => "Nationaliteit",
        "overlijden" => "Overlijden",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
