use maneki_site::robots as text;

/// `/robots.txt`
pub(crate) async fn robots() -> &'static str {
    text()
}
