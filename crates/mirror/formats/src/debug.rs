use maneki_ground_http::Audience;
use std::collections::BTreeMap;
use std::net::IpAddr;

use maneki_mirror_health::Verdict;
use maneki_mirror_model::{BaseUrl, CloudProvider, ModuleName, Protocol};
use maneki_mirror_registry::{CloudRegions, IsoFolder, Mirror, Subnets, Target, Tree, Urls};
use maneki_mirror_select::{Choice, Selection};
use maneki_mirror_snapshot::{MirrorEntry, MirrorId, Networks, Snapshot, Standing};
use serde::Serialize;

/// A mirror with the field names of the reference service.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the reference service has these fields")]
pub struct MirrorObject {
    pub asn: Vec<String>,
    pub cloud_region: String,
    pub cloud_type: String,
    pub email: Option<String>,
    pub geolocation: GeolocationObject,
    pub has_full_iso_set: bool,
    pub has_optional_modules: Option<String>,
    pub ip: String,
    pub ip_asn: Option<String>,
    pub ipv6: bool,
    pub iso_url: Option<String>,
    /// `iso_url_<module>` for each module that the mirror carries.
    #[serde(flatten)]
    pub iso_urls_of_modules: BTreeMap<String, String>,
    pub isos_link: Option<String>,
    pub location: Option<LocationObject>,
    pub mirror_url: Option<String>,
    pub module_urls: BTreeMap<String, BTreeMap<&'static str, String>>,
    pub monopoly: bool,
    pub name: String,
    pub private: bool,
    pub sponsor_name: String,
    pub sponsor_url: String,
    pub status: String,
    pub subnets: Vec<String>,
    pub subnets_int: Vec<[u128; 2]>,
    pub update_frequency: String,
    pub urls: BTreeMap<&'static str, String>,
}

/// The declared place of a mirror.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GeolocationObject {
    pub city: Option<String>,
    pub continent: Option<String>,
    pub country: Option<String>,
    pub state_province: Option<String>,
}

/// A point in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LocationObject {
    pub latitude: f64,
    pub longitude: f64,
}

/// What is known about an address. Unknown fields are `null`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Location {
    pub city: Option<String>,
    pub continent: Option<&'static str>,
    pub country: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub state: Option<String>,
}

/// The mirrors of a snapshot by name, with everything that the audience may see.
pub fn mirror_objects(
    snapshot: &Snapshot,
    networks: &Networks,
    audience: Audience,
) -> BTreeMap<String, MirrorObject> {
    let visible =
        |(_, entry): &(MirrorId, &MirrorEntry)| audience == Audience::Administrator || !entry.mirror.private;
    let folders = known_iso_folders(snapshot);
    let object = |(id, entry): (MirrorId, &MirrorEntry)| {
        (entry.mirror.name.to_string(), object(snapshot, id, &folders, networks, audience))
    };
    snapshot.entries().filter(visible).map(object).collect()
}

/// The mirrors of an answer by name, each with a link to the requested folder of images.
pub fn nearest_objects(
    snapshot: &Snapshot,
    folder: &IsoFolder,
    selection: &Selection,
    networks: &Networks,
    audience: Audience,
) -> BTreeMap<String, MirrorObject> {
    let folders = known_iso_folders(snapshot);
    let object = |choice: &Choice| {
        let mut object = object(snapshot, choice.mirror, &folders, networks, audience);
        object.isos_link = choice.url(snapshot, &folder.tree).map(|base| format!("{base}/{}", folder.path));
        (object.name.clone(), object)
    };
    selection.choices.iter().map(object).collect()
}

/// The folders of the main tree whose images are known.
fn known_iso_folders(snapshot: &Snapshot) -> Vec<Target> {
    let folders = snapshot.catalog.iso_folders().into_iter().filter(|folder| folder.tree == Tree::Main);
    folders.map(|folder| folder.target()).filter(|folder| snapshot.isos(folder).is_some()).collect()
}

/// Whether a public mirror is not known to lack any images of the main tree.
fn has_full_iso_set(snapshot: &Snapshot, id: MirrorId, folders: &[Target]) -> bool {
    let has = |folder: &Target| {
        snapshot.standings(folder).is_none_or(|standings| standings.standing(id) == Standing::Current)
    };
    snapshot.entry(id).mirror.is_public() && folders.iter().all(has)
}

