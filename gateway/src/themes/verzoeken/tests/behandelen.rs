use super::{BSN, TRACE, aan, antwoord, ik, kantoor, melding, sleutel, weigering};
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::store::verzoeken as tabel;
use crate::themes::verzoeken::staat::StapFout;
use crate::themes::verzoeken::{VerzoekFout, stap};
use contract::bericht::BerichtSoort;
use contract::verzoek::{Antwoord, Artikel15, DeelStatus, Stapsoort, Verzoeknummer};
use futures::future::join_all;
use std::sync::Arc;

op_beide_motoren!(
    the_whole_life_of_a_request,
    a_refusal_gives_reasons_and_a_way_to_object,
    an_answer_may_refuse_parts,
    what_is_no_answer_is_refused_and_keeps_nothing,
    withdrawing_takes_what_is_not_decided,
    of_two_who_decide_one_does,
    nothing_that_happened_can_be_changed,
);

/// What the list says is what the steps say.
async fn klopt(proef: &Proef, nummer: &str, organisatie: &str) {
    let nummer: Verzoeknummer = nummer.parse().unwrap();
    let delen = tabel::delen(&proef.store, nummer).await.unwrap();
    let deel = delen.iter().find(|deel| deel.organisatie == organisatie).unwrap();
    let staat = stap::van(&tabel::stappen(&proef.store, nummer, organisatie).await.unwrap()).unwrap();
    assert_eq!((deel.status, deel.uiterlijk), (staat.status, staat.uiterlijk));
}

async fn the_whole_life_of_a_request(proef: Proef) {
    let kantoor = kantoor(&proef);
    let verzoeken = &kantoor.verzoeken;
    let (bon, _) = verzoeken.dien_in(&ik(), &sleutel(), aan(&["svb", "uwv"])).await.unwrap();
    let nummer = bon.nummer.as_str();

    let geopend = verzoeken.open_voor("uwv", nummer).await.unwrap();
    assert_eq!((geopend.bsn.as_str(), &geopend.inhoud), (BSN, &bon.inhoud));
    verzoeken.open_voor("uwv", nummer).await.unwrap();
    let opgenomen = verzoeken.neem_op("uwv", nummer).await.unwrap();
    assert_eq!(opgenomen.status, DeelStatus::InBehandeling);
    klopt(&proef, nummer, "uwv").await;
    let verlengd = verzoeken.verleng("uwv", nummer, "Het dossier is groot.").await.unwrap();
    assert_eq!(verlengd.status, DeelStatus::Verlengd);
    klopt(&proef, nummer, "uwv").await;
    let beantwoord = verzoeken.beantwoord("uwv", nummer, antwoord()).await.unwrap();
    assert_eq!(beantwoord.status, DeelStatus::Beantwoord);
    klopt(&proef, nummer, "uwv").await;

    let na = verzoeken.een(&ik(), nummer).await.unwrap();
    let [svb, uwv] = &na.delen[..] else { panic!() };
    assert_eq!(svb.status, DeelStatus::Ontvangen, "each organisation by itself");
    let stappen: Vec<_> = uwv.stappen.iter().map(|stap| stap.wat).collect();
    let verwacht = [
        Stapsoort::Ontvangen,
        Stapsoort::Ingezien,
        Stapsoort::InBehandeling,
        Stapsoort::Verlengd,
        Stapsoort::Beantwoord,
    ];
    assert_eq!(stappen, verwacht);
    assert_eq!(uwv.stappen[3].reden.as_deref(), Some("Het dossier is groot."));
    assert_eq!(proef.getal("SELECT COUNT(*) FROM verzoek_stappen WHERE wat = 'ingezien'").await, 2);
    let (_, gelezen, _) = verzoeken.antwoord(&ik(), nummer, "uwv").await.unwrap();
    assert_eq!(gelezen, antwoord());
    let geen = verzoeken.antwoord(&ik(), nummer, "svb").await.unwrap_err();
    assert!(matches!(geen, VerzoekFout::NietGevonden));
    let mut soorten = kantoor.soorten(&ik()).await;
    soorten.sort();
    assert_eq!(
        soorten,
        [
            BerichtSoort::VerzoekOntvangen,
            BerichtSoort::InBehandeling,
            BerichtSoort::Verlengd,
            BerichtSoort::Beantwoord
        ]
    );
    assert!(verzoeken.werklijst("uwv", None, false).await.unwrap().verzoeken.is_empty());
    assert_eq!(verzoeken.werklijst("uwv", None, true).await.unwrap().verzoeken.len(), 1);
}

