use std::ffi::OsString;

use crate::key::{Key, LEVEL, PREFIX};
use crate::layers::set_from_text;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::suggest;
use crate::table::KEYS;
use crate::value::cut;
use crate::written::Written;

/// Variables with the prefix that steer the project's own tests, and so say nothing to the service.
const NOT_OURS: [&str; 3] = ["MANEKI_REQUIRE_SHARED", "MANEKI_SHARED", "MANEKI_UPDATE"];

/// Reads the variables that begin with `MANEKI_`; an empty one is as good as not set.
pub(crate) fn read(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    written: &mut Written,
    problems: &mut Vec<Problem>,
) {
    let mut variables: Vec<(String, OsString)> = environment
        .into_iter()
        // A name that is no Unicode is none of ours.
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .filter(|(name, value)| name.starts_with(PREFIX) && !is_of_others(name) && !value.is_empty())
        .collect();
    // So that a variable for one entry of a map comes after the one for all of it.
    variables.sort();
    for (name, value) in variables {
        let origin = Origin::Variable(name.as_str().into());
        let Some(key) = find(&name) else {
            problems.push(unknown(&name, origin));
            continue;
        };
        match value.into_string() {
            Ok(text) => set_from_text((key.0, key.1.as_deref()), &text, origin, written, problems),
            Err(_) => problems.push(Problem::wrong_value(origin, key.0.name, key.0, "no Unicode text")),
        }
    }
}

/// Whether somebody else sets a variable under our prefix: our own tests, and Kubernetes, which tells every
/// pod where a service called `maneki` is (`MANEKI_SERVICE_HOST`, `MANEKI_PORT_8080_TCP_ADDR`).
fn is_of_others(name: &str) -> bool {
    let of_kubernetes = |rest: &str| {
        ["SERVICE_HOST", "SERVICE_PORT", "PORT"]
            .iter()
            .any(|word| rest.strip_prefix(word).is_some_and(|end| end.is_empty() || end.starts_with('_')))
            && !rest.contains(LEVEL)
    };
    NOT_OURS.contains(&name) || name.strip_prefix(PREFIX).is_some_and(of_kubernetes)
}

/// The key of a variable. Entries of maps are lower case, as names of modules are.
fn find(variable: &str) -> Option<(&'static Key, Option<String>)> {
    KEYS.iter().find_map(|key| {
        let rest = variable.strip_prefix(key.variable().as_str())?;
        if rest.is_empty() {
            return Some((key, None));
        }
        let entry = rest.strip_prefix(LEVEL)?.to_ascii_lowercase();
        let name = format!("{}.{entry}", key.name);
        Key::find(&name).is_some().then_some((key, Some(entry)))
    })
}

fn unknown(variable: &str, origin: Origin) -> Problem {
    let sentence = format!("there is no configuration variable `{}`", cut(variable));
    let name = variable.trim_start_matches(PREFIX).to_lowercase().replace(LEVEL, ".");
    let section = Key::sections().find(|section| *section == name);
    let remedy = match (section, suggest::key(&name)) {
        (Some(section), _) => format!("set its keys one by one, as in `{}`", of_section(section)),
        (None, Some(key)) => format!("did you mean `{}`?", key.variable()),
        (None, None) => format!("unset it: names that begin with `{PREFIX}` are the configuration's"),
    };
    Problem::new(origin, &sentence, &remedy)
}

/// An example for somebody who tried to set a whole section.
fn of_section(section: &str) -> String {
    let key = KEYS.iter().find(|key| key.section() == section);
    key.map(|key| format!("{}={}", key.variable(), key.shell_example())).unwrap_or_default()
}
