//! `/isos/<arch>/<version>`: one folder of images, and who has it.

use std::path::Path;

use askama::Template;
use maneki_mirror_health::IsoFile;
use maneki_mirror_registry::{IsoFolder, Tree};
use maneki_mirror_select::{Choice, Client, Holder, Isos};
use maneki_mirror_snapshot::{MirrorEntry, Tier};

use super::link;
use crate::names::country_name;
use crate::text::folded;
use crate::view::View;
use maneki_ground_site::Texts;

#[derive(Template)]
#[template(path = "iso_folder.html", whitespace = "minimize")]
struct IsoFolderPage<'a> {
    view: &'a View<'a>,
    t: &'a Texts,
    folder: &'a IsoFolder,
    isos: &'a Isos<'a>,
    client: &'a Client,
    countries: Vec<Country<'a>>,
    total: usize,
}

/// The mirrors of a country.
struct Country<'a> {
    name: String,
    /// With the URLs of their folders.
    mirrors: Vec<(&'a MirrorEntry, String)>,
}

/// Mirrors on the page at most.
const TOLD: usize = 1000;

/// The name in the commands if no image is known.
const SOME_FILE: &str = "FILE.iso";

/// The page of a folder.
pub fn iso_folder(view: &View<'_>, folder: &IsoFolder, isos: &Isos<'_>, client: &Client) -> String {
    let t = view.texts();
    let country = |(country, _): &(Option<_>, Vec<Holder>)| {
        let name =
            country.map_or_else(|| t.get("isos-no-country").to_string(), |country| country_name(t, country));
        (country.is_none(), folded(&name), name)
    };
    let mut countries: Vec<_> = isos.by_country.iter().map(|of| (country(of), of.1.as_slice())).collect();
    countries.sort_by(|(one, _), (other, _)| one.cmp(other));
    let total = countries.iter().map(|(_, holders)| holders.len()).sum();
    let mirror = |holder: &Holder| {
        let url = holder.url(view.snapshot, folder)?;
        Some((view.snapshot.entry(holder.mirror), url + "/"))
    };
    let mut left = TOLD;
    let told = countries.into_iter().map(|((.., name), holders)| {
        let mirrors: Vec<_> = holders.iter().take(left).filter_map(mirror).collect();
        left -= mirrors.len();
        Country { name, mirrors }
    });
    let countries = told.filter(|country| !country.mirrors.is_empty()).collect();
    let page = IsoFolderPage { view, t, folder, isos, client, countries, total };
    view.page(&view.title(&page.title()), None, &page)
}

