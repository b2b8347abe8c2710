//! A demo server of our own for the time of a check: on a free port, with empty databases, ended when dropped.

use crate::{http, paths, run};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longest start that is waited for. The budget is far lower; the bench measures that.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
    /// From the start of the process until `/health/ready` answered 200.
    pub(crate) cold_start: Duration,
    folder: PathBuf,
}

impl Server {
    /// Starts `klantbeeld demo` and waits until it is ready. `extra` are more arguments for it.
    pub(crate) fn start(program: &Path, dist: &Path, name: &str, extra: &[&str]) -> Result<Self> {
        let folder = paths::scratch(name)?;
        let data = folder.join("data");
        Self::start_on(program, dist, folder, &data, extra)
    }

    /// Starts a second gateway beside this one, on the same database and stand-ins: a process with a gateway alone.
    pub(crate) fn gateway_beside(
        &self,
        program: &Path,
        dist: &Path,
        name: &str,
        extra: &[&str],
    ) -> Result<Self> {
        let arguments: Vec<&str> = extra.iter().copied().chain(["--ernaast"]).collect();
        Self::start_on(program, dist, paths::scratch(name)?, &self.folder.join("data"), &arguments)
    }

    fn start_on(program: &Path, dist: &Path, folder: PathBuf, data: &Path, extra: &[&str]) -> Result<Self> {
        let port = paths::free_port()?;
        let log = File::create(folder.join("server.log"))?;
        let mut command = run::command(program);
        command.args(["demo", "--port", &port.to_string(), "--data"]).arg(data);
        command.arg("--dist").arg(dist).args(extra);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let started = Instant::now();
        let child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let mut server = Self { child, port, cold_start: Duration::ZERO, folder };
        server.wait_until_ready(started)?;
        server.cold_start = started.elapsed();
        Ok(server)
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The highest resident memory so far in bytes, where the system tells (Linux).
    pub(crate) fn memory_peak(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
    }

    /// The CPU time so far, in its own code and in the system's on its behalf, where the system tells (Linux).
    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name of the program stands in brackets and may hold anything; utime and stime are fields 14 and 15.
        let (_, fields) = stat.rsplit_once(')')?;
        let ticks = fields.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().ok());
        // Linux counts in hundredths of a second, whatever the kernel's own clock.
        Some(Duration::from_millis(10 * ticks.sum::<Option<u64>>()?))
    }

    /// What the server wrote.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("server.log")).unwrap_or_default()
    }

    fn wait_until_ready(&mut self, started: Instant) -> Result<()> {
        loop {
            if http::get(self.port, "/health/ready", &[]).is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended at once ({status}):\n{}", self.log());
            }
            if started.elapsed() > PATIENCE {
                bail!("the server is not ready after {} s:\n{}", PATIENCE.as_secs(), self.log());
            }
            sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        interrupt(&mut self.child);
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Asks the process to end (SIGINT), and ends it when it has not after five seconds.
pub(crate) fn interrupt(child: &mut Child) {
    drop(Command::new("kill").args(["-INT", &child.id().to_string()]).status());
    let asked = Instant::now();
    while asked.elapsed() < Duration::from_secs(5) {
        if matches!(child.try_wait(), Ok(Some(_))) {
            return;
        }
        sleep(Duration::from_millis(10));
    }
    drop(child.kill());
    drop(child.wait());
}
