use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maneki_ground_command::{Failure, Session, TimeArgument};
use maneki_ground_diagnostics::{Severity, one_line};
use serde_json::json;

use super::inputs::read_file;
use super::plan::Format;
use crate::disk::Folder;
use crate::scan::{AllowList, Baseline, Hit, Rules, scan_file};
use crate::tree::{Entry, Source};

/// Search source trees for brands of upstream.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki source scan rpms/pesign --own Tanuki --allow allow.yaml\n\n\
    Exit codes:\n  0  no error and no warning\n  1  an error or a warning\n  \
    2  wrong usage, or a list that is not one\n  3  a file cannot be read")]
pub(super) struct Arguments {
    /// Folders and files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A name of the distribution, for lists of boot components; can be repeated [default: AlmaLinux]
    #[arg(long, value_name = "NAME")]
    own: Vec<String>,
    /// A list of findings that are accepted, each with a reason
    #[arg(long, value_name = "FILE")]
    allow: Option<PathBuf>,
    /// The JSON of an earlier scan, whose findings are not reported
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Search texts in binary files as well
    #[arg(long)]
    binary: bool,
    /// How to print findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    time: TimeArgument,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let today = session.time(self.time)?.to_zoned(TimeZone::UTC).date();
        let mut allow = match &self.allow {
            Some(path) => AllowList::parse(&text(path)?)
                .map_err(|error| Failure::Usage(format!("{}:{error}", path.display())))?,
            None => AllowList::default(),
        };
        let mut baseline = match &self.baseline {
            Some(path) => Baseline::parse(&text(path)?)
                .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?,
            None => Baseline::default(),
        };
        let own = if self.own.is_empty() { vec!["AlmaLinux".to_owned()] } else { self.own.clone() };
        let rules = Rules::built_in();
        let mut hits = Vec::new();
        for path in &self.paths {
            hits.extend(self.scan(path, &rules, &own)?);
        }
        hits.retain(|hit| !baseline.take(hit) && !allow.accepts(hit, today));
        if let Some(path) = &self.allow {
            hits.extend(idle(path, &allow, today));
        }
        self.print(&hits, session)?;
        let fails = hits.iter().any(|hit| hit.severity != Severity::Info);
        Ok(ExitCode::from(u8::from(fails)))
    }

    /// The findings below a folder, or in a file.
    fn scan(&self, path: &Path, rules: &Rules, own: &[String]) -> Result<Vec<Hit>, Failure> {
        if !path.is_dir() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            return Ok(scan_file(rules, &name, &read_file(path)?, own, self.binary));
        }
        let folder = Folder::open(path)?;
        let tree = folder.tree();
        let mut hits = Vec::new();
        for (below, entry) in tree.entries() {
            if matches!(entry, Entry::Original { .. }) {
                hits.extend(scan_file(rules, below, &folder.read(below)?, own, self.binary));
            }
        }
        Ok(hits)
    }

    fn print(&self, hits: &[Hit], session: &Session) -> Result<(), Failure> {
        if self.format == Format::Json {
            let document = json!({ "diagnostics": hits.iter().map(Hit::to_json).collect::<Vec<_>>() });
            return session.print(&format!("{document:#}\n"));
        }
        let mut text = String::new();
        for hit in hits {
            let line = format!(
                "{}:{}:{}: {}[{}]: {}",
                hit.path, hit.line, hit.column, hit.severity, hit.code, hit.message
            );
            text += &one_line(&line);
            text.push('\n');
        }
        session.print(&text)?;
        let count = |severity| hits.iter().filter(|hit| hit.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        session.note(&format!("{errors} errors, {warnings} warnings, {} infos\n", count(Severity::Info)));
        Ok(())
    }
}

/// Warnings about entries of the list of accepted findings that accept nothing.
fn idle(path: &Path, allow: &AllowList, today: Date) -> Vec<Hit> {
    let hit = |(span, code, message): (maneki_ground_diagnostics::Span, &'static str, &str)| Hit {
        path: path.to_string_lossy().into_owned(),
        line: span.line as usize,
        column: span.column as usize,
        severity: Severity::Warning,
        code,
        text: String::new(),
        content: String::new(),
        message: message.to_owned(),
    };
    allow.idle(today).into_iter().map(hit).collect()
}

fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_file(path)?)
        .map_err(|_| Failure::Usage(format!("`{}` is not UTF-8", path.display())))
}
