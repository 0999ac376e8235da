/// What a tie is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieKind {
    /// Which of the lowest candidates is excluded.
    Exclusion,
    /// Which of several candidates who reached the quota is elected first.
    Election,
    /// Whose surplus is transferred first.
    Surplus,
    /// Who gets a seat, where the most votes win.
    Seat,
}

impl TieKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Exclusion => "exclusion",
            Self::Election => "election",
            Self::Surplus => "surplus",
            Self::Seat => "seat",
        }
    }
}

/// The rule that decided a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieRule {
    /// The totals of the round before.
    PreviousRound,
    /// What each candidate receives in this round before passing anything on.
    CurrentSupport,
    FirstPreferences,
    Identifier,
    /// The most recent stage at which the candidates differed.
    EarlierStage,
    Lot,
    /// No rule decides; the count follows every way in which the tie can fall.
    None,
}

impl TieRule {
    pub fn word(self) -> &'static str {
        match self {
            Self::PreviousRound => "previous-round",
            Self::CurrentSupport => "current-support",
            Self::FirstPreferences => "first-preferences",
            Self::Identifier => "identifier",
            Self::EarlierStage => "earlier-stage",
            Self::Lot => "lot",
            Self::None => "none",
        }
    }
}

/// A tie that the count met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    pub kind: TieKind,
    /// The round in which it was met, from 1.
    pub round: usize,
    /// In the order of the candidates.
    pub candidates: Vec<usize>,
    pub rule: TieRule,
    /// The candidate who was elected, transferred or excluded first; `None` where no rule decides.
    pub chosen: Option<usize>,
    /// Whether it matters for who is elected. Ties that a rule decides are not explored and do not count.
    pub matters: bool,
    /// Whether arithmetic that rounds distinguishes the candidates although their totals are equal.
    pub noise: bool,
}
