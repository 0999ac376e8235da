use std::io::Read;

use crate::xml::{Step, Xml};
use crate::{Checksum, Fatal, Flaw, Limits, Location, Place};

/// What `repomd.xml` says.
#[derive(Debug, Clone, Default)]
pub struct Repomd {
    /// The revision; a time in seconds as a rule.
    pub revision: Option<String>,
    /// The files, in the order of the document.
    pub data: Vec<Data>,
    /// Elements that cannot be used.
    pub flaws: Vec<Flaw>,
}

/// A file of metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// Where the element starts.
    pub place: Place,
    /// The type, such as `primary`.
    pub kind: String,
    /// Where the file is.
    pub location: Location,
    /// Of the file as it is.
    pub checksum: Option<Checksum>,
    /// Of the unpacked contents.
    pub open_checksum: Option<Checksum>,
    /// Of the header of a zchunk file.
    pub header_checksum: Option<Checksum>,
    /// Bytes of the file as it is.
    pub size: Option<u64>,
    /// Bytes of the unpacked contents.
    pub open_size: Option<u64>,
    /// Bytes of the header of a zchunk file.
    pub header_size: Option<u64>,
    /// When the file was made, in seconds since 1970; a fraction is dropped.
    pub timestamp: Option<u64>,
}

impl Data {
    fn new(place: Place, kind: String) -> Self {
        Self {
            place,
            kind,
            location: Location::default(),
            checksum: None,
            open_checksum: None,
            header_checksum: None,
            size: None,
            open_size: None,
            header_size: None,
            timestamp: None,
        }
    }
}

impl Repomd {
    /// The first file of a type.
    pub fn find(&self, kind: &str) -> Option<&Data> {
        self.data.iter().find(|data| data.kind == kind)
    }
}

/// Reads `repomd.xml` to its end.
pub fn repomd(source: impl Read, limits: Limits) -> Result<Repomd, Fatal> {
    let mut xml = Xml::new(source, limits);
    xml.root("repomd")?;
    let mut repomd = Repomd::default();
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "data" => {
                if repomd.data.len() == limits.data {
                    return Err(xml.limit(format!("there are more than {} `data` elements", limits.data)));
                }
                let data = read_data(&mut xml, &mut repomd.flaws)?;
                repomd.data.extend(data);
            }
            Step::Open if xml.name() == "revision" => {}
            Step::Open => xml.skip()?,
            Step::Close if xml.name() == "revision" => {
                let text = xml.text().trim();
                repomd.revision = (!text.is_empty()).then(|| text.to_owned());
            }
            Step::Close => {}
            Step::End => return Ok(repomd),
        }
    }
}

/// Reads a `data` element; `None` where its type or its location is missing.
fn read_data(xml: &mut Xml<impl Read>, flaws: &mut Vec<Flaw>) -> Result<Option<Data>, Fatal> {
    let (place, outside) = (xml.place(), xml.depth() - 1);
    let mut data = Data::new(place, String::new());
    xml.attributes(|name, value| {
        if name == "type" {
            value.clone_into(&mut data.kind);
        }
    })?;
    // The element that is open, and the kind of its checksum.
    let mut field = Flaw { place, problem: String::new() };
    let mut checksum_kind = String::new();
    loop {
        match xml.step()? {
            Step::Open => {
                field.place = xml.place();
                checksum_kind.clear();
                let is_location = xml.name() == "location";
                xml.attributes(|name, value| match (is_location, name) {
                    (true, "href") => value.clone_into(&mut data.location.href),
                    (true, "base") => data.location.base = Some(value.to_owned()),
                    (false, "type") => value.clone_into(&mut checksum_kind),
                    _ => {}
                })?;
            }
            Step::Close if xml.depth() == outside => break,
            Step::Close => {
                if let Err(problem) = set_field(&mut data, xml.name(), &checksum_kind, xml.text().trim()) {
                    flaws.push(Flaw { place: field.place, problem });
                }
            }
            Step::End => return Err(xml.malformed("the document ends within `data`")),
        }
    }
    let missing = match (data.kind.is_empty(), data.location.href.is_empty()) {
        (true, _) => "a `data` element has no `type`".to_owned(),
        (_, true) => format!("the `data` element of `{}` has no `location` with an `href`", data.kind),
        _ => return Ok(Some(data)),
    };
    flaws.push(Flaw { place, problem: missing });
    Ok(None)
}

