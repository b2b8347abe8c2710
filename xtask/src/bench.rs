//! `cargo xtask bench`: the budget table of the design, for what exists. Medians and ratios: a shared machine makes
//! single figures worth little.

#![expect(clippy::cast_precision_loss, reason = "figures for people; none comes near 2^52")]

use crate::args::Args;
use crate::server::Server;
use crate::test::Workbench;
use crate::{budget, http, login, playwright};
use anyhow::Result;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

const STARTS: usize = 5;
/// Klantbeelden under way at once.
const CLIENTS: usize = 200;
const REQUESTS_PER_CLIENT: usize = 10;
/// Registrations in the run with many.
const MANY: usize = 20;
const MANY_ROUNDS: usize = 15;
/// Klantbeelden under way at once while a registry answers 10 MB each time.
const TOO_LARGE: usize = 50;
/// How long each registry takes in the load run.
const REGISTRY_DELAY: Duration = Duration::from_millis(200);

pub(crate) fn bench(mut args: Args) -> Result<ExitCode> {
    let bench = Workbench::new(args.flag("--no-build"));
    args.end()?;
    let (dist, program) = (bench.dist()?, bench.server()?);
    let route = budget::first_route(&dist)?;
    print!("{}", route.table());

    let mut rows = vec![
        row("first route, brotli", kb(route.all()), "250 kB", route.all() as f64 / 250e3),
        row("CSS, brotli", kb(route.css()), "15 kB", route.css() as f64 / 15e3),
    ];
    let starts = (0..STARTS)
        .map(|_| Ok(Server::start(&program, &dist, "bench-start", &[])?.cold_start))
        .collect::<Result<Vec<_>>>()?;
    let start = median(starts);
    rows.push(row(&format!("cold start, median of {STARTS}"), ms(start), "1000 ms", start.as_secs_f64()));

    let server = Server::start(&program, &dist, "bench-load", &[])?;
    rows.extend(load(&server)?);
    rows.extend(memory(&server, "the load run"));
    drop(server);

    let many = MANY.to_string();
    let server = Server::start(&program, &dist, "bench-many", &["--kopieen", &many])?;
    rows.extend(twenty(&server)?);
    rows.extend(memory(&server, &format!("the run with {MANY} registrations")));
    drop(server);

    let server = Server::start(&program, &dist, "bench-large", &[])?;
    too_large(&server)?;
    rows.extend(memory(&server, &format!("{TOO_LARGE} at once while a registry answers 10 MB")));

    rows.extend(page(&bench)?);

    println!("\n{:<58} {:>14} {:>12} {:>7}", "what", "measured", "budget", "ratio");
    for [what, measured, budget, ratio] in rows {
        println!("{what:<58} {measured:>14} {budget:>12} {ratio:>7}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Klantbeelden under load: how many per second, and how much the gateway adds to the slowest registry.
fn load(server: &Server) -> Result<Vec<[String; 4]>> {
    let sessions = log_in_all(server)?;

    // As fast as it goes: eight at once keep two cores busy.
    let fast = fetch_all(server.port, &sessions, 8, 100)?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let per_core = fast.times.len() as f64 / fast.took.as_secs_f64() / cores as f64;

    set_behaviour(server.port, "traag", REGISTRY_DELAY)?;
    let mut slow = fetch_all(server.port, &sessions, CLIENTS, REQUESTS_PER_CLIENT)?;
    set_behaviour(server.port, "normaal", Duration::ZERO)?;
    slow.times.sort_unstable();
    let own =
        |percent: usize| slow.times[(slow.times.len() - 1) * percent / 100].saturating_sub(REGISTRY_DELAY);
    Ok(vec![
        row(
            "klantbeelden per second and core (load and stand-ins beside)",
            format!("{per_core:.0}"),
            "250",
            250.0 / per_core,
        ),
        row(&format!("own cost over the registry, {CLIENTS} at once, p50"), ms(own(50)), "-", f64::NAN),
        row(
            &format!("own cost over the registry, {CLIENTS} at once, p99"),
            ms(own(99)),
            "5 ms",
            own(99).as_secs_f64() / 0.005,
        ),
    ])
}

/// The demo server carries the stand-ins too, so this is above what the gateway alone takes.
fn memory(server: &Server, when: &str) -> Option<[String; 4]> {
    let bytes = server.memory_peak()?;
    let what = format!("memory at its highest, {when}, stand-ins too");
    Some(row(&what, kb(bytes), "150000 kB", bytes as f64 / 150e6))
}

/// One klantbeeld over many registrations that each take their time: how long until all of it is in.
fn twenty(server: &Server) -> Result<Vec<[String; 4]>> {
    let sessions = log_in_all(server)?;
    let fast = fetch_all(server.port, &sessions, 2, 20)?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let per_core = fast.times.len() as f64 / fast.took.as_secs_f64() / cores as f64;
    set_behaviour(server.port, "traag", REGISTRY_DELAY)?;
    let slow = fetch_all(server.port, &sessions, 1, MANY_ROUNDS)?;
    let typical = median(slow.times);
    let took = REGISTRY_DELAY.as_millis();
    let what = format!("{MANY} registrations of {took} ms all in, median of {MANY_ROUNDS}");
    Ok(vec![
        row(&what, ms(typical), "300 ms", typical.as_secs_f64() / 0.3),
        row(
            &format!("klantbeelden over {MANY} registrations per second and core (stand-ins too)"),
            format!("{per_core:.0}"),
            "-",
            f64::NAN,
        ),
    ])
}

/// The longest task of the browser's main thread on the page of the fullest person: the thread's own time, which does
/// not grow with what else the machine does.
fn page(bench: &Workbench) -> Result<Vec<[String; 4]>> {
    let mut rows = Vec::new();
    for screen in playwright::measure(bench)? {
        let (name, values) = (screen["scherm"].as_str().unwrap_or_default(), &screen["waarden"]);
        for (what, key) in [("opening", "openen"), ("opening all", "allesOpen"), ("scrolling", "scrollen")] {
            let [own, clock] = ["eigen", "klok"].map(|time| screen[key][time].as_f64().unwrap_or(f64::NAN));
            let what = format!("longest task (on the clock), {name}, {values} values, {what}");
            rows.push(row(&what, format!("{own:.0} ms ({clock:.0})"), "50 ms", own / 50.0));
        }
    }
    Ok(rows)
}

/// A registry that answers 10 MB is refused; what matters is the memory that takes.
fn too_large(server: &Server) -> Result<()> {
    let sessions = log_in_all(server)?;
    set_behaviour(server.port, "teveel", Duration::ZERO)?;
    let port = server.port;
    let threads: Vec<_> = (0..TOO_LARGE)
        .map(|client| {
            let cookie = sessions[client % sessions.len()].clone();
            thread::spawn(move || -> Result<()> {
                let answer = http::get(port, contract::routes::KLANTBEELD, &[("cookie", &cookie)])?;
                anyhow::ensure!(answer.text().contains("onleesbaar"), "10 MB was not refused");
                Ok(())
            })
        })
        .collect();
    for thread in threads {
        thread.join().map_err(|_| anyhow::anyhow!("a client of the load run panicked"))??;
    }
    Ok(())
}

fn log_in_all(server: &Server) -> Result<Vec<String>> {
    login::people(server.port)?.iter().map(|bsn| login::log_in(server.port, bsn)).collect()
}

struct Fetched {
    times: Vec<Duration>,
    took: Duration,
}

/// Every client asks for its klantbeelden one after the other, all clients at once.
fn fetch_all(port: u16, sessions: &[String], clients: usize, each: usize) -> Result<Fetched> {
    let started = Instant::now();
    let threads: Vec<_> = (0..clients)
        .map(|client| {
            let sessions = sessions.to_vec();
            thread::spawn(move || -> Result<Vec<Duration>> {
                (0..each).map(|number| fetch(port, &sessions[(client + number) % sessions.len()])).collect()
            })
        })
        .collect();
    let mut times = Vec::new();
    for thread in threads {
        times.extend(thread.join().map_err(|_| anyhow::anyhow!("a client of the load run panicked"))??);
    }
    Ok(Fetched { times, took: started.elapsed() })
}

/// One whole klantbeeld; anything but a loaded one is an error, or the figures would flatter.
fn fetch(port: u16, cookie: &str) -> Result<Duration> {
    let started = Instant::now();
    let answer = http::get(port, contract::routes::KLANTBEELD, &[("cookie", cookie)])?;
    let loaded = answer.status == 200 && answer.text().contains(r#""soort":"geladen""#);
    anyhow::ensure!(loaded, "a klantbeeld did not load ({}): {}", answer.status, answer.text());
    Ok(started.elapsed())
}

/// How the BRP, and every copy of it, behaves from now on.
fn set_behaviour(port: u16, behaviour: &str, delay: Duration) -> Result<()> {
    let body = format!(r#"{{"gedrag":"{behaviour}","vertragingMs":{}}}"#, delay.as_millis());
    let headers = [("content-type", "application/json")];
    let answer = http::send(port, "POST", "/demo/v1/registraties/brp/gedrag", &headers, &body)?;
    anyhow::ensure!(answer.status == 204, "the stand-in did not take the behaviour: {}", answer.status);
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn row(what: &str, measured: String, budget: &str, ratio: f64) -> [String; 4] {
    let ratio = if ratio.is_finite() { format!("{ratio:.2}") } else { "-".into() };
    [what.into(), measured, budget.into(), ratio]
}

fn kb(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / 1e3)
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
