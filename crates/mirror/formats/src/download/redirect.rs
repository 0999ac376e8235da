use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maneki_mirror_health::IsoFile;
use maneki_mirror_registry::Target;

use super::{Host, in_header};

/// What stands around a URL in a link, at its longest.
const AROUND: &str = "<>; rel=duplicate; pri=1000; geo=de";

/// How many letters a SHA-256 has in base64.
const DIGEST: usize = 44;

/// How much the link to the metalink takes besides the name, and the digest.
const ROOM: usize = 128;

/// What the headers of a redirect to a file say. They stand in one text, which the answer does not have to copy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redirect {
    /// All of them.
    pub text: String,
    /// Where in it the URL is to which the redirect leads (`Location`).
    pub location: Range<usize>,
    /// Where it says in which places the file is, and that a metalink is beside it (`Link`, RFC 6249). Nowhere, where
    /// nobody knows the file: then nobody knows either whether all have the same.
    pub links: Vec<Range<usize>>,
    /// Where it says how the file is recognised (`Digest`, RFC 3230).
    pub digest: Option<Range<usize>>,
}

impl Redirect {
    /// The redirect to a file of a folder; `None` where nobody has it. `known` is what the reference tree says of it.
    pub fn new(name: &str, known: Option<&IsoFile>, folder: &Target, hosts: &[Host<'_>]) -> Option<Self> {
        let (best, _) = hosts.first()?;
        let below = ["/", &folder.path, "/", name].concat();
        let below = in_header(&below);
        let mut told = Self::default();
        let Some(known) = known else {
            told.location = told.say(&[&in_header(best.as_str()), &below]);
            return Some(told);
        };
        let urls: usize =
            hosts.iter().map(|(base, _)| base.as_str().len() + below.len() + AROUND.len()).sum();
        told.text.reserve_exact(urls + name.len() + ROOM);
        told.links.reserve_exact(hosts.len() + 1);
        for (place, (base, country)) in (1_usize..).zip(hosts) {
            let begin = told.say(&["<"]).start;
            let url = told.say(&[&in_header(base.as_str()), &below]);
            if place == 1 {
                told.location = url;
            }
            told.say(&[">; rel=duplicate; pri=", itoa::Buffer::new().format(place)]);
            if let Some(country) = country {
                let geo = told.say(&["; geo=", country.as_str()]);
                told.text[geo].make_ascii_lowercase();
            }
            told.links.push(begin..told.text.len());
        }
        // Names are plain, and the first segment of a relative reference may hold no colon: it holds none.
        let metalink = ["<", name, ".meta4>; rel=describedby; type=\"application/metalink4+xml\""];
        let metalink = told.say(&metalink);
        told.links.push(metalink);
        let mut digest = [0; DIGEST];
        STANDARD.encode_slice(known.sha256.bytes(), &mut digest).ok()?;
        told.digest = Some(told.say(&["SHA-256=", str::from_utf8(&digest).ok()?]));
        Some(told)
    }

    /// Puts something at the end of the text, and says where that is.
    fn say(&mut self, parts: &[&str]) -> Range<usize> {
        let begin = self.text.len();
        for part in parts {
            self.text.push_str(part);
        }
        begin..self.text.len()
    }
}
