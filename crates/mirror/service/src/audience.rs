use axum::http::{HeaderMap, header};
use maneki_ground_config::Server;
use maneki_mirror_formats::Audience;

/// For whom an answer is: for the administrator where the request carries the token, else for everybody.
pub(crate) fn audience(server: &Server, headers: &HeaderMap) -> Audience {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // The name of the scheme is the same in any case (RFC 9110, section 11.1).
    let (scheme, token) = sent.and_then(|value| value.split_once(' ')).unzip();
    let token = token.filter(|_| scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer")));
    match (token, &server.admin_token) {
        (Some(token), Some(secret)) if secret.matches(token) => Audience::Administrator,
        _ => Audience::Public,
    }
}
