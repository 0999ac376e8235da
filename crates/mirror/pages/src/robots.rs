//! What programs that read the whole web are asked to leave alone.

/// `/robots.txt`: pages yes; lists, which change all the time and are not for people, no. A table sorted and filtered in
/// every way is one table.
pub fn robots() -> &'static str {
    "User-agent: *\n\
     Disallow: /mirrorlist/\n\
     Disallow: /metalink/\n\
     Disallow: /isolist/\n\
     Disallow: /debug/\n\
     Disallow: /api/\n\
     Disallow: /*?\n"
}
