//! The only file of the crate that touches the filesystem.
#![expect(clippy::disallowed_methods, reason = "this is where the registry is read from disk")]

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maneki_ground_diagnostics::{Span, one_line};
use walkdir::WalkDir;

use crate::lower;

/// The largest file that is read, in bytes. The largest real one has 8 kB.
pub const MAX_FILE_SIZE: u64 = 1 << 20;

/// How many folders deep mirror files may lie.
const MAX_DEPTH: usize = 8;

/// The most files that a registry may have: 100,000 mirrors, and room.
const MAX_FILES: usize = 200_000;

/// What is said where nothing is.
const NO_FILE: &str = "there is no such file";

/// What is said about links to what is none of the registry's business.
const OUTSIDE: &str = "the link leads out of the registry";

/// A registry as it lies on disk: texts with their paths, not yet understood.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceTree {
    /// `config.yml`.
    pub config: SourceFile,
    /// The mirror files, sorted by path.
    pub mirrors: Vec<SourceFile>,
    /// Files among them that are not read because of their names, sorted.
    pub ignored: Vec<Arc<str>>,
    /// The folder that they lie in, if one was read.
    pub folder: Option<Arc<str>>,
    /// Why the folder of the mirror files could not be read, if it could not.
    pub unreadable: Option<Unreadable>,
}

/// A file, read or not.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceFile {
    /// Its path, as a person would name it from where they stand.
    pub path: Arc<str>,
    /// Its text, or why there is none.
    pub text: Result<String, Unread>,
}

/// Why a file has no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Where in the file it was noticed.
    pub span: Span,
    /// What is wrong.
    pub problem: String,
}

/// The registry cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {problem}; {remedy}", one_line(path))]
pub struct Unreadable {
    path: String,
    problem: String,
    remedy: &'static str,
}

impl SourceTree {
    /// Nothing: no mirrors, and no `config.yml`.
    pub fn empty() -> Self {
        let config = SourceFile { path: "".into(), text: Err(NO_FILE.into()) };
        Self { config, mirrors: Vec::new(), ignored: Vec::new(), folder: None, unreadable: None }
    }

    /// Reads the registry in a folder: `config.yml`, and every `*.yml` below the folder that its
    /// `mirrors_dir` names.
    pub fn read(root: &Path) -> Result<Self, Unreadable> {
        let tree = Self::look(root)?;
        match tree.unreadable {
            Some(unreadable) => Err(unreadable),
            None => Ok(tree),
        }
    }

    /// The same for who wants to judge and not to serve: only the registry's own folder must be readable.
    pub fn look(root: &Path) -> Result<Self, Unreadable> {
        let metadata = fs::metadata(root).map_err(|error| {
            unreadable(root, &error, "name a folder with a `config.yml`, such as `examples/registry`")
        })?;
        if !metadata.is_dir() {
            return Err(Unreadable {
                path: root.display().to_string(),
                problem: "this is not a folder".into(),
                remedy: "name the folder that holds `config.yml`",
            });
        }
        let remedy = "its files must be readable for the user that runs this";
        fs::read_dir(root).map_err(|error| unreadable(root, &error, remedy))?;
        let mut config = read_file(&root.join("config.yml"));
        if config.text.as_ref().is_err_and(|unread| unread.problem == NO_FILE) {
            config.text = Err(format!("{NO_FILE}: name the folder that holds `config.yml`").into());
        }
        let folder = config.text.as_deref().ok().and_then(lower::mirrors_dir);
        let empty = Self { config, ..Self::empty() };
        let Some(folder) = folder.map(|folder| root.join(folder)) else { return Ok(empty) };
        Ok(match read_mirrors(root, &folder) {
            Err(unreadable) => Self { unreadable: Some(unreadable), ..empty },
            Ok((mirrors, ignored)) => Self { mirrors, ignored, folder: Some(display(&folder)), ..empty },
        })
    }

    /// A single mirror file, with the `config.yml` of the registry that it lies in, if it lies in one: of
    /// the folders above it, the nearest that has such a file. A link must not lead out of there, or else
    /// out of the file's folder: whoever judges what strangers send would show them his own files.
    pub fn read_one(path: &Path) -> Result<(SourceFile, Option<SourceFile>), Unreadable> {
        let remedy = "name a registry folder, or a file in it";
        let problem = |error: &io::Error| Unreadable {
            path: path.display().to_string(),
            problem: reason(error),
            remedy,
        };
        let metadata = fs::metadata(path).map_err(|error| problem(&error))?;
        if !metadata.is_file() {
            let problem = "this is neither a file nor a folder".to_owned();
            return Err(Unreadable { path: path.display().to_string(), problem, remedy });
        }
        fs::File::open(path).map_err(|error| problem(&error))?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).map_err(|error| problem(&error))?;
        let registry =
            folder.ancestors().take(MAX_DEPTH + 1).find(|folder| folder.join("config.yml").is_file());
        let file = read_inside(path, &folder, registry.unwrap_or(&folder));
        let config = registry.filter(|registry| *registry != folder || file.file_name() != "config.yml");
        Ok((file, config.map(|registry| read_file(&registry.join("config.yml")))))
    }
}

