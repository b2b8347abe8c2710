//! Checks the chains: every link against the one before it, every anchor against its mark, every end against what is kept of it.

use super::keten::{Anker, Inhoud, Ketensleutel, Plek};
use super::omschrijving::Omschrijving;
use super::{ActorSoort, Logboek, LogboekFout};
use crate::pseudoniem::Pseudoniem;
use crate::store::{StoreFout, kolom};
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// Chains that are read in one go.
const STUK: i64 = 500;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Controle {
    pub betrokkenen: u64,
    /// Lines and endings.
    pub schakels: u64,
    /// The first broken link of each chain that is broken.
    pub breuken: Vec<Breuk>,
    /// Descriptions that are not what they were when they were written, by their number.
    pub veranderde_omschrijvingen: Vec<i64>,
}

impl Controle {
    pub fn is_heel(&self) -> bool {
        self.breuken.is_empty() && self.veranderde_omschrijvingen.is_empty()
    }
}

/// Where a chain does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breuk {
    pub betrokkene: String,
    pub volgnummer: i64,
    pub soort: Breuksoort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Breuksoort {
    #[error("there is no such link, and no anchor for it")]
    Ontbreekt,
    #[error("it does not bear the mark that belongs to what it says")]
    Veranderd,
    #[error("there are two with this number")]
    Dubbel,
    #[error("an anchor that this server did not write")]
    VreemdAnker,
    #[error("what is kept as the end of the chain is missing or another")]
    Einde,
}

struct Schakel {
    volgnummer: i64,
    merk: String,
    rij: Rij,
}

/// A row as it was read.
enum Rij {
    Regel { start_time: i64, span: String, trace: String, ouder: Option<String>, actor: String, wat: String },
    Afronding { start_time: i64, span: String, status: String, end_time: i64, foutcode: Option<String> },
}

impl Rij {
    fn inhoud(&self) -> Inhoud<'_> {
        match self {
            Rij::Regel { start_time, span, trace, ouder, actor, wat } => Inhoud::Regel {
                start_time: *start_time,
                span_id: span,
                trace_id: trace,
                parent_span_id: ouder.as_deref(),
                actor,
                omschrijving: wat,
            },
            Rij::Afronding { start_time, span, status, end_time, foutcode } => Inhoud::Afronding {
                start_time: *start_time,
                span_id: span,
                status,
                end_time: *end_time,
                foutcode: foutcode.as_deref(),
            },
        }
    }
}

impl Logboek {
    /// Checks the chain of one person.
    pub async fn controleer(&self, betrokkene: &Pseudoniem) -> Result<Controle, LogboekFout> {
        let mut controle =
            Controle { veranderde_omschrijvingen: self.veranderd().await?, ..Controle::default() };
        self.controleer_keten(betrokkene.als_str(), &mut controle).await?;
        Ok(controle)
    }

    /// Checks every chain; `voortgang` is told how many were checked.
    pub async fn controleer_alles(&self, mut voortgang: impl FnMut(u64)) -> Result<Controle, LogboekFout> {
        let mut controle =
            Controle { veranderde_omschrijvingen: self.veranderd().await?, ..Controle::default() };
        let mut na = String::new();
        loop {
            // Also who has lines and no end: that row may have been removed.
            let rijen = sqlx::query(
                "SELECT data_subject_id FROM (SELECT data_subject_id FROM logboek_ketens \
                 UNION SELECT DISTINCT data_subject_id FROM logboek) ketens \
                 WHERE data_subject_id > $1 ORDER BY data_subject_id LIMIT $2",
            )
            .bind(na.as_str())
            .bind(STUK)
            .fetch_all(self.store.pool())
            .await
            .map_err(StoreFout::from)?;
            let Some(laatste) = rijen.last() else { return Ok(controle) };
            na = kolom(laatste, "data_subject_id")?;
            for rij in &rijen {
                self.controleer_keten(kolom(rij, "data_subject_id")?, &mut controle).await?;
            }
            voortgang(controle.betrokkenen);
        }
    }

