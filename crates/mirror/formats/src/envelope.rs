use serde::Serialize;

/// The JSON around every answer of the reference service that is not a list.
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
    /// A good answer; the timestamp is Unix time in seconds.
    pub fn ok(result: T, timestamp: i64) -> Self {
        Self { result, status: "ok", timestamp }
    }

    /// The text: one line, in which no client finds a mirror.
    ///
    /// To dnf a line with `://` or a leading `/` is a mirror, whatever it was meant to be. JSON may write
    /// `/` as `\/`, and so none of it is left.
    pub fn to_text(&self) -> String {
        // Writing into a string fails only where a map has keys that are no strings, and none has.
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut text = json.replace('/', "\\/");
        text.push('\n');
        text
    }
}

impl Envelope<()> {
    /// The text of an error.
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
    fn an_error_looks_as_readers_know_it() {
        assert_eq!(
            Envelope::error("Unknown version \"7\"", 1_790_000_000),
            "{\"result\":{\"message\":\"Unknown version \\\"7\\\"\"},\"status\":\"error\",\"timestamp\":1790000000}\n"
        );
    }

    proptest! {
        #[test]
        fn no_message_can_be_taken_for_a_mirror(message in "(http://|/|\n|[a-z\"\\\\ ]){0,20}") {
            let text = Envelope::error(&message, 0);
            prop_assert_eq!(mirrorlist::parse(&text).count(), 0);
            let back: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(back["result"]["message"].as_str(), Some(message.as_str()));
        }
    }
}
