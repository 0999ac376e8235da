use std::io::Read as _;
use std::path::Path;

use maneki_ground_config::Site;
use maneki_ground_diagnostics::Problem;
use maneki_ground_site::{Asset, Branding, Colour, Link};
use url::Url;

/// The greatest size of a logo, in bytes.
const LARGEST_LOGO: u64 = 256 * 1024;

/// The branding of a configuration. A logo that cannot be read is left out, and is a problem.
pub(crate) fn branding(site: &Site) -> (Branding, Option<Problem>) {
    let (logo, problem) = match site.logo.as_deref().map(logo).transpose() {
        Ok(logo) => (logo, None),
        Err(problem) => (None, Some(problem)),
    };
    let branding = Branding {
        name: site.name.clone(),
        url: site.url.clone(),
        links: links(&site.links),
        sponsors: links(&site.sponsors),
        accent: Colour(site.accent),
        logo,
    };
    (branding, problem)
}

fn links(links: &[(Box<str>, Url)]) -> Vec<Link> {
    links.iter().map(|(name, url)| Link { name: name.clone(), url: url.clone() }).collect()
}

fn logo(path: &Path) -> Result<Asset, Problem> {
    let problem = |why: String| Problem {
        summary: "the logo cannot be used".to_owned(),
        details: format!("the logo {} cannot be used: {why}; change `site.logo`", path.display()),
    };
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    let content_type = match extension.as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        _ => "image/jpeg",
    };
    let content = read(path).map_err(|error| problem(error.to_string()))?;
    if content.len() as u64 > LARGEST_LOGO {
        return Err(problem(format!("it is larger than {} kB", LARGEST_LOGO / 1024)));
    }
    Ok(Asset::new(&format!("logo.{extension}"), content_type, content))
}

/// Reads at most one byte more than the greatest size, to notice a larger file.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the logo")]
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    std::fs::File::open(path)?.take(LARGEST_LOGO + 1).read_to_end(&mut content)?;
    Ok(content)
}

#[cfg(test)]
mod tests {
    use maneki_ground_config::{KEYS, Keys, load};

    use super::*;

    fn site(logo: &Path) -> Site {
        Site {
            logo: Some(logo.into()),
            ..load(Keys::new(&[KEYS]), Site::resolve, None, [], []).unwrap().config
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test makes files")]
    fn a_logo_is_served_and_one_that_cannot_be_had_is_told_without_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cat.SVG");
        let (branding_without, problem) = branding(&site(&path));
        let problem = problem.unwrap();
        assert!(branding_without.logo.is_none() && !problem.summary.contains("cat"));
        assert!(problem.details.contains("cat.SVG") && problem.details.contains("site.logo"));
        std::fs::write(&path, "<svg/>").unwrap();
        let (with, problem) = branding(&site(&path));
        assert_eq!(problem, None);
        let logo = with.logo.unwrap();
        assert!(logo.path().starts_with("/assets/logo."), "{}", logo.path());
        assert_eq!(logo.content_type(), "image/svg+xml");
        std::fs::write(&path, vec![b' '; 256 * 1024 + 1]).unwrap();
        assert!(branding(&site(&path)).1.unwrap().details.contains("larger than 256 kB"));
    }
}