    async fn controleer_keten(&self, betrokkene: &str, controle: &mut Controle) -> Result<(), LogboekFout> {
        // The end first and the anchors last: what is added or removed meanwhile breaks nothing.
        let einde = self.einde(betrokkene).await?;
        let schakels = self.schakels(betrokkene).await?;
        let ankers = self.ankers(betrokkene).await?;
        controle.betrokkenen += 1;
        controle.schakels += schakels.len() as u64;
        let breuk = loop_na(&self.sleutel, betrokkene, einde.as_ref(), &schakels, &ankers).err();
        controle.breuken.extend(breuk.map(|(volgnummer, soort)| Breuk {
            betrokkene: betrokkene.to_owned(),
            volgnummer,
            soort,
        }));
        Ok(())
    }

    async fn einde(&self, betrokkene: &str) -> Result<Option<(i64, String)>, StoreFout> {
        let rij = sqlx::query("SELECT volgnummer, schakel FROM logboek_ketens WHERE data_subject_id = $1")
            .bind(betrokkene)
            .fetch_optional(self.store.pool())
            .await?;
        rij.map(|rij| Ok((kolom(&rij, "volgnummer")?, kolom(&rij, "schakel")?))).transpose()
    }

    async fn schakels(&self, betrokkene: &str) -> Result<Vec<Schakel>, StoreFout> {
        let regels = sqlx::query(
            "SELECT l.volgnummer, l.schakel, l.start_time, l.span_id, l.trace_id, l.parent_span_id, l.actor, o.hash \
             FROM logboek l JOIN logboek_omschrijvingen o ON o.id = l.omschrijving WHERE l.data_subject_id = $1",
        );
        let regels = regels.bind(betrokkene).fetch_all(self.store.pool()).await?;
        let afrondingen = sqlx::query(
            "SELECT a.volgnummer, a.schakel, a.start_time, a.span_id, a.status, a.end_time, a.foutcode \
             FROM logboek l JOIN logboek_afronding a ON a.span_id = l.span_id AND a.start_time = l.start_time \
             WHERE l.data_subject_id = $1",
        );
        let afrondingen = afrondingen.bind(betrokkene).fetch_all(self.store.pool()).await?;
        let schakels = regels.iter().map(regel).chain(afrondingen.iter().map(afronding));
        let mut schakels: Vec<_> = schakels.collect::<Result<_, _>>()?;
        schakels.sort_by_key(|schakel| schakel.volgnummer);
        Ok(schakels)
    }

    /// By the first number that each stands for, with its mark.
    pub(super) async fn ankers(&self, betrokkene: &str) -> Result<BTreeMap<i64, (Anker, String)>, StoreFout> {
        let vraag =
            "SELECT van, tot, schakel, gewist_op, waarmerk FROM logboek_ankers WHERE data_subject_id = $1";
        let rijen = sqlx::query(vraag).bind(betrokkene).fetch_all(self.store.pool()).await?;
        rijen.iter().map(anker).collect()
    }

    /// Descriptions that do not say any more what they said.
    async fn veranderd(&self) -> Result<Vec<i64>, StoreFout> {
        let (mut veranderd, mut na) = (Vec::new(), -1_i64);
        loop {
            let rijen = sqlx::query(
                "SELECT id, hash, name, processing_activity_id, data_subject_id_type, actor_soort, organisatie, functie, \
                 registratie, gegevens, doelbinding, grondslag, resource FROM logboek_omschrijvingen \
                 WHERE id > $1 ORDER BY id LIMIT $2",
            )
            .bind(na)
            .bind(STUK)
            .fetch_all(self.store.pool())
            .await?;
            let Some(laatste) = rijen.last() else { return Ok(veranderd) };
            na = kolom(laatste, "id")?;
            for rij in &rijen {
                let hash = omschrijving(rij)?.hash();
                if hash.id != kolom::<i64>(rij, "id")? || hash.hex != kolom::<String>(rij, "hash")? {
                    veranderd.push(kolom(rij, "id")?);
                }
            }
        }
    }
}

