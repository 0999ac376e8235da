/// For whom an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody: private details stay hidden.
    Public,
    /// The administrator, who sends the configured token.
    Administrator,
}
