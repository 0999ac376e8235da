use std::ffi::OsString;

use crate::key::{Key, LEVEL, PREFIX};
use crate::keys::Keys;
use crate::layers::set_from_text;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::suggest;
use crate::value::cut;
use crate::written::Written;

/// Variables with the prefix that control the project's own tests.
const NOT_OURS: [&str; 3] = ["MANEKI_REQUIRE_SHARED", "MANEKI_SHARED", "MANEKI_UPDATE"];

/// Reads the variables that begin with `MANEKI_`; an empty one counts as not set.
pub(crate) fn read(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    written: &mut Written,
    problems: &mut Vec<Problem>,
) {
    let keys = written.keys();
    let mut variables: Vec<(String, OsString)> = environment
        .into_iter()
        // Our names are Unicode.
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .filter(|(name, value)| name.starts_with(PREFIX) && !is_of_others(name) && !value.is_empty())
        .collect();
    // A variable for one entry of a map must come after the one for the whole map.
    variables.sort();
    for (name, value) in variables {
        let origin = Origin::Variable(name.as_str().into());
        let Some(key) = find(keys, &name) else {
            problems.push(unknown(keys, &name, origin));
            continue;
        };
        match value.into_string() {
            Ok(text) => set_from_text((key.0, key.1.as_deref()), &text, origin, written, problems),
            Err(_) => problems.push(Problem::wrong_value(origin, key.0.name, key.0, "not Unicode")),
        }
    }
}

/// Whether a variable under our prefix is set by others: by our own tests, or by Kubernetes, which sets variables for
/// a service called `maneki` in every pod (`MANEKI_SERVICE_HOST`, `MANEKI_PORT_8080_TCP_ADDR`).
fn is_of_others(name: &str) -> bool {
    let of_kubernetes = |rest: &str| {
        ["SERVICE_HOST", "SERVICE_PORT", "PORT"]
            .iter()
            .any(|word| rest.strip_prefix(word).is_some_and(|end| end.is_empty() || end.starts_with('_')))
            && !rest.contains(LEVEL)
    };
    NOT_OURS.contains(&name) || name.strip_prefix(PREFIX).is_some_and(of_kubernetes)
}

/// The key of a variable. Entries of maps are lower case.
fn find(keys: Keys, variable: &str) -> Option<(&'static Key, Option<String>)> {
    keys.iter().find_map(|key| {
        let rest = variable.strip_prefix(key.variable().as_str())?;
        if rest.is_empty() {
            return Some((key, None));
        }
        let entry = rest.strip_prefix(LEVEL)?.to_ascii_lowercase();
        let name = format!("{}.{entry}", key.name);
        keys.find(&name).is_some().then_some((key, Some(entry)))
    })
}

fn unknown(keys: Keys, variable: &str, origin: Origin) -> Problem {
    let sentence = format!("there is no configuration variable `{}`", cut(variable));
    let name = variable.trim_start_matches(PREFIX).to_lowercase().replace(LEVEL, ".");
    let section = keys.iter().find(|key| keys.has_section(&name) && key.section().starts_with(&name));
    let remedy = match (section, suggest::key(keys, &name)) {
        (Some(key), _) => {
            format!("set its keys one by one, as in `{}={}`", key.variable(), key.shell_example())
        }
        (None, Some(key)) => format!("did you mean `{}`?", key.variable()),
        (None, None) => {
            format!("unset it: names that begin with `{PREFIX}` are reserved for the configuration")
        }
    };
    Problem::new(origin, &sentence, &remedy)
}
