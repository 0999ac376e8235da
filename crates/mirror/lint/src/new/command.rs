use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use maneki_ground_diagnostics::Severity;
use maneki_ground_lint::{Unwritable, create};
use maneki_mirror_model::CountryCode;
use maneki_mirror_registry::{SourceTree, Unreadable, parse};

use super::answers::Answers;
use super::guess::guess_country;
use super::interview::interview;
use super::proposal::{Proposal, propose};
use crate::options::Options;

/// What `maneki mirror new` must do.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The answers that flags give.
    pub answers: Answers,
    /// The registry of the mirror; without one the file is written to the working directory.
    pub registry: Option<PathBuf>,
    /// Whether to ask for missing answers.
    pub ask: bool,
}

/// What `maneki mirror new` did.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The file and its findings.
    pub proposal: Proposal,
    /// Whether it was written: a file with an error or a warning is not.
    pub written: bool,
    /// The country, if it was guessed among several with such a city.
    pub guessed: Option<CountryCode>,
}

/// Why `maneki mirror new` failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The file cannot be written; it may exist.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// The questions were not answered.
    #[error("{0}; give the answers as flags")]
    Dialogue(#[from] io::Error),
}

/// Runs `maneki mirror new`, except for printing the result: asks on `output`, reads answers from `input`, and writes
/// a new file.
pub fn run(
    request: Request,
    input: &mut impl BufRead,
    output: &mut impl Write,
    options: &Options,
) -> Result<Outcome, Failure> {
    let Request { mut answers, registry, ask } = request;
    let source = registry.as_deref().map(SourceTree::read_lenient).transpose()?;
    if ask {
        answers = interview(input, output, answers, options.city_size)?;
    }
    let guessed = complete_country(&mut answers, options);
    let folder = match (&registry, &source) {
        (Some(registry), Some(source)) => registry.join(mirrors_dir(source, options)),
        _ => PathBuf::new(),
    };
    let proposal = propose(&answers, &folder, source.as_ref(), options);
    // A new file must not have warnings either.
    let is_wrong = proposal.diagnostics.iter().any(|found| found.severity != Severity::Info);
    if !is_wrong {
        create(Path::new(&*proposal.path), &proposal.text)?;
    }
    Ok(Outcome { proposal, written: !is_wrong, guessed })
}

/// Replaces the country by its code, or guesses it from the city. Returns the guess if several countries have such a
/// city.
fn complete_country(answers: &mut Answers, options: &Options) -> Option<CountryCode> {
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

fn mirrors_dir(source: &SourceTree, options: &Options) -> String {
    let config = SourceTree { mirrors: Vec::new(), ..source.clone() };
    let registry = parse(&config, options.parse).registry;
    registry.map_or_else(|| "mirrors.d".to_owned(), |registry| registry.catalog.mirrors_dir.into())
}
