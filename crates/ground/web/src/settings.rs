use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};
use maneki_ground_config::{Server, Site as SiteConfig};
use maneki_ground_diagnostics::Problem;
use maneki_ground_site::{Site, SitePart};

use crate::branding::branding;

/// What the operator can change while the service runs.
#[derive(Debug)]
pub struct Settings {
    /// Which proxies are trusted, what the administrator's token is, and what the access log contains.
    pub server: Server,
    /// What all pages share.
    pub site: Site,
    /// What is wrong with the settings, and did not prevent them.
    pub(crate) problem: Option<Problem>,
}

/// The settings in force, which a reload of the configuration replaces as a whole.
#[derive(Debug, Clone)]
pub struct LiveSettings {
    current: Arc<ArcSwap<Settings>>,
    parts: Arc<[SitePart]>,
}

impl LiveSettings {
    /// The first settings; `parts` is what each room brings to pages.
    pub fn new(server: Server, site: &SiteConfig, parts: &[SitePart]) -> Self {
        let parts: Arc<[SitePart]> = parts.into();
        let settings = Settings::new(server, site, &parts);
        Self { current: Arc::new(ArcSwap::from_pointee(settings)), parts }
    }

    /// Replaces the settings; requests under way finish with the old ones.
    pub fn replace(&self, server: Server, site: &SiteConfig) {
        self.current.store(Arc::new(Settings::new(server, site, &self.parts)));
    }

    /// The settings in force.
    pub fn load(&self) -> Guard<Arc<Settings>> {
        self.current.load()
    }
}

impl Settings {
    fn new(server: Server, site: &SiteConfig, parts: &[SitePart]) -> Self {
        let (branding, problem) = branding(site);
        if let Some(problem) = &problem {
            tracing::error!("{}", problem.details);
        }
        Self { server, site: Site::new(branding, parts), problem }
    }
}
