//! Who used a value before it was corrected is told (AVG art. 19). First is found out who that is; that waits until every log can be
//! read, because who is forgotten now is never told.

use super::bezorgen::{Nog, leg_kennisgeving_in, tekst};
use super::weergave::plek;
use super::{CorrectieFout, Correcties};
use crate::kalender;
use crate::koppelvlakken::terugmelden::urn;
use crate::logboek::ActorSoort;
use crate::store::correcties::{self as tabel, Correctierij, Kennisgevingrij};
use crate::store::uitbak::{self, Bericht};
use crate::themes::{Actor, Betrokkene, Wie};
use crate::zegel::ZegelFout;
use contract::correctie::{Besluit, Gebeurtenis};
use serde_json::{Value, json};

impl Correcties {
    /// Finds out who is to be told, and puts that in the outbox.
    pub(super) async fn doe_navraag(&self, bericht: &Bericht, rij: &Correctierij) -> Result<(), Nog> {
        let stappen = tabel::stappen(&self.store, rij.nummer).await?;
        let verwerkt =
            stappen.iter().find(|stap| stap.wat == Gebeurtenis::Verwerkt).ok_or(Nog("niet-verwerkt"))?;
        let gewijzigd_op = verwerkt.op;
        let gegevens = self.toegewezen(rij).await?;
        let wie = self.wie(rij)?;
        let gevonden = self.gebruikers.van(&wie, &rij.registratie, &gegevens, gewijzigd_op).await;
        let mut gebruikers = gevonden.map_err(|fout| {
            tracing::warn!(nummer = %rij.nummer, %fout, "it is not known yet who used a corrected value");
            Nog("log")
        })?;
        // Who carried it out knows.
        gebruikers.remove(&rij.organisatie);
        let nu = self.clock.nu_ms();
        let mut tx = self.store.transactie().await?;
        if !uitbak::afgeleverd_in(&mut tx, bericht, nu).await? {
            return Ok(());
        }
        for (organisatie, gebruikt_op) in gebruikers {
            let een = Kennisgevingrij { organisatie, gebruikt_op, gewijzigd_op, afgeleverd_op: None };
            tabel::nieuwe_kennisgeving(&mut tx, rij.nummer, &een).await?;
            leg_kennisgeving_in(&mut tx, rij, &een.organisatie, nu).await?;
        }
        tx.commit().await?;
        self.wekker.notify_one();
        Ok(())
    }

    /// Tells one organisation.
    pub(super) async fn bezorg_kennisgeving(&self, bericht: &Bericht, rij: &Correctierij) -> Result<(), Nog> {
        let kennisgever = self.kennisgever.as_ref().ok_or(Nog("niet-ingesteld"))?;
        let organisatie = tekst(&bericht.lading, "organisatie").ok_or(Nog("onleesbaar"))?;
        let een = tabel::kennisgeving(&self.store, rij.nummer, organisatie).await?;
        let een = een.ok_or(Nog("onbekend"))?;
        let gebeurtenis = self.gebeurtenis(rij, &een).await?;
        kennisgever.stuur(&gebeurtenis).await.map_err(|fout| Nog(fout.0))?;
        let nu = self.clock.nu_ms();
        let mut tx = self.store.transactie().await?;
        if uitbak::afgeleverd_in(&mut tx, bericht, nu).await? {
            tabel::afgeleverd(&mut tx, rij.nummer, organisatie, nu).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The CloudEvent. Never a value: the receiver asks the registration itself.
    async fn gebeurtenis(&self, rij: &Correctierij, een: &Kennisgevingrij) -> Result<Value, CorrectieFout> {
        let gegevens = self.toegewezen(rij).await?;
        let wie = self.wie(rij)?;
        let op = kalender::tijdstip(een.gewijzigd_op);
        Ok(json!({
            "specversion": "1.0",
            "id": format!("{}-{}", rij.nummer, een.organisatie),
            "source": format!("urn:nld:oin:{}:systeem:klantbeeld", self.melder.oin),
            "type": "nl.overheid.klantbeeld.gegevens-gewijzigd",
            "subject": rij.nummer.to_string(),
            "time": op,
            "datacontenttype": "application/json",
            "data": {
                "ontvanger": een.organisatie,
                "bsn": wie.betrokkene.bsn.cijfers(),
                "registratie": rij.registratie,
                "gegevens": gegevens.iter().map(|gegeven| urn(gegeven)).collect::<Vec<_>>(),
                "gewijzigdOp": op,
            },
        }))
    }

    /// The gegevens that were corrected.
    async fn toegewezen(&self, rij: &Correctierij) -> Result<Vec<String>, CorrectieFout> {
        let dicht = tabel::besluit(&self.store, rij.nummer).await?.ok_or(CorrectieFout::NietGevonden)?;
        let open = self.kluis.open(&plek(rij.nummer, "besluit"), &dicht)?;
        let besluit: Besluit = serde_json::from_str(&open).map_err(|_| ZegelFout)?;
        let delen = besluit.delen.into_iter().filter(|deel| deel.toegewezen);
        Ok(delen.map(|deel| deel.gegeven).collect())
    }

    /// Who asked, when nobody is logged in.
    fn wie(&self, rij: &Correctierij) -> Result<Wie, CorrectieFout> {
        let cijfers = self.kluis.open(&plek(rij.nummer, "bsn"), &rij.bsn)?;
        let bsn = cijfers.parse().map_err(|_| ZegelFout)?;
        Ok(Wie {
            actor: Actor { pseudoniem: rij.actor.clone(), soort: ActorSoort::Burger },
            betrokkene: Betrokkene { bsn, pseudoniem: rij.betrokkene.clone() },
        })
    }
}
