//! Terugmelden-API (Logius, draft 0.2) with what docs/terugmelden-profiel.md adds: the way of a correctie to its holder, and back.
//!
//! What a holder answers is untrusted: it is read up to a limit, its texts lose what cannot be seen, and an answer about another
//! case is no answer.

use super::BronFout;
use super::client::lees_begrensd;
use crate::config::Config;
use crate::kalender;
use contract::correctie::{Besluitdeel, Gebeurtenis};
use reqwest::header::HeaderValue;
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;
use time::Date;
use uuid::Uuid;

/// A terugmelding with all its files must be through within it; the outbox cuts off a little later.
const TERMIJN: Duration = Duration::from_secs(25);
/// To ask where it stands.
const TERMIJN_LEZEN: Duration = Duration::from_secs(5);
const ANTWOORD_BYTES_MAX: usize = 1024 * 1024;
/// More than happens to one case.
const STAPPEN_MAX: usize = 500;
/// The longest text of a holder that is kept, in characters.
const TEKST_MAX: usize = 20_000;
const REGEL_MAX: usize = 200;
const REGELS_MAX: usize = 10;

/// Why a holder's desk gave no usable answer. No variant holds a value from the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TerugmeldFout {
    #[error("this registration has no desk in the configuration")]
    GeenLoket,
    #[error("no connection, or it broke off")]
    Onbereikbaar,
    #[error("no answer within the deadline")]
    TeLaat,
    #[error("the desk is overloaded or limits us")]
    Overbelast,
    #[error("the desk failed with status {0}")]
    Stuk(u16),
    #[error("the desk refused our request with status {0}")]
    Geweigerd(u16),
    /// It does not fit with how things stand there.
    #[error("the desk says that it cannot be done (any more)")]
    Conflict,
    #[error("the desk does not know the case")]
    Onbekend,
    #[error("the answer is not what the profile says: {0}")]
    Onleesbaar(&'static str),
    #[error("the answer is larger than we read")]
    TeGroot,
    #[error("the answer is about another case")]
    AndereZaak,
}

impl TerugmeldFout {
    /// One word for metrics and the outbox.
    pub const fn code(self) -> &'static str {
        match self {
            Self::GeenLoket => "geen-loket",
            Self::Onbereikbaar => "onbereikbaar",
            Self::TeLaat => "te-laat",
            Self::Overbelast => "overbelast",
            Self::Stuk(_) => "stuk",
            Self::Geweigerd(_) => "geweigerd",
            Self::Conflict => "conflict",
            Self::Onbekend => "onbekend",
            Self::Onleesbaar(_) => "onleesbaar",
            Self::TeGroot => "te-groot",
            Self::AndereZaak => "andere-zaak",
        }
    }
}

/// The codes of what does not pass by itself: the desk answers, and cannot do with what we send, or we not with what it says.
/// Somebody must look.
pub const GAAT_NIET_OVER: [&str; 6] =
    ["geen-loket", "geweigerd", "conflict", "onleesbaar", "te-groot", "andere-zaak"];

/// A case as its holder tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zaak {
    pub referentie: String,
    /// Oldest first, without a gap. Empty when the answer has none.
    pub verloop: Vec<Verloopstap>,
}

/// One thing that happened there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verloopstap {
    pub volgnummer: i64,
    pub wat: Gebeurtenis,
    /// Unix milliseconds.
    pub op: i64,
    pub tekst: Option<String>,
    pub uiterlijk: Option<Date>,
    /// Id of a registration, as the holder says it.
    pub naar: Option<String>,
    pub besluit: Option<Houderbesluit>,
}

/// A decision, not yet held against what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Houderbesluit {
    pub delen: Vec<Besluitdeel>,
    pub toelichting: String,
    /// How, where, and until which day to object.
    pub bezwaar: Option<(String, Vec<String>, Date)>,
}

struct Loket {
    basis: String,
    sleutel: HeaderValue,
}

/// The desks of all registrations that have one.
pub struct Loketten {
    http: reqwest::Client,
    loketten: BTreeMap<String, Loket>,
}

impl Loketten {
    pub fn nieuw(config: &Config, http: reqwest::Client) -> Result<Self, String> {
        let mut loketten = BTreeMap::new();
        for (id, registratie) in &config.registraties {
            let Some(loket) = &registratie.terugmelden else { continue };
            let mut sleutel = HeaderValue::from_str(loket.api_sleutel.onthul())
                .map_err(|_| format!("registraties.{id}.terugmelden.api_sleutel cannot stand in a header"))?;
            sleutel.set_sensitive(true);
            let basis = loket.url.as_str().trim_end_matches('/').to_owned();
            loketten.insert(id.clone(), Loket { basis, sleutel });
        }
        Ok(Self { http, loketten })
    }

