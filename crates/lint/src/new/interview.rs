use std::io::{self, BufRead, Write};

use maneki_model::{BaseUrl, CountryCode, MirrorName};

use super::answers::Answers;
use super::guess::guess_country;
use crate::context::KnowsCity;
use crate::mirror_file::duration;

/// Asks for what the answers lack, one question a line, until each can be used.
///
/// An empty line takes what stands in brackets, or leaves out what is not required.
pub fn interview(
    input: &mut impl BufRead,
    output: &mut impl Write,
    mut answers: Answers,
    knows_city: Option<KnowsCity<'_>>,
) -> io::Result<Answers> {
    let mut dialogue = Dialogue { input, output };
    if answers.name.is_empty() {
        let check = |text: &str| MirrorName::parse(text).map(drop).map_err(|error| error.to_string());
        answers.name = dialogue.required("Host name of the mirror", None, check)?;
    }
    if answers.urls.is_empty() {
        let check = |text: &str| BaseUrl::parse(text).map(drop).map_err(|error| error.to_string());
        answers.urls.push(dialogue.required("URL of the distribution (http or https)", None, check)?);
        while let Some(url) = dialogue.optional("Another URL (https, rsync, ftp)", check)? {
            answers.urls.push(url);
        }
    }
    if answers.update_frequency.is_none() {
        let check = |text: &str| {
            duration(text).map(drop).ok_or_else(|| format!("`{text}` is no duration such as `3h`"))
        };
        answers.update_frequency =
            Some(dialogue.required("How often is it synchronised", Some("3h"), check)?);
    }
    if answers.sponsor.is_empty() {
        answers.sponsor = dialogue.required("Sponsor", None, |_| Ok(()))?;
    }
    if answers.sponsor_url.is_empty() {
        answers.sponsor_url = dialogue.required("Page of the sponsor (https://…)", None, page)?;
    }
    if answers.email.is_none() {
        answers.email = dialogue.optional("E-mail address of the operator (not published)", |_| Ok(()))?;
    }
    place(&mut dialogue, &mut answers, knows_city)?;
    Ok(answers)
}

fn place<I: BufRead, O: Write>(
    dialogue: &mut Dialogue<'_, I, O>,
    answers: &mut Answers,
    knows_city: Option<KnowsCity<'_>>,
) -> io::Result<()> {
    if answers.city.is_none() {
        answers.city = dialogue.optional("City", |_| Ok(()))?;
    }
    if answers.state.is_none() && answers.city.is_some() {
        answers.state = dialogue.optional("State or province", |_| Ok(()))?;
    }
    if answers.country.is_none() {
        let guess = answers.city.as_deref().zip(knows_city).and_then(|(city, knows_city)| {
            guess_country(&answers.name, answers.state.as_deref(), city, knows_city).first().copied()
        });
        let check = |text: &str| {
            let known = CountryCode::parse(text).or_else(|| CountryCode::from_name(text));
            known.map(drop).ok_or_else(|| format!("`{text}` is no country code such as `DE`"))
        };
        let country = match guess {
            Some(guess) => Some(dialogue.required("Country", Some(guess.as_str()), check)?),
            None => dialogue.optional("Country (two letters)", check)?,
        };
        let code = |text: &String| CountryCode::parse(text).or_else(|| CountryCode::from_name(text));
        answers.country = country.as_ref().and_then(code).map(|code| code.to_string());
    }
    Ok(())
}

fn page(text: &str) -> Result<(), String> {
    let url = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.map(drop).ok_or_else(|| "write a URL such as `https://example.org/`".into())
}

/// Whoever is asked.
struct Dialogue<'a, I, O> {
    input: &'a mut I,
    output: &'a mut O,
}

impl<I: BufRead, O: Write> Dialogue<'_, I, O> {
    fn required(
        &mut self,
        question: &str,
        default: Option<&str>,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> io::Result<String> {
        let shown = default.map(|default| format!(" [{default}]")).unwrap_or_default();
        loop {
            match (self.ask(&format!("{question}{shown}: "), &check)?, default) {
                (Some(answer), _) => return Ok(answer),
                (None, Some(default)) => return Ok(default.to_owned()),
                (None, None) => writeln!(self.output, "this is required")?,
            }
        }
    }

    fn optional(
        &mut self,
        question: &str,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> io::Result<Option<String>> {
        self.ask(&format!("{question}, or nothing: "), &check)
    }

    /// Asks until the answer can be used; `None` is an empty one.
    fn ask(
        &mut self,
        question: &str,
        check: &impl Fn(&str) -> Result<(), String>,
    ) -> io::Result<Option<String>> {
        loop {
            write!(self.output, "{question}")?;
            self.output.flush()?;
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the answers ended too early"));
            }
            let answer = line.trim();
            if answer.is_empty() {
                return Ok(None);
            }
            match check(answer) {
                Ok(()) => return Ok(Some(answer.to_owned())),
                Err(problem) => writeln!(self.output, "{problem}")?,
            }
        }
    }
}
