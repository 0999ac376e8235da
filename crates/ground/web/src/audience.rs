use axum::http::{HeaderMap, header};
use maneki_ground_config::Server;
use maneki_ground_http::Audience;

/// The audience of a request: the administrator if it carries the token of `server.admin_token`, else the public.
pub fn audience(server: &Server, headers: &HeaderMap) -> Audience {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // The case of the scheme does not matter (RFC 9110, section 11.1).
    let (scheme, token) = sent.and_then(|value| value.split_once(' ')).unzip();
    let token = token.filter(|_| scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer")));
    match (token, &server.admin_token) {
        (Some(token), Some(secret)) if secret.matches(token) => Audience::Administrator,
        _ => Audience::Public,
    }
}
