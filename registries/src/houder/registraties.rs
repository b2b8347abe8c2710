//! The registrations that can be reported on, and whose they are. It is what the gegevensregister says under
//! `[correctie]`, written down apart: one mistake must not be right on both sides.

/// A registration.
#[derive(Debug)]
pub(crate) struct Registratie {
    /// The id in the gegevensregister.
    pub(crate) id: &'static str,
    /// The id of the organisation that decides.
    pub(crate) houder: &'static str,
    /// As the Terugmelden-API has it.
    pub(crate) code: &'static str,
    /// In how many days to decide; for an employee, what the portal told the citizen counts.
    pub(crate) dagen: i64,
}

const fn een(id: &'static str, houder: &'static str, code: &'static str, dagen: i64) -> Registratie {
    Registratie { id, houder, code, dagen }
}

/// In the order of the gegevensregister.
pub(crate) const REGISTRATIES: [Registratie; 10] = [
    een("brp", "gemeente", "BRP", 28),
    een("reisdocumenten", "gemeente", "BRP", 28),
    een("verblijfplaatshistorie", "gemeente", "BRP", 28),
    een("bewoning", "gemeente", "BRP", 28),
    een("bag", "gemeente", "BAG", 30),
    een("brk", "kadaster", "BRK", 30),
    een("woz", "gemeente", "WOZ", 30),
    een("kvk", "kvk", "HR", 30),
    een("brv", "rdw", "BRV", 30),
    een("rdw", "rdw", "BRV", 30),
];

/// The registration with this id.
pub(crate) fn registratie(id: &str) -> Option<&'static Registratie> {
    REGISTRATIES.iter().find(|registratie| registratie.id == id)
}
