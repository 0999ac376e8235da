use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maneki_mirror_health::IsoFile;
use maneki_mirror_registry::Target;

use super::{Host, in_header};

/// The longest text around a URL in a link.
const AROUND: &str = "<>; rel=duplicate; pri=1000; geo=de";

/// The length of a SHA-256 in base64.
const DIGEST: usize = 44;

/// The size of the link to the metalink without the name, and of the digest.
const ROOM: usize = 128;

/// The headers of a redirect to a file. All values are in one text, so that the response does not copy them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redirect {
    /// All values.
    pub text: String,
    /// The URL of the file (`Location`).
    pub location: Range<usize>,
    /// The mirrors of the file, and its metalink (`Link`, RFC 6249). Empty for a file that the reference tree does not
    /// list, because mirrors may have different files under this name.
    pub links: Vec<Range<usize>>,
    /// The digest of the file (`Digest`, RFC 3230).
    pub digest: Option<Range<usize>>,
}

impl Redirect {
    /// The redirect to a file of a folder; `None` if there are no hosts. `known` is the entry of the file in the
    /// reference tree.
    pub fn new(name: &str, known: Option<&IsoFile>, folder: &Target, hosts: &[Host<'_>]) -> Option<Self> {
        let (best, _) = hosts.first()?;
        let below = ["/", &folder.path, "/", name].concat();
        let below = in_header(&below);
        let mut redirect = Self::default();
        let Some(known) = known else {
            redirect.location = redirect.append(&[&in_header(best.as_str()), &below]);
            return Some(redirect);
        };
        let urls: usize =
            hosts.iter().map(|(base, _)| base.as_str().len() + below.len() + AROUND.len()).sum();
        redirect.text.reserve_exact(urls + name.len() + ROOM);
        redirect.links.reserve_exact(hosts.len() + 1);
        for (place, (base, country)) in (1_usize..).zip(hosts) {
            let begin = redirect.append(&["<"]).start;
            let url = redirect.append(&[&in_header(base.as_str()), &below]);
            if place == 1 {
                redirect.location = url;
            }
            redirect.append(&[">; rel=duplicate; pri=", itoa::Buffer::new().format(place)]);
            if let Some(country) = country {
                let geo = redirect.append(&["; geo=", country.as_str()]);
                redirect.text[geo].make_ascii_lowercase();
            }
            redirect.links.push(begin..redirect.text.len());
        }
        // The name is a valid relative reference, because names of images contain no colon.
        let metalink = ["<", name, ".meta4>; rel=describedby; type=\"application/metalink4+xml\""];
        let metalink = redirect.append(&metalink);
        redirect.links.push(metalink);
        let mut digest = [0; DIGEST];
        STANDARD
            .encode_slice(known.sha256.bytes(), &mut digest)
            .expect("32 bytes are 44 characters of base64");
        let digest = str::from_utf8(&digest).expect("base64 is ASCII");
        redirect.digest = Some(redirect.append(&["SHA-256=", digest]));
        Some(redirect)
    }

    /// Appends to the text, and returns the range of what was appended.
    fn append(&mut self, parts: &[&str]) -> Range<usize> {
        let begin = self.text.len();
        for part in parts {
            self.text.push_str(part);
        }
        begin..self.text.len()
    }
}
