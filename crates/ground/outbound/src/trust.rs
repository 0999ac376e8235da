//! TLS with ring as its cryptography, and the certificate authorities that servers are checked against.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::shorten::shorten;

/// The system's certificate authorities, and those that the operator added.
#[derive(Debug, Clone)]
pub struct Trust {
    pub(crate) config: Arc<ClientConfig>,
    /// Why there is no authority at all, so that no `https` server can be checked.
    pub(crate) missing: Option<Box<str>>,
}

/// Certificate authorities that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// The file with additional authorities cannot be read.
    #[error("{path}: cannot read certificate authorities: {reason}")]
    Unreadable {
        /// The file.
        path: Box<str>,
        /// What the operating system or the parser reports.
        reason: Box<str>,
    },
    /// rustls rejects an authority.
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] rustls::Error),
}

impl Trust {
    /// The authorities of the system.
    ///
    /// A machine may have none, for example a bare container. `http` works there; a request over `https` fails with
    /// [`TlsFault::NoAuthorities`](crate::TlsFault::NoAuthorities).
    pub fn system() -> Result<Self, TrustError> {
        Self::with_authorities(Vec::new())
    }

    /// The authorities of the system and those in a PEM file.
    pub fn with_file(path: &Path) -> Result<Self, TrustError> {
        Self::with_authorities(read_authorities(path)?)
    }

    fn with_authorities(authorities: Vec<CertificateDer<'static>>) -> Result<Self, TrustError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder.with_safe_default_protocol_versions()?;
        let only_the_system = authorities.is_empty();
        let (mut config, missing) = match Verifier::new_with_extra_roots(authorities, provider) {
            Ok(verifier) => {
                let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
                (builder.with_no_client_auth(), None)
            }
            Err(error) if only_the_system => {
                let reason = shorten(&error.to_string());
                (
                    builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
                    Some(reason.into()),
                )
            }
            Err(error) => return Err(error.into()),
        };
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config), missing })
    }
}

#[expect(clippy::disallowed_methods, reason = "the operator's authorities are in a file")]
fn read_authorities(path: &Path) -> Result<Vec<CertificateDer<'static>>, TrustError> {
    let unreadable = |reason: String| TrustError::Unreadable {
        path: path.display().to_string().into(),
        reason: reason.into(),
    };
    let pem = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    found.map_err(|error| unreadable(error.to_string()))
}
