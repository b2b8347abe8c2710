//! The chain: every line and every ending of a betrokkene bears a mark over itself and the mark before it, under a key of
//! the server. What is changed, left out or put in between later does not fit any more, also for who can write in the
//! database. (That the last links were cut off, with the row that says where the chain ends, only a copy elsewhere can show.)

use crate::pseudoniem::{Pseudoniem, SLEUTEL_BYTES_MIN, SleutelTeKort, hex};
use crate::store::{StoreFout, Transactie, kolom};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

use super::schrijver::{REGELS_PER_OPDRACHT, plaatsen};

/// Makes the marks. No `Debug`: it holds the key.
#[derive(Clone)]
pub struct Ketensleutel(Hmac<Sha256>);

impl Ketensleutel {
    /// `sleutel`: at least 32 random bytes. With another key no earlier chain can be checked, so it must never change.
    pub fn nieuw(sleutel: &[u8]) -> Result<Self, SleutelTeKort> {
        if sleutel.len() < SLEUTEL_BYTES_MIN {
            return Err(SleutelTeKort);
        }
        Hmac::new_from_slice(sleutel).map(Self).map_err(|_| SleutelTeKort)
    }

    /// 64 hex digits over these fields, each with its length, so that no text can move to its neighbour.
    fn merk(&self, soort: &str, velden: &[&[u8]]) -> String {
        let mut hmac = self.0.clone();
        hmac.update(b"klantbeeld logboek v1");
        for veld in std::iter::once(soort.as_bytes()).chain(velden.iter().copied()) {
            hmac.update(&(veld.len() as u64).to_be_bytes());
            hmac.update(veld);
        }
        hex(&hmac.finalize().into_bytes())
    }

    pub(super) fn schakel(&self, plek: &Plek<'_>, inhoud: &Inhoud<'_>) -> String {
        let nummer = plek.volgnummer.to_be_bytes();
        let begin: [&[u8]; 3] = [plek.vorige.as_bytes(), plek.betrokkene.as_bytes(), &nummer];
        match *inhoud {
            Inhoud::Regel { start_time, span_id, trace_id, parent_span_id, actor, omschrijving } => {
                let start_time = start_time.to_be_bytes();
                let rest: [&[u8]; 6] = [
                    &start_time,
                    span_id.as_bytes(),
                    trace_id.as_bytes(),
                    parent_span_id.unwrap_or_default().as_bytes(),
                    actor.as_bytes(),
                    omschrijving.as_bytes(),
                ];
                self.merk("regel", &[&begin[..], &rest[..]].concat())
            }
            Inhoud::Afronding { start_time, span_id, status, end_time, foutcode } => {
                let (start_time, end_time) = (start_time.to_be_bytes(), end_time.to_be_bytes());
                let rest: [&[u8]; 5] = [
                    &start_time,
                    span_id.as_bytes(),
                    status.as_bytes(),
                    &end_time,
                    foutcode.unwrap_or_default().as_bytes(),
                ];
                self.merk("afronding", &[&begin[..], &rest[..]].concat())
            }
        }
    }

    /// What makes an anchor ours.
    pub(super) fn waarmerk(&self, betrokkene: &str, anker: &Anker) -> String {
        let [van, tot, gewist_op] = [anker.van, anker.tot, anker.gewist_op].map(i64::to_be_bytes);
        self.merk("anker", &[betrokkene.as_bytes(), &van, &tot, anker.schakel.as_bytes(), &gewist_op])
    }
}

/// Where a link stands.
pub(super) struct Plek<'a> {
    pub(super) betrokkene: &'a str,
    /// From 1.
    pub(super) volgnummer: i64,
    /// The mark before it; empty for the first.
    pub(super) vorige: &'a str,
}

