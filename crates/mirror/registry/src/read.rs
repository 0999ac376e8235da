//! The only file of the crate that reads files. Strangers write the registry: links do not leave it, and every
//! size has a limit.
#![expect(clippy::disallowed_methods, reason = "this is where the registry is read from disk")]

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maneki_ground_diagnostics::Span;
use walkdir::WalkDir;

use crate::lower::config::mirrors_dir;
use crate::source_file::{SourceFile, Unread};
use crate::source_tree::SourceTree;
use crate::unreadable::Unreadable;

/// The size of the largest file that is read, in bytes. The largest real file has 8 kB.
pub const MAX_FILE_SIZE: u64 = 1 << 20;

/// How many levels of folders mirror files may be in.
const MAX_DEPTH: usize = 8;

/// How many files a registry may have: 100,000 mirrors, and room.
const MAX_FILES: usize = 200_000;

/// The problem of a link that leaves the registry.
const OUTSIDE: &str = "the link leads out of the registry";

/// What to do about a folder of mirror files that cannot be read.
const MIRRORS_DIR: &str = "the folder is the one that `mirrors_dir` in config.yml names";

impl SourceTree {
    /// Reads the registry in a folder: `config.yml`, and every `*.yml` below the folder that its `mirrors_dir`
    /// names.
    pub fn read(root: &Path) -> Result<Self, Unreadable> {
        let tree = Self::read_lenient(root)?;
        match tree.unreadable {
            Some(unreadable) => Err(unreadable),
            None => Ok(tree),
        }
    }

    /// The same for a linter: a folder of mirror files that cannot be read is a finding and not a failure.
    pub fn read_lenient(root: &Path) -> Result<Self, Unreadable> {
        let metadata = fs::metadata(root).map_err(|error| {
            let remedy = "name a folder with a `config.yml`, such as `examples/registry`";
            Unreadable::folder(root, &error, remedy)
        })?;
        if !metadata.is_dir() {
            let remedy = "name the folder that holds `config.yml`";
            return Err(Unreadable::new(root, "this is not a folder", remedy));
        }
        let remedy = "the user of this program must be able to read its files";
        fs::read_dir(root).map_err(|error| Unreadable::folder(root, &error, remedy))?;
        let mut config = read_file(&root.join("config.yml"));
        if config.text.as_ref().is_err_and(|unread| unread.problem == Self::NO_FILE) {
            config.text = Err(format!("{}: name the folder that holds `config.yml`", Self::NO_FILE).into());
        }
        let folder = config.text.as_deref().ok().and_then(mirrors_dir);
        let empty = Self { config, ..Self::empty() };
        let Some(folder) = folder.map(|folder| root.join(folder)) else { return Ok(empty) };
        Ok(match read_mirrors(root, &folder) {
            Err(unreadable) => Self { unreadable: Some(unreadable), ..empty },
            Ok((mirrors, ignored)) => Self { mirrors, ignored, folder: Some(display(&folder)), ..empty },
        })
    }

    /// Reads a single file, and the `config.yml` of the registry that it is in: the nearest one in the folders above
    /// the file. A link must not leave that registry, or the file's folder if there is no registry: a linter of
    /// strangers' files would otherwise show files of its own machine.
    pub fn read_one(path: &Path) -> Result<(SourceFile, Option<SourceFile>), Unreadable> {
        let remedy = "name a registry folder, or a file in it";
        let unreadable = |error: io::Error| Unreadable::new(path, reason(&error), remedy);
        if !fs::metadata(path).map_err(unreadable)?.is_file() {
            return Err(Unreadable::new(path, "this is neither a file nor a folder", remedy));
        }
        fs::File::open(path).map_err(unreadable)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).map_err(unreadable)?;
        let registry =
            folder.ancestors().take(MAX_DEPTH + 1).find(|folder| folder.join("config.yml").is_file());
        let file = read_inside(path, &folder, registry.unwrap_or(&folder));
        let config = registry.filter(|registry| *registry != folder || file.file_name() != "config.yml");
        Ok((file, config.map(|registry| read_file(&registry.join("config.yml")))))
    }
}

