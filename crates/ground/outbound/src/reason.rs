//! Why a request failed, in words that fit into a message.

use std::error::Error;

/// The causes behind an error, outermost first.
pub fn causes<'error>(
    error: &'error (dyn Error + 'static),
) -> impl Iterator<Item = &'error (dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// The causes as one text. The error itself is left out: it repeats the URL.
pub fn reason(error: &reqwest::Error) -> String {
    let mut texts: Vec<String> = causes(error).map(ToString::to_string).collect();
    // Some wrappers print what is inside them as well.
    texts.dedup_by(|inner, outer| outer.ends_with(inner.as_str()));
    if texts.is_empty() { "the request failed".to_owned() } else { shorten(&texts.join(": ")) }
}

/// The beginning of a text that strangers had a part in, for a message: parsers quote what they read, and
/// certificates and redirects say what they like.
pub fn shorten(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut short: String =
        text.chars().take(LONGEST).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_strangers_stay_on_one_line() {
        assert_eq!(shorten("a\r\nb"), "a  b");
        assert_eq!(shorten(&"é".repeat(1000)).chars().count(), 301);
    }
}