/// The one name of what is there, if it is there: without links and `..`.
pub fn canonical(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

impl Unreadable {
    /// What is wrong with it, without the path.
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

impl<T: Into<String>> From<T> for Unread {
    /// What concerns the file as a whole.
    fn from(problem: T) -> Self {
        Self { span: Span::START, problem: problem.into() }
    }
}

impl SourceFile {
    /// The file's name without folders.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The mirror files below a folder, and the paths of those that are none by their names.
fn read_mirrors(root: &Path, folder: &Path) -> Result<(Vec<SourceFile>, Vec<Arc<str>>), Unreadable> {
    let remedy = "the folder is the one that `mirrors_dir` in config.yml names";
    let real_folder = fs::canonicalize(folder).map_err(|error| unreadable(folder, &error, remedy))?;
    let problem = if !real_folder.is_dir() {
        Some("this is no folder")
    } else if fs::canonicalize(root).is_ok_and(|real_root| real_root.starts_with(&real_folder)) {
        Some("this is the folder of config.yml itself or one above it, and a folder below it is needed")
    } else {
        None
    };
    if let Some(problem) = problem {
        return Err(Unreadable { path: folder.display().to_string(), problem: problem.into(), remedy });
    }
    let (mut paths, mut ignored) = (Vec::new(), Vec::new());
    let mut refused = Vec::new();
    let mut walk =
        WalkDir::new(folder).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            // The folder itself must be readable; a broken link or a closed folder in it is one file's fault.
            Err(error) if error.depth() == 0 => {
                let error = error.into_io_error().unwrap_or_else(|| io::Error::other("cannot be read"));
                return Err(unreadable(folder, &error, remedy));
            }
            // The walk itself sees a link to a folder that it came through.
            Err(error) if error.loop_ancestor().is_some() => {
                let back = "the link leads back to a folder that it lies in";
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
            return Err(Unreadable {
                path: folder.display().to_string(),
                problem: format!("there are more than {MAX_FILES} files"),
                remedy,
            });
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

/// Reads a file unless it is a link that leads out of the registry, to what is none of its business.
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

fn read_text(path: &Path) -> Result<String, Unread> {
    let metadata = fs::metadata(path).map_err(|error| reason(&error))?;
    if !metadata.is_file() {
        return Err("this is not a file".into());
    }
    if metadata.len() > MAX_FILE_SIZE {
        return Err(format!("the file has {} bytes, and {MAX_FILE_SIZE} are allowed", metadata.len()).into());
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| reason(&error))?;
    // The file may have grown since.
    file.take(MAX_FILE_SIZE).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes()))
}

/// What to say about bytes that are not UTF-8, at the first that is not.
fn not_utf8(bytes: &[u8]) -> Unread {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return "the file is UTF-16 text: save it as UTF-8".into();
    }
    let Some(chunk) = bytes.utf8_chunks().next() else { return "the file is not UTF-8 text".into() };
    let byte = chunk.invalid().first().copied().unwrap_or_default();
    // 0x80 to 0x9f are control characters there.
    let latin =
        if byte >= 0xa0 { format!(", which is `{}` in Latin-1", char::from(byte)) } else { String::new() };
    let problem =
        format!("the file is not UTF-8 text: the byte 0x{byte:02X} is none{latin}; save it as UTF-8");
    Unread { span: Span::at(chunk.valid(), chunk.valid().len()), problem }
}

fn display(path: &Path) -> Arc<str> {
    let path: PathBuf = path.components().collect();
    path.display().to_string().into()
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => NO_FILE.into(),
        io::ErrorKind::PermissionDenied => "the file may not be read".into(),
        _ => format!("the file cannot be read: {error}"),
    }
}

fn unreadable(path: &Path, error: &io::Error, remedy: &'static str) -> Unreadable {
    let problem = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".into(),
        io::ErrorKind::PermissionDenied => "the folder may not be read".into(),
        _ => format!("the folder cannot be read: {error}"),
    };
    Unreadable { path: path.display().to_string(), problem, remedy }
}
