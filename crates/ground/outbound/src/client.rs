use reqwest::header::HeaderValue;
use reqwest::{Client, ClientBuilder, redirect};

use crate::destinations::Destinations;

/// How this program introduces itself to whom it asks: its name, and whom to turn to.
///
/// `None` where the contact cannot stand in a header.
pub fn introduction(contact: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("Maneki/{} (+{contact})", env!("CARGO_PKG_VERSION"))).ok()
}

/// A client that goes nowhere but where it may; to be finished with limits and by [`build`](crate::build).
pub fn guarded(introduction: &HeaderValue, destinations: &Destinations) -> ClientBuilder {
    Client::builder()
        .user_agent(introduction.clone())
        .dns_resolver(destinations.resolver())
        // A proxy would resolve the names itself, and so undo the check of their addresses.
        .no_proxy()
        // Redirects are followed by hand, so that each is checked like the first address.
        .redirect(redirect::Policy::none())
        .referer(false)
}
