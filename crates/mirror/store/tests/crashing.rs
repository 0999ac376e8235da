//! Processes that are killed, full disks, and readers while another process writes.
//!
//! The writer is this test program itself, started with an environment variable.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "an environment variable names the writer's folder")]

mod world;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use maneki_mirror_health::{HealthTable, Reference};
use maneki_mirror_store::{Cause, Reader};

use world::{QUARTER, file, healthy, open, publish, record, start, table};

const FOLDER: &str = "MANEKI_TEST_STORE";

const MIRRORS: usize = 20;

/// The round of a table: the same for all its mirrors.
fn round_of(table: &HealthTable) -> Option<u32> {
    let rounds: Vec<u32> = table.values().map(|health| health.failed_rounds).collect();
    assert!(rounds.is_empty() || rounds.len() == MIRRORS, "{} mirrors", rounds.len());
    assert!(rounds.windows(2).all(|pair| pair[0] == pair[1]), "two rounds at once: {rounds:?}");
    rounds.first().copied()
}

fn round(number: u32) -> (HealthTable, Reference) {
    let now = start() + QUARTER * i32::try_from(number).unwrap();
    let mut reference = Reference::default();
    publish(&mut reference, number.into(), 30, now);
    let mirror = |mirror| {
        let mut health = healthy(mirror, number.into(), 30, now);
        health.failed_rounds = number;
        (mirror, health)
    };
    (table((0..MIRRORS).map(mirror)), reference)
}

/// Not a test but the writing process, which prints each recorded round.
#[tokio::test]
#[ignore = "another test starts it as a process; it does not end"]
async fn writer() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let mut store = open(&folder).await;
    let first = round_of(&store.restore().await.unwrap().table).map_or(1, |last| last + 1);
    for number in first.. {
        let (table, reference) = round(number);
        let now = start() + QUARTER * i32::try_from(number).unwrap();
        match record(&mut store, now, &table, &reference).await {
            Ok(_) => println!("recorded {number}"),
            Err(error) => {
                println!("failed {}", matches!(error.cause, Cause::Full));
                return;
            }
        }
        std::io::stdout().flush().unwrap();
    }
}

fn write_in(folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "writer", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, folder).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Waits for that many rounds, kills the process, and returns the last round that it printed.
fn kill_after(mut child: Child, rounds: usize) -> u32 {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut printed = Vec::new();
    let number = |line: String| line.rsplit_once("recorded ")?.1.parse::<u32>().ok();
    while printed.len() < rounds {
        printed.extend(
            lines.next().unwrap_or_else(|| panic!("the writer ended by itself")).ok().and_then(number),
        );
    }
    child.kill().unwrap();
    printed.extend(lines.map_while(Result::ok).filter_map(number));
    child.wait().unwrap();
    *printed.last().unwrap()
}

#[tokio::test]
async fn a_process_that_is_killed_loses_at_most_the_round_that_it_was_writing() {
    let folder = tempfile::tempdir().unwrap();
    for rounds in 1..=12 {
        let printed = kill_after(write_in(folder.path()).spawn().unwrap(), rounds);
        let remembered = open(folder.path()).await.restore().await.unwrap();
        let found = round_of(&remembered.table).unwrap();
        // A printed round is in the database. The next one may be too, if the process was killed before printing it.
        assert!(found == printed || found == printed + 1, "printed {printed}, found {found}");
        let (table, reference) = round(found);
        assert_eq!(remembered.table, table);
        assert_eq!(remembered.reference, reference);
    }
}

#[tokio::test]
async fn a_reader_beside_a_writer_always_sees_one_whole_round() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = write_in(folder.path()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let printed = lines.by_ref().map_while(Result::ok).find(|line| line.contains("recorded"));
    assert!(printed.is_some());
    let reader = Reader::open(&file(folder.path())).await.unwrap().unwrap();
    let mut last = 0;
    for _ in 0..20 {
        let remembered = reader.restore().await.unwrap();
        let number = round_of(&remembered.table).unwrap();
        assert!(number >= last);
        assert_eq!(remembered.reference, round(number).1);
        last = number;
        assert!(!reader.history(&world::mirror(1), 10, None).await.unwrap().is_empty());
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// On a file system of two megabytes, if this machine can mount one.
#[test]
fn a_full_disk_is_its_own_error() {
    let folder = tempfile::tempdir().unwrap();
    let inner = write_in(folder.path());
    let mount = format!("mount -t tmpfs -o size=2m maneki '{}' && exec \"$@\"", folder.path().display());
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", &mount, "sh"]);
    command.arg(inner.get_program()).args(inner.get_args()).env(FOLDER, folder.path());
    let Ok(output) = command.output() else { return };
    let printed = String::from_utf8_lossy(&output.stdout);
    if !printed.contains("running") {
        println!("skipped: cannot mount a file system here: {}", String::from_utf8_lossy(&output.stderr));
        return;
    }
    assert!(printed.contains("recorded 1") && printed.contains("failed true"), "{printed}");
}
