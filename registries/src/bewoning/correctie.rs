//! That nothing is changed here: who lives at a home follows from where each person is registered.

use crate::wijziging::Tabel;

/// What a holder can change: nothing.
pub(crate) const TABEL: Tabel = Tabel {
    groepen: &[],
    niet: &[(
        "bewoning:bewoners",
        "Hoeveel mensen ergens wonen, volgt uit hun adressen in de BRP. Stuur dit door naar de BRP: verandert daar een adres, dan verandert ook dit aantal.",
    )],
    termen: |_, _| None,
    afgeleid: |_, stuk| stuk,
};
