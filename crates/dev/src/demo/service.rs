//! The service of the demonstration: built by cargo, run until it ends or SIGTERM arrives.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use tokio::signal::unix::{SignalKind, signal};

/// Builds the service and returns the path of its executable, which depends on `CARGO_TARGET_DIR` and the profile.
pub(super) fn build() -> anyhow::Result<PathBuf> {
    let output = Command::new("cargo")
        .args(["build", "--locked", "--package", "maneki", "--message-format=json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!("cannot build the service");
    }
    executable(&String::from_utf8_lossy(&output.stdout)).context("cargo did not report an executable")
}

/// The executable of `maneki` in cargo's messages, which are JSON, one per line.
fn executable(messages: &str) -> Option<PathBuf> {
    let mut messages = messages.lines().filter_map(|line| serde_json::from_str(line).ok());
    let executable = |message: serde_json::Value| {
        let is_service = message["target"]["name"] == "maneki";
        message["executable"].as_str().filter(|_| is_service).map(PathBuf::from)
    };
    messages.find_map(executable)
}

/// Runs the service until it ends. SIGTERM to this process ends the service as well; Ctrl-C reaches both.
pub(super) fn run(service: Command) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut terminated = signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?;
        let mut service =
            tokio::process::Command::from(service).spawn().context("cannot start the service")?;
        tokio::select! {
            status = service.wait() => {
                let status = status.context("cannot wait for the service")?;
                if status.success() { Ok(()) } else { bail!("the service ended with {status}") }
            }
            _ = terminated.recv() => service.kill().await.context("cannot end the service"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_executable_is_found_among_the_messages_of_cargo() {
        let messages = r#"
            {"reason":"compiler-artifact","target":{"name":"maneki-site"},"executable":null}
            {"reason":"compiler-artifact","target":{"name":"other"},"executable":"/t/debug/other"}
            {"reason":"compiler-artifact","target":{"name":"maneki"},"executable":"/t/debug/maneki"}
            {"reason":"build-finished","success":true}"#;
        assert_eq!(executable(messages), Some(PathBuf::from("/t/debug/maneki")));
        assert_eq!(executable("no JSON"), None);
    }
}
