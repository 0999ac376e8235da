/// The first 300 characters of a text, on one line.
///
/// Parsers quote what they read, and certificates and redirects say what they like: every text that a stranger had a
/// part in passes through here before it enters a message.
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
    fn a_message_stays_short_and_on_one_line() {
        assert_eq!(shorten("a\r\nb"), "a  b");
        assert_eq!(shorten(&"é".repeat(1000)).chars().count(), 301);
    }
}
