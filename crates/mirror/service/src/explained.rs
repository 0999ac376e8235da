//! The answer that a client gets and its reasons, limited to what the caller may know, for the API and for pages.

use std::net::IpAddr;

use jiff::Timestamp;
use maneki_mirror_formats::Audience;
use maneki_mirror_registry::Target;
use maneki_mirror_select::{Client, Explanation, Slot, explain};

use crate::edition::Edition;
use crate::params::Params;

/// A request for an explanation.
pub(crate) struct Question<'a> {
    pub(crate) target: Target,
    pub(crate) params: Params<'a>,
    /// The address of the client; `None` for the caller's own.
    pub(crate) ip: Option<IpAddr>,
    pub(crate) at: Timestamp,
}

/// An answer with its reasons.
pub(crate) struct Explained {
    pub(crate) client: Client,
    pub(crate) target: Target,
    pub(crate) slot: Slot,
    /// The maximum number of mirrors in the answer.
    pub(crate) limit: usize,
    /// Whether mirrors that the caller may not know are left out.
    pub(crate) explanation: Explanation,
    /// Whether private mirrors were not selected.
    pub(crate) without_private: bool,
    /// The URL that is served instead of mirrors.
    pub(crate) fallback: Option<String>,
}

impl Question<'_> {
    /// Explains an answer. A caller may know the private mirrors for its own address, but not those for the address of
    /// another client, which are left out.
    pub(crate) fn explained(self, edition: &Edition, caller: IpAddr, audience: Audience) -> Explained {
        let Edition { snapshot, lists, .. } = edition;
        let Self { target, params, ip, at } = self;
        let is_public = audience == Audience::Public;
        let without_private = is_public && ip.is_some_and(|ip| ip != caller);
        let filtered = params.are_filters();
        let mut query = params.into_query(target, lists.length.get());
        if without_private {
            let private = snapshot.entries().filter(|(_, entry)| entry.mirror.private);
            query.exclude.extend(private.map(|(_, entry)| entry.mirror.name.as_str().into()));
        }
        let slot = edition.slot(at);
        let client = edition.client(ip.unwrap_or(caller));
        let mut explanation = explain(snapshot, &client, &query, slot);
        explanation.excluded.retain(|(id, _)| !is_public || !snapshot.entry(*id).mirror.private);
        let fallback = edition.fallback(&query.target, filtered, &explanation.selection);
        let fallback = fallback.map(|fallback| format!("{fallback}/{}", query.target.path));
        let (target, limit) = (query.target, query.limit);
        Explained { client, target, slot, limit, explanation, without_private, fallback }
    }
}
