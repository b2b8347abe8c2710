//! A private PostgreSQL for the time of the tests: its own cluster in its own folder on a free port.

use crate::{paths, run, server, system};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

pub(crate) struct Postgres {
    child: Child,
    folder: PathBuf,
    port: u16,
    psql: PathBuf,
}

impl Postgres {
    /// For tests, which keep nothing: a commit does not wait for the disk. `None` when there is no PostgreSQL and it cannot be
    /// installed.
    pub(crate) fn start() -> Result<Option<Self>> {
        Self::start_with(&["fsync=off", "full_page_writes=off", "synchronous_commit=off"])
    }

    /// One that keeps what it says it keeps, as in production: for measuring.
    pub(crate) fn start_durable() -> Result<Option<Self>> {
        Self::start_with(&["shared_buffers=1GB", "max_wal_size=8GB"])
    }

    fn start_with(durability: &[&str]) -> Result<Option<Self>> {
        let Some(programs) = system::postgres()? else { return Ok(None) };
        // Not below the checkout: the user postgres may not be allowed to enter there.
        let folder = std::env::temp_dir().join(format!("klantbeeld-postgres-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let owner = owner()?;
        if let Some((user, group)) = owner {
            chown(&folder, Some(user), Some(group))?;
        }
        let program = |name: &str| {
            let mut command = Command::new(programs.join(name));
            command.current_dir(&folder);
            // PostgreSQL refuses to run as root.
            if let Some((user, group)) = owner {
                command.uid(user).gid(group);
            }
            command
        };
        let data = folder.join("data");
        let mut initdb = program("initdb");
        initdb.args([
            "--username=klantbeeld",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ]);
        run::quietly(initdb.arg(&data))?;
        let port = paths::free_port()?;
        let log = File::create(folder.join("log"))?;
        let mut postgres = program("postgres");
        postgres.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        let settings = settings(&folder);
        for setting in settings.iter().map(String::as_str).chain(durability.iter().copied()) {
            postgres.args(["-c", setting]);
        }
        let child = postgres.stdout(log.try_clone()?).stderr(log).spawn().context("cannot start postgres")?;
        let mut cluster = Self { child, folder, port, psql: programs.join("psql") };
        cluster.wait_until_ready()?;
        Ok(Some(cluster))
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://klantbeeld@127.0.0.1:{}/postgres", self.port)
    }

    /// Its client, ready for more arguments.
    pub(crate) fn psql(&self) -> Command {
        let mut command = run::command(&self.psql);
        command.args(["--no-psqlrc", "--quiet", "--tuples-only", "-d", &self.url()]);
        command
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let started = Instant::now();
        let log = self.folder.join("log");
        loop {
            let text = std::fs::read_to_string(&log).unwrap_or_default();
            if text.contains("ready to accept connections") {
                return Ok(());
            }
            if self.child.try_wait()?.is_some() || started.elapsed() > Duration::from_mins(1) {
                bail!("PostgreSQL does not start:\n{text}");
            }
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        server::interrupt(&mut self.child);
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Only from here, and for many databases at once.
fn settings(folder: &Path) -> [String; 3] {
    [
        "listen_addresses=127.0.0.1".into(),
        format!("unix_socket_directories={}", folder.display()),
        "max_connections=300".into(),
    ]
}

/// The user and group to run as when we are root.
fn owner() -> Result<Option<(u32, u32)>> {
    if !system::is_root() {
        return Ok(None);
    }
    let id = |option| -> Result<u32> {
        let text = run::quietly(Command::new("id").args([option, "postgres"]))
            .context("PostgreSQL does not run as root, and there is no user 'postgres' to run it as")?;
        Ok(text.trim().parse()?)
    };
    Ok(Some((id("-u")?, id("-g")?)))
}
