//! `cargo dev demo`: a service with a month of history, and mirrors that run on this machine.
//!
//! ```text
//! example registry ─moved─► local registry ─┬─► past: round after round into the store
//! calendar: publications by time ───────────┤
//! temper: how a mirror behaves ─────────────┴─► mirrors: the same answers, over HTTP
//! ```
//!
//! The answer of a mirror is a function of its temper, the path and the time. The past is computed from it without a
//! network, with the same [`plan`](maneki_mirror_health::plan) and [`advance`](maneki_mirror_health::advance) as in the
//! service, and the running mirrors continue from there.

#![expect(clippy::disallowed_methods, reason = "reads the clock and reads and writes files")]

mod calendar;
mod mirrors;
mod moved;
mod past;
mod service;
mod temper;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use jiff::Timestamp;

use moved::Moved;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// How many days of history the demonstration has.
const DAYS: i64 = 30;

/// The arguments of `cargo dev demo`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

/// Computes the past, starts the mirrors, and serves until the service ends.
#[expect(clippy::print_stdout, reason = "reports what takes a moment")]
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    println!("building the service");
    let executable = service::build()?;
    // `target/debug/maneki` is two levels below the target folder.
    let target = executable.ancestors().nth(2).context("the executable is not in a target folder")?;
    let folder = empty(&target.join("demo"))?;
    let moved = Moved::from(&Path::new(ROOT).join("examples/registry"), &folder.join("registry"))?;
    println!("computing {DAYS} days of history for {} mirrors", moved.registry.mirrors.len());
    past::make(&moved.registry, &folder.join("state/mirror.db"), now(), DAYS)?;
    println!("serving on http://{}; press Ctrl-C to stop", arguments.listen);
    let reference = moved.reference.url();
    let modules = moved.registry.catalog.modules.keys();
    let modules: Vec<String> = modules.map(|module| format!("{module} = \"{reference}\"")).collect();
    let mut service = Command::new(&executable);
    service
        .args(["serve", "registry", "--state", "state", "--listen", &arguments.listen.to_string()])
        .env("MANEKI_OUTBOUND__ALLOW_PRIVATE_ADDRESSES", "true")
        .env("MANEKI_MIRROR__CHECK__INTERVAL", "1m")
        .env("MANEKI_MIRROR__CHECK__REFERENCE", &reference)
        .env("MANEKI_MIRROR__CHECK__MODULE_REFERENCES", format!("{{{}}}", modules.join(", ")))
        .env("MANEKI_SITE__NAME", "Tanuki Linux")
        .current_dir(&folder);
    let result = service::run(service);
    // The mirrors run until here.
    drop(moved);
    result
}

/// Deletes the content of a folder, and creates it with a state folder.
fn empty(folder: &Path) -> anyhow::Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder.join("state"))
        .with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder.to_owned())
}

fn now() -> Timestamp {
    Timestamp::now()
}
