use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take before a test gives up. Generous: machines are slow and shared.
const PATIENCE: Duration = Duration::from_secs(30);

/// A service that was started for a test, on a port of its own; ended when dropped.
pub struct Program {
    child: Child,
    lines: Receiver<String>,
    seen: Vec<String>,
    /// Where it answers.
    pub address: SocketAddr,
}

impl Program {
    /// Starts `maneki serve REGISTRY --listen 127.0.0.1:0` with a state folder, further arguments and
    /// variables, and waits until it listens.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn serve<A: AsRef<OsStr>>(
        binary: &str,
        registry: &Path,
        state: &Path,
        arguments: &[A],
        variables: &[(&str, &str)],
    ) -> Self {
        let mut child = Command::new(binary)
            .arg("serve")
            .arg(registry)
            .args(["--listen", "127.0.0.1:0", "--state"])
            .arg(state)
            .args(arguments)
            .current_dir(state)
            .envs(variables.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{binary}: {error}"));
        let (sender, lines) = channel();
        let errors = child.stderr.take().unwrap_or_else(|| panic!("standard error was piped"));
        thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut program = Self { child, lines, seen: Vec::new(), address: ([0, 0, 0, 0], 0).into() };
        let line = program.wait_for_line("listening on http://");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next());
        program.address =
            address.and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no address in {line:?}"));
        program
    }

    /// The first line of the log, from now on or before, that holds some words.
    ///
    /// # Panics
    /// Where none comes.
    pub fn wait_for_line(&mut self, words: &str) -> String {
        if let Some(line) = self.seen.iter().find(|line| line.contains(words)) {
            return line.clone();
        }
        let end = deadline();
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(now())) {
            self.seen.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
        panic!("no line with {words:?} in the log:\n{}", self.seen.join("\n"));
    }

    /// Sends a signal by its name, such as `HUP`.
    ///
    /// # Panics
    /// Where it cannot be sent.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "kill -{name}");
    }

    /// Waits for the end.
    ///
    /// # Panics
    /// Where it does not come.
    pub fn wait(&mut self) -> ExitStatus {
        until("the program to end", || self.child.try_wait().ok().flatten())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks again and again until there is an answer.
///
/// # Panics
/// Where there is none for half a minute.
pub fn until<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    ask_until(what, ask, PATIENCE)
}

/// The same for what takes a minute by design.
///
/// # Panics
/// Where there is no answer for a minute more than that.
pub fn until_slow<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    ask_until(what, ask, PATIENCE * 4)
}

fn ask_until<T>(what: &str, mut ask: impl FnMut() -> Option<T>, patience: Duration) -> T {
    let end = now() + patience;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(now() < end, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[expect(clippy::disallowed_methods, reason = "a test that waits must know when to give up")]
fn now() -> Instant {
    Instant::now()
}

fn deadline() -> Instant {
    now() + PATIENCE
}
