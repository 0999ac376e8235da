//! Publications of the reference tree, as a function of time.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::Timestamp;
use maneki_mirror_health::Digest;
use maneki_mirror_registry::{Holding, IsoFolder};
use sha2::{Digest as _, Sha256};

const HOUR: i64 = 3600;

/// The latest repomd.xml at a time.
///
/// All architectures of a repository are published together. The interval between two publications is from one to
/// four days, and differs from repository to repository.
pub(super) fn repomd(holding: &Holding, at: Timestamp) -> Vec<u8> {
    let draw = number((holding.version.as_str(), holding.repository.as_str()));
    let interval = 24 * HOUR + draw % (72 * HOUR);
    let since = at.as_second() - (at.as_second() - draw).rem_euclid(interval);
    let path = &holding.path;
    let checksum = digest(&format!("{path} {since}"));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\">\n \
         <revision>{since}</revision>\n <data type=\"primary\">\n  <checksum type=\"sha256\">{checksum}\
         </checksum>\n  <location href=\"repodata/{PRIMARY}\"/>\n  <timestamp>{since}</timestamp>\n  \
         <size>{}</size>\n </data>\n</repomd>\n",
        PRIMARY_BYTES.len()
    )
    .into_bytes()
}

/// The names and sizes of a version's images.
pub(super) fn images(folder: &IsoFolder) -> Vec<(String, u64)> {
    let image = |kind: &str, size| (format!("Tanuki-{}-{}-{kind}.iso", folder.version, folder.arch), size);
    vec![image("boot", 1_020_000_000), image("dvd", 11_400_000_000), image("minimal", 2_310_000_000)]
}

/// The `CHECKSUM` of the images.
pub(super) fn checksum(folder: &IsoFolder) -> Vec<u8> {
    let line = |(name, size): (String, u64)| {
        let digest = digest(&name);
        format!("# {name}: {size} bytes\nSHA256 ({name}) = {digest}\n")
    };
    images(folder).into_iter().map(line).collect::<String>().into_bytes()
}

/// The one file that each repomd.xml lists.
pub(super) const PRIMARY: &str = "primary.xml.gz";

/// Its content, which is never read.
pub(super) const PRIMARY_BYTES: &[u8] = b"packages";

/// A number that depends on the value only.
pub(super) fn number(value: impl Hash) -> i64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    i64::from(u32::try_from(hasher.finish() >> 32).expect("32 bits remain"))
}

fn digest(text: &str) -> Digest {
    Digest::new(Sha256::digest(text).into())
}
