use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use maneki_ground_diagnostics::Severity;
use maneki_mirror_model::CountryCode;
use maneki_mirror_registry::{SourceTree, Unreadable, parse};

use super::answers::Answers;
use super::guess::guess_country;
use super::interview::interview;
use super::proposal::{Proposal, propose};
use crate::context::Options;
use crate::write::{Unwritable, create};

/// What `maneki mirror new` is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// What the flags say.
    pub answers: Answers,
    /// The registry that gets the mirror; without one the file is written to the working directory.
    pub registry: Option<PathBuf>,
    /// Whether to ask for what the flags do not say.
    pub ask: bool,
}

/// What `maneki mirror new` did.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The file, and what is to be said about it.
    pub proposal: Proposal,
    /// Whether it was written: not with an error or a warning about it.
    pub written: bool,
    /// The country, if it was guessed among several that have such a city.
    pub guessed: Option<CountryCode>,
}

/// Why `maneki mirror new` could not do it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The registry cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The file cannot be written; it may be there already.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// Nobody answers.
    #[error("{0}; give the answers as flags")]
    Dialogue(#[from] io::Error),
}

/// Does all of `maneki mirror new` but printing what came out: asks on `output`, reads answers from `input`, and
/// writes a file that was not there before.
pub fn run(
    request: Request,
    input: &mut impl BufRead,
    output: &mut impl Write,
    options: &Options<'_>,
) -> Result<Outcome, Failure> {
    let Request { mut answers, registry, ask } = request;
    let source = registry.as_deref().map(SourceTree::look).transpose()?;
    if ask {
        answers = interview(input, output, answers, options.city_size)?;
    }
    let guessed = complete_country(&mut answers, options);
    let folder = match (&registry, &source) {
        (Some(registry), Some(source)) => registry.join(mirrors_dir(source, options)),
        _ => PathBuf::new(),
    };
    let proposal = propose(&answers, &folder, source.as_ref(), options);
    // A new file has no excuse for a warning either.
    let is_wrong = proposal.diagnostics.iter().any(|found| found.severity != Severity::Info);
    if !is_wrong {
        create(Path::new(&*proposal.path), &proposal.text)?;
    }
    Ok(Outcome { proposal, written: !is_wrong, guessed })
}

/// The country by its code; by the city, where nobody said one. Returns it if other countries have such a city.
fn complete_country(answers: &mut Answers, options: &Options<'_>) -> Option<CountryCode> {
    let of_name = |text: &String| CountryCode::from_name(text).map(|code| code.to_string());
    match (&answers.country, &answers.city, options.city_size) {
        (Some(country), ..) if CountryCode::parse(country).is_none() => {
            answers.country = of_name(country).or_else(|| answers.country.clone());
        }
        (None, Some(city), Some(city_size)) => {
            let found = guess_country(&answers.name, answers.state.as_deref(), city, city_size);
            let likeliest = found.first().copied();
            answers.country = likeliest.map(|country| country.to_string());
            return likeliest.filter(|_| found.len() > 1);
        }
        _ => {}
    }
    None
}

fn mirrors_dir(source: &SourceTree, options: &Options<'_>) -> String {
    let config = SourceTree { mirrors: Vec::new(), ..source.clone() };
    let registry = parse(&config, options.policy).registry;
    registry.map_or_else(|| "mirrors.d".to_owned(), |registry| registry.catalog.mirrors_dir.into())
}
