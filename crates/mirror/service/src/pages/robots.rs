use maneki_mirror_pages::robots as text;

/// `/robots.txt`
pub(crate) async fn robots() -> &'static str {
    text()
}
