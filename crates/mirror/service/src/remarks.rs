//! The findings of the linter about the current registry.
//!
//! The loader finds errors, which leave out mirrors. The linter also finds probable mistakes. It takes some time for a large
//! registry, so it runs while the registry is already served.

use std::sync::Arc;

use maneki_ground_diagnostics::Diagnostic;
use maneki_mirror_config::Config;
use maneki_mirror_lint::Options;
use maneki_mirror_registry::{ParseOptions, SourceTree};

use crate::load::Loaded;
use crate::published::Published;

/// The options of the linter in a configuration.
pub fn lint_options(config: &Config) -> Options {
    let Config { outbound, lint, .. } = config;
    Options {
        parse: ParseOptions { allow_private_addresses: outbound.allow_private_addresses },
        slowest_update: lint.slowest_update,
        widest_v4: lint.widest_ipv4,
        widest_v6: lint.widest_ipv6,
        city_size: Some(maneki_mirror_geo::city_size),
    }
}

/// Publishes the findings of the loader at once, and those of the linter as soon as they are known.
pub(crate) fn tell(published: &Arc<Published>, loaded: &Loaded, config: &Config) {
    let told = published.found(loaded);
    let (published, source, config) = (Arc::clone(published), loaded.source.clone(), config.clone());
    tokio::task::spawn_blocking(move || published.found_more(&told, &judged(&source, &config)));
}

fn judged(source: &SourceTree, config: &Config) -> Vec<Diagnostic> {
    maneki_mirror_lint::check(source, &lint_options(config))
}
