use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use maneki_ground_address::parse_network;
use maneki_ground_command::{ConfigArguments, Failure, Session, StateArguments, TimeArgument};
use maneki_ground_diagnostics::{Severity, nearest};
use maneki_mirror_api::explain::{Asked, answer};
use maneki_mirror_checker::HealthState;
use maneki_mirror_config::Config;
use maneki_mirror_formats::report;
use maneki_mirror_geo::Atlas;
use maneki_mirror_health::Policy;
use maneki_mirror_model::RepositoryName;
use maneki_mirror_registry::{Catalog, NotFound, Registry};
use maneki_mirror_select::{Client, explain};
use maneki_mirror_service::{Edition, Learned, Loader, Wanted, database, restore};
use maneki_mirror_store::{DrainFile, Reader, StoreError};
use tokio::runtime::Builder;

use crate::filters::Filters;
use crate::registry::folder;

/// Show which mirrors a client gets, and why.
///
/// Works offline, from the registry, the address databases and the state folder: the health that a service with the same
/// state folder has observed counts. Without observations, every declared mirror counts as healthy.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki mirror select examples/registry --ip 185.15.59.224 --version 4 --repo baseos\n  \
    maneki mirror select examples/registry --ip 2001:67c:2e8::1 --version 4 --repo baseos --explain\n  \
    maneki mirror select examples/registry --ip 192.0.2.17 --version 4 --repo baseos --at 2026-11-23T07:15:00Z"
)]
pub(crate) struct Arguments {
    /// The folder of the registry [default: the key `mirror.registry`, else the working directory]
    registry: Option<PathBuf>,
    /// The address of the client
    #[arg(long, value_parser = address)]
    ip: IpAddr,
    /// The version that the client requests
    #[arg(long, value_name = "V")]
    version: String,
    /// The repository that the client requests
    #[arg(long, value_name = "R")]
    repo: String,
    /// The architecture; without it `$basearch` stays in the URLs
    #[arg(long)]
    arch: Option<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    time: TimeArgument,
    /// Show rung by rung why each mirror is chosen, and why every other mirror is not
    #[arg(long)]
    explain: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    config: ConfigArguments,
    #[command(flatten)]
    state: StateArguments,
}

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
        let loader = Loader {
            registry: folder(self.registry.as_deref(), &config),
            state: session.state_folder(&self.state)?,
            no_check: true,
        };
        let loaded = loader.read(&config).map_err(|error| Failure::Outside(error.to_string()))?;
        let target = loaded
            .registry
            .catalog
            .target(&self.version, &self.repo, self.arch.as_deref())
            .map_err(|error| not_found(&error, &self.repo, &loaded.registry.catalog))?;
        let drains = DrainFile::new(&loader.state).read().map_err(|error| error.to_string());
        let believed = believed(&config, &loader.state, &loaded.registry);
        let (networks, unread) = restore(&Wanted::by(&loaded.registry, &config), &loader.state);
        let (atlas, errors) = Atlas::open(&config.geo.databases);
        let unread = unread.iter().map(ToString::to_string);
        let kept = drains.as_ref().err().into_iter().chain(believed.as_ref().err()).cloned();
        let problems: Vec<String> =
            unread.chain(errors.iter().map(ToString::to_string)).chain(kept).collect();
        // As in the service, what cannot be read is reported, and the rest is used.
        for problem in &problems {
            session.note(&format!("warning: {problem}\n"));
        }
        let errors = loaded.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count();
        if errors > 0 {
            session.note(&format!(
                "warning: the registry has {errors} errors, and leaves out what they are in; \
                run `maneki mirror lint` for details\n"
            ));
        }

        let (country, position, asn) = atlas.place(self.ip);
        let client = Client { address: self.ip.to_canonical(), country, position, asn };
        let at = session.time(self.time)?;
        let learned = Learned {
            atlas: Arc::new(atlas),
            networks: Arc::new(networks),
            believed: believed.ok().flatten().map(Arc::new),
            drains: drains.unwrap_or_default(),
            ..Learned::default()
        };
        let edition = Edition::new(loaded.registry, &config, &learned, 1, at);
        let query = self.filters.into_query(target, config.lists.length.get());
        let slot = edition.slot(at);
        let explanation = explain(&edition.snapshot, &client, &query, slot);
        let (snapshot, target) = (&edition.snapshot, &query.target);
        let text = match self.format {
            Format::Json => {
                let asked = Asked { target, at, slot, hide_private: false, without_private: false };
                let answer = answer(snapshot, &client, asked, &explanation, None);
                serde_json::to_string_pretty(&answer).unwrap_or_default() + "\n"
            }
            Format::Text if self.explain => report::explanation(snapshot, &client, target, &explanation),
            Format::Text => report::answer(snapshot, &client, target, &explanation.selection),
        };
        session.print(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The health that a service with this state folder has observed; `None` without such a service, or without checks.
fn believed(config: &Config, state: &Path, registry: &Registry) -> Result<Option<HealthState>, String> {
    let Ok(file) = database(&config.store.url, state) else { return Ok(None) };
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let restored = runtime.block_on(async {
        match Reader::open(&file).await? {
            Some(reader) => reader.restore().await.map(Some),
            None => Ok(None),
        }
    });
    let restored = restored.map_err(|error: StoreError| error.to_string())?;
    let checked = restored.filter(|remembered| !remembered.table.is_empty());
    let policy = Policy::new(registry.catalog.allowed_outdate, config.check.interval);
    Ok(checked.map(|checked| HealthState::remembered(checked.table, checked.reference, policy)))
}

/// The error for an unknown target, with the repository that was probably meant.
fn not_found(error: &NotFound, repository: &str, catalog: &Catalog) -> Failure {
    let names = catalog.repositories.keys().map(RepositoryName::as_str);
    match nearest(repository, names.clone()).filter(|_| !names.clone().any(|name| name == repository)) {
        Some(meant) => Failure::Usage(format!("{error}; did you mean --repo {meant}?")),
        None => Failure::Usage(error.to_string()),
    }
}

/// Parses an address. The error for a network suggests an address in it.
fn address(text: &str) -> Result<IpAddr, String> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    match parse_network(text) {
        Some(network) => Err(format!("this is a network; name an address in it, such as {}", network.addr())),
        None => Err("write an IPv4 or IPv6 address".to_owned()),
    }
}
