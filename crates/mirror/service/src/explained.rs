//! The answer that a client gets, and why, as far as whoever asks may know it: for the API and for the page.

use std::net::IpAddr;

use jiff::Timestamp;
use maneki_mirror_formats::Audience;
use maneki_mirror_registry::Target;
use maneki_mirror_select::{Client, Explanation, Slot, explain};

use crate::edition::Edition;
use crate::params::Params;

/// An answer that is to be explained.
pub(crate) struct Question<'a> {
    pub(crate) target: Target,
    pub(crate) params: Params<'a>,
    /// For whom; `None`: for the caller.
    pub(crate) ip: Option<IpAddr>,
    pub(crate) at: Timestamp,
}

/// An answer with its reasons.
pub(crate) struct Explained {
    pub(crate) client: Client,
    pub(crate) target: Target,
    pub(crate) slot: Slot,
    /// How many mirrors there can be in it.
    pub(crate) limit: usize,
    /// Without those that whoever asks may not know of.
    pub(crate) explanation: Explanation,
    /// Whether private mirrors could not be chosen.
    pub(crate) without_private: bool,
    /// What is handed out in the place of the mirrors.
    pub(crate) fallback: Option<String>,
}

impl Question<'_> {
    /// Explains the answer to somebody. One's own private mirrors are no secret; those of others are: whoever asks
    /// for the address of somebody else hears nothing of the mirrors that are for that one alone.
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