async fn a_refusal_gives_reasons_and_a_way_to_object(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), melding(TRACE)).await.unwrap();
    kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    let deel = kantoor.verzoeken.weiger("uwv", &bon.nummer, weigering()).await.unwrap();
    assert_eq!(deel.status, DeelStatus::Geweigerd);
    let (_, gelezen, _) = kantoor.verzoeken.antwoord(&ik(), &bon.nummer, "uwv").await.unwrap();
    assert_eq!(gelezen, weigering());
    assert!(kantoor.soorten(&ik()).await.contains(&BerichtSoort::Geweigerd));
    // What was reported stays marked.
    assert_eq!(kantoor.verzoeken.gemeld(&ik()).await.unwrap().regels.len(), 1);
}

async fn an_answer_may_refuse_parts(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    let Antwoord { weigeringen, bezwaar, .. } = weigering();
    let deels = Antwoord { weigeringen, bezwaar, ..antwoord() };
    let deel = kantoor.verzoeken.beantwoord("uwv", &bon.nummer, deels).await.unwrap();
    assert_eq!(deel.status, DeelStatus::Gedeeltelijk);
}

async fn what_is_no_answer_is_refused_and_keeps_nothing(proef: Proef) {
    let kantoor = kantoor(&proef);
    let verzoeken = &kantoor.verzoeken;
    let (bon, _) = verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    let nummer = bon.nummer.as_str();
    let te_vroeg = verzoeken.beantwoord("uwv", nummer, antwoord()).await.unwrap_err();
    assert!(matches!(te_vroeg, VerzoekFout::Stap(StapFout::NogNietOpgenomen)), "{te_vroeg}");
    assert_eq!(
        proef.getal("SELECT COUNT(*) FROM antwoorden").await,
        0,
        "the step failed, so there is no answer"
    );
    verzoeken.neem_op("uwv", nummer).await.unwrap();

    let leeg_punt = antwoord().punten.map(|punten| Artikel15 { klacht: " ".into(), ..punten });
    for fout in [
        Antwoord { tekst: "  ".into(), ..antwoord() },
        Antwoord { tekst: format!("U bent {BSN}"), ..antwoord() },
        Antwoord { tekst: "x".repeat(20_001), ..antwoord() },
        Antwoord { punten: None, ..antwoord() },
        Antwoord { punten: leeg_punt, ..antwoord() },
        Antwoord { weigeringen: weigering().weigeringen, ..antwoord() },
    ] {
        let uitkomst = verzoeken.beantwoord("uwv", nummer, fout.clone()).await;
        assert!(matches!(uitkomst, Err(VerzoekFout::Ongeldig(_))), "{fout:?}");
    }
    let zonder_reden = weigering()
        .weigeringen
        .into_iter()
        .map(|een| contract::verzoek::Weigering { reden: String::new(), ..een });
    for fout in [
        Antwoord { weigeringen: vec![], ..weigering() },
        Antwoord { bezwaar: None, ..weigering() },
        Antwoord { weigeringen: zonder_reden.collect(), ..weigering() },
        Antwoord { weigeringen: weigering().weigeringen, bezwaar: weigering().bezwaar, ..antwoord() },
    ] {
        let uitkomst = verzoeken.weiger("uwv", nummer, fout.clone()).await;
        assert!(matches!(uitkomst, Err(VerzoekFout::Ongeldig(_))), "{fout:?}");
    }
    for reden in ["", " \n", BSN] {
        let uitkomst = verzoeken.verleng("uwv", nummer, reden).await;
        assert!(matches!(uitkomst, Err(VerzoekFout::Ongeldig(_))), "{reden}");
    }
    assert_eq!(verzoeken.een(&ik(), nummer).await.unwrap().delen[0].status, DeelStatus::InBehandeling);
}

