//! A TerugMelding as it comes in, read strictly: what is not right is said, and nothing of it is kept.

use super::probleem::Probleem;
use super::registraties::{self, Registratie};
use contract::Bsn;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Date, OffsetDateTime};

use super::bijlage::{Bijlage, RuweBijlage};

const GEGEVENS_MAX: usize = 200;
const WAARDE_MAX: usize = 1000;
pub(super) const TEKST_MAX: usize = 4000;

/// In what way it is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Aard {
    KloptNiet,
    Ontbreekt,
    HoortNietBijMij,
}

/// A value that tells one voorkomen from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kenmerk {
    #[serde(rename = "attribuutUrn")]
    pub(crate) urn: String,
    pub(crate) waarde: String,
}

/// One value: as it is doubted and as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deel {
    #[serde(rename = "attribuutUrn")]
    pub(crate) urn: String,
    #[serde(rename = "betwijfeldeWaarde", skip_serializing_if = "Option::is_none", default)]
    pub(crate) betwijfeld: Option<String>,
    #[serde(rename = "voorgesteldeWaarde", skip_serializing_if = "Option::is_none", default)]
    pub(crate) voorgesteld: Option<String>,
}

/// What a citizen answered to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Aanvulling {
    /// RFC 3339.
    pub(crate) op: String,
    pub(crate) tekst: String,
}

