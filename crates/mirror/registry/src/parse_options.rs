/// What depends on the service and not on the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ParseOptions {
    /// Whether a public mirror may have an address that is not reachable from the internet; for tests.
    pub allow_private_addresses: bool,
}
