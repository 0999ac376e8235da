//! Sets the stage of a story: its mirrors become files, a registry and a snapshot, as in the service.

use std::collections::BTreeMap;
use std::time::Duration;

use ipnet::IpNet;
use maneki_ground_diagnostics::{Severity, concise};
use maneki_mirror_model::{Asn, CloudProvider, Coordinates, CountryCode, Position, Protocol};
use maneki_mirror_registry::{IsoFolder, ParseOptions, Registry, SourceTree, parse};
use maneki_mirror_select::{Client, Query};
use maneki_mirror_snapshot::{Basis, Health, Inputs, Networks, Place, Snapshot};
use serde_json::{Map, Value, json};

use crate::health;
use crate::language::{self, Mirror, Question, Scenario};

const CONFIG: &str = r#"
config_version: 3
allowed_outdate: 12h
mirrors_dir: mirrors.d
versions: ["4", "4.2"]
duplicated_versions: {"4": "4.2"}
optional_module_versions: {next: ["5"]}
vault_versions: ["4.1"]
vault_mirror: http://vault.example/
required_protocols: [http, https]
arches: {"4": [aarch64, x86_64], "5-next": [x86_64]}
repos:
  - {name: baseos, path: BaseOS/$basearch/os/}
  - {name: appstream, path: AppStream/$basearch/os/}
  - {name: baseos-source, path: BaseOS/Source/, vault: true}
"#;

/// A world with people in it.
pub(crate) struct Stage {
    pub(crate) snapshot: Snapshot,
    clients: BTreeMap<String, Client>,
}

impl Stage {
    pub(crate) fn set(scenario: &Scenario) -> Result<Self, String> {
        let registry = registry(&scenario.mirrors)?;
        let mut places = BTreeMap::new();
        for mirror in &scenario.mirrors {
            let declared = registry.mirrors.iter().find(|(name, _)| name.as_str() == mirror.name);
            let (name, declared) = declared.ok_or_else(|| format!("{} is not declared", mirror.name))?;
            let coordinates = declared.geolocation.coordinates.map(|at| (at, Basis::Declared));
            let country = declared.geolocation.country;
            let asn = mirror.own_asn.and_then(Asn::new);
            places.insert(name.clone(), Place { country, coordinates, asn, ..Place::default() });
        }
        let networks = networks(scenario)?;
        let policy =
            maneki_mirror_health::Policy::new(registry.catalog.allowed_outdate, Duration::from_mins(15));
        let (table, drains) = (health::table(scenario, &registry)?, health::drains(scenario, &registry));
        let reference = health::reference(scenario, &registry);
        let health =
            scenario.checked.then_some(Health { table: &table, reference: &reference, policy: &policy });
        let inputs = Inputs { places, networks: &networks, health, drains: &drains };
        let snapshot = Snapshot::build(registry, inputs, 1, health::NOW);
        let clients = scenario.clients.iter().map(|(name, told)| Ok((name.clone(), client(told)?)));
        Ok(Self { snapshot, clients: clients.collect::<Result<_, String>>()? })
    }

    pub(crate) fn client(&self, name: &str) -> Result<&Client, String> {
        self.clients.get(name).ok_or_else(|| format!("no client is called `{name}`"))
    }

    /// The requested folder of images.
    pub(crate) fn folder(&self, question: &Question) -> Result<IsoFolder, String> {
        let arch = question.arch.as_deref().ok_or("images are of an architecture")?;
        self.snapshot.catalog.iso_folder(&question.version, arch).map_err(|error| error.to_string())
    }

    pub(crate) fn query(&self, question: &Question) -> Result<Query, String> {
        let Question { version, repository, .. } = question;
        let query = if question.isos {
            Query::for_isos(&self.folder(question)?, question.limit)
        } else {
            let target = self.snapshot.catalog.target(version, repository, question.arch.as_deref());
            Query::new(target.map_err(|error| error.to_string())?, question.limit)
        };
        let countries = |codes: &[String]| codes.iter().map(|code| country(code)).collect();
        Ok(Query {
            protocol: question.protocol.as_deref().map(protocol).transpose()?,
            countries: question.country.as_deref().map(countries).transpose()?,
            exclude_countries: countries(&question.exclude_country)?,
            exclude: question.exclude.iter().map(|name| name.as_str().into()).collect(),
            ..query
        })
    }
}