/// Follows one chain; what is after the end that was read came later.
fn loop_na(
    sleutel: &Ketensleutel,
    betrokkene: &str,
    einde: Option<&(i64, String)>,
    schakels: &[Schakel],
    ankers: &BTreeMap<i64, (Anker, String)>,
) -> Result<(), (i64, Breuksoort)> {
    let Some((laatste, eindmerk)) = einde else {
        // Without an end there may be no links either.
        let eerste = schakels.first().map_or(1, |schakel| schakel.volgnummer);
        return if schakels.is_empty() && ankers.is_empty() {
            Ok(())
        } else {
            Err((eerste, Breuksoort::Einde))
        };
    };
    let (mut volgnummer, mut vorige) = (1, "");
    let mut rest = schakels.iter().filter(|schakel| schakel.volgnummer <= *laatste).peekable();
    while volgnummer <= *laatste {
        if let Some((anker, waarmerk)) = ankers.get(&volgnummer) {
            if sleutel.waarmerk(betrokkene, anker) != *waarmerk || anker.tot < volgnummer {
                return Err((volgnummer, Breuksoort::VreemdAnker));
            }
            // Read before they were removed.
            while rest.next_if(|schakel| schakel.volgnummer <= anker.tot).is_some() {}
            (volgnummer, vorige) = (anker.tot + 1, &anker.schakel);
            continue;
        }
        match rest.next() {
            Some(schakel) if schakel.volgnummer == volgnummer => {
                if rest.peek().is_some_and(|volgende| volgende.volgnummer == volgnummer) {
                    return Err((volgnummer, Breuksoort::Dubbel));
                }
                let plek = Plek { betrokkene, volgnummer, vorige };
                if sleutel.schakel(&plek, &schakel.rij.inhoud()) != schakel.merk {
                    return Err((volgnummer, Breuksoort::Veranderd));
                }
                (volgnummer, vorige) = (volgnummer + 1, &schakel.merk);
            }
            _ => return Err((volgnummer, Breuksoort::Ontbreekt)),
        }
    }
    let over = rest.next().is_some();
    if over || volgnummer != *laatste + 1 || vorige != eindmerk {
        return Err((*laatste, Breuksoort::Einde));
    }
    Ok(())
}

fn regel(rij: &AnyRow) -> Result<Schakel, StoreFout> {
    Ok(Schakel {
        volgnummer: kolom(rij, "volgnummer")?,
        merk: kolom(rij, "schakel")?,
        rij: Rij::Regel {
            start_time: kolom(rij, "start_time")?,
            span: kolom(rij, "span_id")?,
            trace: kolom(rij, "trace_id")?,
            ouder: kolom(rij, "parent_span_id")?,
            actor: kolom(rij, "actor")?,
            wat: kolom(rij, "hash")?,
        },
    })
}

fn afronding(rij: &AnyRow) -> Result<Schakel, StoreFout> {
    Ok(Schakel {
        volgnummer: kolom(rij, "volgnummer")?,
        merk: kolom(rij, "schakel")?,
        rij: Rij::Afronding {
            start_time: kolom(rij, "start_time")?,
            span: kolom(rij, "span_id")?,
            status: kolom(rij, "status")?,
            end_time: kolom(rij, "end_time")?,
            foutcode: kolom(rij, "foutcode")?,
        },
    })
}

pub(super) fn anker(rij: &AnyRow) -> Result<(i64, (Anker, String)), StoreFout> {
    let anker = Anker {
        van: kolom(rij, "van")?,
        tot: kolom(rij, "tot")?,
        schakel: kolom(rij, "schakel")?,
        gewist_op: kolom(rij, "gewist_op")?,
    };
    Ok((anker.van, (anker, kolom(rij, "waarmerk")?)))
}

fn omschrijving(rij: &AnyRow) -> Result<Omschrijving<'_>, StoreFout> {
    Ok(Omschrijving {
        name: kolom(rij, "name")?,
        processing_activity_id: kolom(rij, "processing_activity_id")?,
        data_subject_id_type: kolom(rij, "data_subject_id_type")?,
        actor_soort: ActorSoort::van_code(kolom(rij, "actor_soort")?)?,
        organisatie: kolom(rij, "organisatie")?,
        functie: kolom(rij, "functie")?,
        registratie: kolom(rij, "registratie")?,
        gegevens: kolom(rij, "gegevens")?,
        doelbinding: kolom(rij, "doelbinding")?,
        grondslag: kolom(rij, "grondslag")?,
        resource: kolom(rij, "resource")?,
    })
}

/// The numbers that lines and endings stand under, for the tests.
#[cfg(test)]
pub(super) async fn nummers(logboek: &Logboek, betrokkene: &Pseudoniem) -> Vec<i64> {
    let schakels = logboek.schakels(betrokkene.als_str()).await.expect("links");
    schakels.iter().map(|schakel| schakel.volgnummer).collect()
}
