//! What the outbox brings to the holder. A message holds numbers only; what is sent is opened here, from the row it is about. That it is in
//! is written in one transaction with the closing of the message: once, whatever happens in between.

use super::melding::kenmerk;
use super::stap::Zet;
use super::{CorrectieFout, Correcties};
use crate::koppelvlakken::terugmelden::{GAAT_NIET_OVER, TerugmeldFout, Zaak};
use crate::store::correcties::{self as tabel, Correctierij};
use crate::store::uitbak::{self, Bericht, Bezorger, Bezorgfout, NieuwBericht};
use crate::store::{StoreFout, Transactie};
use contract::correctie::{Correctiestatus, Gebeurtenis};
use contract::verzoek::Verzoeknummer;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use std::sync::Arc;

const MELDING: &str = "correctie-melding";
const AANVULLING: &str = "correctie-aanvulling";
const INTREKKING: &str = "correctie-intrekking";
/// Find out who used the values that were corrected.
const NAVRAAG: &str = "correctie-navraag";
const KENNISGEVING: &str = "correctie-kennisgeving";

/// The files that go with the correctie itself, and with no answer.
pub(super) const BIJ_MELDING: &str = "";

/// Delivers all that correcties put in the outbox.
pub struct Correctiebezorger(Arc<Correcties>);

impl Correctiebezorger {
    /// One for each kind of message.
    pub fn alle(correcties: &Arc<Correcties>) -> impl Iterator<Item = (String, Arc<dyn Bezorger>)> {
        let bezorger: Arc<dyn Bezorger> = Arc::new(Self(Arc::clone(correcties)));
        let soorten = [MELDING, AANVULLING, INTREKKING, NAVRAAG, KENNISGEVING];
        soorten.into_iter().map(move |soort| (soort.to_owned(), Arc::clone(&bezorger)))
    }
}

impl Bezorger for Correctiebezorger {
    fn bezorg<'a>(&'a self, bericht: &'a Bericht) -> BoxFuture<'a, Result<(), Bezorgfout>> {
        Box::pin(async move {
            let correcties = &self.0;
            let nummer = tekst(&bericht.lading, "nummer").and_then(|nummer| nummer.parse().ok());
            let nummer: Verzoeknummer = nummer.ok_or(Bezorgfout("onleesbaar"))?;
            let rij = tabel::zoek(&correcties.store, nummer).await.map_err(|_| Bezorgfout("store"))?;
            let rij = rij.ok_or(Bezorgfout("onbekend"))?;
            let gedaan = match bericht.soort.as_str() {
                MELDING => correcties.bezorg_melding(bericht, &rij).await,
                AANVULLING => correcties.bezorg_aanvulling(bericht, &rij).await,
                INTREKKING => correcties.bezorg_intrekking(bericht, &rij).await,
                NAVRAAG => correcties.doe_navraag(bericht, &rij).await,
                KENNISGEVING => correcties.bezorg_kennisgeving(bericht, &rij).await,
                _ => Err(Nog("geen-bezorger")),
            };
            gedaan.map_err(|Nog(code)| Bezorgfout(code))
        })
    }
}

