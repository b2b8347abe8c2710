//! What can be changed of a zaak and of what belongs to it. Who has a right on it changes only by a deed.

use super::{BESLAGEN, HYPOTHEKEN, PRIVAAT, PUBLIEK, RECHTEN, ZAKEN};
use crate::wijziging::{Groep, HoortNiet, Ontbreekt, Plek, Tabel, Vorm, Zoek};

const VAN_MIJ: Zoek = Zoek::Onder(ZAKEN, "bsn", "zaak");
const TEKST: Vorm = Vorm::Tekst(500);
const CODE: Vorm = Vorm::Code("waarde");

const AKTE: &str = "Wie welk recht heeft, verandert bij het Kadaster alleen door een akte van de notaris of een uitspraak van de rechter.";
const INSCHRIJVING: &str =
    "Dit komt er en gaat weg doordat een akte of een besluit wordt ingeschreven, en niet na een melding.";

const TYPEN: Vorm = Vorm::Keuze(&[
    "beklemrechthouder",
    "eigenaar",
    "erfpachter",
    "gebruik_bewoning",
    "grondrente",
    "opstalhouder",
    "vaderlandsrecht",
    "artikel5_3b_geheel",
    "stadsmeierrecht",
    "vruchtgebruiker",
    "erfpachter_opstalhouder",
    "nutsvoorzieningen",
    "brondocument",
    "twee_belastingen",
    "belasting_derde",
    "bp_recht",
    "nutsvoorzieningen_gedeelte",
    "artikel5_3b",
]);

const ID: Plek = Plek::sleutel("identificatie", "/identificatie");

const ZAAK: &[Plek] = &[
    ID,
    Plek::nieuw("grootte", "/kadastraleGrootte/waarde", Vorm::Getal),
    Plek::nieuw("aardCultuurBebouwd", "/aardCultuurBebouwd", CODE),
    Plek::nieuw("aardCultuurOnbebouwd", "/aardCultuurOnbebouwd", CODE),
    Plek::nieuw("koopsom", "/koopsom/koopsom", Vorm::Bedragheel),
    Plek::nieuw("koopjaar", "/koopsom/koopjaar", Vorm::Getal),
];

const RECHT: &[Plek] = &[
    ID,
    Plek::nieuw("type", "/type", TYPEN).verplicht(),
    Plek::nieuw("aanvangsdatum", "/aanvangsdatum", Vorm::Datum),
    Plek::nieuw("aandeelTeller", "/tenaamstelling/aandeel/teller", Vorm::Getal),
    Plek::nieuw("aandeelNoemer", "/tenaamstelling/aandeel/noemer", Vorm::Getal),
    Plek::nieuw("gezamenlijkAandeelTeller", "/tenaamstelling/gezamenlijkAandeel/teller", Vorm::Getal),
    Plek::nieuw("gezamenlijkAandeelNoemer", "/tenaamstelling/gezamenlijkAandeel/noemer", Vorm::Getal),
    Plek::nieuw("omschrijving", "/persoon/omschrijving", TEKST).verplicht(),
    Plek::nieuw("burgerlijkeStaat", "/tenaamstelling/burgerlijkeStaatTenTijdeVanVerkrijging", CODE),
    Plek::nieuw("canonBedrag", "/erfpachtCanon/jaarlijksBedrag/som", Vorm::Bedrag),
    // Another currency stands in the same place: which one, says `valuta`.
    Plek::nieuw("canonAndereMunt", "/erfpachtCanon/jaarlijksBedrag/som", Vorm::Decimaal),
    Plek::nieuw("canonAfkoop", "/erfpachtCanon/einddatumAfkoop", Vorm::Datum),
];

const AANTEKENING: &[Plek] = &[
    ID,
    Plek::nieuw("omschrijving", "/omschrijving", TEKST),
    Plek::nieuw("einddatum", "/einddatum", Vorm::Datum),
    Plek::nieuw("einddatumRecht", "/einddatumRecht", Vorm::Datum),
];

const HYPOTHEEK: &[Plek] = &[
    ID,
    Plek::nieuw("bedrag", "/bedragZekerheidsstelling/som", Vorm::Bedrag),
    Plek::nieuw("bedragAndereMunt", "/bedragZekerheidsstelling/som", Vorm::Decimaal),
    Plek::nieuw("aandeelTeller", "/aandeelInBetrokkenRecht/teller", Vorm::Getal),
    Plek::nieuw("aandeelNoemer", "/aandeelInBetrokkenRecht/noemer", Vorm::Getal),
];

const BESLAG: &[Plek] = &[
    ID,
    Plek::nieuw("bedrag", "/bedragVordering/som", Vorm::Bedrag),
    Plek::nieuw("bedragAndereMunt", "/bedragVordering/som", Vorm::Decimaal),
    Plek::nieuw("aandeelTeller", "/aandeelInBetrokkenRecht/teller", Vorm::Getal),
    Plek::nieuw("aandeelNoemer", "/aandeelInBetrokkenRecht/noemer", Vorm::Getal),
];

const BEPERKING: &[Plek] = &[
    ID,
    Plek::nieuw("datumInWerking", "/datumInWerking", Vorm::Datum),
    Plek::nieuw("datumBeeindiging", "/datumBeeindiging", Vorm::Datum),
];

/// A group that nothing comes into or goes from by these means.
const fn groep(
    id: &'static str,
    soort: &'static str,
    zoek: Zoek,
    plekken: &'static [Plek],
    waarom: &'static str,
) -> Groep {
    Groep::nieuw(id, soort, zoek, plekken)
        .ontbreekt(Ontbreekt::Niet(waarom))
        .hoort_niet(HoortNiet::Niet(waarom))
}

/// What a holder can change.
pub(crate) const TABEL: Tabel = Tabel {
    groepen: &[
        groep("brk.zaken", ZAKEN, Zoek::Bsn("bsn"), ZAAK, AKTE),
        groep("brk.rechten", RECHTEN, VAN_MIJ, RECHT, AKTE).van_wie("/persoon/identificatie"),
        groep("brk.aantekeningen", RECHTEN, VAN_MIJ, AANTEKENING, INSCHRIJVING)
            .lijst("/tenaamstelling/aantekeningen"),
        groep("brk.hypotheken", HYPOTHEKEN, VAN_MIJ, HYPOTHEEK, INSCHRIJVING),
        groep("brk.beslagen", BESLAGEN, VAN_MIJ, BESLAG, INSCHRIJVING),
        groep("brk.privaatrechtelijk", PRIVAAT, VAN_MIJ, AANTEKENING, INSCHRIJVING),
        groep("brk.publiekrechtelijk", PUBLIEK, VAN_MIJ, BEPERKING, INSCHRIJVING),
    ],
    niet: &[(
        "brk:adressen",
        "Dit adres neemt de BRK over uit de BAG. Stuur dit door naar de BAG: verandert het daar, dan volgt de BRK.",
    )],
    termen: |_, _| None,
    afgeleid: |_, stuk| stuk,
};
