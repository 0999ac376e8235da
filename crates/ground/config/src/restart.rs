use crate::config::Config;

/// What a running service cannot follow: the keys that differ and take effect only after a restart.
///
/// On SIGHUP the service reads its configuration again and follows every other change. These two it cannot
/// follow without dropping what it holds on to: the socket that clients are connected to, and the database
/// that observations are being written to.
pub fn needs_restart(old: &Config, new: &Config) -> Vec<&'static str> {
    let differs = [
        ("server.listen", old.server.listen != new.server.listen),
        ("store.url", old.store.url != new.store.url),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
