//! `cargo dev generate`: the reference pages that are generated from the code that they describe.
//!
//! A page is a line of [`PAGES`]: its path, and the function that returns its text. [`drift`] finds the pages that
//! differ; [`run`] writes them, or, with `--check`, lists them.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, bail};
use maneki_ground_config::Keys;
use maneki_mirror_lint::Schema;

/// The root of the repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The keys of the configuration, as `maneki::rooms` composes them: a test of that crate compares the page. This crate
/// does not use it, because a newcomer's `cargo dev` would then wait for the whole service.
const KEYS: Keys = Keys::new(&[maneki_ground_config::KEYS, maneki_mirror_config::KEYS]);

/// Every generated page.
const PAGES: &[Page] = &[
    Page { path: "docs/reference/configuration.md", text: || maneki_ground_config::reference_page(KEYS) },
    Page { path: "docs/reference/rules-mirror.md", text: maneki_mirror_lint::reference_page },
    Page { path: "docs/reference/rules-repo.md", text: maneki_repo::reference_page },
    Page { path: "docs/reference/openapi.json", text: maneki_mirror_api::openapi_text },
    Page { path: "schemas/mirror.schema.json", text: || Schema::Mirror.json() },
    Page { path: "schemas/config.schema.json", text: || Schema::Config.json() },
];

/// The arguments of `cargo dev generate`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Compare the committed pages instead of writing them
    #[arg(long)]
    check: bool,
}

/// A generated page.
struct Page {
    /// The path from the root of the repository.
    path: &'static str,
    /// Returns the whole text, which is the same on every machine and every day.
    text: fn() -> String,
}

/// The difference between a committed page and the text that the code returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drift {
    Missing,
    /// The first line that differs, counted from 1.
    Line(usize),
}

impl std::fmt::Display for Drift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Line(line) => write!(f, "differs, first in line {line}"),
        }
    }
}

/// Generates all pages, and writes or compares them.
#[expect(clippy::print_stdout, reason = "reports the pages that differ")]
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut drifted = 0;
    for page in PAGES {
        let path = Path::new(ROOT).join(page.path);
        let text = (page.text)();
        let Some(drift) = drift(read(&path)?.as_deref(), &text) else {
            continue;
        };
        drifted += 1;
        if arguments.check {
            println!("{}: {drift}", page.path);
        } else {
            write(&path, &text)?;
            println!("{}: written", page.path);
        }
    }
    if arguments.check && drifted > 0 {
        bail!("generated pages are out of date: run `cargo dev generate` and commit them");
    }
    println!("generated pages: {}, all up to date", PAGES.len());
    Ok(())
}

fn drift(committed: Option<&str>, generated: &str) -> Option<Drift> {
    let Some(committed) = committed else {
        return Some(Drift::Missing);
    };
    if committed == generated {
        return None;
    }
    let (committed, generated) = (committed.split_inclusive('\n'), generated.split_inclusive('\n'));
    Some(Drift::Line(1 + committed.zip(generated).take_while(|(left, right)| left == right).count()))
}

#[expect(clippy::disallowed_methods, reason = "this program writes files")]
fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

#[expect(clippy::disallowed_methods, reason = "this program writes files")]
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_drifts_when_it_is_missing_or_differs() {
        assert_eq!(drift(None, "a\n"), Some(Drift::Missing));
        assert_eq!(drift(Some("a\nb\n"), "a\nb\n"), None);
        assert_eq!(drift(Some("a\nb\n"), "a\nc\n"), Some(Drift::Line(2)));
        assert_eq!(drift(Some("a\n"), "a\nb\n"), Some(Drift::Line(2)));
        assert_eq!(drift(Some("a\nb"), "a\nb\n"), Some(Drift::Line(2)));
    }

    #[test]
    fn every_page_says_that_it_is_generated_and_has_its_own_path() {
        for (index, page) in PAGES.iter().enumerate() {
            let text = (page.text)();
            // JSON has no comments, and its first line is a brace.
            let head = if text.starts_with('{') { 8 } else { 1 };
            assert!(text.lines().take(head).any(|line| line.contains("cargo dev generate")), "{}", page.path);
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", page.path);
            assert_eq!(text, (page.text)(), "{} changes from call to call", page.path);
            assert!(PAGES[..index].iter().all(|other| other.path != page.path), "{} twice", page.path);
        }
    }
}