async fn withdrawing_takes_what_is_not_decided(proef: Proef) {
    let kantoor = kantoor(&proef);
    let verzoeken = &kantoor.verzoeken;
    let (bon, _) = verzoeken.dien_in(&ik(), &sleutel(), aan(&["svb", "uwv"])).await.unwrap();
    let nummer = bon.nummer.as_str();
    verzoeken.neem_op("uwv", nummer).await.unwrap();
    verzoeken.beantwoord("uwv", nummer, antwoord()).await.unwrap();
    let na = verzoeken.trek_in(&ik(), nummer).await.unwrap();
    let statussen: Vec<_> = na.delen.iter().map(|deel| deel.status).collect();
    assert_eq!(statussen, [DeelStatus::Ingetrokken, DeelStatus::Beantwoord]);
    klopt(&proef, nummer, "svb").await;
    let weer = verzoeken.trek_in(&ik(), nummer).await.unwrap_err();
    assert!(matches!(weer, VerzoekFout::Stap(_)), "{weer}");
    let ingetrokken =
        kantoor.soorten(&ik()).await.into_iter().filter(|een| *een == BerichtSoort::Ingetrokken);
    assert_eq!(ingetrokken.count(), 1);
    // Who withdrew need not be known any longer.
    let open = verzoeken.open_voor("svb", nummer).await.err().unwrap();
    assert!(matches!(open, VerzoekFout::Stap(StapFout::Ingetrokken)), "{open}");
}

async fn of_two_who_decide_one_does(proef: Proef) {
    let kantoor = kantoor(&proef);
    for _ in 0..5 {
        let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
        kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
        let samen = (0..6).map(|hoe| {
            let (verzoeken, nummer) = (Arc::clone(&kantoor.verzoeken), bon.nummer.clone());
            tokio::spawn(async move {
                match hoe % 3 {
                    0 => verzoeken.beantwoord("uwv", &nummer, antwoord()).await.map(drop),
                    1 => verzoeken.weiger("uwv", &nummer, weigering()).await.map(drop),
                    _ => verzoeken.trek_in(&ik(), &nummer).await.map(drop),
                }
            })
        });
        let uitkomsten: Vec<_> = join_all(samen).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(uitkomsten.iter().filter(|uitkomst| uitkomst.is_ok()).count(), 1, "{uitkomsten:?}");
        let fouten = uitkomsten.iter().filter_map(|uitkomst| uitkomst.as_ref().err());
        assert!(fouten.into_iter().all(|fout| matches!(fout, VerzoekFout::Stap(_))), "{uitkomsten:?}");
        klopt(&proef, &bon.nummer, "uwv").await;
    }
}

async fn nothing_that_happened_can_be_changed(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    kantoor.verzoeken.beantwoord("uwv", &bon.nummer, antwoord()).await.unwrap();
    for sql in [
        "UPDATE verzoek_stappen SET op = 0",
        "DELETE FROM verzoek_stappen",
        "UPDATE antwoorden SET inhoud = 'x'",
        "DELETE FROM antwoorden",
    ] {
        assert!(!proef.sql(sql).await, "{sql}");
    }
    if proef.is_sqlite() {
        assert!(!proef.sql("INSERT OR REPLACE INTO antwoorden SELECT * FROM antwoorden").await);
        assert!(!proef.sql("INSERT OR REPLACE INTO verzoek_stappen SELECT * FROM verzoek_stappen").await);
    }
}
