/// The greatest number of connections: with this many the processor is the limit, and buffers take some hundred
/// megabytes.
const MOST: usize = 8192;

/// The limit of open files that is requested; systemd grants at most 1,048,576.
const ENOUGH: u64 = 1 << 20;

/// Raises the limit of open files to the most that the system permits, and returns the number of connections below it.
pub(crate) fn allowed() -> usize {
    let files = rlimit::increase_nofile_limit(ENOUGH).unwrap_or_else(|error| {
        tracing::warn!(%error, "the limit of open files cannot be raised");
        rlimit::Resource::NOFILE.get_soft().unwrap_or(1024)
    });
    share(files)
}

/// Three quarters of the open files; the rest is for the registry, for fetches and for the log.
fn share(files: u64) -> usize {
    usize::try_from(files / 4 * 3).unwrap_or(MOST).clamp(1, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_a_quarter_of_the_open_files() {
        assert_eq!(share(1024), 768);
        assert_eq!(share(0), 1);
        assert_eq!(share(u64::MAX), MOST);
    }
}
