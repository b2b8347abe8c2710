//! The side of the organisations: what waits for them, who asks, and what they answer.

use super::stap::Zet;
use super::weergave::plek;
use super::{PER_PAGINA, VerzoekFout, Verzoeken, toets};
use crate::kalender;
use crate::store::verzoeken::{self as tabel, Deelrij, VerzoekSoort, Verzoekrij};
use crate::zegel::ZegelFout;
use contract::Datum;
use contract::verzoek::{Antwoord, DeelStatus, Deelverzoek, NieuwVerzoek, Stapsoort};
use serde::Serialize;

/// A page of what an organisation has to answer, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Werklijst {
    pub verzoeken: Vec<Werklijstregel>,
    /// Where the next page begins (`?na=`); absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volgende: Option<String>,
}

/// One line of it. It says nothing about who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Werklijstregel {
    pub nummer: String,
    pub soort: VerzoekSoort,
    pub status: DeelStatus,
    /// RFC 3339, UTC.
    #[schema(format = DateTime)]
    pub ingediend_op: String,
    pub uiterlijk: Datum,
    pub te_laat: bool,
}

/// A request as the organisation sees it that must answer. No `Debug`: it says who asks.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Behandelverzoek {
    pub nummer: String,
    /// RFC 3339, UTC.
    #[schema(format = DateTime)]
    pub ingediend_op: String,
    /// Who asks: the BSN of the login.
    pub bsn: String,
    pub inhoud: NieuwVerzoek,
    pub deel: Deelverzoek,
}

impl Verzoeken {
    /// What waits for this organisation, or, with `alles`, also what it has done.
    pub async fn werklijst(
        &self,
        organisatie: &str,
        na: Option<&str>,
        alles: bool,
    ) -> Result<Werklijst, VerzoekFout> {
        let na = match na {
            Some(nummer) => Some(self.voor_ons(organisatie, nummer).await?.0),
            None => None,
        };
        let rijen = tabel::werklijst(&self.store, organisatie, na.as_ref(), alles, PER_PAGINA).await?;
        let vol = rijen.len() == PER_PAGINA as usize;
        let volgende = rijen.last().filter(|_| vol).map(|rij| rij.nummer.to_string());
        let vandaag = kalender::dag_in_nederland(self.clock.nu_ms());
        let regel = |rij: tabel::Werkregel| Werklijstregel {
            nummer: rij.nummer.to_string(),
            soort: rij.soort,
            status: rij.status,
            ingediend_op: kalender::tijdstip(rij.ingediend_op),
            uiterlijk: kalender::datum(rij.uiterlijk),
            te_laat: super::staat::is_te_laat(rij.status, rij.uiterlijk, vandaag),
        };
        Ok(Werklijst { verzoeken: rijen.into_iter().map(regel).collect(), volgende })
    }

    /// Opens a request for the organisation that must answer it. That it saw who asks is on record before it does.
    pub async fn open_voor(&self, organisatie: &str, nummer: &str) -> Result<Behandelverzoek, VerzoekFout> {
        let (rij, _) = self.voor_ons(organisatie, nummer).await?;
        let deel = self.neem_stap(&rij, organisatie, Zet::organisatie(Stapsoort::Ingezien), None).await?;
        Ok(Behandelverzoek {
            nummer: rij.nummer.to_string(),
            ingediend_op: kalender::tijdstip(rij.ingediend_op),
            bsn: self.kluis.open(&plek(rij.nummer, "bsn"), &rij.bsn)?,
            inhoud: self.inhoud(&rij)?,
            deel,
        })
    }

    /// The organisation begins.
    pub async fn neem_op(&self, organisatie: &str, nummer: &str) -> Result<Deelverzoek, VerzoekFout> {
        let (rij, _) = self.voor_ons(organisatie, nummer).await?;
        self.neem_stap(&rij, organisatie, Zet::organisatie(Stapsoort::InBehandeling), None).await
    }

    /// Two months more, for a reason that the citizen is told.
    pub async fn verleng(
        &self,
        organisatie: &str,
        nummer: &str,
        reden: &str,
    ) -> Result<Deelverzoek, VerzoekFout> {
        let (rij, _) = self.voor_ons(organisatie, nummer).await?;
        let reden = self.verzegel(&rij, "reden", organisatie, &toets::reden(reden)?)?;
        let zet = Zet { reden: Some(reden), ..Zet::organisatie(Stapsoort::Verlengd) };
        self.neem_stap(&rij, organisatie, zet, None).await
    }

    /// The answer; when it refuses parts it is an answer in part.
    pub async fn beantwoord(
        &self,
        organisatie: &str,
        nummer: &str,
        antwoord: Antwoord,
    ) -> Result<Deelverzoek, VerzoekFout> {
        let (rij, _) = self.voor_ons(organisatie, nummer).await?;
        let antwoord = toets::antwoord(antwoord)?;
        let wat =
            if antwoord.weigeringen.is_empty() { Stapsoort::Beantwoord } else { Stapsoort::Gedeeltelijk };
        self.neem_stap(&rij, organisatie, Zet::organisatie(wat), Some(&antwoord)).await
    }

    /// A refusal of everything.
    pub async fn weiger(
        &self,
        organisatie: &str,
        nummer: &str,
        antwoord: Antwoord,
    ) -> Result<Deelverzoek, VerzoekFout> {
        let (rij, _) = self.voor_ons(organisatie, nummer).await?;
        let antwoord = toets::weigering(antwoord)?;
        self.neem_stap(&rij, organisatie, Zet::organisatie(Stapsoort::Geweigerd), Some(&antwoord)).await
    }

    /// A request that went to this organisation too, and its part.
    async fn voor_ons(&self, organisatie: &str, nummer: &str) -> Result<(Verzoekrij, Deelrij), VerzoekFout> {
        let nummer = nummer.parse().map_err(|_| VerzoekFout::NietGevonden)?;
        let delen = tabel::delen(&self.store, nummer).await?;
        let deel = delen.into_iter().find(|deel| deel.organisatie == organisatie);
        let rij = tabel::zoek(&self.store, nummer).await?;
        rij.zip(deel).ok_or(VerzoekFout::NietGevonden)
    }

    /// A step, and with it an answer if there is one: both or neither.
    async fn neem_stap(
        &self,
        rij: &Verzoekrij,
        organisatie: &str,
        zet: Zet,
        antwoord: Option<&Antwoord>,
    ) -> Result<Deelverzoek, VerzoekFout> {
        let nu = self.clock.nu_ms();
        let mut tx = self.store.transactie().await?;
        let staat = self.zet_in(&mut tx, rij, organisatie, zet, nu).await?;
        if let Some(antwoord) = antwoord {
            let tekst = serde_json::to_string(antwoord).map_err(|_| ZegelFout)?;
            let dicht = self.verzegel(rij, "antwoord", organisatie, &tekst)?;
            tabel::bewaar_antwoord(&mut tx, rij.nummer, organisatie, &dicht, nu).await?;
        }
        tx.commit().await?;
        let stappen = tabel::stappen(&self.store, rij.nummer, organisatie).await?;
        let deel = Deelrij {
            nummer: rij.nummer,
            organisatie: organisatie.to_owned(),
            status: staat.status,
            uiterlijk: staat.uiterlijk,
        };
        self.deel(&deel, &stappen)
    }
}