/// Not yet: it is tried again. A constant of ours.
pub(super) struct Nog(pub(super) &'static str);

impl From<StoreFout> for Nog {
    fn from(_: StoreFout) -> Self {
        Nog("store")
    }
}

impl From<CorrectieFout> for Nog {
    fn from(fout: CorrectieFout) -> Self {
        match fout {
            CorrectieFout::Store(_) => Nog("store"),
            // Another key, or somebody changed the row; whoever runs this must look.
            CorrectieFout::Zegel(_) => Nog("zegel"),
            _ => Nog("onverwacht"),
        }
    }
}

/// It is tried again; what does not pass by itself is counted, and told to whoever runs this.
fn meet(rij: &Correctierij, fout: TerugmeldFout) -> Nog {
    let code = fout.code();
    if GAAT_NIET_OVER.contains(&code) {
        tracing::error!(nummer = %rij.nummer, registratie = rij.loket, %fout, "a holder does not take what we bring");
        metrics::counter!("terugmelding_geweigerd_total", "registratie" => rij.loket.clone(), "reden" => code)
            .increment(1);
    }
    Nog(code)
}

impl Correcties {
    async fn bezorg_melding(&self, bericht: &Bericht, rij: &Correctierij) -> Result<(), Nog> {
        let van_nu = bericht.lading.get("ronde").and_then(Value::as_i64) == Some(rij.ronde);
        // Withdrawn before anybody saw it. What was tried before may have arrived: that goes on, so that it can be withdrawn there.
        let nooit_gezien = rij.status == Correctiestatus::Ingetrokken && bericht.poging == 1;
        if !van_nu || rij.referentie.is_some() || nooit_gezien {
            return Ok(());
        }
        let melding = self.terugmelding(rij).await?;
        let zaak = match self.loketten.meld(&rij.loket, &kenmerk(rij), &melding).await {
            Ok(zaak) => zaak,
            Err(fout) => {
                let nog = meet(rij, fout);
                // The holder read it and does not take it, so it is not there; and nobody wants it to be any more.
                let onnodig = matches!(fout, TerugmeldFout::Geweigerd(400 | 422))
                    && rij.status == Correctiestatus::Ingetrokken;
                return if onnodig { Ok(()) } else { Err(nog) };
            }
        };
        let nu = self.clock.nu_ms();
        let mut tx = self.store.transactie().await?;
        if !uitbak::afgeleverd_in(&mut tx, bericht, nu).await? {
            return Ok(());
        }
        let vers = tabel::vergrendel(&mut tx, rij.nummer).await?;
        let mut vers = vers.filter(|vers| vers.ronde == rij.ronde).ok_or(Nog("onbekend"))?;
        vers.referentie = Some(zaak.referentie);
        vers.volgen = true;
        vers.gelezen_op = nu;
        self.zet(&mut tx, &mut vers, Zet::houder(Gebeurtenis::Ontvangen, nu, None)).await?;
        Ok(tx.commit().await?)
    }

    async fn bezorg_aanvulling(&self, bericht: &Bericht, rij: &Correctierij) -> Result<(), Nog> {
        let van = tekst(&bericht.lading, "kenmerk").ok_or(Nog("onleesbaar"))?;
        let aanvulling = tabel::aanvulling(&self.store, rij.nummer, van).await?;
        let aanvulling = aanvulling.ok_or(Nog("onbekend"))?;
        // Who asked may have sent it on meanwhile. Then it goes with the terugmelding to the next holder.
        let voor = bericht.lading.get("ronde").and_then(Value::as_i64);
        let Some(referentie) = rij.referentie.as_deref().filter(|_| voor == Some(rij.ronde)) else {
            return Ok(());
        };
        let tekst = self.tekst_van(&aanvulling).map_err(CorrectieFout::from)?;
        let bijlages = self.bijlages(rij, &[van].into()).await?;
        let lichaam = json!({ "kenmerk": van, "tekst": tekst, "bijlages": bijlages });
        let antwoord = self.loketten.vul_aan(&rij.loket, &kenmerk(rij), referentie, &lichaam).await;
        self.na_conflict(bericht, rij, antwoord).await
    }

    pub(super) async fn bezorg_intrekking(&self, bericht: &Bericht, rij: &Correctierij) -> Result<(), Nog> {
        let vers;
        let rij = if rij.referentie.is_some() {
            rij
        } else {
            // It was never sent, or it is on its way and must arrive first. In this order: what arrived since the row was read is
            // no longer on its way, and only a row that is read after that knows of it.
            let onderweg = uitbak::is_open(&self.store, &sleutel_melding(rij, rij.ronde)).await?;
            vers = tabel::zoek(&self.store, rij.nummer).await?.ok_or(Nog("onbekend"))?;
            if onderweg || vers.ronde != rij.ronde {
                return Err(Nog("wacht-op-melding"));
            }
            &vers
        };
        let Some(referentie) = rij.referentie.as_deref() else { return Ok(()) };
        let antwoord = self.loketten.trek_in(&rij.loket, &kenmerk(rij), referentie).await;
        self.na_conflict(bericht, rij, antwoord).await
    }

    /// It is in; or the holder went on meanwhile, and then what it did tells the rest. Either way there is something to read.
    async fn na_conflict(
        &self,
        bericht: &Bericht,
        rij: &Correctierij,
        antwoord: Result<Zaak, TerugmeldFout>,
    ) -> Result<(), Nog> {
        match antwoord {
            Ok(_) => {}
            Err(TerugmeldFout::Conflict) => {
                metrics::counter!("terugmelding_te_laat_total", "soort" => bericht.soort.clone())
                    .increment(1);
            }
            Err(fout) => return Err(meet(rij, fout)),
        }
        let mut tx = self.store.transactie().await?;
        if uitbak::afgeleverd_in(&mut tx, bericht, self.clock.nu_ms()).await?
            && let Some(mut vers) = tabel::vergrendel(&mut tx, rij.nummer).await?
        {
            vers.gelezen_op = 0;
            tabel::bewaar(&mut tx, &vers).await?;
        }
        Ok(tx.commit().await?)
    }
}

impl Correcties {
    /// Whether whoever should have it now does not take it: not down, but not able to, until somebody looks.
    pub(super) async fn niet_aangenomen(&self, rij: &Correctierij) -> Result<bool, StoreFout> {
        if !matches!(rij.status, Correctiestatus::Ingediend | Correctiestatus::Doorgestuurd) {
            return Ok(false);
        }
        let code = uitbak::foutcode(&self.store, &sleutel_melding(rij, rij.ronde)).await?;
        Ok(code.is_some_and(|code| GAAT_NIET_OVER.contains(&code.as_str())))
    }
}

/// The terugmelding to whoever has it now; once for each time it was sent on.
pub(super) async fn leg_melding_in(
    tx: &mut Transactie,
    rij: &Correctierij,
    nu: i64,
) -> Result<(), StoreFout> {
    let lading = json!({ "nummer": rij.nummer.to_string(), "ronde": rij.ronde });
    leg_in(tx, MELDING, sleutel_melding(rij, rij.ronde), lading, nu).await
}

pub(super) async fn leg_aanvulling_in(
    tx: &mut Transactie,
    rij: &Correctierij,
    kenmerk: &str,
    nu: i64,
) -> Result<(), StoreFout> {
    let lading = json!({ "nummer": rij.nummer.to_string(), "kenmerk": kenmerk, "ronde": rij.ronde });
    leg_in(tx, AANVULLING, sleutel_aanvulling(kenmerk), lading, nu).await
}

pub(super) async fn leg_intrekking_in(
    tx: &mut Transactie,
    rij: &Correctierij,
    nu: i64,
) -> Result<(), StoreFout> {
    let lading = json!({ "nummer": rij.nummer.to_string() });
    leg_in(tx, INTREKKING, sleutel_intrekking(rij), lading, nu).await
}

pub(super) async fn leg_navraag_in(
    tx: &mut Transactie,
    rij: &Correctierij,
    nu: i64,
) -> Result<(), StoreFout> {
    let lading = json!({ "nummer": rij.nummer.to_string() });
    leg_in(tx, NAVRAAG, sleutel_navraag(rij), lading, nu).await
}

pub(super) async fn leg_kennisgeving_in(
    tx: &mut Transactie,
    rij: &Correctierij,
    organisatie: &str,
    nu: i64,
) -> Result<(), StoreFout> {
    let lading = json!({ "nummer": rij.nummer.to_string(), "organisatie": organisatie });
    leg_in(tx, KENNISGEVING, sleutel_kennisgeving(rij, organisatie), lading, nu).await
}

async fn leg_in(
    tx: &mut Transactie,
    soort: &str,
    sleutel: String,
    lading: Value,
    nu: i64,
) -> Result<(), StoreFout> {
    let bericht = NieuwBericht { soort: soort.to_owned(), sleutel, lading, aangemaakt_op: nu };
    uitbak::leg_in(tx, &bericht).await?;
    Ok(())
}

fn sleutel_melding(rij: &Correctierij, ronde: i64) -> String {
    format!("correctie {} melding {ronde}", rij.nummer)
}

fn sleutel_aanvulling(kenmerk: &str) -> String {
    format!("correctie aanvulling {kenmerk}")
}

fn sleutel_intrekking(rij: &Correctierij) -> String {
    format!("correctie {} intrekking", rij.nummer)
}

fn sleutel_navraag(rij: &Correctierij) -> String {
    format!("correctie {} navraag", rij.nummer)
}

fn sleutel_kennisgeving(rij: &Correctierij, organisatie: &str) -> String {
    format!("correctie {} kennisgeving {organisatie}", rij.nummer)
}

/// Takes all of a correctie out of the outbox. `false`: something is still on its way.
pub(super) async fn haal_uit(tx: &mut Transactie, rij: &Correctierij) -> Result<bool, StoreFout> {
    let mut sleutels: Vec<_> = (0..=rij.ronde).map(|ronde| sleutel_melding(rij, ronde)).collect();
    sleutels.extend([sleutel_intrekking(rij), sleutel_navraag(rij)]);
    let kenmerken = tabel::aangevuld_met(tx, rij.nummer).await?;
    sleutels.extend(kenmerken.iter().map(|kenmerk| sleutel_aanvulling(kenmerk)));
    if !uitbak::wis(tx, &sleutels).await? {
        return Ok(false);
    }
    // Only now: as long as it is being found out who is to be told, more may come.
    let verteld = tabel::verteld_aan(tx, rij.nummer).await?;
    let sleutels: Vec<_> = verteld.iter().map(|organisatie| sleutel_kennisgeving(rij, organisatie)).collect();
    uitbak::wis(tx, &sleutels).await
}

pub(super) fn tekst<'v>(lading: &'v Value, naam: &str) -> Option<&'v str> {
    lading.get(naam)?.as_str()
}
