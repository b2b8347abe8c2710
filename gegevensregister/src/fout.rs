//! What can be wrong in a file of the register.

/// One mistake in one file. [`crate::Register`] reports all of them at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{bestand}: {plek}: {mankement}")]
pub struct RegisterFout {
    /// Name of the file, such as `brp.toml`.
    pub bestand: String,
    /// Id of the thema, registration, group or gegeven; empty when the file as a whole cannot be read.
    pub plek: String,
    pub mankement: Mankement,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mankement {
    /// Not TOML, or with a key that does not exist, or without one that must. Says the line.
    #[error("cannot be read: {0}")]
    Onleesbaar(String),
    #[error("this id is used more than once")]
    DubbelId,
    #[error("an id is words of letters and digits, each starting with a lower case letter, joined by dots")]
    OngeldigId,
    #[error("the id must start with `{0}.`")]
    VerkeerdBegin(String),
    #[error("the text `{sleutel}` is missing in `{taal}`")]
    GeenTekst { sleutel: String, taal: &'static str },
    #[error("the thema `{0}` does not exist")]
    OnbekendThema(String),
    #[error("`{0}` in `[correctie]` is no organisation of the register of verwerkingsactiviteiten")]
    OnbekendeOrganisatie(String),
    #[error(
        "`omweg` is for what cannot be corrected, and leads to gegevens of the same registration that can"
    )]
    OmwegZonderReden,
    #[error("an OIN has 20 digits")]
    OngeldigeOin,
    #[error("`{0}` is no JSON Pointer of member names and `*`")]
    OngeldigeWijzer(String),
    #[error("`{0}`: `*` cannot stand here")]
    HerhalingKanNiet(String),
    #[error("exactly one pointer is needed; only an address has more")]
    AantalWijzers,
    #[error("a group that repeats needs `enkelvoud` and `sleutel`, another group cannot have them")]
    Herhaling,
    #[error("`{0}` in `sleutel` is no text, code, number or date of this group")]
    OngeldigeSleutel(String),
    #[error(
        "`grafiek` needs a group that repeats, with a `bedrag` or `getal`, a `datum`, and a text or code of its own"
    )]
    OngeldigeGrafiek,
    #[error("`volledig` needs a place of its own: the group's `wijzer` is empty")]
    VolledigZonderPlek,
    #[error("a group without gegevens")]
    LegeGroep,
    #[error("`waarden` only fit a gegeven of soort `code`")]
    WaardenZonderCode,
    #[error("`ja` and `nee` only fit a gegeven of soort `janee`")]
    JaZonderVlag,
    #[error("`eenheid` only fits a gegeven of soort `getal`")]
    EenheidZonderGetal,
    #[error("no `[[autorisatie]]`, so nobody may see it")]
    GeenAutorisatie,
    #[error("the same role and purpose stand in two `[[autorisatie]]`")]
    DubbeleAutorisatie,
    #[error("`{0}` in an `[[autorisatie]]` is no group or gegeven")]
    OnbekendGegeven(String),
    #[error(
        "`{0}` in `tenzij` is no gegeven of soort `code`, that stands there once and has that code in `waarden`"
    )]
    OnbekendInTenzij(String),
    #[error("`{0}` in `[nodig]` is not delivered by that registration")]
    NietGeleverd(String),
    #[error("`{0}` in `[nodig]` must stand earlier in the order of the page")]
    NogNiet(String),
    #[error("the standard takes at most 130 `fields`, these are {0}")]
    TeVeelVelden(usize),
    #[error("`{0}` cannot be one of the `fields`: at most 200 letters, digits, dots and underscores")]
    OngeldigVeld(String),
    #[error("an id of a tip is lower case letters, digits and hyphens")]
    OngeldigTipId,
    #[error("`{0}` in a tip is no gegeven (with `onderzoek` it may be a group)")]
    OnbekendInTip(String),
    #[error("only a tip with `onderzoek` can do without `gegeven`, and then without `wat` and `tenzij`")]
    TipZonderGegeven,
    #[error(
        "`{0}` is of another soort than this tip needs: `janee` for `ja`, `code` for `code`, `datum` for what counts days"
    )]
    SoortInTip(String),
    #[error("`{0}` is no gegeven of the same group, so it never stands in the same occurrence")]
    AnderVoorkomen(String),
    #[error(
        "`dagen` is needed with `verloopt` and `termijn`, possible with `verlopen`, and senseless elsewhere"
    )]
    DagenInTip,
    #[error("`code` is needed with `als = \"code\"`, and senseless elsewhere")]
    CodeInTip,
    #[error("nothing fills in `{{{0}}}`: `wat` always is, `datum` only by a rule about a date")]
    PlekInTip(String),
    #[error("an id here is letters, digits and hyphens, and begins with a letter")]
    OngeldigActiviteitId,
    #[error("an organisation without an `[[activiteit]]`")]
    GeenActiviteit,
    #[error("`{0}` is no address of the kind that must stand here")]
    OngeldigAdres(String),
    #[error("this of the portal itself comes from the configuration")]
    VanDeConfiguratie,
    #[error("`uris` must hold an https address by which logs refer to it, and nothing else")]
    GeenUri,
    #[error("`{0}` is the URI of another activity already")]
    DubbeleUri(String),
    #[error("`{0}` is no duration that this register knows, such as `P7Y`")]
    OngeldigeDuur(String),
    #[error("`{0}` is no date (yyyy-mm-dd)")]
    OngeldigeDatum(String),
    #[error("`{0}` in `gegevens` is no registration, group or gegeven")]
    OnbekendInActiviteit(String),
    #[error("`gegevens` or `overige_gegevens` must say what is used")]
    GeenGegevens,
    #[error("`{0}` in `bronnen` is no registration")]
    OnbekendeBron(String),
    #[error("`bronnen` or `herkomst` must say where it comes from")]
    GeenHerkomst,
}
