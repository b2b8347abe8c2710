//! Sessions: opened by a login, kept alive by use, ended by the citizen, by silence or by time.

use super::{Actor, Betrokkene, Wie};
use crate::clock::Clock;
use crate::config::Sessieduur;
use crate::koppelvlakken::oidc::Ingelogde;
use crate::logboek::ActorSoort;
use crate::pseudoniem::Pseudonimiseerder;
use crate::store::sessies::{self as tabel, Sessierij};
use crate::store::{Sleutel, Store, StoreFout};
use crate::willekeur::Willekeur;
use crate::zegel::{Zegel, ZegelFout};
use contract::sessie::{Niveau, Sessie};
use std::sync::Arc;

/// Use is written down at most this often; the citizen loses less than this from the 15 minutes.
const BIJHOUDEN_MS: i64 = 30_000;

/// The use case.
pub struct Sessies {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
    pub(crate) pseudonimiseerder: Pseudonimiseerder,
    pub(crate) zegel: Zegel,
    pub(crate) duur: Sessieduur,
}

/// Why a session could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum SessieFout {
    #[error(transparent)]
    Store(#[from] StoreFout),
    #[error(transparent)]
    Zegel(#[from] ZegelFout),
}

/// A session that is valid now.
#[derive(Clone, Debug)]
pub struct Geldig {
    pub wie: Wie,
    pub niveau: Niveau,
    pub sessie: Sessie,
}

impl Sessies {
    /// Opens a session and returns the token for the cookie; the server keeps only its hash.
    pub async fn open(&self, ingelogde: &Ingelogde) -> Result<String, SessieFout> {
        let token = self.willekeur.token();
        let pseudoniem = self.pseudonimiseerder.van(&ingelogde.bsn);
        let verzegeld = self.willekeur.met(|rng| self.zegel.verzegel(&ingelogde.bsn, &token, rng))?;
        let nu = self.clock.nu_ms();
        let rij = Sessierij {
            sleutel: Sleutel::van(&token),
            actor: pseudoniem.clone(),
            betrokkene: pseudoniem,
            verzegeld,
            niveau: ingelogde.niveau,
            begonnen_op: nu,
            laatst_actief_op: nu,
        };
        tabel::nieuw(&self.store, &rij).await?;
        Ok(token)
    }

    /// The session of this token, if it is valid. Looking does not keep it alive.
    pub async fn bekijk(&self, token: &str) -> Result<Option<Geldig>, StoreFout> {
        let Some(rij) = tabel::zoek(&self.store, &Sleutel::van(token)).await? else { return Ok(None) };
        Ok(self.geldig(&rij, token))
    }

    /// The session of this token, kept alive by this use of it.
    pub async fn gebruik(&self, token: &str) -> Result<Option<Geldig>, StoreFout> {
        self.houd_levend(token, BIJHOUDEN_MS).await
    }

    /// The citizen says that they go on.
    pub async fn verleng(&self, token: &str) -> Result<Option<Geldig>, StoreFout> {
        self.houd_levend(token, 0).await
    }

    async fn houd_levend(&self, token: &str, na_ms: i64) -> Result<Option<Geldig>, StoreFout> {
        let Some(mut rij) = tabel::zoek(&self.store, &Sleutel::van(token)).await? else { return Ok(None) };
        if self.geldig(&rij, token).is_none() {
            return Ok(None);
        }
        let nu = self.clock.nu_ms();
        if nu - rij.laatst_actief_op >= na_ms {
            // It may have ended just now, by logging out in another tab.
            if !tabel::actief(&self.store, &rij.sleutel, nu).await? {
                return Ok(None);
            }
            rij.laatst_actief_op = nu;
        }
        Ok(self.geldig(&rij, token))
    }

    /// Ends the session with this key. One that is not there has ended already.
    pub async fn sluit(&self, sleutel: &Sleutel) -> Result<(), StoreFout> {
        tabel::verwijder(&self.store, sleutel).await
    }

    /// Deletes what has ended.
    pub async fn ruim_op(&self) -> Result<u64, StoreFout> {
        let nu = self.clock.nu_ms();
        tabel::ruim_op(&self.store, nu - ms(self.duur.stil_seconden), nu - ms(self.duur.uiterst_seconden))
            .await
    }

    fn geldig(&self, rij: &Sessierij, token: &str) -> Option<Geldig> {
        let nu = self.clock.nu_ms();
        let stil = rij.laatst_actief_op + ms(self.duur.stil_seconden) - nu;
        let uiterst = rij.begonnen_op + ms(self.duur.uiterst_seconden) - nu;
        if stil <= 0 || uiterst <= 0 {
            return None;
        }
        let bsn = self.zegel.open(&rij.verzegeld, token).ok()?;
        Some(Geldig {
            wie: Wie {
                actor: Actor { pseudoniem: rij.actor.clone(), soort: ActorSoort::Burger },
                betrokkene: Betrokkene { bsn, pseudoniem: rij.betrokkene.clone() },
            },
            niveau: rij.niveau,
            sessie: Sessie::Ingelogd {
                niveau: rij.niveau,
                resterende_seconden: seconden(stil.min(uiterst)),
                uiterste_seconden: seconden(uiterst),
            },
        })
    }
}

fn ms(seconden: u32) -> i64 {
    i64::from(seconden) * 1000
}

fn seconden(ms: i64) -> u32 {
    u32::try_from(ms / 1000).unwrap_or(0)
}
