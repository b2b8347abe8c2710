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
}

impl Postgres {
    /// `None` when there is no PostgreSQL and it cannot be installed.
    pub(crate) fn start() -> Result<Option<Self>> {
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
        for setting in settings(&folder) {
            postgres.args(["-c", &setting]);
        }
        let child = postgres.stdout(log.try_clone()?).stderr(log).spawn().context("cannot start postgres")?;
        let mut cluster = Self { child, folder, port };
        cluster.wait_until_ready()?;
        Ok(Some(cluster))
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://klantbeeld@127.0.0.1:{}/postgres", self.port)
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

/// Durability costs time and the tests keep nothing; they open many databases at once.
fn settings(folder: &Path) -> [String; 6] {
    [
        "listen_addresses=127.0.0.1".into(),
        format!("unix_socket_directories={}", folder.display()),
        "fsync=off".into(),
        "full_page_writes=off".into(),
        "synchronous_commit=off".into(),
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