/// What a link says; for a line `omschrijving` is the whole hash of its description.
pub(super) enum Inhoud<'a> {
    Regel {
        start_time: i64,
        span_id: &'a str,
        trace_id: &'a str,
        parent_span_id: Option<&'a str>,
        actor: &'a str,
        omschrijving: &'a str,
    },
    Afronding {
        start_time: i64,
        span_id: &'a str,
        status: &'a str,
        end_time: i64,
        foutcode: Option<&'a str>,
    },
}

/// What stands for links that were removed: `van` up to and including `tot`, and the mark of the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anker {
    pub(super) van: i64,
    pub(super) tot: i64,
    pub(super) schakel: String,
    pub(super) gewist_op: i64,
}

/// The ends of some chains, held until the transaction is over.
pub(super) struct Ketens<'s> {
    sleutel: &'s Ketensleutel,
    einden: BTreeMap<String, (i64, String)>,
}

impl<'s> Ketens<'s> {
    /// Takes the ends of these chains, in the same order for everybody: two gateways that want the same ones wait for each
    /// other instead of both waiting forever.
    pub(super) async fn neem(
        tx: &mut Transactie,
        sleutel: &'s Ketensleutel,
        betrokkenen: impl Iterator<Item = &Pseudoniem>,
    ) -> Result<Self, StoreFout> {
        let mut namen: Vec<&str> = betrokkenen.map(Pseudoniem::als_str).collect();
        namen.sort_unstable();
        namen.dedup();
        let mut einden = BTreeMap::new();
        for deel in namen.chunks(REGELS_PER_OPDRACHT) {
            // Changes nothing in a row that is there, but locks it (PostgreSQL) and returns it.
            let sql = format!(
                "INSERT INTO logboek_ketens (data_subject_id, volgnummer, schakel) VALUES {} \
                 ON CONFLICT (data_subject_id) DO UPDATE SET volgnummer = logboek_ketens.volgnummer \
                 RETURNING data_subject_id, volgnummer, schakel",
                plaatsen(3, deel.len())
            );
            let mut vraag = sqlx::query(AssertSqlSafe(sql));
            for naam in deel {
                vraag = vraag.bind(*naam).bind(0_i64).bind("");
            }
            for rij in &vraag.fetch_all(tx.verbinding()).await? {
                let einde = (kolom(rij, "volgnummer")?, kolom(rij, "schakel")?);
                einden.insert(kolom(rij, "data_subject_id")?, einde);
            }
        }
        Ok(Self { sleutel, einden })
    }

    /// Adds a link: its number and its mark.
    pub(super) fn hang_aan(
        &mut self,
        betrokkene: &Pseudoniem,
        inhoud: &Inhoud<'_>,
    ) -> Result<(i64, String), StoreFout> {
        let betrokkene = betrokkene.als_str();
        let einde = self.einden.get_mut(betrokkene).ok_or(StoreFout::Vorm("logboek_ketens"))?;
        let plek = Plek { betrokkene, volgnummer: einde.0 + 1, vorige: &einde.1 };
        *einde = (plek.volgnummer, self.sleutel.schakel(&plek, inhoud));
        Ok(einde.clone())
    }

    /// Writes where the chains end now.
    pub(super) async fn bewaar(self, tx: &mut Transactie) -> Result<(), StoreFout> {
        let einden: Vec<_> = self.einden.into_iter().collect();
        for deel in einden.chunks(REGELS_PER_OPDRACHT) {
            let sql = format!(
                "INSERT INTO logboek_ketens (data_subject_id, volgnummer, schakel) VALUES {} \
                 ON CONFLICT (data_subject_id) DO UPDATE SET volgnummer = excluded.volgnummer, schakel = excluded.schakel",
                plaatsen(3, deel.len())
            );
            let mut vraag = sqlx::query(AssertSqlSafe(sql));
            for (betrokkene, (volgnummer, schakel)) in deel {
                vraag = vraag.bind(betrokkene.as_str()).bind(*volgnummer).bind(schakel.as_str());
            }
            vraag.execute(tx.verbinding()).await?;
        }
        Ok(())
    }
}
