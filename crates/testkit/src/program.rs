use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The time after which a test gives up. It is generous, because machines are slow and shared.
const PATIENCE: Duration = Duration::from_secs(30);

/// A service that was started for a test, on its own port. Dropping it ends it.
pub struct Program {
    child: Child,
    lines: Receiver<String>,
    seen: Vec<String>,
    /// The address that it listens on.
    pub address: SocketAddr,
}

impl Program {
    /// Starts `maneki serve REGISTRY --listen 127.0.0.1:0` with a state folder, further arguments and variables, and
    /// waits until it listens.
    ///
    /// # Panics
    /// If it does not start.
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

    /// The first line of the log that contains some words. Waits for it if necessary.
    ///
    /// # Panics
    /// If no such line appears.
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
    /// If it cannot be sent.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "kill -{name}");
    }

    /// Waits until the program ends.
    ///
    /// # Panics
    /// If it does not end.
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

/// Calls a function until it returns a value.
///
/// # Panics
/// If it returns no value for half a minute.
pub fn until<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    ask_until(what, ask, PATIENCE)
}

/// The same for events that take a minute by design.
///
/// # Panics
/// If it returns no value for a minute longer.
pub fn until_slow<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    ask_until(what, ask, PATIENCE * 4)
}

fn ask_until<T>(what: &str, mut ask: impl FnMut() -> Option<T>, patience: Duration) -> T {
    let end = now() + patience;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(now() < end, "gave up waiting for {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[expect(clippy::disallowed_methods, reason = "a waiting test must know when to give up")]
fn now() -> Instant {
    Instant::now()
}

fn deadline() -> Instant {
    now() + PATIENCE
}
