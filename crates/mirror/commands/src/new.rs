use std::io::{stderr, stdin};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use maneki_ground_command::{Failure, Session};
use maneki_ground_diagnostics::{full, one_line};
use maneki_mirror_lint::Options;
use maneki_mirror_lint::new::{Answers, Outcome, Request, run};

/// Write a mirror file: from flags, or from answers to questions.
///
/// What the flags do not say is asked. The file is judged as `maneki mirror lint` would judge it, and written only
/// if there is no error and no warning about it; a file that is there is never overwritten.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki mirror new examples/registry\n  maneki mirror new --name mirror.example.org \
    --url https://mirror.example.org/linux/ --sponsor 'Example University' --sponsor-url https://example.org/ --city Berlin\n\n\
    Exit codes:\n  0  the file is written\n  1  it is not: there is an error or a warning about it\n  2  wrong usage\n  \
    3  the registry cannot be read, the file cannot be written (it may be there already), or nobody answers"
)]
pub(crate) struct Arguments {
    /// The registry that gets the mirror; without one the file is written to this folder
    registry: Option<PathBuf>,
    /// The mirror's name: its host
    #[arg(long)]
    name: Option<String>,
    /// Where the tree lies: an http, https, rsync or ftp URL; several are allowed
    #[arg(long = "url", value_name = "URL")]
    urls: Vec<String>,
    /// Where the tree of a module lies; several are allowed
    #[arg(long = "module", value_name = "MODULE=URL", value_parser = module)]
    modules: Vec<(String, String)>,
    /// How often the mirror is synchronised, such as 3h
    #[arg(long, value_name = "DURATION")]
    update_frequency: Option<String>,
    /// Who pays for it
    #[arg(long)]
    sponsor: Option<String>,
    /// The sponsor's page
    #[arg(long, value_name = "URL")]
    sponsor_url: Option<String>,
    /// How to reach who runs it
    #[arg(long)]
    email: Option<String>,
    /// The country, by its ISO code or name; without it the likeliest for the city
    #[arg(long)]
    country: Option<String>,
    /// State or province
    #[arg(long)]
    state: Option<String>,
    /// City
    #[arg(long)]
    city: Option<String>,
    /// Only for the networks and systems that are named
    #[arg(long)]
    private: bool,
    /// A network that the mirror serves before others; several are allowed
    #[arg(long = "subnet", value_name = "CIDR")]
    subnets: Vec<String>,
    /// An autonomous system that the mirror serves before others; several are allowed
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
        let options = Options { city_size: Some(&maneki_mirror_geo::city_size), ..Options::default() };
        let request = Request { answers, registry: self.registry, ask };
        let Outcome { proposal, written, guessed } =
            run(request, &mut stdin().lock(), &mut stderr(), &options)
                .map_err(|failure| Failure::Outside(failure.to_string()))?;
        let findings = proposal.diagnostics.iter();
        let said =
            findings.map(|finding| full(finding, Some(&proposal.text), session.has_colours()) + "\n\n");
        let guess = guessed.map(|country| {
            format!("{} ({country}) is the likeliest of several countries with such a city; --country says another\n", country.name())
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
