//! The four layers, from the weakest to the strongest: [`defaults`], [`mod@file`], [`environment`], [`flags`]. Each
//! reads its own notation into the same [`Written`].

pub(crate) mod defaults;
pub(crate) mod environment;
pub(crate) mod file;
pub(crate) mod flags;

use std::ffi::OsString;

use toml::de::DeValue;

use self::file::ConfigFile;
use crate::key::{Key, Shape};
use crate::keys::Keys;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::value::{Unexpected, Value, cut, quoted};
use crate::written::Written;

/// Merges the layers. A problem stops no layer: there may be more of them.
pub(crate) fn merge(
    keys: Keys,
    file: Option<ConfigFile<'_>>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    flags: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    problems: &mut Vec<Problem>,
) -> Written {
    let mut written = Written::new(keys);
    defaults::read(&mut written, problems);
    if let Some(file) = file {
        file::read(file, &mut written, problems);
    }
    environment::read(environment, &mut written, problems);
    flags::read(flags, &mut written, problems);
    written
}

/// Sets a key from the text of a variable or a flag; `entry` names one entry of a map.
fn set_from_text(
    (key, entry): (&Key, Option<&str>),
    text: &str,
    origin: Origin,
    written: &mut Written,
    problems: &mut Vec<Problem>,
) {
    let unexpected =
        |name: &str, found: Unexpected| Problem::wrong_value(found.origin, &cut(name), key, &found.found);
    let name = entry.map_or_else(|| key.name.to_owned(), |entry| format!("{}.{entry}", key.name));
    // A whole map is an inline table: every entry of it is set.
    if let (Shape::Map, None) = (key.shape, entry) {
        let toml = DeValue::parse(text).ok().map(toml::Spanned::into_inner);
        let Some(DeValue::Table(table)) = toml else {
            let found = quoted(key, text);
            problems.push(Problem::wrong_value(origin, &name, key, &found));
            return;
        };
        for (entry, node) in &table {
            let name = format!("{name}.{}", entry.get_ref());
            match Value::from_toml(key, node, &|_| origin.clone()) {
                Ok(value) => written.set(&name, value, origin.clone()),
                Err(found) => problems.push(unexpected(&name, found)),
            }
        }
        return;
    }
    match Value::from_text(key, text, &origin) {
        Ok(value) => written.set(&name, value, origin),
        Err(found) => problems.push(unexpected(&name, found)),
    }
}
