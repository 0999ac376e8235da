//! `maneki mirror check`: one round of checks, without previous health.

mod candidate;
mod progress;
mod round;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use maneki_ground_command::{ConfigArguments, Failure, Session};
use maneki_ground_diagnostics::{Severity, concise};
use maneki_mirror_config::Config;
use maneki_mirror_formats::check::{self, Checked, Judgement};
use maneki_mirror_health::{Judged, Verdict, verdict};
use maneki_mirror_registry::{Mirror, Registry};
use maneki_mirror_service::{Loader, NotLoaded};

use crate::registry::folder;
use round::{Extent, Round, round};

/// Check mirrors over the network, and show what is wrong with them.
///
/// Checks every mirror of the registry, or the given ones, once: its age and its repositories, compared with
/// `mirror.check.reference`. Exits with 1 if a mirror is not ok, or if an error in its file leaves it out.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki mirror check examples/registry\n  \
    maneki mirror check examples/registry mirror.example.org --format json\n  \
    maneki mirror check examples/registry --url https://mirror.example.org/linux/")]
pub(crate) struct Arguments {
    /// The folder of the registry [default: the key `mirror.registry`, else the working directory]
    registry: Option<PathBuf>,
    /// Check only these mirrors
    #[arg(conflicts_with = "url")]
    name: Vec<String>,
    /// Check a base URL, which does not need to be in the registry, and show each step
    #[arg(long)]
    url: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    config: ConfigArguments,
}

/// The number of errors that are shown, which is enough to find the problem.
const SHOWN_ERRORS: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

impl Arguments {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let config = session.config(&self.config, Config::resolve, &[])?.config;
        let (registry, left_out) = self.registry(session, &config)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::Outside(format!("the system refuses threads: {error}")))?;
        let found = runtime.block_on(round(session, &config, &registry, self.extent()));
        // A pending name lookup must not delay the end.
        runtime.shutdown_background();
        let found = found?;
        let judged: Vec<(&Mirror, Judged)> = registry
            .mirrors
            .values()
            .map(|mirror| {
                (
                    mirror,
                    verdict(mirror, found.table.get(&mirror.name).map(Arc::as_ref), &found.policy, found.at),
                )
            })
            .collect();
        self.print(session, &judged, &found, &config)?;
        let good = judged.iter().all(|(_, judged)| judged.verdict == Verdict::Ok);
        // A mirror whose file cannot be read is not ok.
        if left_out > 0 {
            let leave = if left_out == 1 {
                "error in the registry leaves out its entry"
            } else {
                "errors in the registry leave out their entries"
            };
            session.note(&format!("{left_out} {leave}; run `maneki mirror lint` for details\n"));
        }
        Ok(if good && left_out == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn extent(&self) -> Extent {
        match (&self.url, self.name.is_empty()) {
            (Some(_), _) => Extent::Steps,
            (None, false) => Extent::Some,
            (None, true) => Extent::Everything,
        }
    }

    /// The registry with the mirrors to check, and the number of errors that leave out some of them.
    fn registry(&self, session: &Session, config: &Config) -> Result<(Registry, usize), Failure> {
        let loader = Loader {
            registry: folder(self.registry.as_deref(), config),
            state: PathBuf::new(),
            no_check: false,
        };
        let loaded = loader.read(config).map_err(|error| Failure::Outside(self.with_remedy(&error)))?;
        let mut registry = loaded.registry;
        let mut left_out = 0;
        if let Some(url) = &self.url {
            candidate::alone(url, &mut registry)?;
        } else if !self.name.is_empty() {
            let known = |name: &&String| registry.mirrors.keys().any(|mirror| mirror.as_str() == **name);
            if let Some(unknown) = self.name.iter().find(|name| !known(name)) {
                return Err(Failure::Usage(format!(
                    "the registry has no mirror `{unknown}`, or its file has errors; run `maneki mirror lint` for details"
                )));
            }
            registry.mirrors.retain(|name, _| self.name.iter().any(|wanted| wanted == name.as_str()));
        } else {
            let errors = loaded.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
            errors.clone().take(SHOWN_ERRORS).for_each(|error| session.note(&(concise(error) + "\n")));
            left_out = errors.count();
        }
        Ok((registry, left_out))
    }

    /// The remedy for an unreadable registry. Only `--url` works without one.
    fn with_remedy(&self, error: &NotLoaded) -> String {
        match self.registry {
            Some(_) => error.to_string(),
            None => format!(
                "{error}\n  a registry defines what a mirror must have: name its folder, as in \
                 `maneki mirror check REGISTRY --url URL`"
            ),
        }
    }

    fn print(
        &self,
        session: &Session,
        judged: &[(&Mirror, Judged)],
        found: &Round,
        config: &Config,
    ) -> Result<(), Failure> {
        let checked: Vec<Checked<'_>> = judged
            .iter()
            .map(|(mirror, judged)| Checked {
                name: &mirror.name,
                judged,
                health: found.table.get(&mirror.name).map(Arc::as_ref),
            })
            .collect();
        if self.format == Format::Json {
            let object = check::json(&checked, found.vault.as_ref(), found.at);
            // Write each mirror separately: thousands of mirrors with a hundred repositories each are too large as one text.
            return session.print_with(|out| {
                serde_json::to_writer_pretty(&mut *out, &object)?;
                out.write_all(b"\n")
            });
        }
        let colours = session.has_colours();
        let ca_file = config.outbound.ca_file.as_ref().map(|path| path.display().to_string());
        let steps = found.reports.iter().filter_map(|report| {
            let health = found.table.get(&report.mirror)?;
            let judgement = Judgement { health, policy: &found.policy, now: found.at };
            Some(check::steps(report, judgement, ca_file.as_deref()) + "\n")
        });
        let steps: String = steps.collect();
        session.print(&(steps + &check::table(&checked, found.vault.as_ref(), colours)))
    }
}
