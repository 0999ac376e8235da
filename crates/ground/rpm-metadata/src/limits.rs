/// How much a reader accepts before it refuses a file or an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one text, attribute or tag, and of one YAML document.
    pub text: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// `data` elements of a `repomd.xml`.
    pub data: usize,
    /// Packages of one file.
    pub packages: u64,
    /// Dependencies of one package.
    pub dependencies: usize,
    /// Files of one package.
    pub files: usize,
}

impl Default for Limits {
    /// Far above every distribution: the largest has a tenth of these packages.
    fn default() -> Self {
        Self {
            text: 16 * 1024 * 1024,
            depth: 32,
            data: 200,
            packages: 1_000_000,
            dependencies: 100_000,
            files: 1_048_575,
        }
    }
}
