use serde::Serialize;
use utoipa::ToSchema;

/// Why there is no answer (RFC 9457). The media type is `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    #[schema(value_type = String)]
    title: &'static str,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong, in a sentence.
    detail: String,
}

impl Problem {
    /// The problem of an answer with a status, and the words for that.
    pub fn new(status: u16, title: &'static str, detail: impl Into<String>) -> Self {
        Self { kind: "about:blank", title, status, detail: detail.into() }
    }

    /// Its JSON.
    pub fn to_text(&self) -> String {
        // There is nothing in it that could not be written.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }
}
