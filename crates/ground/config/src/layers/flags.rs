use crate::key::Key;
use crate::layers::set_from_text;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::suggest;
use crate::value::cut;
use crate::written::Written;

/// Reads the flags: names of keys and values in the notation of variables. Of two for one key the last wins.
pub(crate) fn read(
    flags: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    written: &mut Written,
    problems: &mut Vec<Problem>,
) {
    for (name, text) in flags {
        match Key::find(name.as_ref()) {
            Some(found) => set_from_text(found, text.as_ref(), Origin::Flag(found.0.flag), written, problems),
            None => problems.push(unknown(name.as_ref())),
        }
    }
}

fn unknown(name: &str) -> Problem {
    let sentence = format!("there is no key `{}`", cut(name));
    let remedy = suggest::key(name).map_or_else(
        || "see the reference page of the configuration for the keys there are".to_owned(),
        |key| format!("did you mean `{}`?", key.name),
    );
    Problem::new(Origin::Flag(None), &sentence, &remedy)
}
