use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// A name server for one test, over UDP. It answers exactly as the test says.
pub struct FakeNames {
    /// The address that it listens on.
    pub address: SocketAddr,
    ended: Arc<AtomicBool>,
}

/// The answer of a name server for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameAnswer {
    /// These addresses; a query for one family gets only the addresses of that family.
    Addresses(Vec<IpAddr>),
    /// The name does not exist (NXDOMAIN).
    NoName,
    /// The server fails (SERVFAIL).
    Failure,
    /// The server refuses to answer (REFUSED).
    Refused,
    /// The server does not answer.
    Silence,
}

/// Record types of DNS (RFC 1035 and 3596).
const A: u16 = 1;
const AAAA: u16 = 28;

impl FakeNames {
    /// Starts on 127.0.0.1. It calls `answer` with the name in lower case, once for each family.
    ///
    /// # Panics
    /// If it cannot listen.
    pub fn start(answer: impl Fn(&str) -> NameAnswer + Send + 'static) -> Self {
        let socket =
            UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap_or_else(|error| panic!("127.0.0.1: {error}"));
        let address = socket.local_addr().unwrap_or_else(|error| panic!("{error}"));
        let ended = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&ended);
        thread::spawn(move || {
            let mut question = [0; 1024];
            while let Ok((length, peer)) = socket.recv_from(&mut question) {
                if end.load(Ordering::SeqCst) {
                    return;
                }
                if let Some(reply) = reply(&question[..length], &answer) {
                    let _ = socket.send_to(&reply, peer);
                }
            }
        });
        Self { address, ended }
    }
}

impl Drop for FakeNames {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wake the thread that waits for queries.
        let _ =
            UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| socket.send_to(b"", self.address));
    }
}

/// The reply to a message with one query; `None` for no reply.
fn reply(message: &[u8], answer: &dyn Fn(&str) -> NameAnswer) -> Option<Vec<u8>> {
    const HEADER: usize = 12;
    let mut labels = Vec::new();
    let mut place = HEADER;
    loop {
        let length = usize::from(*message.get(place)?);
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(message.get(place + 1..=place + length)?).to_ascii_lowercase());
        place += length + 1;
    }
    let question = message.get(HEADER..place + 5)?;
    let kind = u16::from_be_bytes([*message.get(place + 1)?, *message.get(place + 2)?]);
    let (code, addresses): (u8, Vec<IpAddr>) = match answer(&labels.join(".")) {
        NameAnswer::Addresses(addresses) => {
            let fits = |address: &IpAddr| kind == if address.is_ipv4() { A } else { AAAA };
            (0, addresses.into_iter().filter(fits).collect())
        }
        NameAnswer::Failure => (2, Vec::new()),
        NameAnswer::NoName => (3, Vec::new()),
        NameAnswer::Refused => (5, Vec::new()),
        NameAnswer::Silence => return None,
    };
    let count = u8::try_from(addresses.len()).ok()?;
    let mut reply = [&message[..2], &[0x85, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0], question].concat();
    for address in addresses {
        let bytes = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        // The name of the query, class IN, a TTL of 30 seconds.
        reply.extend([0xc0, 0x0c, 0, u8::try_from(kind).ok()?, 0, 1, 0, 0, 0, 30, 0]);
        reply.push(u8::try_from(bytes.len()).ok()?);
        reply.extend(bytes);
    }
    Some(reply)
}
