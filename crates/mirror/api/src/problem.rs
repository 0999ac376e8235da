use serde::Serialize;
use utoipa::ToSchema;

/// Why a request has no answer (RFC 9457). The media type is `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the status is the kind of the problem.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The text of the status.
    #[schema(value_type = String)]
    title: &'static str,
    /// The status of the response.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong, in a sentence.
    detail: String,
}

impl Problem {
    /// A problem with a status and the text of that status.
    pub fn new(status: u16, title: &'static str, detail: impl Into<String>) -> Self {
        Self { kind: "about:blank", title, status, detail: detail.into() }
    }

    /// Its JSON.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("it contains text and numbers only") + "\n"
    }
}
