//! The vault gets one request, and a second one only after a failure.

use maneki_ground_outbound::Destinations;
use maneki_mirror_health::Fault;
use maneki_mirror_model::BaseUrl;
use maneki_testkit::{FakeMirror, Wire};

use crate::world::{PATIENT, prober};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_vault_answers_even_if_it_lists_no_folders() {
    for (status, works, asked) in [(200, true, 1), (403, true, 1), (404, false, 2), (503, false, 2)] {
        let server = FakeMirror::start(move |_| Wire::status(status));
        let base = BaseUrl::parse(&server.url("127.0.0.1")).unwrap();
        let (url, seen) = prober(PATIENT, Destinations::anywhere()).vault(&base).await;
        assert_eq!(*url, format!("{base}/"));
        assert_eq!(seen, if works { Ok(()) } else { Err(Fault::Status(status)) });
        assert_eq!(server.requests().len(), asked, "{status}");
    }
}
