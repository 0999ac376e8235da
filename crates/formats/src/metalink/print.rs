use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{FILE, Fingerprint, Metalink, Resource};

type Out = Writer<Vec<u8>>;

impl Metalink {
    /// The document.
    pub fn print(&self) -> String {
        let room = 1024 + 512 * self.alternates.len() + 256 * self.resources.len();
        let mut out = Writer::new_with_indent(Vec::with_capacity(room), b' ', 1);
        // Memory takes everything, and what is written is text.
        let written = self.write(&mut out).ok().and_then(|()| String::from_utf8(out.into_inner()).ok());
        written.unwrap_or_default() + "\n"
    }

    fn write(&self, out: &mut Out) -> io::Result<()> {
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let root = out.create_element("metalink").with_attributes([
            ("version", "3.0"),
            ("xmlns", "http://www.metalinker.org/"),
            ("xmlns:mm0", "http://fedorahosted.org/mirrormanager"),
            ("type", "dynamic"),
            ("generator", "maneki"),
        ]);
        root.write_inner_content(|out| {
            out.create_element("files").write_inner_content(|out| {
                let file = out.create_element("file").with_attribute(("name", file_name()));
                file.write_inner_content(|out| self.write_file(out)).map(drop)
            })?;
            Ok(())
        })?;
        Ok(())
    }

    fn write_file(&self, out: &mut Out) -> io::Result<()> {
        self.current.write(out)?;
        if !self.alternates.is_empty() {
            out.create_element("mm0:alternates").write_inner_content(|out| {
                self.alternates.iter().try_for_each(|alternate| {
                    let element = out.create_element("mm0:alternate");
                    element.write_inner_content(|out| alternate.write(out)).map(drop)
                })
            })?;
        }
        // To some clients this is how many connections they may open at a time.
        let resources = out.create_element("resources").with_attribute(("maxconnections", "1"));
        resources.write_inner_content(|out| {
            (0..).zip(&self.resources).try_for_each(|(place, resource)| resource.write(out, place))
        })?;
        Ok(())
    }
}

impl Fingerprint {
    fn write(&self, out: &mut Out) -> io::Result<()> {
        for (name, number) in [("mm0:timestamp", self.timestamp), ("size", self.size)] {
            if let Some(number) = number {
                text(out, name, &number.to_string())?;
            }
        }
        out.create_element("verification").write_inner_content(|out| {
            hash(out, "sha256", &self.sha256.to_string())?;
            self.sha512.map_or(Ok(()), |sha512| hash(out, "sha512", &sha512.to_string()))
        })?;
        Ok(())
    }
}

impl Resource {
    /// `place` counts from 0; the preference falls from 100 to 1.
    fn write(&self, out: &mut Out, place: usize) -> io::Result<()> {
        let preference = 100_usize.saturating_sub(place).max(1).to_string();
        let scheme = self.protocol.scheme();
        let mut element = out.create_element("url").with_attributes([("protocol", scheme), ("type", scheme)]);
        if let Some(country) = &self.country {
            element = element.with_attribute(("location", country.as_str()));
        }
        let element = element.with_attribute(("preference", preference.as_str()));
        element.write_text_content(BytesText::new(&self.url)).map(drop)
    }
}

fn hash(out: &mut Out, kind: &str, digest: &str) -> io::Result<()> {
    let element = out.create_element("hash").with_attribute(("type", kind));
    element.write_text_content(BytesText::new(digest)).map(drop)
}

fn text(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

/// What dnf looks for: `repomd.xml`.
pub(super) fn file_name() -> &'static str {
    FILE.rsplit('/').next().unwrap_or(FILE)
}
