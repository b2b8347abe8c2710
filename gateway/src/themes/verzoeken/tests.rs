//! The use case on both engines.

mod behandelen;
mod bewaren;
mod indienen;
mod privacy;
mod termijnen;

use super::organisaties::Organisaties;
use super::{Verzoeken, onderwerpen};
use crate::clock::Verzetbareklok;
use crate::logboek::ActorSoort;
use crate::pseudoniem::Pseudonimiseerder;
use crate::store::testbank::Proef;
use crate::themes::berichten::Berichten;
use crate::themes::{Actor, Betrokkene, Wie};
use crate::willekeur::Willekeur;
use crate::zegel::Kluis;
use contract::bericht::BerichtSoort;
use contract::verzoek::{
    Antwoord, Antwoordgroep, Antwoordregel, Artikel15, Gebruiksregel, Keuze, Meldreden, NieuwVerzoek,
    Weigering,
};
use gegevensregister::Register;
use std::sync::Arc;
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;

/// A Sunday, at noon.
const NU: OffsetDateTime = datetime!(2026-11-22 11:00 UTC);

/// The use cases on the database of this test, with a clock that it moves.
pub(in crate::themes) struct Kantoor {
    pub(in crate::themes) verzoeken: Arc<Verzoeken>,
    berichten: Berichten,
    pub(in crate::themes) klok: Arc<Verzetbareklok>,
}

pub(in crate::themes) fn kantoor(proef: &Proef) -> Kantoor {
    let klok = Arc::new(Verzetbareklok::vanaf(NU));
    let verzoeken = Verzoeken {
        store: proef.store.clone(),
        clock: klok.clone(),
        willekeur: Arc::new(Willekeur::systeem()),
        kluis: Kluis::nieuw(&[4; 32]).expect("a key"),
        organisaties: Organisaties::nieuw(["svb", "uwv"]),
        onderwerpen: onderwerpen(&Register::ingebouwd().expect("the register")),
    };
    let berichten = Berichten { store: proef.store.clone(), clock: klok.clone() };
    Kantoor { verzoeken: Arc::new(verzoeken), berichten, klok }
}

impl Kantoor {
    async fn soorten(&self, wie: &Wie) -> Vec<BerichtSoort> {
        let lijst = self.berichten.lijst(wie, None).await.expect("the inbox").expect("the first page");
        lijst.berichten.iter().map(|bericht| bericht.soort).collect()
    }
}

pub(in crate::themes) fn wie(bsn: &str) -> Wie {
    let bsn: contract::Bsn = bsn.parse().expect("a BSN");
    let pseudoniem = Pseudonimiseerder::nieuw(&[3; 32]).expect("a key").van(&bsn);
    Wie {
        actor: Actor { pseudoniem: pseudoniem.clone(), soort: ActorSoort::Burger },
        betrokkene: Betrokkene { bsn, pseudoniem },
    }
}

const BSN: &str = "999970124";

fn ik() -> Wie {
    wie(BSN)
}

fn ander() -> Wie {
    wie("999970008")
}

fn sleutel() -> Uuid {
    Uuid::new_v4()
}

pub(in crate::themes) fn aan(organisaties: &[&str]) -> NieuwVerzoek {
    let ids = organisaties.iter().map(|id| (*id).to_owned()).collect();
    NieuwVerzoek::Inzage {
        aan: Keuze::Enkele { ids },
        over: Keuze::Alle,
        toelichting: "Ik wil alles zien.".into(),
    }
}

pub(in crate::themes) const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

pub(in crate::themes) fn melding(trace_id: &str) -> NieuwVerzoek {
    NieuwVerzoek::Gebruiksmelding {
        regel: Gebruiksregel {
            bron: "brp".into(),
            trace_id: trace_id.into(),
            organisatie: Some("uwv".into()),
            activiteit: Some("https://rvva.example/uwv/ww-recht/versions/1".into()),
            begonnen_op: "2026-11-20T10:00:00Z".into(),
        },
        reden: Meldreden::KenIkNiet,
        toelichting: String::new(),
    }
}

pub(in crate::themes) fn antwoord() -> Antwoord {
    let punt = |tekst: &str| tekst.to_owned();
    let regel = Antwoordregel { naam: "Burgerservicenummer".into(), waarde: BSN.into() };
    Antwoord {
        tekst: "Hier zijn uw gegevens.".into(),
        groepen: vec![Antwoordgroep { naam: "Uw dossier".into(), gegevens: vec![regel] }],
        punten: Some(Artikel15 {
            doelen: punt("a"),
            categorieen: punt("b"),
            ontvangers: punt("c"),
            bewaartermijn: punt("d"),
            rechten: punt("e"),
            klacht: punt("f"),
            herkomst: punt("g"),
            besluitvorming: punt("h"),
        }),
        weigeringen: vec![],
        bezwaar: None,
    }
}

fn weigering() -> Antwoord {
    Antwoord {
        tekst: String::new(),
        groepen: vec![],
        punten: None,
        weigeringen: vec![Weigering { deel: "Het dossier".into(), reden: "Er loopt een onderzoek.".into() }],
        bezwaar: Some("Binnen zes weken, per brief.".into()),
    }
}
