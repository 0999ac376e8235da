use maneki_ground_diagnostics::nearest;

use crate::key::Key;
use crate::keys::Keys;

/// The key that was probably meant by an unknown dotted name.
pub(crate) fn key(keys: Keys, name: &str) -> Option<&'static Key> {
    let last = name.rsplit('.').next().unwrap_or(name).replace('-', "_").to_ascii_lowercase();
    let meant = nearest(name, keys.iter().map(|key| key.name));
    // Or the right name in the wrong section.
    keys.iter()
        .find(|key| Some(key.name) == meant)
        .or_else(|| keys.iter().find(|key| key.short_name() == last))
}

/// The section that was probably meant by an unknown name.
pub(crate) fn section(keys: Keys, name: &str) -> Option<&'static str> {
    let sections = keys.sections();
    // The right name below the wrong section, or below none.
    let last = name.rsplit('.').next().unwrap_or(name);
    let elsewhere = || sections.iter().copied().find(|section| section.rsplit('.').next() == Some(last));
    nearest(name, sections.iter().copied()).or_else(elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: Keys = Keys::new(&[
        crate::table::KEYS,
        &[Key { name: "mirror.check.interval", ..Key::PLAIN }, Key { name: "mirror.rotation", ..Key::PLAIN }],
    ]);

    #[test]
    fn typing_errors_and_wrong_sections_are_recognised() {
        let suggested = |name| key(KEYS, name).map(|key| key.name);
        assert_eq!(suggested("server.lisen"), Some("server.listen"));
        assert_eq!(suggested("server.trusted-proxies"), Some("server.trusted_proxies"));
        assert_eq!(suggested("mirror.check.intervall"), Some("mirror.check.interval"));
        assert_eq!(suggested("check.interval"), Some("mirror.check.interval"));
        assert_eq!(suggested("server.rotation"), Some("mirror.rotation"));
        assert_eq!(suggested("server_listen"), Some("server.listen"));
        assert_eq!(suggested("listen"), Some("server.listen"));
        assert_eq!(suggested("server.colour"), None);
        assert_eq!(suggested(&"x".repeat(1_000_000)), None);
        assert_eq!(section(KEYS, "sever"), Some("server"));
        assert_eq!(section(KEYS, "check"), Some("mirror.check"));
        assert_eq!(section(KEYS, "database"), None);
    }
}
