//! `klantbeeld demo`: everything on one loopback address. `klantbeeld serve`: production.

use clap::{Parser, Subcommand};
use gateway::clock::Systeemklok;
use gateway::config::Config;
use gateway::demo::{self, Opties};
use gateway::logboek::Breuk;
use gateway::server::{self, StartFout};
use gateway::telemetrie;
use gateway::willekeur::Willekeur;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

#[derive(Parser)]
#[command(name = "klantbeeld", version, about = "The citizen portal Klantbeeld")]
struct Opdracht {
    #[command(subcommand)]
    wat: Wat,
}

#[derive(Subcommand)]
enum Wat {
    /// The whole portal with all stand-ins on one loopback address.
    Demo {
        /// 0 takes any free port.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Where the databases are kept.
        #[arg(long, default_value = "target/demo")]
        data: PathBuf,
        /// The built app.
        #[arg(long, default_value = "dist")]
        dist: PathBuf,
        /// Where the clock starts (RFC 3339); it ticks on from there.
        #[arg(long, value_parser = tijdstip)]
        klok: Option<OffsetDateTime>,
        /// The official test persons of RvIG (personen-mock-test-data.json).
        #[arg(long)]
        brp_testset: Option<PathBuf>,
        /// PostgreSQL for the portal's own store, instead of SQLite.
        #[arg(long)]
        database: Option<String>,
        /// Where people find the portal, when another server stands in front of it.
        #[arg(long)]
        publieke_url: Option<url::Url>,
        /// So many copies of the BRP instead of all registrations; for measuring.
        #[arg(long, default_value_t = 0)]
        kopieen: usize,
        /// A second gateway beside the demo that runs on this data, with its database and stand-ins; for measuring.
        #[arg(long)]
        ernaast: bool,
    },
    /// The log of who used which data.
    Logboek {
        #[command(subcommand)]
        wat: Logboekopdracht,
    },
    /// Production: real registries, a real identity provider, HTTPS in front.
    Serve {
        #[arg(long)]
        config: PathBuf,
    },
}

#[derive(Subcommand)]
enum Logboekopdracht {
    /// Checks every chain, and names the first broken line of each that is broken.
    Controleer {
        /// The configuration of `serve`.
        #[arg(long, conflicts_with = "data")]
        config: Option<PathBuf>,
        /// The data of a demo.
        #[arg(long, default_value = "target/demo")]
        data: PathBuf,
    },
}

fn tijdstip(tekst: &str) -> Result<OffsetDateTime, String> {
    OffsetDateTime::parse(tekst, &Rfc3339).map_err(|_| "not a moment such as 2026-11-22T10:00:00Z".into())
}

fn main() -> ExitCode {
    let opdracht = Opdracht::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(fout) => return mislukt(&fout),
    };
    let gedaan = runtime.block_on(async {
        match opdracht.wat {
            Wat::Demo { port, data, dist, klok, brp_testset, database, publieke_url, kopieen, ernaast } => {
                telemetrie::begin_loggen(false);
                let opties = Opties {
                    port,
                    data,
                    dist,
                    klok,
                    brp_testset,
                    database,
                    kopieen,
                    aanpassen: Box::new(|config| {
                        if let Some(url) = publieke_url {
                            config.publieke_url = url;
                        }
                    }),
                };
                if ernaast {
                    demo::dien_ernaast(opties, stop_bij_signaal()).await
                } else {
                    draai_demo(opties).await
                }
            }
            Wat::Logboek { wat: Logboekopdracht::Controleer { config, data } } => {
                controleer(config.as_deref(), &data).await
            }
            Wat::Serve { config } => {
                telemetrie::begin_loggen(true);
                dien(&config).await
            }
        }
    });
    match gedaan {
        Ok(()) => ExitCode::SUCCESS,
        Err(fout) => mislukt(&fout),
    }
}

fn mislukt(fout: &dyn std::error::Error) -> ExitCode {
    eprintln!("klantbeeld: {fout}");
    ExitCode::FAILURE
}

async fn draai_demo(opties: Opties) -> Result<(), StartFout> {
    let mut demo = demo::start(opties).await?;
    println!("\nKlantbeeld draait op {}\n\nInloggen als:", demo.config.publieke_url);
    for persoon in &demo.personen {
        println!("  {:<15} {:<32} {}", persoon.id, persoon.naam, persoon.situatie_nl);
    }
    println!("\nStoppen: Ctrl-C\n");
    tokio::select! {
        einde = demo.einde() => return einde,
        () = signaal() => {}
    }
    demo.stop().await
}

async fn controleer(config: Option<&Path>, data: &Path) -> Result<(), StartFout> {
    let logboek = match config {
        Some(config) => {
            let config = Config::lees(config)?;
            server::logboek(config.database.onthul(), &config.sleutels.pseudoniem).await?
        }
        None => demo::logboek(data).await?,
    };
    let gezien = logboek.controleer_alles(|betrokkenen| eprintln!("{betrokkenen} chains …")).await;
    let controle = gezien.map_err(|fout| StartFout::Onderdeel(fout.to_string()))?;
    for Breuk { betrokkene, volgnummer, soort } in &controle.breuken {
        println!("broken: betrokkene {betrokkene}, link {volgnummer}: {soort}");
    }
    for nummer in &controle.veranderde_omschrijvingen {
        println!("changed: description {nummer}");
    }
    println!("{} chains, {} links", controle.betrokkenen, controle.schakels);
    if controle.is_heel() {
        println!("The logboek is whole.");
        return Ok(());
    }
    Err(StartFout::Onderdeel("the logboek is not what was written".into()))
}

async fn dien(config: &Path) -> Result<(), StartFout> {
    let config = Config::lees(config)?;
    let (luister, beheer) = (config.luister.to_string(), config.beheer);
    let register = server::register()?;
    let server =
        server::bouw(config, register, Arc::new(Systeemklok), Arc::new(Willekeur::systeem())).await?;
    let listener = server::luister(&luister).await?;
    let stop = stop_bij_signaal();
    tracing::info!(luister, "listening");
    match beheer {
        Some(adres) => {
            server.dien_met_beheer(listener, server::luister(&adres.to_string()).await?, stop).await
        }
        None => server.dien(listener, stop).await,
    }
}

/// Cancelled at Ctrl-C or a request to stop.
fn stop_bij_signaal() -> CancellationToken {
    let stop = CancellationToken::new();
    let bij_signaal = stop.clone();
    tokio::spawn(async move {
        signaal().await;
        bij_signaal.cancel();
    });
    stop
}

/// Ctrl-C or a request to stop.
async fn signaal() {
    let Ok(mut stop) = signal(SignalKind::terminate()) else {
        // Without this signal Ctrl-C still works.
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = stop.recv() => {}
    }
}
