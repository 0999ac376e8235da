use maneki_ground_yaml::ScalarKind;
use maneki_mirror_model::Protocol;

/// The content of a mirror file, before it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    pub name: String,
    /// Base URLs of the distribution; each is written under the key of its scheme.
    pub urls: Vec<String>,
    /// Base URLs of modules, by module.
    pub modules: Vec<(String, Vec<String>)>,
    /// How often it is synchronised; `3h` if it is not known.
    pub update_frequency: Option<String>,
    pub sponsor: String,
    pub sponsor_url: String,
    /// The address of the operator.
    pub email: Option<String>,
    /// The code of the country.
    pub country: Option<String>,
    pub state: Option<String>,
    pub city: Option<String>,
    /// Whether only the networks and systems below get the mirror.
    pub private: bool,
    /// Networks whose clients get the mirror first.
    pub subnets: Vec<String>,
    /// Autonomous systems whose clients get the mirror first.
    pub asns: Vec<String>,
}

impl Answers {
    /// The text of the file.
    pub fn to_yaml(&self) -> String {
        let mut file = File("---\n".into());
        file.key(0, "name", &self.name);
        file.line(0, "address:");
        file.urls(2, &self.urls);
        if !self.modules.is_empty() {
            file.line(0, "address_optional:");
        }
        for (module, urls) in &self.modules {
            file.line(2, &format!("{}:", scalar(module)));
            file.urls(4, urls);
        }
        file.key(0, "update_frequency", self.update_frequency.as_deref().unwrap_or("3h"));
        file.key(0, "sponsor", &self.sponsor);
        file.key(0, "sponsor_url", &self.sponsor_url);
        file.optional(0, "email", self.email.as_ref());
        if self.country.is_some() || self.state.is_some() || self.city.is_some() {
            file.line(0, "geolocation:");
            file.optional(2, "country", self.country.as_ref());
            file.optional(2, "state_province", self.state.as_ref());
            file.optional(2, "city", self.city.as_ref());
        }
        if self.private {
            file.line(0, "private: true");
        }
        file.list("subnets", self.subnets.iter().map(|subnet| scalar(subnet)));
        file.list("asn", self.asns.iter().map(|asn| number(asn)));
        file.0
    }
}

/// A text that grows by lines.
struct File(String);

impl File {
    fn line(&mut self, indent: usize, line: &str) {
        self.0.extend(std::iter::repeat_n(' ', indent));
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn key(&mut self, indent: usize, key: &str, value: &str) {
        self.line(indent, &format!("{key}: {}", scalar(value)));
    }

    fn optional(&mut self, indent: usize, key: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.key(indent, key, value);
        }
    }

    /// Each URL under the key of its scheme. The linter reports an unknown scheme.
    fn urls(&mut self, indent: usize, urls: &[String]) {
        for url in urls {
            let scheme = url.split("://").next().expect("a split has a first piece").to_lowercase();
            let key = Protocol::from_scheme(&scheme).unwrap_or(Protocol::Http).scheme();
            self.key(indent, key, url);
        }
    }

    fn list(&mut self, key: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            self.line(0, &format!("{key}:"));
        }
        for item in items {
            self.line(2, &format!("- {item}"));
        }
    }
}

/// A text as YAML: plain if all programs read it as that text, else in double quotes.
fn scalar(text: &str) -> String {
    let begins = text.starts_with(|c: char| c.is_alphanumeric());
    let plain = |c: char| c.is_alphanumeric() || " ./:_-@+()&,'".contains(c);
    let safe = begins
        && text.chars().all(plain)
        && !text.contains(": ")
        && !text.ends_with([':', ' '])
        && ScalarKind::yaml_1_1(text) == ScalarKind::Text;
    if safe { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// A number as it was written, or else a text, which the linter reports.
fn number(text: &str) -> String {
    let digits = text.strip_prefix("AS").unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.to_owned() } else { scalar(text) }
}

#[cfg(test)]
mod tests {
    use maneki_ground_yaml::{Node, compose};
    use maneki_mirror_registry::DIALECT;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_answer_is_read_back(sponsor in "\\PC{0,30}", city in "[ -~\n\té]{0,20}") {
            let answers = Answers { sponsor: sponsor.clone(), city: Some(city.clone()), ..Answers::default() };
            let tree = compose(&answers.to_yaml(), &DIALECT).unwrap().root;
            let root = tree.mapping().unwrap();
            let read = |node: &Node| node.scalar().unwrap().text.clone();
            prop_assert_eq!(read(&root.get("sponsor").unwrap().node), sponsor);
            let place = root.get("geolocation").unwrap().node.mapping().unwrap();
            prop_assert_eq!(read(&place.get("city").unwrap().node), city);
        }
    }
}
