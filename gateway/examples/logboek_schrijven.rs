//! How many lines per second the logboek takes with its rule kept: who looks waits until the line is durable.
//!
//! `logboek_schrijven DATABASE SECONDS CLIENTS` prints the rate. Each client is a citizen after the other who has twelve
//! registrations asked: twelve lines together, and then an ending for each. `cargo xtask bench` runs it.

#![expect(clippy::disallowed_methods, reason = "it measures, and writes lines of now")]

use gateway::logboek::{ActorSoort, Ketensleutel, Logboek, SpanId, TraceId, Uitkomst, Verwerking, maanden};
use gateway::pseudoniem::Pseudonimiseerder;
use gateway::store::Store;
use std::error::Error;
use std::time::{Duration, Instant};
use time::OffsetDateTime;

const REGISTRATIES: usize = 12;
/// What a look at one registration names.
const GEGEVENS: usize = 40;
const SLEUTEL: [u8; 32] = [7; 32];

type Fout = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Fout> {
    let mut woorden = std::env::args().skip(1);
    let (Some(database), Some(seconden), Some(clients)) = (woorden.next(), woorden.next(), woorden.next())
    else {
        return Err("usage: logboek_schrijven DATABASE SECONDS CLIENTS".into());
    };
    let (duur, clients) = (Duration::from_secs(seconden.parse()?), clients.parse::<u32>()?);
    let store = Store::open(&database).await?;
    maanden::zorg_voor_maanden(&store, OffsetDateTime::now_utc()).await?;
    let logboek = Logboek::nieuw(store, "bench", Ketensleutel::nieuw(&SLEUTEL)?);
    let begin = Instant::now();
    let burgers = (0..clients).map(|client| tokio::spawn(kijk(logboek.clone(), client, begin + duur)));
    let mut regels = 0;
    for burger in burgers.collect::<Vec<_>>() {
        regels += burger.await??;
    }
    println!("{:.0}", f64::from(regels) / begin.elapsed().as_secs_f64());
    Ok(())
}

/// One citizen after the other, until the time is up. The number of lines that were durable, without the endings.
async fn kijk(logboek: Logboek, client: u32, tot: Instant) -> Result<u32, Fout> {
    let pseudoniemen = Pseudonimiseerder::nieuw(&SLEUTEL)?;
    let mut regels = 0;
    let mut ronde = 0_u32;
    while Instant::now() < tot {
        ronde += 1;
        let wie = pseudoniemen.van(&bsn(client * 10_000 + ronde)?);
        let nu = i64::try_from(OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000)?;
        let trace_id = TraceId::nieuw(&mut rand::rng());
        let verwerking = |nummer: usize| Verwerking {
            trace_id,
            span_id: SpanId::nieuw(&mut rand::rng()),
            parent_span_id: None,
            naam: "Eigen gegevens bekijken".into(),
            begonnen_op: nu,
            verwerkingsactiviteit: ACTIVITEIT.clone(),
            actor: wie.clone(),
            actor_soort: ActorSoort::Burger,
            organisatie: None,
            functie: None,
            betrokkene: wie.clone(),
            registratie: format!("registratie{nummer}"),
            gegevens: (0..GEGEVENS)
                .map(|gegeven| format!("registratie{nummer}.groep.gegeven{gegeven}"))
                .collect(),
            doelbinding: "InzageBurger".into(),
            grondslag: "AVG artikel 15".into(),
        };
        let geboekt = logboek.boek_alle((0..REGISTRATIES).map(verwerking).collect()).await?;
        let afgerond = geboekt.into_iter().map(|een| logboek.rond_af(een, Uitkomst::Gelukt, nu + 100));
        futures::future::try_join_all(afgerond).await?;
        regels += u32::try_from(REGISTRATIES)?;
    }
    Ok(regels)
}

static ACTIVITEIT: std::sync::LazyLock<url::Url> = std::sync::LazyLock::new(|| {
    // A constant that is an address.
    "https://portaal.example/verwerkingsactiviteiten/portaal/inzage"
        .parse()
        .unwrap_or_else(|_| unreachable!())
});

/// The next number from here that passes the elfproef.
fn bsn(vanaf: u32) -> Result<contract::Bsn, Fout> {
    let eerste = 900_000_000 + vanaf * 20;
    let gevonden = (eerste..eerste + 20).find_map(|nummer| nummer.to_string().parse().ok());
    gevonden.ok_or_else(|| "no BSN among twenty numbers".into())
}
