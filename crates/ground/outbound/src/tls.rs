//! TLS: which cryptography, and whose certificates.

use std::sync::Arc;

use reqwest::{Client, ClientBuilder};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

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

/// TLS that trusts whom the system trusts, and some authorities more.
///
/// On a machine without any certificates of authorities nobody is trusted, and whoever is asked over `https` is
/// refused.
pub fn tls_config(authorities: Vec<CertificateDer<'static>>) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider));
    let config = config.with_safe_default_protocol_versions()?;
    let nobody = authorities.is_empty();
    Ok(match Verifier::new_with_extra_roots(authorities, provider) {
        Ok(verifier) => {
            config.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth()
        }
        Err(_) if nobody => config.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
        Err(error) => return Err(error),
    })
}
