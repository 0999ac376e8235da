use std::io::{self, BufRead, Write};

use maneki_mirror_model::{BaseUrl, CountryCode, MirrorName, Protocol};
use maneki_mirror_registry::duration;

use super::answers::Answers;
use super::guess::guess_country;
use crate::options::CitySize;
use crate::rules::{is_address, name_problem};

/// Asks for missing answers, one question per line, until each answer can be used.
///
/// An empty line accepts the default in brackets, or skips an optional answer.
pub fn interview(
    input: &mut impl BufRead,
    output: &mut impl Write,
    mut answers: Answers,
    city_size: Option<CitySize>,
) -> io::Result<Answers> {
    let mut dialogue = Dialogue { input, output };
    if answers.name.is_empty() {
        answers.name = dialogue.required("Host name of the mirror", None, name)?;
    }
    if answers.urls.is_empty() {
        urls(&mut dialogue, &mut answers.urls)?;
    }
    if answers.update_frequency.is_none() {
        let check = |text: &str| {
            duration(text).map(drop).ok_or_else(|| format!("`{text}` is not a duration such as `3h`"))
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
        answers.email = dialogue.optional("E-mail address of the operator (not published)", email)?;
    }
    place(&mut dialogue, &mut answers, city_size)?;
    Ok(answers)
}

/// Asks for at most one URL of each protocol: the file has one key for each.
fn urls<I: BufRead, O: Write>(dialogue: &mut Dialogue<'_, I, O>, urls: &mut Vec<String>) -> io::Result<()> {
    let parsed = |text: &str| BaseUrl::parse(text).map_err(|error| error.to_string());
    let first = |text: &str| match parsed(text)?.protocol() {
        Protocol::Http | Protocol::Https => Ok(()),
        Protocol::Rsync | Protocol::Ftp => Err("dnf uses http and https: start with one of these".to_owned()),
    };
    urls.push(dialogue.required("URL of the distribution (http or https)", None, first)?);
    while urls.len() < Protocol::ALL.len() {
        let known = |protocol: &Protocol| {
            urls.iter().any(|url| BaseUrl::parse(url).is_ok_and(|url| url.protocol() == *protocol))
        };
        let free: Vec<&str> = Protocol::ALL
            .iter()
            .filter(|protocol| !known(protocol))
            .map(|protocol| protocol.scheme())
            .collect();
        let other = |text: &str| match parsed(text)?.protocol() {
            protocol if known(&protocol) => {
                Err(format!("there is already a URL for {protocol}, and only one counts"))
            }
            _ => Ok(()),
        };
        let question = format!("Another URL ({})", free.join(", "));
        match dialogue.optional(&question, other)? {
            Some(url) => urls.push(url),
            None => break,
        }
    }
    Ok(())
}

fn place<I: BufRead, O: Write>(
    dialogue: &mut Dialogue<'_, I, O>,
    answers: &mut Answers,
    city_size: Option<CitySize>,
) -> io::Result<()> {
    if answers.city.is_none() {
        answers.city = dialogue.optional("City", |_| Ok(()))?;
    }
    if answers.state.is_none() && answers.city.is_some() {
        answers.state = dialogue.optional("State or province", |_| Ok(()))?;
    }
    if answers.country.is_none() {
        let guess = answers.city.as_deref().zip(city_size).and_then(|(city, city_size)| {
            guess_country(&answers.name, answers.state.as_deref(), city, city_size).first().copied()
        });
        let check = |text: &str| {
            let known = CountryCode::parse(text).or_else(|| CountryCode::from_name(text));
            known.map(drop).ok_or_else(|| format!("`{text}` is not a country code such as `DE`"))
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

fn name(text: &str) -> Result<(), String> {
    MirrorName::parse(text).map_err(|error| error.to_string())?;
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(format!("write it in lower case: `{}`", text.to_lowercase()));
    }
    name_problem(text).map_or(Ok(()), |problem| Err(format!("this is not a host name: {problem}")))
}

fn email(text: &str) -> Result<(), String> {
    if is_address(text) { Ok(()) } else { Err("write one address such as `mirror@example.org`".into()) }
}

fn page(text: &str) -> Result<(), String> {
    let url = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.map(drop).ok_or_else(|| "write a URL such as `https://example.org/`".into())
}

/// The person who answers.
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
        self.ask(&format!("{question} (optional): "), &check)
    }

    /// Asks until the answer can be used; `None` is an empty answer.
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
