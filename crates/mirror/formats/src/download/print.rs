use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Download, Source};

type Out = Writer<Vec<u8>>;

/// The namespace of metalink 4.
pub(super) const NAMESPACE: &str = "urn:ietf:params:xml:ns:metalink";

impl Download {
    /// Writes the metalink.
    pub fn meta4(&self) -> String {
        let mut out = Writer::new_with_indent(Vec::with_capacity(512 + 256 * self.sources.len()), b' ', 1);
        self.write(&mut out).expect("writing to memory cannot fail");
        String::from_utf8(out.into_inner()).expect("only text was written") + "\n"
    }

    fn write(&self, out: &mut Out) -> io::Result<()> {
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let root = out.create_element("metalink").with_attribute(("xmlns", NAMESPACE));
        root.write_inner_content(|out| {
            text(out, "generator", "maneki")?;
            let file = out.create_element("file").with_attribute(("name", self.name.as_str()));
            file.write_inner_content(|out| self.write_file(out)).map(drop)
        })?;
        Ok(())
    }

    fn write_file(&self, out: &mut Out) -> io::Result<()> {
        if let Some(size) = self.size {
            text(out, "size", &size.to_string())?;
        }
        if let Some(sha256) = self.sha256 {
            let hash = out.create_element("hash").with_attribute(("type", "sha-256"));
            hash.write_text_content(BytesText::new(&sha256.to_string()))?;
        }
        (1..).zip(&self.sources).try_for_each(|(place, source)| source.write(out, place))
    }
}

impl Source {
    /// The lowest number is the best priority.
    fn write(&self, out: &mut Out, priority: u32) -> io::Result<()> {
        let mut url = out.create_element("url");
        if let Some(country) = &self.country {
            url = url.with_attribute(("location", country.as_str().to_lowercase().as_str()));
        }
        let url = url.with_attribute(("priority", priority.to_string().as_str()));
        url.write_text_content(BytesText::new(&self.url)).map(drop)
    }
}

fn text(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}
