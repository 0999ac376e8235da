use maneki_ground_command::Failure;

use crate::disk::{Unopened, Unwritable};
use crate::tree::Unreadable;

impl From<Unopened> for Failure {
    fn from(error: Unopened) -> Self {
        Self::Outside(error.to_string())
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        Self::Outside(error.to_string())
    }
}

impl From<Unwritable> for Failure {
    fn from(error: Unwritable) -> Self {
        Self::Outside(error.to_string())
    }
}
