/// Whether a host name always means the machine itself (RFC 6761, section 6.3).
pub fn is_localhost(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localhost_and_names_below_it_are_the_machine_itself() {
        assert!(is_localhost("localhost") && is_localhost("a.LOCALHOST."));
        assert!(!is_localhost("localhost.example.org") && !is_localhost("notlocalhost"));
    }
}
