use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use maneki_diagnostics::Severity;
use maneki_formats::{report, selection};
use maneki_geo::Atlas;
use maneki_model::{CountryCode, Protocol};
use maneki_select::{Client, Query, Slot, explain};
use maneki_server::{Loader, Wanted, restore, unix_seconds};

use super::{print, print_note};
use crate::failure::Failure;
use crate::settings::{ConfigArguments, StateArguments};

/// The answer that a client would get.
///
/// Works offline, from the registry, the address databases and the last good copies of the state folder.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki select examples/registry --ip 185.15.59.224 --version 4 --repo baseos\n  \
    maneki select examples/registry --ip 2001:67c:2e8::1 --version 4 --repo baseos --explain"
)]
pub(crate) struct Arguments {
    /// The folder with `config.yml` and the mirror files
    registry: PathBuf,
    /// The client's address
    #[arg(long)]
    ip: IpAddr,
    /// The version that it asks for
    #[arg(long, value_name = "V")]
    version: String,
    /// The repository that it asks for
    #[arg(long, value_name = "R")]
    repo: String,
    /// Its architecture; without it `$basearch` stays in the URLs
    #[arg(long)]
    arch: Option<String>,
    /// Only mirrors with this protocol
    #[arg(long)]
    protocol: Option<Scheme>,
    /// Only mirrors in these countries, by their ISO codes
    #[arg(long, value_name = "CC", value_delimiter = ',', value_parser = country)]
    country: Option<Vec<CountryCode>>,
    /// Say rung by rung why each mirror is in and every other out
    #[arg(long)]
    explain: bool,
    /// How to print it
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scheme {
    Http,
    Https,
}

impl Arguments {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let config = self.config.load(&[])?.config;
        let loader = Loader { registry: self.registry, state: self.state.folder()?, no_check: true };
        let loaded = loader.read(&config).map_err(|error| Failure::Outside(error.to_string()))?;
        let target = loaded
            .registry
            .catalog
            .target(&self.version, &self.repo, self.arch.as_deref())
            .map_err(|error| Failure::Usage(error.to_string()))?;
        let (networks, unread) = restore(&Wanted::by(&loaded.registry, &config), &loader.state);
        let (atlas, errors) = Atlas::open(&config.geo.databases);
        let unread = unread.iter().map(ToString::to_string);
        let problems: Vec<String> = unread.chain(errors.iter().map(ToString::to_string)).collect();
        // As the service does: what cannot be had is told, and the rest answers.
        for problem in &problems {
            print_note(&format!("warning: {problem}\n"));
        }
        let errors = loaded.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count();
        if errors > 0 {
            print_note(&format!(
                "warning: the registry has {errors} errors, and what they stand in is left out; \
                `maneki lint` says which\n"
            ));
        }

        let (country, position, asn) = atlas.place(self.ip);
        let client = Client { address: self.ip.to_canonical(), country, position, asn };
        let seconds = unix_seconds();
        let created =
            jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or_default()).unwrap_or_default();
        let edition = loader.first_edition(loaded.registry, &config, atlas, networks, created);
        let query = Query {
            protocol: self.protocol.map(|scheme| match scheme {
                Scheme::Http => Protocol::Http,
                Scheme::Https => Protocol::Https,
            }),
            countries: self.country,
            ..Query::new(target, config.server.list_length.get())
        };
        let slot = Slot::at(seconds, config.server.rotation.as_secs());
        let explanation = explain(&edition.snapshot, &client, &query, slot);
        let (snapshot, target) = (&edition.snapshot, &query.target);
        let text = match self.format {
            Format::Json => {
                let answer = selection::answer(snapshot, &client, target, &explanation);
                serde_json::to_string_pretty(&answer).unwrap_or_default() + "\n"
            }
            Format::Text if self.explain => report::explanation(snapshot, &client, target, &explanation),
            Format::Text => report::answer(snapshot, &client, target, &explanation.selection),
        };
        print(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn country(text: &str) -> Result<CountryCode, String> {
    CountryCode::parse(text)
        .or_else(|| CountryCode::from_name(text))
        .ok_or_else(|| "no country of ISO 3166-1 has this code; write two letters such as DE".to_owned())
}
