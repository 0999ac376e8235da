//! A registry for a base URL that is not in a registry yet.

use maneki_mirror_model::{BaseUrl, MirrorName};
use maneki_mirror_registry::{Geolocation, Mirror, Registry, Sponsor, Subnets, Urls};

use super::round::is_web;
use maneki_ground_command::Failure;

/// A registry whose only mirror is the candidate.
pub(super) fn alone(url: &str, registry: &mut Registry) -> Result<(), Failure> {
    let refused = |reason: String| Failure::Usage(format!("--url cannot be a mirror: {reason}"));
    let base = BaseUrl::parse(url).map_err(|error| refused(error.to_string()))?;
    if !is_web(&base) {
        return Err(refused("only http and https can be checked".to_owned()));
    }
    let host = base.host().trim_matches(['[', ']']);
    let name = MirrorName::parse(host).map_err(|error| refused(error.to_string()))?;
    let candidate = Mirror {
        name: name.clone(),
        path: "--url".into(),
        urls: Urls::new([base]),
        modules: Vec::new(),
        update_frequency: "".into(),
        sponsor: Sponsor { name: "".into(), url: "".into() },
        email: None,
        geolocation: Geolocation::default(),
        private: false,
        monopoly: false,
        asns: Vec::new(),
        subnets: Subnets::default(),
        cloud: None,
    };
    registry.mirrors = [(name, candidate)].into();
    Ok(())
}
