use toml::de::DeValue;

use crate::origin::Origin;
use crate::problem::Problem;
use crate::value::Value;
use crate::written::Written;

/// Sets every key that has a default.
pub(crate) fn read(written: &mut Written, problems: &mut Vec<Problem>) {
    for key in written.keys().iter() {
        let Some(default) = key.default else { continue };
        let value = DeValue::parse(default)
            .ok()
            .and_then(|node| Value::from_toml(key, &node, &|_| Origin::Default).ok());
        match value {
            Some(value) => written.set(key.name, value, Origin::Default),
            // A mistake in a table of keys, which the test of the table finds.
            None => problems.push(Problem::wrong_value(Origin::Default, key.name, key, default)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    #[test]
    fn every_default_has_the_shape_of_its_key() {
        let (mut written, mut problems) = (Written::new(Keys::new(&[crate::table::KEYS])), Vec::new());
        read(&mut written, &mut problems);
        assert_eq!(problems, []);
        assert_eq!(written.origin("server.listen"), Some(&Origin::Default));
        assert_eq!(written.origin("server.admin_token"), None);
    }
}