fn object(
    snapshot: &Snapshot,
    id: MirrorId,
    folders: &[Target],
    networks: &Networks,
    audience: Audience,
) -> MirrorObject {
    let entry = snapshot.entry(id);
    let MirrorEntry { mirror, place, .. } = entry;
    let subnets = match &mirror.subnets {
        Subnets::Listed(listed) => listed,
        Subnets::Remote(url) => networks.subnets.get(url).map_or(&[][..], Vec::as_slice),
    };
    let modules: Vec<&str> = mirror.modules.iter().map(|(module, _)| module.as_str()).collect();
    let base = base_url(&mirror.urls);
    let iso_of_module = |(module, urls): &(ModuleName, Urls)| {
        base_url(urls).map(|url| (format!("iso_url_{module}"), iso_template(url)))
    };
    let module_urls = mirror.modules.iter().map(|(module, urls)| (module.to_string(), by_protocol(urls)));
    MirrorObject {
        asn: mirror.asns.iter().map(|asn| asn.get().to_string()).collect(),
        cloud_region: mirror.cloud.as_ref().map(|cloud| regions(&cloud.regions)).unwrap_or_default(),
        cloud_type: mirror
            .cloud
            .as_ref()
            .map(|cloud| CloudProvider::key(cloud.provider).to_owned())
            .unwrap_or_default(),
        email: mirror.email.as_deref().filter(|_| audience == Audience::Administrator).map(str::to_owned),
        geolocation: geolocation(entry),
        has_full_iso_set: has_full_iso_set(snapshot, id, folders),
        has_optional_modules: (!modules.is_empty()).then(|| modules.join(",")),
        ip: addresses(mirror, &place.addresses),
        ip_asn: place.asn.map(|asn| asn.get().to_string()),
        ipv6: place.addresses.iter().any(IpAddr::is_ipv6),
        iso_url: base.map(iso_template),
        iso_urls_of_modules: mirror.modules.iter().filter_map(iso_of_module).collect(),
        isos_link: None,
        location: entry
            .coordinates()
            .map(|at| LocationObject { latitude: at.latitude(), longitude: at.longitude() }),
        mirror_url: base.map(ToString::to_string),
        module_urls: module_urls.collect(),
        monopoly: mirror.monopoly,
        name: mirror.name.to_string(),
        private: mirror.private,
        sponsor_name: mirror.sponsor.name.to_string(),
        sponsor_url: mirror.sponsor.url.to_string(),
        status: status(entry),
        subnets: subnets.iter().map(ToString::to_string).collect(),
        subnets_int: subnets.iter().map(|net| [number(net.network()), number(net.broadcast())]).collect(),
        update_frequency: mirror.update_frequency.to_string(),
        urls: by_protocol(&mirror.urls),
    }
}

/// The status in the words of the reference service: `ok`, `expired`, or a reason. It has no word for a mirror that
/// lacks some repositories, which is therefore `ok`.
fn status(entry: &MirrorEntry) -> String {
    if let Some(drain) = &entry.drain {
        return format!("drained{}", drain.terms());
    }
    let Some(judged) = &entry.judged else { return "ok".to_owned() };
    match (judged.verdict, &judged.reason) {
        (Verdict::Ok | Verdict::Partial, _) => "ok".to_owned(),
        _ if !judged.checked => "unknown".to_owned(),
        (Verdict::Expired, _) => "expired".to_owned(),
        (Verdict::Unavailable, Some(reason)) => reason.to_string(),
        (Verdict::Unavailable, None) => Verdict::Unavailable.word().to_owned(),
    }
}

fn geolocation(entry: &MirrorEntry) -> GeolocationObject {
    let declared = &entry.mirror.geolocation;
    let country = entry.place.country;
    let continent = declared.continent.as_deref().or(country.map(|country| country.continent().name()));
    GeolocationObject {
        city: declared.city.as_deref().map(str::to_owned),
        continent: continent.map(str::to_owned),
        country: country.map(|country| country.to_string()),
        state_province: declared.state.as_deref().map(str::to_owned),
    }
}

fn base_url(urls: &Urls) -> Option<&BaseUrl> {
    [Protocol::Http, Protocol::Https].into_iter().find_map(|protocol| urls.get(protocol))
}

/// The URL of images, with placeholders for the version and the architecture.
fn iso_template(base: &BaseUrl) -> String {
    format!("{base}/%s/isos/%s")
}

fn by_protocol(urls: &Urls) -> BTreeMap<&'static str, String> {
    urls.iter().map(|url| (url.protocol().scheme(), url.to_string())).collect()
}

fn regions(regions: &CloudRegions) -> String {
    match regions {
        CloudRegions::All => "all".into(),
        CloudRegions::Listed(listed) => listed.join(","),
    }
}

fn addresses(mirror: &Mirror, known: &[IpAddr]) -> String {
    if mirror.private {
        "Private".into()
    } else if known.is_empty() {
        "Unknown".into()
    } else {
        known.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_bits()),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}
