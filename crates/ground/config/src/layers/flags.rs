use crate::keys::Keys;
use crate::layers::set_from_text;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::suggest;
use crate::value::cut;
use crate::written::Written;

/// Reads the flags: names of keys and values in the notation of variables. The last of two flags for one key wins.
pub(crate) fn read(
    flags: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    written: &mut Written,
    problems: &mut Vec<Problem>,
) {
    let keys = written.keys();
    for (name, text) in flags {
        match keys.find(name.as_ref()) {
            Some(found) => set_from_text(found, text.as_ref(), Origin::Flag(found.0.flag), written, problems),
            None => problems.push(unknown(keys, name.as_ref())),
        }
    }
}

fn unknown(keys: Keys, name: &str) -> Problem {
    let sentence = format!("there is no key `{}`", cut(name));
    let remedy = suggest::key(keys, name).map_or_else(
        || "docs/reference/configuration.md lists the keys".to_owned(),
        |key| format!("did you mean `{}`?", key.name),
    );
    Problem::new(Origin::Flag(None), &sentence, &remedy)
}