    /// Whether a correctie of this registration can be brought anywhere.
    pub fn heeft(&self, registratie: &str) -> bool {
        self.loketten.contains_key(registratie)
    }

    /// Hands a terugmelding in. The same one again gives the same answer.
    pub async fn meld(
        &self,
        registratie: &str,
        kenmerk: &str,
        melding: &Value,
    ) -> Result<Zaak, TerugmeldFout> {
        let loket = self.loket(registratie)?;
        let verzoek = self.http.post(format!("{}/terugmelding", loket.basis)).json(melding);
        zaak(&self.vraag(loket, verzoek, TERMIJN).await?, kenmerk, None)
    }

    /// Asks where it stands.
    pub async fn lees(
        &self,
        registratie: &str,
        kenmerk: &str,
        referentie: &str,
    ) -> Result<Zaak, TerugmeldFout> {
        let loket = self.loket(registratie)?;
        let uuid = uuid(referentie)?;
        let verzoek = self.http.get(format!("{}/terugmelding?terugMeldingReferentie={uuid}", loket.basis));
        zaak(&self.vraag(loket, verzoek, TERMIJN_LEZEN).await?, kenmerk, Some(referentie))
    }

    /// Answers a question of the holder. [`TerugmeldFout::Conflict`]: nothing was asked (any more).
    pub async fn vul_aan(
        &self,
        registratie: &str,
        kenmerk: &str,
        referentie: &str,
        aanvulling: &Value,
    ) -> Result<Zaak, TerugmeldFout> {
        let loket = self.loket(registratie)?;
        let verzoek = self.http.post(loket.pad(referentie, "aanvullingen")?).json(aanvulling);
        zaak(&self.vraag(loket, verzoek, TERMIJN).await?, kenmerk, Some(referentie))
    }

    /// Withdraws. [`TerugmeldFout::Conflict`]: it was decided.
    pub async fn trek_in(
        &self,
        registratie: &str,
        kenmerk: &str,
        referentie: &str,
    ) -> Result<Zaak, TerugmeldFout> {
        let loket = self.loket(registratie)?;
        let verzoek = self.http.post(loket.pad(referentie, "intrekking")?);
        zaak(&self.vraag(loket, verzoek, TERMIJN).await?, kenmerk, Some(referentie))
    }

    fn loket(&self, registratie: &str) -> Result<&Loket, TerugmeldFout> {
        self.loketten.get(registratie).ok_or(TerugmeldFout::GeenLoket)
    }

    async fn vraag(
        &self,
        loket: &Loket,
        verzoek: RequestBuilder,
        termijn: Duration,
    ) -> Result<Vec<u8>, TerugmeldFout> {
        let verzoek = verzoek.header("x-api-key", loket.sleutel.clone()).header("accept", "application/json");
        let gevraagd = async {
            let antwoord = verzoek.send().await.map_err(|_| TerugmeldFout::Onbereikbaar)?;
            match antwoord.status() {
                StatusCode::OK => Ok(lees_begrensd(antwoord, ANTWOORD_BYTES_MAX).await.map_err(van_bron)?),
                StatusCode::NOT_FOUND => Err(TerugmeldFout::Onbekend),
                StatusCode::CONFLICT => Err(TerugmeldFout::Conflict),
                StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                    Err(TerugmeldFout::Overbelast)
                }
                status if status.is_server_error() => Err(TerugmeldFout::Stuk(status.as_u16())),
                status => Err(TerugmeldFout::Geweigerd(status.as_u16())),
            }
        };
        tokio::time::timeout(termijn, gevraagd).await.unwrap_or(Err(TerugmeldFout::TeLaat))
    }
}

impl Loket {
    /// A reference goes into a URL only when it is what the standard says.
    fn pad(&self, referentie: &str, naam: &str) -> Result<String, TerugmeldFout> {
        Ok(format!("{}/terugmelding/{}/{naam}", self.basis, uuid(referentie)?))
    }
}

fn uuid(tekst: &str) -> Result<Uuid, TerugmeldFout> {
    Uuid::try_parse(tekst).map_err(|_| TerugmeldFout::Onleesbaar("no reference"))
}