impl IsoFolderPage<'_> {
    fn title(&self) -> String {
        let IsoFolder { version, arch, .. } = self.folder;
        self.t
            .get("isos-folder-title")
            .arg("version", version.as_str())
            .arg("arch", arch.as_str())
            .to_string()
    }

    fn is_in_vault(&self) -> bool {
        self.folder.tree == Tree::Vault
    }

    /// The folder in the vault.
    fn vault(&self) -> String {
        format!("{}/{}/", self.view.snapshot.catalog.vault, self.folder.path)
    }

    /// The path of a file, which the service redirects to a mirror that has it.
    fn file(&self, name: &str) -> String {
        let IsoFolder { version, arch, .. } = self.folder;
        format!("/iso/{version}/{arch}/{name}")
    }

    /// The URL of a file for a command. The service redirects it to a mirror, except for what is in the vault alone.
    fn command_url(&self, name: &str) -> String {
        if self.is_in_vault() {
            return format!("{}{name}", self.vault());
        }
        self.view.base_url() + &self.file(name)
    }

    /// The image that commands are about: the first that is one by its name.
    fn example(&self) -> &str {
        let files = || self.isos.set.into_iter().flat_map(|set| set.iter()).map(|file| &*file.name);
        let is_image =
            |name: &&str| Path::new(name).extension().is_some_and(|is| is.eq_ignore_ascii_case("iso"));
        files().find(is_image).or_else(|| files().next()).unwrap_or(SOME_FILE)
    }

    /// The three commands that get an image and verify it.
    fn commands(&self) -> String {
        let [image, sums] = [self.example(), IsoFolder::CHECKSUM].map(|name| quoted(&self.command_url(name)));
        format!("curl -LO {image}\ncurl -LO {sums}\nsha256sum --ignore-missing -c {}", IsoFolder::CHECKSUM)
    }

    fn nearest_url(&self, choice: Choice) -> Option<String> {
        let base = choice.url(self.view.snapshot, &self.folder.tree)?;
        Some(format!("{base}/{}/", self.folder.path))
    }

    fn chosen(&self, choice: Choice) -> &MirrorEntry {
        self.view.snapshot.entry(choice.mirror)
    }

    /// The title of the list by country. It claims that mirrors have the images only if a check has found them.
    fn all_title(&self) -> String {
        let is_seen = self.isos.set.is_some() && !self.is_last_resort();
        let key = if is_seen { "isos-by-country" } else { "isos-perhaps-by-country" };
        self.t.get(key).arg("count", self.total).to_string()
    }

    /// Whether it is known where the visitor is, so that mirrors can be near.
    fn is_near(&self) -> bool {
        self.client.position.is_some()
    }

    /// Whether the mirrors are not those that were seen to have the whole folder.
    fn is_last_resort(&self) -> bool {
        let standings = self.view.snapshot.standings(&self.folder.target());
        standings.is_some_and(|standings| standings.tier() != Tier::Good)
    }

    /// The other folders of the version and of the architecture, and whether each is this one.
    fn neighbours(&self) -> Vec<(String, String, bool)> {
        let here = self.folder;
        let folders = self.view.snapshot.catalog.iso_folders();
        let of_version = folders.iter().filter(|folder| folder.version == here.version);
        of_version
            .map(|folder| (link(self.view, folder), folder.arch.to_string(), folder.arch == here.arch))
            .collect()
    }

    fn size(&self, file: &IsoFile) -> Option<String> {
        file.size.map(|bytes| size(self.t, bytes))
    }

    fn missing(&self) -> usize {
        self.total - self.countries.iter().map(|country| country.mirrors.len()).sum::<usize>()
    }
}

/// A word of a command: what strangers wrote into a URL is not run by who copies it.
fn quoted(url: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/:.-_~%+@".contains(&byte);
    if url.bytes().all(is_plain) { url.to_owned() } else { format!("'{}'", url.replace('\'', "%27")) }
}

/// A size as people say it: three figures at most, in powers of ten.
fn size(t: &Texts, bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] =
        [("size-gigabytes", 1_000_000_000), ("size-megabytes", 1_000_000), ("size-kilobytes", 1000)];
    let Some((key, unit)) = UNITS.into_iter().find(|(_, unit)| bytes >= *unit) else {
        return t.get("size-bytes").arg("size", bytes).to_string();
    };
    let tenths = (u128::from(bytes) * 10 + u128::from(unit) / 2) / u128::from(unit);
    let text = if tenths < 100 {
        format!("{}{}{}", tenths / 10, t.get("decimal-sign"), tenths % 10)
    } else {
        ((tenths + 5) / 10).to_string()
    };
    t.get(key).arg("size", text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::tests::{english, german};

    #[test]
    fn what_a_shell_would_run_is_quoted() {
        assert_eq!(quoted("https://one.example/a-b/9.6/CHECKSUM"), "https://one.example/a-b/9.6/CHECKSUM");
        assert_eq!(quoted("http://x.example/$(id)/'`;&"), "'http://x.example/$(id)/%27`;&'");
    }

    #[test]
    fn sizes_have_two_or_three_figures_and_the_sign_of_the_language() {
        let told = |tag, bytes| size(if tag == "de" { german() } else { english() }, bytes);
        assert_eq!(told("en", 0), "0 B");
        assert_eq!(told("en", 999), "999 B");
        assert_eq!(told("en", 1_049_000_000), "1.0 GB");
        assert_eq!(told("de", 9_940_000_000), "9,9 GB");
        assert_eq!(told("en", 12_500_000_000), "13 GB");
        assert_eq!(told("en", 300_000), "300 kB");
        assert_eq!(told("en", u64::MAX), "18446744074 GB");
    }
}