/// Takes the text of an element below `data`.
fn set_field(data: &mut Data, name: &str, kind: &str, text: &str) -> Result<(), String> {
    let checksum = || Some(Checksum { kind: kind.to_owned(), text: text.to_owned() });
    let number =
        |text: &str| text.parse().map(Some).map_err(|_| format!("`{name}` is not a number: `{text}`"));
    match name {
        "checksum" => data.checksum = checksum(),
        "open-checksum" => data.open_checksum = checksum(),
        "header-checksum" => data.header_checksum = checksum(),
        "size" => data.size = number(text)?,
        "open-size" => data.open_size = number(text)?,
        "header-size" => data.header_size = number(text)?,
        "timestamp" => data.timestamp = number(text.split('.').next().unwrap_or(text))?,
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
  <revision>1767225600</revision>
  <tags><distro>x</distro></tags>
  <data type="primary">
    <checksum type="sha256">00ff</checksum>
    <open-checksum type="sha256">aabb</open-checksum>
    <location xml:base="https://mirror.example.org/" href="repodata/p.xml.gz"/>
    <timestamp>1767225600.25</timestamp>
    <size>4096</size>
    <open-size>8192</open-size>
  </data>
</repomd>
"#;

    fn read(text: &str) -> Result<Repomd, Fatal> {
        repomd(text.as_bytes(), Limits::default())
    }

    #[test]
    fn every_field_is_read() {
        let repomd = read(GOOD).unwrap();
        assert_eq!(repomd.revision.as_deref(), Some("1767225600"));
        assert_eq!(repomd.flaws, []);
        let data = repomd.find("primary").unwrap();
        assert_eq!(data.place, Place { line: 5, column: 3 });
        assert_eq!(
            (data.size, data.open_size, data.timestamp),
            (Some(4096), Some(8192), Some(1_767_225_600))
        );
        assert_eq!(data.location.href, "repodata/p.xml.gz");
        assert_eq!(data.location.base.as_deref(), Some("https://mirror.example.org/"));
        let checksum = data.checksum.as_ref().unwrap();
        assert_eq!((checksum.kind.as_str(), checksum.text.as_str()), ("sha256", "00ff"));
        assert_eq!(data.open_checksum.as_ref().unwrap().text, "aabb");
    }

    #[test]
    fn a_flaw_has_its_place_and_the_others_are_read() {
        let text = GOOD.replace("4096", "4k").replace(
            "</repomd>",
            "<data><location href=\"x\"/></data>\n<data type=\"other\"/><data type=\"group\"><location href=\"g\"/></data></repomd>",
        );
        let repomd = read(&text).unwrap();
        let flaws: Vec<String> = repomd.flaws.iter().map(ToString::to_string).collect();
        assert_eq!(
            flaws,
            [
                "10:5: `size` is not a number: `4k`",
                "13:1: a `data` element has no `type`",
                "14:1: the `data` element of `other` has no `location` with an `href`",
            ]
        );
        assert_eq!(
            repomd.data.iter().map(|data| data.kind.as_str()).collect::<Vec<_>>(),
            ["primary", "group"]
        );
    }

    #[test]
    fn a_web_page_is_not_a_repomd() {
        assert_eq!(
            read("<html>no</html>").unwrap_err().to_string(),
            "1:1: the root element is `html`, not `repomd`"
        );
        assert_eq!(read("").unwrap_err().to_string(), "1:1: there is no root element `repomd`");
    }

    #[test]
    fn more_data_than_the_limit_is_an_error() {
        let limits = Limits { data: 2, ..Limits::default() };
        let text = format!("<repomd>{}</repomd>", "<data type='x'><location href='y'/></data>".repeat(3));
        let error = repomd(text.as_bytes(), limits).unwrap_err().to_string();
        assert_eq!(error, "1:93: there are more than 2 `data` elements");
    }

    proptest! {
        #[test]
        fn no_damage_brings_the_reader_down(place in 0..GOOD.len(), length in 1..40_usize, mask in 1..=255_u8) {
            let mut bytes = GOOD.as_bytes().to_vec();
            bytes.iter_mut().skip(place).take(length).for_each(|byte| *byte ^= mask);
            let _ = repomd(&bytes[..], Limits::default());
        }
    }
}
