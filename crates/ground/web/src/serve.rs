use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::access::{AccessLines, AccessLog};
use crate::answers::Answers;
use crate::assets::asset;
use crate::room::Room;
use crate::settings::LiveSettings;
use crate::{connections, health, listen, robots};

/// Why the service does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The service cannot listen on its address.
    #[error("cannot listen on {address}: {}", listen_problem(.address, .error))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The error of the system.
        error: std::io::Error,
    },
    /// The system refuses something that the service needs.
    #[error("the system refuses {what}: {error}")]
    System {
        /// What it refuses.
        what: &'static str,
        /// The error of the system.
        error: std::io::Error,
    },
}

/// What is wrong, and what to do about it.
fn listen_problem(address: &SocketAddr, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            "another process is using it: stop it, or name another address with --listen".to_owned()
        }
        std::io::ErrorKind::AddrNotAvailable => {
            format!("this machine has no address {}; `ip address` lists its addresses", address.ip())
        }
        std::io::ErrorKind::PermissionDenied => format!(
            "ports below 1024 are privileged; name a port such as 8080 with --listen, or grant port {} to the program",
            address.port()
        ),
        _ => error.to_string(),
    }
}

/// Serves the rooms until SIGTERM or SIGINT; a second signal ends what still runs at once.
///
/// Tasks of rooms start after the address is bound. `stop` is cancelled when the service stops, and rooms may hold it.
///
/// # Errors
///
/// The address cannot be listened on, or the system refuses a thread or a signal.
pub async fn serve(
    rooms: Vec<Room>,
    address: SocketAddr,
    settings: LiveSettings,
    access_lines: Option<AccessLines>,
    stop: CancellationToken,
) -> Result<(), ServeError> {
    let system = |what| move |error| ServeError::System { what, error };
    let mut terminate = signal(SignalKind::terminate()).map_err(system("SIGTERM"))?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(system("SIGINT"))?;
    let listener = TcpListener::bind(address).await.map_err(|error| ServeError::Listen { address, error })?;
    let bound = listener.local_addr().map_err(system("the address of the socket"))?;
    let (access, access_writer) =
        AccessLog::start(access_lines).map_err(system("a thread for the access log"))?;

    let immediate = rooms.iter().filter_map(|room| room.immediate.clone()).collect();
    let answers = Answers { settings, immediate, router: router(&rooms), access };
    let mut running = JoinSet::new();
    for task in rooms.into_iter().flat_map(|room| room.tasks) {
        running.spawn(task.0);
    }
    tracing::info!("listening on http://{bound}");
    let limits = listen::Limits { connections: connections::allowed(), patience: listen::PATIENCE };
    running.spawn(listen::listen(listener, limits, Arc::new(answers), stop.clone()));

    requested(&mut terminate, &mut interrupt).await;
    tracing::info!("stopping");
    stop.cancel();
    tokio::select! {
        () = async { while running.join_next().await.is_some() {} } => {}
        // Another signal means: do not wait.
        () = requested(&mut terminate, &mut interrupt) => tracing::warn!("stopping at once"),
    }
    access_writer.finish().await;
    Ok(())
}

/// Waits until the operator asks the service to stop.
async fn requested(terminate: &mut Signal, interrupt: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

/// The routes of the house and of every room.
fn router(rooms: &[Room]) -> Router {
    let house = Router::new()
        .route("/assets/{name}", get(asset))
        .merge(robots::routes(rooms))
        .merge(health::routes(rooms));
    rooms.iter().fold(house, |router, room| router.merge(room.routes.clone()))
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn an_address_that_cannot_be_listened_on_comes_with_a_remedy() {
        let message = |address: &str, kind| {
            let error = ServeError::Listen { address: address.parse().unwrap(), error: Error::from(kind) };
            error.to_string()
        };
        assert!(
            message("127.0.0.1:80", ErrorKind::AddrInUse).contains("another process is using it: stop it")
        );
        assert!(
            message("192.0.2.1:80", ErrorKind::AddrNotAvailable)
                .contains("this machine has no address 192.0.2.1")
        );
        assert!(
            message("127.0.0.1:80", ErrorKind::PermissionDenied).contains("ports below 1024 are privileged")
        );
    }
}
