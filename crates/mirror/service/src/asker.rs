use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::extract::rejection::ExtensionRejection;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use maneki_ground_http::Audience;
use maneki_ground_web::{Caller, Settings, audience};

use crate::edition::Edition;
use crate::published::Published;

/// The client of a request, and the edition that answers it. One request sees one edition from beginning to end.
#[derive(Clone)]
pub(crate) struct Asker {
    /// The address of the client, which trusted proxies may have forwarded.
    pub(crate) address: IpAddr,
    /// The other end of the connection.
    pub(crate) peer: IpAddr,
    pub(crate) edition: Arc<Edition>,
    settings: Arc<Settings>,
}

impl Asker {
    pub(crate) fn new(caller: &Caller, published: &Published) -> Self {
        Self {
            address: caller.address,
            peer: caller.peer,
            edition: Arc::clone(&published.edition()),
            settings: Arc::clone(&caller.settings),
        }
    }

    /// The audience of the answer to a request with these headers.
    pub(crate) fn audience(&self, headers: &HeaderMap) -> Audience {
        audience(&self.settings.server, headers)
    }
}

impl FromRequestParts<Arc<Published>> for Asker {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        published: &Arc<Published>,
    ) -> Result<Self, Self::Rejection> {
        let caller = Caller::from_request_parts(parts, published).await?;
        Ok(Self::new(&caller, published))
    }
}
