use std::fmt;

use crate::{BadEvr, Bound, Dependency, Evr, Sense};

/// A rich dependency: `(oak and (pine or fir))`, `(drivers if kernel else simulator)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rich<'a> {
    /// One dependency; the name holds no operator.
    Plain(Dependency<'a>),
    /// `and`: all of two or more.
    And(Vec<Rich<'a>>),
    /// `or`: at least one of two or more.
    Or(Vec<Rich<'a>>),
    /// `A if B else C`: A where B is met, else C; nothing is demanded where there is no `else`.
    If(Box<Rich<'a>>, Box<Rich<'a>>, Option<Box<Rich<'a>>>),
    /// `A unless B else C`: A where B is not met, else C.
    Unless(Box<Rich<'a>>, Box<Rich<'a>>, Option<Box<Rich<'a>>>),
    /// `with`: one package that meets all of two or more.
    With(Vec<Rich<'a>>),
    /// `without`: one package that meets the first and not the second.
    Without(Box<Rich<'a>>, Box<Rich<'a>>),
}

/// Why a text is not a rich dependency; columns count bytes from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {problem}")]
pub struct BadRich {
    /// Where the problem is.
    pub column: usize,
    /// What the problem is.
    pub problem: RichProblem,
}

/// What is wrong with a rich dependency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RichProblem {
    /// The expression or an operand of it starts with something else.
    #[error("expected `(`")]
    NoParenthesis,
    /// The text ends too early.
    #[error("the closing parenthesis is missing")]
    NotClosed,
    /// Text follows the expression.
    #[error("nothing may follow the closing parenthesis")]
    Trailing,
    /// An operand is empty.
    #[error("a dependency is missing")]
    NoOperand,
    /// Not one of the six operators.
    #[error("`{0}` is not an operator; write `and`, `or`, `if`, `unless`, `with` or `without`")]
    Operator(String),
    /// A chain of different operators, or of `if`, `unless` or `without`.
    #[error("operators cannot be mixed or chained here; add parentheses")]
    Mixed,
    /// There is no version after `>=`.
    #[error("the version after `{0}` is missing")]
    NoVersion(&'static str),
    /// The version cannot be read.
    #[error(transparent)]
    Version(#[from] BadEvr),
    /// More parentheses inside each other than [`Rich::DEEPEST`].
    #[error("more than {} parentheses inside each other", Rich::DEEPEST)]
    TooDeep,
}

impl<'a> Rich<'a> {
    /// How deep parentheses may nest. rpm itself has no limit; real packages need three.
    pub const DEEPEST: usize = 64;

    /// Parses an expression in parentheses, as rpm writes it into the name of a dependency.
    pub fn parse(text: &'a str) -> Result<Self, BadRich> {
        let mut parser = Parser { text, at: 0 };
        let expression = parser.expression(0)?;
        parser.skip_spaces();
        if parser.at < text.len() {
            return Err(parser.error(RichProblem::Trailing));
        }
        Ok(expression)
    }

    /// Every plain dependency of the expression, from left to right.
    pub fn plain(&self) -> Vec<&Dependency<'a>> {
        match self {
            Self::Plain(dependency) => vec![dependency],
            Self::And(parts) | Self::Or(parts) | Self::With(parts) => {
                parts.iter().flat_map(Self::plain).collect()
            }
            Self::Without(first, second) => [first.plain(), second.plain()].concat(),
            Self::If(first, second, third) | Self::Unless(first, second, third) => {
                let third = third.as_ref().map(|third| third.plain()).unwrap_or_default();
                [first.plain(), second.plain(), third].concat()
            }
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn error(&self, problem: RichProblem) -> BadRich {
        BadRich { column: self.at + 1, problem }
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
    }

    fn starts_with(&mut self, byte: char) -> bool {
        self.skip_spaces();
        self.rest().starts_with(byte)
    }

    /// `( operand [operator operand]… )`
    fn expression(&mut self, depth: usize) -> Result<Rich<'a>, BadRich> {
        if depth == Rich::DEEPEST {
            return Err(self.error(RichProblem::TooDeep));
        }
        if !self.starts_with('(') {
            return Err(self.error(RichProblem::NoParenthesis));
        }
        self.at += 1;
        let mut operands = vec![self.operand(depth)?];
        let mut operators: Vec<&'a str> = Vec::new();
        while !self.starts_with(')') {
            operators.push(self.operator(&operators)?);
            operands.push(self.operand(depth)?);
        }
        self.at += 1;
        Ok(combine(&operators, operands))
    }

    fn operand(&mut self, depth: usize) -> Result<Rich<'a>, BadRich> {
        if self.starts_with('(') { self.expression(depth + 1) } else { self.plain().map(Rich::Plain) }
    }

    /// The next operator, if it may follow the ones before it.
    fn operator(&mut self, before: &[&'a str]) -> Result<&'a str, BadRich> {
        if self.rest().is_empty() {
            return Err(self.error(RichProblem::NotClosed));
        }
        let start = self.at;
        let word = self.word();
        let fits = match before {
            [] => word != "else",
            [first, ..] if word != "else" => *first == word && matches!(word, "and" | "or" | "with"),
            [first, rest @ ..] => rest.is_empty() && matches!(*first, "if" | "unless"),
        };
        let known = matches!(word, "and" | "or" | "if" | "unless" | "with" | "without" | "else");
        let problem = match (known, fits) {
            (true, true) => return Ok(word),
            (true, false) if !before.is_empty() => RichProblem::Mixed,
            _ => RichProblem::Operator(word.to_owned()),
        };
        Err(BadRich { column: start + 1, problem })
    }

    /// `name [operator version]`
    fn plain(&mut self) -> Result<Dependency<'a>, BadRich> {
        let name = self.word();
        if name.is_empty() {
            let end = self.rest().is_empty();
            return Err(self.error(if end { RichProblem::NotClosed } else { RichProblem::NoOperand }));
        }
        self.skip_spaces();
        let rest = self.rest();
        let symbol = &rest[..rest.find(|c| !matches!(c, '<' | '=' | '>')).unwrap_or(rest.len())];
        let Some(sense) = Sense::from_symbol(symbol) else { return Ok(Dependency::new(name)) };
        self.at += symbol.len();
        self.skip_spaces();
        let column = self.at + 1;
        let version = self.word();
        if version.is_empty() {
            return Err(BadRich { column, problem: RichProblem::NoVersion(sense.symbol()) });
        }
        let evr = Evr::parse(version).map_err(|bad| BadRich { column, problem: bad.into() })?;
        Ok(Dependency { name, bound: Some(Bound { sense, evr }) })
    }

    /// Text up to a space or to a `)` that closes nothing in the text itself: `perl(Foo::Bar)` is one word.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let mut open = 0_usize;
        let end = rest.bytes().position(|byte| {
            match byte {
                b'(' => open += 1,
                b')' if open == 0 => return true,
                b')' => open -= 1,
                b' ' | b'\t' => return true,
                _ => {}
            }
            false
        });
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }
}

/// Joins operands by their operators, which [`Parser::operator`] accepted in this order.
fn combine<'a>(operators: &[&str], mut operands: Vec<Rich<'a>>) -> Rich<'a> {
    match operators.first() {
        None => operands.remove(0),
        Some(&"and") => Rich::And(operands),
        Some(&"or") => Rich::Or(operands),
        Some(&"with") => Rich::With(operands),
        Some(&operator) => {
            let mut operands = operands.into_iter().map(Box::new);
            let mut next = || operands.next().expect("there is one operand more than operators");
            let (first, second) = (next(), next());
            match operator {
                "without" => Rich::Without(first, second),
                "if" => Rich::If(first, second, operands.next()),
                _ => Rich::Unless(first, second, operands.next()),
            }
        }
    }
}

impl fmt::Display for Rich<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chain = |f: &mut fmt::Formatter<'_>, operator: &str, parts: &[Rich<'_>]| {
            for (index, part) in parts.iter().enumerate() {
                let before = if index == 0 { "(" } else { operator };
                write!(f, "{before}{part}")?;
            }
            f.write_str(")")
        };
        match self {
            Self::Plain(dependency) => dependency.fmt(f),
            Self::And(parts) => chain(f, " and ", parts),
            Self::Or(parts) => chain(f, " or ", parts),
            Self::With(parts) => chain(f, " with ", parts),
            Self::Without(first, second) => write!(f, "({first} without {second})"),
            Self::If(first, second, None) => write!(f, "({first} if {second})"),
            Self::If(first, second, Some(third)) => write!(f, "({first} if {second} else {third})"),
            Self::Unless(first, second, None) => write!(f, "({first} unless {second})"),
            Self::Unless(first, second, Some(third)) => write!(f, "({first} unless {second} else {third})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn problem(text: &str) -> (usize, RichProblem) {
        let bad = Rich::parse(text).unwrap_err();
        (bad.column, bad.problem)
    }

    #[test]
    fn every_operator_parses_and_prints_as_it_was_written() {
        for text in [
            "(oak and pine)",
            "(oak >= 1.2 or pine < 2:3-4 or fir)",
            "(drivers if kernel)",
            "(drivers if kernel else simulator)",
            "(oak unless pine else (fir and larch))",
            "(perl(Foo::Bar) >= 2 with perl(Foo::Bar) < 3)",
            "(libfoo.so.1()(64bit) without oak)",
            "((a or b) and (c or d) and e)",
        ] {
            assert_eq!(Rich::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Rich::parse("( oak>=1 )").map(|rich| rich.to_string()), Ok("oak>=1".to_owned()));
    }

    #[test]
    fn plain_dependencies_are_listed_from_left_to_right() {
        let rich = Rich::parse("((a >= 1 or b) if (c without d) else e)").unwrap();
        let names: Vec<String> = rich.plain().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["a >= 1", "b", "c", "d", "e"]);
    }

    #[test]
    fn a_problem_has_its_column() {
        assert_eq!(problem("oak and pine"), (1, RichProblem::NoParenthesis));
        assert_eq!(problem("(oak and pine"), (14, RichProblem::NotClosed));
        assert_eq!(problem("(oak and"), (9, RichProblem::NotClosed));
        assert_eq!(problem("()"), (2, RichProblem::NoOperand));
        assert_eq!(problem("(oak xor pine)"), (6, RichProblem::Operator("xor".to_owned())));
        assert_eq!(problem("(a and b or c)"), (10, RichProblem::Mixed));
        assert_eq!(problem("(a if b if c)"), (9, RichProblem::Mixed));
        assert_eq!(problem("(a if b else c else d)"), (16, RichProblem::Mixed));
        assert_eq!(problem("(a else b)"), (4, RichProblem::Operator("else".to_owned())));
        assert_eq!(problem("(oak >= )"), (9, RichProblem::NoVersion(">=")));
        assert_eq!(problem("(oak = x:1)").1, RichProblem::Version(BadEvr::Epoch("x".to_owned())));
        assert_eq!(problem("(oak) pine"), (7, RichProblem::Trailing));
        assert_eq!(problem(&"(".repeat(1_000_000)), (Rich::DEEPEST + 1, RichProblem::TooDeep));
    }

    fn rich() -> impl Strategy<Value = String> {
        let plain = prop::sample::select(vec!["oak", "pine >= 2", "lib()(64bit)", "perl(A::B) = 1:2-3"]);
        plain.prop_map(str::to_owned).prop_recursive(4, 16, 3, |inner| {
            let chain = prop::sample::select(vec![" and ", " or ", " with "]);
            let pair = prop::sample::select(vec![" if ", " unless ", " without "]);
            let choice = prop::sample::select(vec![" if ", " unless "]);
            let parts = prop::collection::vec(inner.clone(), 2..4);
            let (one, two, three) = (inner.clone(), inner.clone(), inner);
            prop_oneof![
                (chain, parts).prop_map(|(operator, parts)| format!("({})", parts.join(operator))),
                (pair, one.clone(), two.clone()).prop_map(|(operator, a, b)| format!("({a}{operator}{b})")),
                (choice, one, two, three)
                    .prop_map(|(operator, a, b, c)| format!("({a}{operator}{b} else {c})")),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_was_printed_parses_to_the_same(text in rich()) {
            if text.starts_with('(') {
                prop_assert_eq!(Rich::parse(&text).unwrap().to_string(), text);
            }
        }

        #[test]
        fn any_text_is_parsed_or_refused(text in "[(]{0,3}[a-c() =<>é-]{0,30}(and|or|if|else)?[a-c() ]{0,10}") {
            let _ = Rich::parse(&text);
        }
    }
}
