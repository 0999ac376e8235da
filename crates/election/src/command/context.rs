use jiff::Timestamp;

/// What a command knows beside its arguments.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// Whether output for people has colours.
    pub colour: bool,
    /// The time that counts as now, for commands that use one.
    pub at: Option<Timestamp>,
    /// The version of the program.
    pub version: &'static str,
}

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// For standard output.
    pub output: String,
    /// For standard error.
    pub note: String,
    /// 0: done and good; 1: something is wrong or undecided.
    pub code: u8,
}

impl Done {
    pub fn new(output: String, is_good: bool) -> Self {
        Self { output, note: String::new(), code: u8::from(!is_good) }
    }
}