/// What is kept of a terugmelding, beside its files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Melding {
    /// Ids of the registration and of the organisation that decides.
    pub(crate) registratie: String,
    pub(crate) houder: String,
    /// The number that whoever sent it gave it.
    pub(crate) kenmerk: String,
    pub(crate) melder: String,
    pub(crate) peilmoment: String,
    pub(crate) bsn: String,
    pub(crate) groep: String,
    pub(crate) aard: Aard,
    pub(crate) voorkomen: Option<Vec<Kenmerk>>,
    pub(crate) toelichting: String,
    pub(crate) vier_ogen: bool,
    pub(crate) gegevens: Vec<Deel>,
    /// What the citizen answered to those who had it before; cases from before this was kept have none.
    #[serde(default)]
    pub(crate) eerdere_aanvullingen: Vec<Aanvulling>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bericht {
    terug_melding_header: Kop,
    terug_melding_body: Romp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kop {
    registratie: Bestemming,
    melder: Melder,
    datum_melding: String,
    peilmoment: String,
    referentiekenmerk: String,
    melding_bron: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bestemming {
    naam: String,
    code: String,
    houder: String,
    basis_registratie_code: String,
}

#[derive(Deserialize)]
struct Melder {
    naam: String,
    bedrijf: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Romp {
    object_identificatie: Vec<ObjectIdentificatie>,
    terug_melding_gegevens: Vec<Gegeven>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ObjectIdentificatie {
    object_type: String,
    attribuut_urn: String,
    id_waarde: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Gegeven {
    object_type: String,
    #[serde(flatten)]
    deel: Deel,
    eigenvelden: Eigenvelden,
    #[serde(default)]
    bijlages: Vec<RuweBijlage>,
}

#[derive(Deserialize)]
struct Eigenvelden {
    klantbeeld: Klantbeeld,
}

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Klantbeeld {
    aard: Aard,
    voorkomen: Option<Vec<Kenmerk>>,
    toelichting: String,
    vier_ogen: bool,
    #[serde(default)]
    aanvullingen: Vec<Aanvulling>,
}

/// Gathers what is wrong.
#[derive(Default)]
pub(crate) struct Keuring(Vec<String>);

impl Keuring {
    pub(crate) fn eis(&mut self, goed: bool, wat: impl Into<String>) {
        if !goed {
            self.0.push(wat.into());
        }
    }

    pub(crate) fn klaar(self) -> Result<(), Probleem> {
        if self.0.is_empty() { Ok(()) } else { Err(Probleem::Ongeldig(self.0)) }
    }
}

/// Reads JSON of a known form. Where it went wrong is said, what stood there is not.
pub(super) fn lees_json<T: serde::de::DeserializeOwned>(bytes: &[u8], wat: &str) -> Result<T, Probleem> {
    serde_json::from_slice(bytes).map_err(|fout| {
        let (regel, kolom) = (fout.line(), fout.column());
        Probleem::ongeldig(format!("Dit is niet de vorm van {wat} (regel {regel}, teken {kolom})."))
    })
}

/// Reads a terugmelding to a registration.
pub(super) fn lees(registratie: &Registratie, bytes: &[u8]) -> Result<(Melding, Vec<Bijlage>), Probleem> {
    let Bericht { terug_melding_header: kop, terug_melding_body: romp } =
        lees_json(bytes, "een TerugMelding")?;
    let mut keuring = Keuring::default();
    keur_kop(&mut keuring, registratie, &kop);
    keur_romp(&mut keuring, registratie, &romp);
    let mut gegevens = romp.terug_melding_gegevens;
    let ruw = gegevens.first_mut().map(|eerste| std::mem::take(&mut eerste.bijlages)).unwrap_or_default();
    keuring.eis(
        gegevens.iter().all(|gegeven| gegeven.bijlages.is_empty()),
        "bijlages staan bij het eerste gegeven.",
    );
    let bijlages = Bijlage::lees(ruw, &mut keuring);
    let Some(eerste) = gegevens.first() else {
        keuring.eis(false, "terugMeldingGegevens is leeg.");
        return Err(Probleem::Ongeldig(keuring.0));
    };
    let (groep, eigen) = (eerste.object_type.clone(), &eerste.eigenvelden.klantbeeld);
    let melding = Melding {
        registratie: registratie.id.into(),
        houder: registratie.houder.into(),
        kenmerk: kop.referentiekenmerk,
        melder: format!("{} ({})", kop.melder.naam, kop.melder.bedrijf),
        peilmoment: kop.peilmoment,
        bsn: romp.object_identificatie.into_iter().next().map(|een| een.id_waarde).unwrap_or_default(),
        groep,
        aard: eigen.aard,
        voorkomen: eigen.voorkomen.clone(),
        toelichting: eigen.toelichting.clone(),
        vier_ogen: eigen.vier_ogen,
        eerdere_aanvullingen: eigen.aanvullingen.clone(),
        gegevens: gegevens.into_iter().map(|gegeven| gegeven.deel).collect(),
    };
    keuring.klaar()?;
    Ok((melding, bijlages))
}

fn keur_kop(keuring: &mut Keuring, registratie: &Registratie, kop: &Kop) {
    let bestemming = &kop.registratie;
    keuring.eis(is_tekst(&bestemming.naam, 200), "registratie.naam is 1 tot 200 tekens.");
    keuring.eis(bestemming.code == registratie.id, format!("registratie.code is hier {}.", registratie.id));
    keuring.eis(
        bestemming.houder == registratie.houder,
        format!("registratie.houder is hier {}.", registratie.houder),
    );
    keuring.eis(
        bestemming.basis_registratie_code == registratie.code,
        format!("registratie.basisRegistratieCode is hier {}.", registratie.code),
    );
    let melder = is_tekst(&kop.melder.naam, 200) && is_tekst(&kop.melder.bedrijf, 200);
    keuring.eis(melder, "melder.naam en melder.bedrijf zijn 1 tot 200 tekens.");
    keuring.eis(datum(&kop.datum_melding).is_some(), "datumMelding is een datum: jjjj-mm-dd.");
    let peilmoment = OffsetDateTime::parse(&kop.peilmoment, &Rfc3339).is_ok();
    keuring.eis(peilmoment, "peilmoment is een tijdstip (RFC 3339).");
    keuring.eis(
        is_kenmerk(&kop.referentiekenmerk),
        "referentiekenmerk is 1 tot 64 letters, cijfers en streepjes.",
    );
    keuring.eis(is_tekst(&kop.melding_bron, 50), "meldingBron is 1 tot 50 tekens.");
}

fn keur_romp(keuring: &mut Keuring, registratie: &Registratie, romp: &Romp) {
    let persoon = match romp.object_identificatie.as_slice() {
        [een] => {
            let is_persoon = een.object_type == "persoon" && een.attribuut_urn == "urn:brp:persoon:bsn";
            is_persoon && een.id_waarde.len() == 9 && een.id_waarde.parse::<Bsn>().is_ok()
        }
        _ => false,
    };
    keuring.eis(persoon, "objectIdentificatie is één persoon, met urn:brp:persoon:bsn en een geldig nummer.");
    let gegevens = &romp.terug_melding_gegevens;
    keuring.eis(
        gegevens.len() <= GEGEVENS_MAX,
        format!("terugMeldingGegevens zijn er hoogstens {GEGEVENS_MAX}."),
    );
    let urns: BTreeSet<&str> = gegevens.iter().map(|gegeven| gegeven.deel.urn.as_str()).collect();
    keuring.eis(urns.len() == gegevens.len(), "Elk attribuutUrn staat er één keer.");
    let Some(eerste) = gegevens.first() else { return };
    let een_groep = gegevens.iter().all(|gegeven| gegeven.object_type == eerste.object_type);
    // A case that another holder sent on is about what that one holds.
    let van = eerste.object_type.split('.').next().and_then(registraties::registratie);
    keuring.eis(een_groep && van.is_some(), "objectType is steeds dezelfde groep van een registratie.");
    let van = van.unwrap_or(registratie);
    let eigen = &eerste.eigenvelden.klantbeeld;
    let gelijk = gegevens.iter().all(|gegeven| gegeven.eigenvelden.klantbeeld == *eigen);
    keuring.eis(gelijk, "eigenvelden.klantbeeld is bij elk gegeven hetzelfde.");
    keuring.eis(is_lange_tekst(&eigen.toelichting), format!("toelichting is 1 tot {TEKST_MAX} tekens."));
    for een in &eigen.aanvullingen {
        let goed = is_lange_tekst(&een.tekst) && OffsetDateTime::parse(&een.op, &Rfc3339).is_ok();
        keuring.eis(
            goed,
            format!("Elk van aanvullingen heeft een tijdstip en een tekst van 1 tot {TEKST_MAX} tekens."),
        );
    }
    for kenmerk in eigen.voorkomen.iter().flatten() {
        keuring.eis(is_urn(van, &kenmerk.urn), "voorkomen: attribuutUrn is van dezelfde registratie.");
        keuring.eis(is_waarde(&kenmerk.waarde), "voorkomen: waarde is 1 tot 1000 tekens.");
    }
    for (nummer, gegeven) in gegevens.iter().enumerate() {
        keur_deel(keuring, van, nummer + 1, &gegeven.deel, eigen.aard);
    }
}

fn keur_deel(keuring: &mut Keuring, registratie: &Registratie, nummer: usize, deel: &Deel, aard: Aard) {
    let eis = |keuring: &mut Keuring, goed, wat: &str| keuring.eis(goed, format!("Gegeven {nummer}: {wat}"));
    eis(keuring, is_urn(registratie, &deel.urn), "attribuutUrn is geen URN van deze registratie.");
    let waarden = [&deel.betwijfeld, &deel.voorgesteld];
    let goed = waarden.into_iter().flatten().all(|waarde| is_waarde(waarde));
    eis(keuring, goed, "een waarde is 1 tot 1000 tekens, zonder stuurtekens.");
    match aard {
        Aard::KloptNiet => {
            eis(keuring, deel.betwijfeld != deel.voorgesteld, "er is niets te veranderen.");
        }
        Aard::Ontbreekt => eis(keuring, deel.voorgesteld.is_some(), "voorgesteldeWaarde ontbreekt."),
        Aard::HoortNietBijMij => {
            let goed = deel.betwijfeld.is_some() && deel.voorgesteld.is_none();
            eis(keuring, goed, "er is een betwijfeldeWaarde, en geen voorgesteldeWaarde.");
        }
    }
}

/// `yyyy-mm-dd`.
pub(super) fn datum(tekst: &str) -> Option<Date> {
    (tekst.len() == 10).then(|| Date::parse(tekst, &Iso8601::DATE).ok())?
}

/// What whoever sends something may call it.
pub(super) fn is_kenmerk(tekst: &str) -> bool {
    (1..=64).contains(&tekst.len()) && tekst.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// One line.
fn is_tekst(tekst: &str, hoogstens: usize) -> bool {
    let lengte = tekst.chars().count();
    !tekst.trim().is_empty() && lengte <= hoogstens && !tekst.chars().any(char::is_control)
}

/// Lines of people.
pub(super) fn is_lange_tekst(tekst: &str) -> bool {
    !tekst.trim().is_empty() && mag_lang(tekst)
}

/// As [`is_lange_tekst`], or nothing.
pub(super) fn mag_lang(tekst: &str) -> bool {
    tekst.chars().count() <= TEKST_MAX
        && !tekst.chars().any(|teken| teken.is_control() && !"\n\r\t".contains(teken))
}

fn is_waarde(tekst: &str) -> bool {
    let stuurteken = tekst.chars().any(|teken| teken.is_control() && teken != '\n');
    (1..=WAARDE_MAX).contains(&tekst.chars().count()) && !stuurteken
}

fn is_urn(registratie: &Registratie, urn: &str) -> bool {
    let van_hier = urn.strip_prefix("urn:").and_then(|urn| urn.strip_prefix(registratie.id));
    let rest = van_hier.and_then(|urn| urn.strip_prefix(':')).unwrap_or_default();
    let naam = |deel: &str| !deel.is_empty() && deel.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    urn.len() <= 200 && rest.split(':').all(naam)
}
