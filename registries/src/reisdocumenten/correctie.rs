//! What can be changed of a travel document. A new one is issued at a counter, and never after a terugmelding.

use super::{HOUDER, REISDOCUMENT};
use crate::wijziging::{Groep, HoortNiet, Ontbreekt, Plek, Tabel, Vorm, Zoek};

const PLEKKEN: &[Plek] = &[
    Plek::sleutel("reisdocumentnummer", "/3520"),
    Plek::nieuw("datumEindeGeldigheid", "/3550", Vorm::Gbadatum).verplicht().merk("3550"),
    Plek::nieuw("inhoudingOfVermissing:datum", "/3560", Vorm::Gbadatum).merk("3560"),
    Plek::nieuw("inhoudingOfVermissing:aanduiding", "/3570", Vorm::Keuze(&["I", "R", "V", "."])).merk("3570"),
];

/// What a holder can change.
pub(crate) const TABEL: Tabel = Tabel {
    groepen: &[Groep::nieuw("reisdocumenten.documenten", REISDOCUMENT, Zoek::Bsn(HOUDER), PLEKKEN)
        .ontbreekt(Ontbreekt::Niet(
            "Een reisdocument komt in het register als het wordt uitgegeven. Is het uitgegeven en staat het er niet, meld dat dan bij de RvIG.",
        ))
        .hoort_niet(HoortNiet::Stuk)],
    niet: &[],
    termen: |_, _| None,
    afgeleid: |_, stuk| stuk,
};
