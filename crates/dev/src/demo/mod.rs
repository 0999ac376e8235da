//! `cargo dev demo`: a service with a month of history, over mirrors that stand on this machine.
//!
//! ```text
//! example registry ─moved─► registry here ─┬─► past: round after round into the store
//! calendar: what was published when ───────┤
//! temper: how a mirror behaves ────────────┴─► mirrors: the same answers, over HTTP
//! ```
//!
//! What a mirror answers is one function of its temper, the path and the time: the past is made of it without
//! a network, by the same [`plan`](maneki_mirror_health::plan) and [`advance`](maneki_mirror_health::advance) as in the
//! service, and the mirrors that run now go on from there.

mod calendar;
mod mirrors;
mod moved;
mod past;
mod temper;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use jiff::Timestamp;

use moved::Moved;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// How many days back the history goes.
const DAYS: i64 = 30;

/// What `cargo dev demo` can be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Where the service listens.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

/// Makes the past, starts the mirrors, and serves until it is stopped.
#[expect(clippy::print_stdout, reason = "says what takes a moment")]
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = fresh(&PathBuf::from(ROOT).join("target/demo"))?;
    let cargo = |words: &[&str]| {
        let mut cargo = Command::new("cargo");
        cargo.args(words).current_dir(ROOT);
        cargo
    };
    println!("building the service");
    let built = cargo(&["build", "--locked", "--package", "maneki"]).status().context("cannot run cargo")?;
    if !built.success() {
        bail!("the service cannot be built");
    }
    let moved = Moved::from(&Path::new(ROOT).join("examples/registry"), &folder.join("registry"))?;
    println!("making {DAYS} days of the past of {} mirrors", moved.registry.mirrors.len());
    let began = now();
    past::make(&moved.registry, &folder.join("state/maneki.db"), began, DAYS)?;
    println!("serving on http://{}; end it with Ctrl-C", arguments.listen);
    let reference = moved.reference.url();
    let modules = moved.registry.catalog.modules.keys();
    let modules: Vec<String> = modules.map(|module| format!("{module} = \"{reference}\"")).collect();
    let served = Command::new(Path::new(ROOT).join("target/debug/maneki"))
        .args(["serve", "registry", "--state", "state", "--listen", &arguments.listen.to_string()])
        .env("MANEKI_CHECK__ALLOW_PRIVATE_ADDRESSES", "true")
        .env("MANEKI_CHECK__INTERVAL", "1m")
        .env("MANEKI_CHECK__REFERENCE", &reference)
        .env("MANEKI_CHECK__MODULE_REFERENCES", format!("{{{}}}", modules.join(", ")))
        .current_dir(&folder)
        .status()
        .context("the service cannot be started")?;
    // The mirrors stand until here.
    drop(moved);
    if served.success() { Ok(()) } else { bail!("the service ended with {served}") }
}

/// A folder with nothing in it.
fn fresh(folder: &Path) -> anyhow::Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder.join("state")).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.to_owned())
}

fn now() -> Timestamp {
    Timestamp::now()
}
