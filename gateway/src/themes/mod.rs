//! The use cases. They know no HTTP: `http` calls them, they call the koppelvlakken, the logboek and the store.

pub mod berichten;
pub mod bewaren;
pub mod correcties;
pub mod incident;
pub mod inloggen;
pub mod inzage;
pub mod klantbeeld;
pub mod sessies;
pub mod verzoeken;

use crate::logboek::ActorSoort;
use crate::pseudoniem::Pseudoniem;
use contract::Bsn;

/// Who acts and about whom: two things, always, even when they are one person.
#[derive(Clone, Debug)]
pub struct Wie {
    pub actor: Actor,
    pub betrokkene: Betrokkene,
}

#[derive(Clone, Debug)]
pub struct Actor {
    pub pseudoniem: Pseudoniem,
    pub soort: ActorSoort,
}

/// The person the data is about.
#[derive(Clone, Debug)]
pub struct Betrokkene {
    pub bsn: Bsn,
    pub pseudoniem: Pseudoniem,
}
