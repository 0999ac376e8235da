use axum::Router;
use axum::routing::get;

use crate::room::Room;

/// `/robots.txt`: crawlers read pages. They stay away from answers that change all the time, and from pages with a
/// query: a table sorted and filtered in every way is one table.
pub(crate) fn routes(rooms: &[Room]) -> Router {
    let paths = rooms.iter().flat_map(|room| room.hidden_from_crawlers).copied().chain(["/api/", "/*?"]);
    let lines = paths.map(|path| format!("Disallow: {path}"));
    let lines: Vec<String> = std::iter::once("User-agent: *".to_owned()).chain(lines).collect();
    let text = lines.join("\n") + "\n";
    Router::new().route("/robots.txt", get(move || async move { text }))
}
