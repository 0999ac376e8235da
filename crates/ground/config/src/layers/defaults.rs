use toml::de::DeValue;

use crate::origin::Origin;
use crate::problem::Problem;
use crate::table::KEYS;
use crate::value::Value;
use crate::written::Written;

/// Sets every key that has a default.
pub(crate) fn read(written: &mut Written, problems: &mut Vec<Problem>) {
    for key in KEYS {
        let Some(default) = key.default else { continue };
        let value = DeValue::parse(default)
            .ok()
            .and_then(|node| Value::from_toml(key, &node, &|_| Origin::Default).ok());
        match value {
            Some(value) => written.set(key.name, value, Origin::Default),
            // A slip in the table: a test finds it, and nobody should be told a default that is none.
            None => problems.push(Problem::wrong_value(Origin::Default, key.name, key, default)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_what_its_key_takes() {
        let (mut written, mut problems) = (Written::default(), Vec::new());
        read(&mut written, &mut problems);
        assert_eq!(problems, []);
        assert_eq!(written.origin("server.listen"), Some(&Origin::Default));
        assert_eq!(written.origin("server.admin_token"), None);
    }
}
