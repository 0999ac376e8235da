/// The audience of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The public: private details stay hidden.
    Public,
    /// The administrator, who sends the configured token.
    Administrator,
}
