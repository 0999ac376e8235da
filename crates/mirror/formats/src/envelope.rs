use serde::Serialize;

/// The JSON object around every answer of the reference service that is not a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Envelope<T> {
    result: T,
    status: &'static str,
    timestamp: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Message<'a> {
    message: &'a str,
}

impl<T: Serialize> Envelope<T> {
    /// A successful answer. The timestamp is in seconds since 1970.
    pub fn ok(result: T, timestamp: i64) -> Self {
        Self { result, status: "ok", timestamp }
    }

    /// The text: one line, in which no client finds a mirror.
    ///
    /// dnf takes every line with `://` or a leading `/` for a mirror. Therefore every `/` is written as `\/`, which
    /// JSON allows.
    pub fn to_text(&self) -> String {
        let json = serde_json::to_string(self).expect("the keys of all maps are strings");
        let mut text = json.replace('/', "\\/");
        text.push('\n');
        text
    }
}

impl Envelope<()> {
    /// The text of an error answer.
    pub fn error(message: &str, timestamp: i64) -> String {
        Envelope { result: Message { message }, status: "error", timestamp }.to_text()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mirrorlist;

    #[test]
    fn an_error_is_written_like_the_reference_service_does() {
        assert_eq!(
            Envelope::error("Unknown version \"7\"", 1_790_000_000),
            "{\"result\":{\"message\":\"Unknown version \\\"7\\\"\"},\"status\":\"error\",\"timestamp\":1790000000}\n"
        );
    }

    proptest! {
        #[test]
        fn no_message_is_taken_for_a_mirror(message in "(http://|/|\n|[a-z\"\\\\ ]){0,20}") {
            let text = Envelope::error(&message, 0);
            prop_assert_eq!(mirrorlist::parse(&text).count(), 0);
            let back: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(back["result"]["message"].as_str(), Some(message.as_str()));
        }
    }
}