/// The path without links and `..`, if it exists.
pub fn canonical(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// The mirror files below a folder, and the paths of other files.
fn read_mirrors(root: &Path, folder: &Path) -> Result<(Vec<SourceFile>, Vec<Arc<str>>), Unreadable> {
    let failure = |error: &io::Error| Unreadable::folder(folder, error, MIRRORS_DIR);
    let real_folder = fs::canonicalize(folder).map_err(|error| failure(&error))?;
    if !real_folder.is_dir() {
        return Err(Unreadable::new(folder, "this is not a folder", MIRRORS_DIR));
    }
    if fs::canonicalize(root).is_ok_and(|real_root| real_root.starts_with(&real_folder)) {
        let problem = "the folder must be below the folder of config.yml";
        return Err(Unreadable::new(folder, problem, MIRRORS_DIR));
    }
    let (mut paths, mut ignored) = (Vec::new(), Vec::new());
    let mut refused = Vec::new();
    let mut walk =
        WalkDir::new(folder).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            // The folder itself must be readable; a broken link or a closed folder in it costs one file.
            Err(error) if error.depth() == 0 => {
                let error = error.into_io_error().unwrap_or_else(|| io::Error::other("cannot be read"));
                return Err(failure(&error));
            }
            // The walk finds links to the folders that it is in.
            Err(error) if error.loop_ancestor().is_some() => {
                let back = "the link leads back to a folder that it is in";
                refused.extend(error.path().map(|path| (display(path), back)));
                continue;
            }
            Err(error) => {
                paths.extend(error.path().filter(|path| is_mirror_file(path)).map(Path::to_path_buf));
                continue;
            }
        };
        if entry.depth() > 0 && entry.path_is_symlink() && entry.file_type().is_dir() {
            let inside = fs::canonicalize(entry.path()).is_ok_and(|real| real.starts_with(&real_folder));
            if !inside {
                refused.push((display(entry.path()), OUTSIDE));
                walk.skip_current_dir();
                continue;
            }
        }
        if is_mirror_file(entry.path()) {
            paths.push(entry.into_path());
        } else if entry.file_type().is_file() {
            ignored.push(display(entry.path()));
        }
        if paths.len() + ignored.len() + refused.len() > MAX_FILES {
            return Err(Unreadable::new(
                folder,
                format!("there are more than {MAX_FILES} files"),
                MIRRORS_DIR,
            ));
        }
    }
    paths.sort();
    ignored.sort();
    let mut files: Vec<SourceFile> =
        paths.iter().map(|path| read_inside(path, folder, &real_folder)).collect();
    files.extend(refused.into_iter().map(|(path, problem)| SourceFile { path, text: Err(problem.into()) }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((files, ignored))
}

fn is_mirror_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yml")
}

/// Reads a file unless it is a link that leaves the registry.
fn read_inside(path: &Path, folder: &Path, real_folder: &Path) -> SourceFile {
    let linked = path.parent() != Some(folder)
        || fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let outside = || fs::canonicalize(path).is_ok_and(|real| !real.starts_with(real_folder));
    if linked && outside() {
        return SourceFile { path: display(path), text: Err(OUTSIDE.into()) };
    }
    read_file(path)
}

fn read_file(path: &Path) -> SourceFile {
    SourceFile { path: display(path), text: read_text(path) }
}

fn read_text(path: &Path) -> Result<Arc<str>, Unread> {
    let metadata = fs::metadata(path).map_err(|error| reason(&error))?;
    if !metadata.is_file() {
        return Err("this is not a file".into());
    }
    if metadata.len() > MAX_FILE_SIZE {
        return Err(format!("the file has {} bytes, and {MAX_FILE_SIZE} are allowed", metadata.len()).into());
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| reason(&error))?;
    // The file may have grown since its size was read.
    file.take(MAX_FILE_SIZE).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    String::from_utf8(bytes).map(Into::into).map_err(|error| not_utf8(error.as_bytes()))
}

/// The problem of bytes that are not UTF-8, at the first invalid one.
fn not_utf8(bytes: &[u8]) -> Unread {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return "the file is UTF-16 text: save it as UTF-8".into();
    }
    let mut chunks = bytes.utf8_chunks();
    let chunk = chunks.next().expect("bytes that are not UTF-8 have a chunk");
    let byte = *chunk.invalid().first().expect("the first chunk of bytes that are not UTF-8 is invalid");
    // In Latin-1, 0x80 to 0x9f are control characters.
    let latin =
        if byte >= 0xa0 { format!(", which is `{}` in Latin-1", char::from(byte)) } else { String::new() };
    let problem =
        format!("the file is not UTF-8 text: the byte 0x{byte:02X} is invalid{latin}; save it as UTF-8");
    Unread { span: Span::at(chunk.valid(), chunk.valid().len()), problem }
}

fn display(path: &Path) -> Arc<str> {
    let path: PathBuf = path.components().collect();
    path.display().to_string().into()
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => SourceTree::NO_FILE.into(),
        io::ErrorKind::PermissionDenied => "permission to read the file is denied".into(),
        _ => format!("the file cannot be read: {error}"),
    }
}