fn van_bron(fout: BronFout) -> TerugmeldFout {
    match fout {
        BronFout::TeGroot => TerugmeldFout::TeGroot,
        _ => TerugmeldFout::Onbereikbaar,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ontvangen {
    terug_melding_referentie: String,
    referentie_kenmerk: String,
    #[serde(default)]
    verloop: Vec<Stap>,
}

#[derive(Deserialize)]
struct Stap {
    volgnummer: i64,
    wat: Gebeurtenis,
    op: String,
    tekst: Option<String>,
    uiterlijk: Option<String>,
    naar: Option<String>,
    besluit: Option<Besluit>,
}

#[derive(Deserialize)]
struct Besluit {
    delen: Vec<Deel>,
    #[serde(default)]
    toelichting: String,
    bezwaar: Option<Bezwaar>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Deel {
    attribuut_urn: String,
    toegewezen: bool,
    reden: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bezwaar {
    tekst: String,
    adres: Vec<String>,
    tot_en_met: String,
}

/// Reads an answer, which must be about this terugmelding, and about this case when that is known.
fn zaak(lichaam: &[u8], kenmerk: &str, referentie: Option<&str>) -> Result<Zaak, TerugmeldFout> {
    let gelezen: Ontvangen =
        serde_json::from_slice(lichaam).map_err(|_| TerugmeldFout::Onleesbaar("no Ontvangen"))?;
    let gekregen = uuid(&gelezen.terug_melding_referentie)?.to_string();
    if gelezen.referentie_kenmerk != kenmerk || referentie.is_some_and(|een| een != gekregen) {
        return Err(TerugmeldFout::AndereZaak);
    }
    if gelezen.verloop.len() > STAPPEN_MAX {
        return Err(TerugmeldFout::TeGroot);
    }
    let verloop = gelezen.verloop.into_iter().zip(1..).map(|(stap, nummer)| stap.keur(nummer));
    Ok(Zaak { referentie: gekregen, verloop: verloop.collect::<Result<_, _>>()? })
}

impl Stap {
    fn keur(self, verwacht: i64) -> Result<Verloopstap, TerugmeldFout> {
        if self.volgnummer != verwacht {
            return Err(TerugmeldFout::Onleesbaar("a gap in the verloop"));
        }
        let dag = |tekst: String| {
            kalender::uit_opslag(&tekst).ok_or(TerugmeldFout::Onleesbaar("a day that is none"))
        };
        Ok(Verloopstap {
            volgnummer: self.volgnummer,
            wat: self.wat,
            op: kalender::uit_tijdstip(&self.op).ok_or(TerugmeldFout::Onleesbaar("a time that is none"))?,
            tekst: self.tekst.map(|tekst| schoon(&tekst, TEKST_MAX)).filter(|tekst| !tekst.is_empty()),
            uiterlijk: self.uiterlijk.map(dag).transpose()?,
            naar: self.naar,
            besluit: self.besluit.map(Besluit::keur).transpose()?,
        })
    }
}

impl Besluit {
    fn keur(self) -> Result<Houderbesluit, TerugmeldFout> {
        let deel = |deel: Deel| Besluitdeel {
            gegeven: gegeven(&deel.attribuut_urn),
            toegewezen: deel.toegewezen,
            reden: schoon(&deel.reden.unwrap_or_default(), TEKST_MAX),
        };
        let bezwaar = |een: Bezwaar| {
            let dag = kalender::uit_opslag(&een.tot_en_met)
                .ok_or(TerugmeldFout::Onleesbaar("a last day that is none"))?;
            let adres = een.adres.iter().take(REGELS_MAX).map(|regel| schoon_regel(regel)).collect();
            Ok((schoon(&een.tekst, TEKST_MAX), adres, dag))
        };
        Ok(Houderbesluit {
            delen: self.delen.into_iter().map(deel).collect(),
            toelichting: schoon(&self.toelichting, TEKST_MAX),
            bezwaar: self.bezwaar.map(bezwaar).transpose()?,
        })
    }
}

/// The URN of a gegeven: its id with colons.
pub fn urn(gegeven: &str) -> String {
    format!("urn:{}", gegeven.replace('.', ":"))
}

/// The id behind a URN; a text that is none stays what it is, and is no id.
fn gegeven(urn: &str) -> String {
    urn.strip_prefix("urn:").map_or_else(|| urn.to_owned(), |id| id.replace(':', "."))
}

/// A text of a holder without what cannot be seen or turns the reading round, and no longer than is kept.
fn schoon(tekst: &str, max: usize) -> String {
    let tekst = tekst.replace("\r\n", "\n");
    let zichtbaar = tekst.chars().filter(|teken| {
        let draait =
            matches!(*teken, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        matches!(*teken, '\n' | '\t') || !(teken.is_control() || draait)
    });
    zichtbaar.take(max).collect::<String>().trim().to_owned()
}

fn schoon_regel(regel: &str) -> String {
    schoon(&regel.replace(['\n', '\t'], " "), REGEL_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const REFERENTIE: &str = "5f0c2b1e-6f0e-4f9e-9a51-0d5a3d3b7c11";
    const KENMERK: &str = "KB-2222-2222-2";

    fn lees(verander: impl FnOnce(&mut Value)) -> Result<Zaak, TerugmeldFout> {
        let mut antwoord = json!({
            "terugMeldingReferentie": REFERENTIE, "referentieKenmerk": KENMERK, "status": "Gemeld",
            "verloop": [
                { "volgnummer": 1, "wat": "ontvangen", "op": "2026-11-22T11:00:00Z" },
                { "volgnummer": 2, "wat": "inOnderzoek", "op": "2026-11-23T11:00:00+01:00", "onbekend": 1 },
            ],
        });
        verander(&mut antwoord);
        zaak(antwoord.to_string().as_bytes(), KENMERK, Some(REFERENTIE))
    }

    #[test]
    fn reads_what_happened() {
        let gelezen = lees(|_| {}).unwrap();
        assert_eq!(gelezen.referentie, REFERENTIE);
        let wat: Vec<_> = gelezen.verloop.iter().map(|stap| (stap.wat, stap.op)).collect();
        let (een, twee) = (1_795_345_200_000, 1_795_428_000_000);
        assert_eq!(wat, [(Gebeurtenis::Ontvangen, een), (Gebeurtenis::InOnderzoek, twee)]);
        assert!(
            lees(|boom| drop(boom.as_object_mut().unwrap().remove("verloop"))).unwrap().verloop.is_empty()
        );
    }

    #[test]
    fn an_answer_about_another_case_is_none() {
        let ander = lees(|boom| boom["referentieKenmerk"] = json!("KB-2222-2222"));
        assert_eq!(ander, Err(TerugmeldFout::AndereZaak));
        let ander =
            lees(|boom| boom["terugMeldingReferentie"] = json!("5f0c2b1e-6f0e-4f9e-9a51-0d5a3d3b7c12"));
        assert_eq!(ander, Err(TerugmeldFout::AndereZaak));
    }

    #[test]
    fn what_the_profile_does_not_say_is_refused_as_a_whole() {
        let stukken: [fn(&mut Value); 8] = [
            |boom| boom["verloop"][1]["volgnummer"] = json!(3),
            |boom| boom["verloop"][1]["volgnummer"] = json!(1),
            |boom| boom["verloop"][1]["wat"] = json!("weggegooid"),
            |boom| boom["verloop"][1]["op"] = json!("gisteren"),
            |boom| boom["verloop"][1]["uiterlijk"] = json!("2026-02-30"),
            |boom| boom["verloop"][1]["besluit"] = json!({}),
            |boom| boom["verloop"] = json!("niets"),
            |boom| *boom = json!([]),
        ];
        for stuk in stukken {
            let gelezen = lees(stuk);
            assert!(matches!(gelezen, Err(TerugmeldFout::Onleesbaar(_))), "{gelezen:?}");
        }
        let veel = json!({ "volgnummer": 1, "wat": "ontvangen", "op": "2026-11-22T11:00:00Z" });
        let gelezen = lees(|boom| boom["verloop"] = Value::Array(vec![veel; STAPPEN_MAX + 1]));
        assert_eq!(gelezen, Err(TerugmeldFout::TeGroot));
    }

    #[test]
    fn a_text_loses_what_cannot_be_seen() {
        assert_eq!(schoon(" Regel\r\ntwee\u{0}\u{202e}\u{7} \t", 100), "Regel\ntwee");
        assert_eq!(schoon(&"é".repeat(30), 20), "é".repeat(20));
        assert_eq!(schoon_regel("Straat 1\nPlaats"), "Straat 1 Plaats");
    }

    #[test]
    fn a_gegeven_and_its_urn_lead_to_each_other() {
        let id = "brp.kinderen.geboorte.datum";
        assert_eq!(urn(id), "urn:brp:kinderen:geboorte:datum");
        assert_eq!(gegeven(&urn(id)), id);
    }
}
