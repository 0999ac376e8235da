use std::io::{stderr, stdin};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use maneki_ground_command::{Failure, Session};
use maneki_ground_diagnostics::{full, one_line};
use maneki_mirror_lint::Options;
use maneki_mirror_lint::new::{Answers, Outcome, Request, run};

/// Write a mirror file from flags or from answers to questions.
///
/// Asks for values that no flag gives. Lints the file, and writes it only without errors and warnings. Never overwrites
/// a file.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki mirror new examples/registry\n  maneki mirror new --name mirror.example.org \
    --url https://mirror.example.org/linux/ --sponsor 'Example University' --sponsor-url https://example.org/ --city Berlin\n\n\
    Exit codes:\n  0  the file is written\n  1  it is not written, because it has an error or a warning\n  2  wrong usage\n  \
    3  the registry cannot be read, the file cannot be written (it may exist already), or there are no answers"
)]
pub(crate) struct Arguments {
    /// The registry of the mirror; without one, the file is written to the working directory
    registry: Option<PathBuf>,
    /// The name of the mirror, which is its host
    #[arg(long)]
    name: Option<String>,
    /// An http, https, rsync or ftp URL of the tree; can be repeated
    #[arg(long = "url", value_name = "URL")]
    urls: Vec<String>,
    /// A URL of the tree of a module; can be repeated
    #[arg(long = "module", value_name = "MODULE=URL", value_parser = module)]
    modules: Vec<(String, String)>,
    /// The time between two synchronisations, such as 3h
    #[arg(long, value_name = "DURATION")]
    update_frequency: Option<String>,
    /// The organisation that pays for the mirror
    #[arg(long)]
    sponsor: Option<String>,
    /// The web page of the sponsor
    #[arg(long, value_name = "URL")]
    sponsor_url: Option<String>,
    /// The e-mail address of the mirror's administrators
    #[arg(long)]
    email: Option<String>,
    /// The country, as ISO code or name; without it, the most likely one for the city
    #[arg(long)]
    country: Option<String>,
    /// The state or province
    #[arg(long)]
    state: Option<String>,
    /// The city
    #[arg(long)]
    city: Option<String>,
    /// Serve only the given networks and autonomous systems
    #[arg(long)]
    private: bool,
    /// A network that the mirror serves first; can be repeated
    #[arg(long = "subnet", value_name = "CIDR")]
    subnets: Vec<String>,
    /// An autonomous system that the mirror serves first; can be repeated
    #[arg(long = "asn", value_name = "NUMBER")]
    asns: Vec<String>,
}

impl Arguments {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let ask = self.name.is_none()
            || self.urls.is_empty()
            || self.sponsor.is_none()
            || self.sponsor_url.is_none();
        let mut modules = Vec::<(String, Vec<String>)>::new();
        for (module, url) in self.modules {
            match modules.iter_mut().find(|(known, _)| *known == module) {
                Some((_, urls)) => urls.push(url),
                None => modules.push((module, vec![url])),
            }
        }
        let answers = Answers {
            name: self.name.unwrap_or_default(),
            urls: self.urls,
            modules,
            update_frequency: self.update_frequency,
            sponsor: self.sponsor.unwrap_or_default(),
            sponsor_url: self.sponsor_url.unwrap_or_default(),
            email: self.email,
            country: self.country,
            state: self.state,
            city: self.city,
            private: self.private,
            subnets: self.subnets,
            asns: self.asns,
        };
        let options = Options { city_size: Some(maneki_mirror_geo::city_size), ..Options::default() };
        let request = Request { answers, registry: self.registry, ask };
        let Outcome { proposal, written, guessed } =
            run(request, &mut stdin().lock(), &mut stderr(), &options)
                .map_err(|failure| Failure::Outside(failure.to_string()))?;
        let findings = proposal.diagnostics.iter();
        let said =
            findings.map(|finding| full(finding, Some(&proposal.text), session.has_colours()) + "\n\n");
        let guess = guessed.map(|country| {
            format!("{} ({country}) is the most likely of several countries with such a city; use --country to change it\n", country.name())
        });
        let end = if written {
            format!("{}wrote {}\n", guess.unwrap_or_default(), one_line(&proposal.path))
        } else {
            "nothing was written: fix the errors and warnings above, and try again\n".to_owned()
        };
        let text: String = said.chain([end]).collect();
        session.print(&text)?;
        Ok(ExitCode::from(u8::from(!written)))
    }
}

fn module(text: &str) -> Result<(String, String), String> {
    let (module, url) =
        text.split_once('=').ok_or("write MODULE=URL, such as next=https://mirror.example.org/next/")?;
    Ok((module.to_owned(), url.to_owned()))
}
