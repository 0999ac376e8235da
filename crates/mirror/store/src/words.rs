//! How values are written to columns and read from them.

use jiff::Timestamp;
use maneki_mirror_health::{
    Digest, Family, IsoFile, IsoSet, RepomdFacts, Sha512, State, Validator, Verdict, is_file_name,
};
use maneki_mirror_model::{Arch, ModuleName, RepositoryName, Version};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// Why a row is skipped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadRow {
    #[error(transparent)]
    Column(#[from] sqlx::Error),
    #[error("{column}: {text:?} is not known")]
    Word { column: &'static str, text: String },
    #[error("{column}: {source}")]
    Json { column: &'static str, source: serde_json::Error },
    #[error("{column}: {number} is out of range")]
    Number { column: &'static str, number: i64 },
    #[error("{column}: it names a row that does not exist")]
    Dangling { column: &'static str },
}

pub(crate) fn bad_value(column: &'static str, text: &str) -> BadRow {
    BadRow::Word { column, text: text.chars().take(60).collect() }
}

pub(crate) fn time(time: Timestamp) -> i64 {
    time.as_microsecond()
}

pub(crate) fn read_time(row: &SqliteRow, column: &'static str) -> Result<Timestamp, BadRow> {
    read_optional_time(row, column)?.ok_or(BadRow::Dangling { column })
}

pub(crate) fn read_optional_time(row: &SqliteRow, column: &'static str) -> Result<Option<Timestamp>, BadRow> {
    let number: Option<i64> = row.try_get(column)?;
    let read = |number| Timestamp::from_microsecond(number).map_err(|_| BadRow::Number { column, number });
    number.map(read).transpose()
}

pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("only maps whose keys are not text fail, and no value here holds one")
}

pub(crate) fn read_json<T: DeserializeOwned>(row: &SqliteRow, column: &'static str) -> Result<T, BadRow> {
    let text: &str = row.try_get(column)?;
    serde_json::from_str(text).map_err(|source| BadRow::Json { column, source })
}

pub(crate) fn read_optional_json<T: DeserializeOwned>(
    row: &SqliteRow,
    column: &'static str,
) -> Result<Option<T>, BadRow> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(|text| serde_json::from_str(text).map_err(|source| BadRow::Json { column, source })).transpose()
}

const MODULE: &str = "module:";

pub(crate) fn tree(tree: &Tree) -> String {
    match tree {
        Tree::Main => "main".to_owned(),
        Tree::Vault => "vault".to_owned(),
        Tree::Module(name) => format!("{MODULE}{name}"),
    }
}

pub(crate) fn read_tree(row: &SqliteRow) -> Result<Tree, BadRow> {
    let text: &str = row.try_get("tree")?;
    let module = |name: &str| ModuleName::parse(name).ok().map(Tree::Module);
    match text {
        "main" => Ok(Tree::Main),
        "vault" => Ok(Tree::Vault),
        other => other.strip_prefix(MODULE).and_then(module).ok_or_else(|| bad_value("tree", other)),
    }
}

pub(crate) fn read_state(row: &SqliteRow, column: &'static str) -> Result<State, BadRow> {
    let word: &str = row.try_get(column)?;
    word.parse().map_err(|_| bad_value(column, word))
}

/// Ordered so that the worst verdict is the greatest number.
pub(crate) fn verdict(verdict: Verdict) -> i64 {
    match verdict {
        Verdict::Ok => 0,
        Verdict::Partial => 1,
        Verdict::Expired => 2,
        Verdict::Unavailable => 3,
    }
}

pub(crate) fn read_verdict(row: &SqliteRow) -> Result<Verdict, BadRow> {
    let number: i64 = row.try_get("verdict")?;
    let found = Verdict::ALL.iter().copied().find(|known| verdict(*known) == number);
    found.ok_or(BadRow::Number { column: "verdict", number })
}

pub(crate) fn family(family: Family) -> &'static str {
    match family {
        Family::V4 => "v4",
        Family::V6 => "v6",
    }
}

pub(crate) fn read_family(row: &SqliteRow) -> Result<Option<Family>, BadRow> {
    match row.try_get::<Option<&str>, _>("family")? {
        None => Ok(None),
        Some("v4") => Ok(Some(Family::V4)),
        Some("v6") => Ok(Some(Family::V6)),
        Some(other) => Err(bad_value("family", other)),
    }
}

/// The two columns of a validator: entity tag and date.
pub(crate) fn validator(validator: Option<&Validator>) -> (Option<&str>, Option<&str>) {
    match validator {
        None => (None, None),
        Some(Validator::Etag(tag)) => (Some(tag), None),
        Some(Validator::Modified(date)) => (None, Some(date)),
    }
}

pub(crate) fn read_validator(row: &SqliteRow) -> Result<Option<Validator>, BadRow> {
    let (etag, modified): (Option<&str>, Option<&str>) = (row.try_get("etag")?, row.try_get("modified")?);
    let etag = etag.map(|tag| Validator::Etag(tag.into()));
    Ok(etag.or_else(|| modified.map(|date| Validator::Modified(date.into()))))
}

/// Of the columns `digest`, `size`, `revision` and `timestamp`.
pub(crate) fn read_seen(row: &SqliteRow) -> Result<RepomdFacts, BadRow> {
    let digest: &[u8] = row.try_get("digest")?;
    let digest = digest.try_into().map_err(|_| bad_value("digest", "not 32 bytes"))?;
    let optional =
        |column| row.try_get::<Option<i64>, _>(column).map(|number| number.map(i64::cast_unsigned));
    Ok(RepomdFacts {
        digest: Digest::new(digest),
        size: row.try_get::<i64, _>("size")?.cast_unsigned(),
        revision: optional("revision")?,
        timestamp: optional("timestamp")?,
    })
}

/// `None` if the row is from before it was recorded.
pub(crate) fn read_sha512(row: &SqliteRow) -> Result<Option<Sha512>, BadRow> {
    let bytes: Option<&[u8]> = row.try_get("sha512")?;
    let digest =
        |bytes: &[u8]| bytes.try_into().map(Sha512::new).map_err(|_| bad_value("sha512", "not 64 bytes"));
    bytes.map(digest).transpose()
}

pub(crate) fn read_holding(row: &SqliteRow) -> Result<Holding, BadRow> {
    let repository: &str = row.try_get("repository")?;
    Ok(Holding {
        tree: read_tree(row)?,
        version: read_version(row)?,
        repository: RepositoryName::parse(repository).map_err(|_| bad_value("repository", repository))?,
        arch: read_arch(row)?,
        path: row.try_get::<&str, _>("path")?.into(),
    })
}

pub(crate) fn read_iso_folder(row: &SqliteRow) -> Result<IsoFolder, BadRow> {
    Ok(IsoFolder {
        tree: read_tree(row)?,
        version: read_version(row)?,
        arch: read_arch(row)?,
        path: row.try_get::<&str, _>("path")?.into(),
    })
}

/// Names become part of URLs unescaped, so each must be a plain file name.
pub(crate) fn read_iso_set(row: &SqliteRow) -> Result<IsoSet, BadRow> {
    let files: Vec<IsoFile> = read_json(row, "files")?;
    match files.iter().find(|file| !is_file_name(&file.name)) {
        Some(file) => Err(bad_value("files", &file.name)),
        None => Ok(files.into()),
    }
}

fn read_version(row: &SqliteRow) -> Result<Version, BadRow> {
    let version: &str = row.try_get("version")?;
    version.parse().map_err(|_| bad_value("version", version))
}

fn read_arch(row: &SqliteRow) -> Result<Arch, BadRow> {
    let arch: &str = row.try_get("arch")?;
    Arch::parse(arch).map_err(|_| bad_value("arch", arch))
}

/// Numbers as ranges, `1-12,15`. Repositories that change together have neighbouring numbers, so most lists are short.
pub(crate) fn ranges(mut numbers: Vec<i64>) -> String {
    numbers.sort_unstable();
    numbers.dedup();
    let neighbours = numbers.chunk_by(|a, b| a.checked_add(1) == Some(*b));
    let written = neighbours.filter_map(|range| match range {
        [] => None,
        [one] => Some(one.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
    });
    written.collect::<Vec<_>>().join(",")
}

/// The ranges of a text that [`ranges`] wrote.
pub(crate) fn read_ranges(text: &str) -> Result<Vec<std::ops::RangeInclusive<i64>>, BadRow> {
    let number = |text: &str| text.parse::<i64>().map_err(|_| bad_value("holdings", text));
    let range = |part: &str| match part.split_once('-') {
        Some((first, last)) => Ok(number(first)?..=number(last)?),
        None => number(part).map(|one| one..=one),
    };
    text.split(',').filter(|part| !part.is_empty()).map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_ranges_and_read_again() {
        assert_eq!(ranges(vec![]), "");
        assert_eq!(ranges(vec![15, 3, 2, 1, 3]), "1-3,15");
        assert_eq!(read_ranges("1-3,15").unwrap(), [1..=3, 15..=15]);
        assert_eq!(read_ranges("").unwrap(), []);
        assert!(read_ranges("1-x").is_err());
    }
}
