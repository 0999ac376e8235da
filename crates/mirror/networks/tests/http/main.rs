//! The whole way over real connections, to a server on loopback that may do anything.

mod destinations;
mod fetching;
mod refreshing;
mod server;
