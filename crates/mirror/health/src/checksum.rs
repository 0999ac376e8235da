//! Reads CHECKSUM files, which list the installation images of a folder.

use std::collections::BTreeMap;
use std::str;

use crate::digest::Digest;
use crate::iso::IsoFile;

/// The file lists no image, or too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a CHECKSUM file: it lists no file with its SHA-256")]
pub struct NotChecksum;

/// The limit for files in one CHECKSUM; distributions have fewer than twenty images in a folder.
const MOST_FILES: usize = 100;

/// The limit for a file name, in bytes. Common file systems have the same limit.
const LONGEST_NAME: usize = 255;

/// Reads a CHECKSUM file: lines like `SHA256 (name) = digest` list the files, and comments like
/// `# name: 123 bytes` give their sizes. Everything else, such as a signature, is ignored. If a file is listed
/// twice, the first line counts.
pub fn parse_checksum(bytes: &[u8]) -> Result<Vec<IsoFile>, NotChecksum> {
    let text = str::from_utf8(bytes).map_err(|_| NotChecksum)?;
    let mut sizes = BTreeMap::new();
    let mut names = Vec::<(&str, Digest)>::new();
    for line in text.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            sizes.extend(size(comment));
        } else if let Some((name, sha256)) = named(line) {
            if !names.iter().any(|(known, _)| *known == name) {
                names.push((name, sha256));
            }
            if names.len() > MOST_FILES {
                return Err(NotChecksum);
            }
        }
    }
    if names.is_empty() {
        return Err(NotChecksum);
    }
    let file = |(name, sha256): (&str, Digest)| IsoFile {
        name: name.into(),
        size: sizes.get(name).copied(),
        sha256,
    };
    Ok(names.into_iter().map(file).collect())
}

/// ` name: 123 bytes`
fn size(comment: &str) -> Option<(&str, u64)> {
    let (name, size) = comment.rsplit_once(':')?;
    let size = size.trim();
    let size = size.strip_suffix("bytes").unwrap_or(size).trim_end();
    Some((name.trim(), size.parse().ok()?))
}

/// `SHA256 (name) = digest`
fn named(line: &str) -> Option<(&str, Digest)> {
    let (name, digest) = line.strip_prefix("SHA256 (")?.rsplit_once(") = ")?;
    let digest = digest.parse().ok()?;
    is_file_name(name).then_some((name, digest))
}

/// Whether a name may be that of an image: it needs no escape in a URL, and stays in its folder.
pub fn is_file_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+".contains(&byte);
    !name.is_empty() && name.len() <= LONGEST_NAME && !name.starts_with('.') && name.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(lines: &[&str]) -> String {
        lines.join("\n").replace("{hex}", &"0af9".repeat(16))
    }

    fn read(lines: &[&str]) -> Result<Vec<(String, Option<u64>)>, NotChecksum> {
        let files = parse_checksum(text(lines).as_bytes())?;
        assert!(
            files.iter().all(|file| file.sha256 == Digest::new([0x0a, 0xf9].repeat(16).try_into().unwrap()))
        );
        Ok(files.into_iter().map(|file| (file.name.into(), file.size)).collect())
    }

    #[test]
    fn files_and_sizes_are_read_and_other_lines_ignored() {
        let found = read(&[
            "-----BEGIN PGP SIGNED MESSAGE-----",
            "Hash: SHA256",
            "",
            "# tanuki-9.6-boot.iso: 1024 bytes",
            "SHA256 (tanuki-9.6-boot.iso) = {hex}",
            "# tanuki-9.6-dvd.iso: 11000000000\r",
            "SHA256 (tanuki-9.6-dvd.iso) = {hex}\r",
            "SHA256 (tanuki-9.6-dvd.iso.manifest) = {hex}",
            &format!("SHA256 (tanuki-9.6-boot.iso) = {}", "ff".repeat(32)),
            "-----BEGIN PGP SIGNATURE-----",
        ]);
        let file = |name: &str, size| (name.to_owned(), size);
        let expected = [
            file("tanuki-9.6-boot.iso", Some(1024)),
            file("tanuki-9.6-dvd.iso", Some(11_000_000_000)),
            file("tanuki-9.6-dvd.iso.manifest", None),
        ];
        assert_eq!(found, Ok(expected.to_vec()));
    }

    #[test]
    fn names_that_leave_the_folder_or_need_escapes_are_refused() {
        for name in ["../passwd", "/etc/passwd", "a/b", ".hidden", "a b", "a?b", "a%2fb", "é.iso", ""] {
            assert_eq!(read(&[&format!("SHA256 ({name}) = {{hex}}")]), Err(NotChecksum), "{name:?}");
        }
        assert_eq!(read(&["SHA256 (a.iso) = 00"]), Err(NotChecksum));
        assert_eq!(read(&["<html>not found</html>"]), Err(NotChecksum));
        let many: Vec<String> = (0..=MOST_FILES).map(|n| format!("SHA256 ({n}.iso) = {{hex}}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(read(&many), Err(NotChecksum));
        assert!(read(&many[1..]).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([#(]|SHA256 \\(|\\) = |[a-z.0-9:/ é]{0,5}|\n){0,60}") {
            let _ = parse_checksum(text.as_bytes());
        }
    }
}
