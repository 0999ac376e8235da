//! TLS: which cryptography, and whose certificates.

use reqwest::{Client, ClientBuilder};

use crate::reason::reason;

/// Makes ring the cryptography of the process, unless one was chosen before.
///
/// The only place that does so. Without a chosen one the HTTP client panics when it is built, so every
/// program and every test that builds one of its own calls this first; calling it again is harmless.
pub fn install_crypto_provider() {
    // An error means that there is one already, which is what is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// A client that trusts whom the system trusts.
///
/// A machine without any certificates of authorities (a bare container) still gets one, for `http`; the text
/// beside it says why `https` cannot be trusted.
pub fn build(client: impl Fn() -> ClientBuilder) -> Result<(Client, Option<String>), reqwest::Error> {
    install_crypto_provider();
    match client().build() {
        Ok(client) => Ok((client, None)),
        Err(error) => Ok((client().tls_certs_only([]).build()?, Some(reason(&error)))),
    }
}
