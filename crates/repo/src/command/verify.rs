use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use maneki_ground_command::{Failure, Session, TimeArgument};
use maneki_ground_diagnostics::{full, json_document, printed_json};
use maneki_ground_lint::{Format, Linted, RuleDoc};

use crate::repository::{Depth, Terms};
use crate::rules::RULES;
use crate::verify::{Request, Verified, verify};

/// Check that repositories are whole: metadata, packages, and how they fit together.
///
/// A folder with repositories below it stands for all of them. Nothing is written, and nothing is fetched.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki repo verify /srv/mirror/9/BaseOS/x86_64/os\n  \
    maneki repo verify --depth metadata /srv/mirror/9\n  \
    maneki repo verify --strict --format github .\n\n\
    Exit codes:\n  0  no error\n  1  an error; with --strict also a warning\n  2  wrong usage\n  \
    3  a folder cannot be read; the others are verified")]
pub(super) struct Arguments {
    /// Folders with a repository, or with repositories below them
    #[arg(required = true, value_name = "REPO")]
    paths: Vec<PathBuf>,
    /// How much is read
    #[arg(long, value_enum, default_value_t)]
    depth: Depth,
    /// The architecture of the repositories [default: by their path, else by most of their packages]
    #[arg(long)]
    arch: Option<String>,
    /// The distribution that packages are built for, such as el9 [default: by most of the packages]
    #[arg(long)]
    dist: Option<String>,
    #[command(flatten)]
    at: TimeArgument,
    /// How to print the findings
    #[arg(long, default_value = "full", value_parser = formats())]
    format: Format,
    /// Warnings fail as well
    #[arg(long)]
    strict: bool,
    /// Leave out the findings of a rule
    #[arg(long, value_name = "CODE", value_parser = codes())]
    ignore: Vec<String>,
    /// How many files are read at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

fn formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.word()))
        .map(|word| word.parse().expect("only the words of formats are accepted"))
}

fn codes() -> PossibleValuesParser {
    PossibleValuesParser::new(RULES.iter().map(|rule| rule.doc.code.0))
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let terms = Terms {
            depth: self.depth,
            at: session.time(self.at)?.as_second(),
            arch: self.arch,
            dist: self.dist,
        };
        let jobs = self.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let request = Request { paths: self.paths, terms, ignored: self.ignore, jobs };
        let shows_progress = session.shows_progress();
        let verified = verify(&request, |path| {
            if shows_progress {
                session.note(&format!("verifying {path}\n"));
            }
        });
        session.print(&render(&verified, self.format, session))?;
        for unreadable in &verified.unreadable {
            Failure::Outside(unreadable.clone()).report();
        }
        let summary = linted(&verified).summary();
        Ok(match (verified.unreadable.is_empty(), summary.fails(self.strict)) {
            (false, _) => ExitCode::from(3),
            (true, true) => ExitCode::from(1),
            (true, false) => ExitCode::SUCCESS,
        })
    }
}

fn linted(verified: &Verified) -> Linted {
    Linted { diagnostics: verified.diagnostics.clone(), ..Linted::default() }
}

fn render(verified: &Verified, format: Format, session: &Session) -> String {
    match format {
        Format::Full => {
            let colour = session.has_colours();
            let blocks = verified.diagnostics.iter().map(|found| full(found, None, colour) + "\n\n");
            blocks.chain([summary(verified)]).collect()
        }
        Format::Json => {
            let mut document = json_document(&verified.diagnostics, |_| None);
            let repositories = verified.repositories.iter().map(crate::verify::RepositorySummary::json);
            document["repositories"] = repositories.collect();
            printed_json(document) + "\n"
        }
        format => {
            let rules: Vec<_> = RULES.iter().map(|rule| RuleDoc::tool_rule(&rule.doc)).collect();
            format.render(&linted(verified), &rules, session.has_colours(), session.version)
        }
    }
}

/// `2 repositories, 41 packages: 1 error, 0 warnings, 1 info`
fn summary(verified: &Verified) -> String {
    let count = |number: usize, one: &str, more: &str| {
        if number == 1 { format!("1 {one}") } else { format!("{number} {more}") }
    };
    let packages = verified.repositories.iter().map(|repository| repository.packages).sum();
    let found = linted(verified).summary();
    format!(
        "{}, {}: {}, {}, {}\n",
        count(verified.repositories.len(), "repository", "repositories"),
        count(packages, "package", "packages"),
        count(found.errors, "error", "errors"),
        count(found.warnings, "warning", "warnings"),
        count(found.infos, "info", "infos"),
    )
}