fn registry(mirrors: &[Mirror]) -> Result<Registry, String> {
    let files: Vec<(String, String)> =
        mirrors.iter().map(|mirror| (format!("mirrors.d/{}.yml", mirror.name), file(mirror))).collect();
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let parsed = parse(&SourceTree::from_texts(CONFIG, texts), ParseOptions::default());
    match parsed.diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error) {
        Some(error) => Err(concise(error)),
        None => parsed.registry.ok_or_else(|| "there is no registry".into()),
    }
}

/// The mirror's file; JSON is YAML.
fn file(mirror: &Mirror) -> String {
    let Mirror { name, asn, subnets, private, monopoly, .. } = mirror;
    let host = mirror.host.as_ref().unwrap_or(name);
    let addresses = |protocols: &[String], folder: &str| -> Map<String, Value> {
        let url = |protocol: &String| (protocol.clone(), json!(format!("{protocol}://{host}/{folder}/")));
        protocols.iter().map(url).collect()
    };
    let modules: Map<String, Value> = mirror
        .modules
        .iter()
        .map(|(module, protocols)| (module.clone(), Value::Object(addresses(protocols, module))))
        .collect();
    let mut file = json!({
        "name": name, "address": addresses(&mirror.protocols, "main"), "address_optional": modules,
        "update_frequency": "3h", "sponsor": "S", "sponsor_url": "https://sponsor.example/",
        "asn": asn, "subnets": subnets, "private": private, "monopoly": monopoly, "geolocation": {},
    });
    if let Some(country) = &mirror.country {
        file["geolocation"]["country"] = json!(country);
    }
    if let Some([latitude, longitude]) = mirror.at {
        file["geolocation"]["latitude"] = json!(latitude);
        file["geolocation"]["longitude"] = json!(longitude);
    }
    if let Some(cloud) = &mirror.cloud {
        file["cloud_type"] = json!(cloud.provider);
        file["cloud_regions"] = json!(cloud.regions);
    }
    file.to_string()
}

fn networks(scenario: &Scenario) -> Result<Networks, String> {
    let mut published = BTreeMap::<CloudProvider, Vec<_>>::new();
    for range in &scenario.cloud_ranges {
        let provider = CloudProvider::from_key(&range.provider).ok_or("there is no such cloud")?;
        for network in &range.networks {
            let network: IpNet = network.parse().map_err(|_| format!("`{network}` is not a network"))?;
            published.entry(provider).or_default().push((range.region.as_str(), network));
        }
    }
    let clouds = published.into_iter().map(|(provider, pairs)| (provider, pairs.into_iter().collect()));
    Ok(Networks { clouds: clouds.collect(), ..Networks::default() })
}

fn client(told: &language::Client) -> Result<Client, String> {
    let position = match (told.at, told.middle) {
        (Some(at), None) => Some(Position::Place(coordinates(at)?)),
        (None, Some(middle)) => Some(Position::Centroid(coordinates(middle)?)),
        (None, None) => None,
        (Some(_), Some(_)) => return Err("a client is either `at` a place or in the `middle`".into()),
    };
    let country = told.country.as_deref().map(country).transpose()?;
    Ok(Client { address: told.address, country, position, asn: told.asn.and_then(Asn::new) })
}

fn coordinates([latitude, longitude]: [f64; 2]) -> Result<Coordinates, String> {
    Coordinates::new(latitude, longitude).ok_or_else(|| "this place is not on the Earth".into())
}

fn country(code: &str) -> Result<CountryCode, String> {
    CountryCode::parse(code).ok_or_else(|| format!("`{code}` is not a country"))
}

pub(crate) fn protocol(scheme: &str) -> Result<Protocol, String> {
    Protocol::from_scheme(scheme).ok_or_else(|| format!("`{scheme}` is not a protocol"))
}
