use std::net::IpAddr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::extract::rejection::ExtensionRejection;
use axum::http::request::Parts;
use jiff::Timestamp;

use crate::settings::Settings;

/// Who sends a request, when, and the settings that the request sees.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The client's address, after trusted proxies.
    pub address: IpAddr,
    /// The other end of the connection.
    pub peer: IpAddr,
    /// When the request arrived.
    pub at: Timestamp,
    /// The settings in force when the request arrived.
    pub settings: Arc<Settings>,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Extension(caller) = Extension::<Self>::from_request_parts(parts, state).await?;
        Ok(caller)
    }
}
