//! What many lines have in common, written once: every look at the BRP by a citizen names the same hundred gegevens.

use super::{ActorSoort, DATA_SUBJECT_ID_TYPE, Verwerking};
use crate::pseudoniem::hex;
use crate::store::{StoreFout, Transactie};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

use super::schrijver::{REGELS_PER_OPDRACHT, plaatsen};

/// So many are remembered as written; beyond it the memory begins anew.
const BEKEND_MAX: usize = 100_000;
const KOLOMMEN: usize = 13;

/// The columns of `logboek_omschrijvingen` after `id` and `hash`, in order, as they are hashed and written.
pub(super) struct Omschrijving<'a> {
    pub(super) name: &'a str,
    pub(super) processing_activity_id: &'a str,
    pub(super) data_subject_id_type: &'a str,
    pub(super) actor_soort: ActorSoort,
    pub(super) organisatie: Option<&'a str>,
    pub(super) functie: Option<&'a str>,
    pub(super) registratie: &'a str,
    /// A JSON array of ids.
    pub(super) gegevens: String,
    pub(super) doelbinding: &'a str,
    pub(super) grondslag: &'a str,
    pub(super) resource: &'a str,
}

impl<'a> Omschrijving<'a> {
    pub(super) fn van(verwerking: &'a Verwerking, resource: &'a str) -> Result<Self, StoreFout> {
        Ok(Self {
            name: &verwerking.naam,
            processing_activity_id: verwerking.verwerkingsactiviteit.as_str(),
            data_subject_id_type: DATA_SUBJECT_ID_TYPE,
            actor_soort: verwerking.actor_soort,
            organisatie: verwerking.organisatie.as_deref(),
            functie: verwerking.functie.as_deref(),
            registratie: &verwerking.registratie,
            gegevens: serde_json::to_string(&verwerking.gegevens).map_err(|_| StoreFout::Vorm("gegevens"))?,
            doelbinding: &verwerking.doelbinding,
            grondslag: &verwerking.grondslag,
            resource,
        })
    }

    /// Over every field with its length; absent is not the same as empty.
    pub(super) fn hash(&self) -> Hash {
        let mut sha = Sha256::new_with_prefix(b"klantbeeld omschrijving v1");
        let velden = [
            Some(self.name),
            Some(self.processing_activity_id),
            Some(self.data_subject_id_type),
            Some(self.actor_soort.code()),
            self.organisatie,
            self.functie,
            Some(self.registratie),
            Some(&self.gegevens),
            Some(self.doelbinding),
            Some(self.grondslag),
            Some(self.resource),
        ];
        for veld in velden {
            sha.update(veld.map_or(u64::MAX, |tekst| tekst.len() as u64).to_be_bytes());
            sha.update(veld.unwrap_or_default());
        }
        let hash: [u8; 32] = sha.finalize().into();
        let begin = hash.first_chunk().copied().map_or(0, i64::from_be_bytes);
        Hash { id: begin & i64::MAX, hex: hex(&hash) }
    }
}

/// SHA-256, and the number that its first 63 bits make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hash {
    pub(super) id: i64,
    pub(super) hex: String,
}

/// Which descriptions stand in the database, as far as this process knows.
#[derive(Default)]
pub(super) struct Bekend(HashSet<i64>);

impl Bekend {
    /// Only after the commit.
    pub(super) fn onthoud(&mut self, ids: impl Iterator<Item = i64>) {
        if self.0.len() > BEKEND_MAX {
            self.0.clear();
        }
        self.0.extend(ids);
    }

    /// Writes those that may not be there yet.
    pub(super) async fn schrijf(
        &self,
        tx: &mut Transactie,
        alle: &[(Omschrijving<'_>, Hash)],
    ) -> Result<(), StoreFout> {
        let mut gezien = HashSet::new();
        let nieuw = alle.iter().filter(|(_, hash)| !self.0.contains(&hash.id) && gezien.insert(hash.id));
        let mut nieuw: Vec<_> = nieuw.collect();
        // In one order, for the same reason as the ends of chains.
        nieuw.sort_unstable_by_key(|(_, hash)| hash.id);
        for deel in nieuw.chunks(REGELS_PER_OPDRACHT) {
            let sql = format!(
                "INSERT INTO logboek_omschrijvingen (id, hash, name, processing_activity_id, data_subject_id_type, \
                 actor_soort, organisatie, functie, registratie, gegevens, doelbinding, grondslag, resource) \
                 VALUES {} ON CONFLICT (id) DO NOTHING",
                plaatsen(KOLOMMEN, deel.len())
            );
            let mut vraag = sqlx::query(AssertSqlSafe(sql));
            for (wat, hash) in deel {
                vraag = vraag
                    .bind(hash.id)
                    .bind(hash.hex.as_str())
                    .bind(wat.name)
                    .bind(wat.processing_activity_id)
                    .bind(wat.data_subject_id_type)
                    .bind(wat.actor_soort.code())
                    .bind(wat.organisatie)
                    .bind(wat.functie)
                    .bind(wat.registratie)
                    .bind(wat.gegevens.as_str())
                    .bind(wat.doelbinding)
                    .bind(wat.grondslag)
                    .bind(wat.resource);
            }
            vraag.execute(tx.verbinding()).await?;
        }
        Ok(())
    }
}
