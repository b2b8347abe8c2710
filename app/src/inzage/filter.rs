//! The state of the list of uses, as it stands in the address: what `GET /api/v1/inzage/gebruik` takes, text as it came.
//! Whether a text is right, the gateway says.

use contract::inzage::Doorsoort;
use contract::routes::Pagina;

/// The member of the address that names the one use that is looked at.
pub const GEBRUIK: &str = "gebruik";

/// What the list can be narrowed down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Veld {
    Van,
    Tot,
    Organisatie,
    Soort,
    Zoek,
    ZonderEigen,
    Gegeven,
    Registratie,
    Activiteit,
}

impl Veld {
    pub const ALLE: [Veld; 9] = [
        Veld::Van,
        Veld::Tot,
        Veld::Organisatie,
        Veld::Soort,
        Veld::Zoek,
        Veld::ZonderEigen,
        Veld::Gegeven,
        Veld::Registratie,
        Veld::Activiteit,
    ];
    /// Those without a control of their own: a link elsewhere sets them, and here they can only be taken away.
    pub const ZONDER_BEDIENING: [Veld; 3] = [Veld::Gegeven, Veld::Registratie, Veld::Activiteit];

    /// In the address, in the question to the gateway, and in what it says is wrong.
    pub const fn naam(self) -> &'static str {
        match self {
            Veld::Van => "van",
            Veld::Tot => "tot",
            Veld::Organisatie => "organisatie",
            Veld::Soort => "soort",
            Veld::Zoek => "zoek",
            Veld::ZonderEigen => "zonderEigen",
            Veld::Gegeven => "gegeven",
            Veld::Registratie => "registratie",
            Veld::Activiteit => "activiteit",
        }
    }
}

/// At whose request, as the address says it.
pub const SOORTEN: [(&str, Doorsoort); 6] = [
    ("zelf", Doorsoort::Zelf),
    ("namens", Doorsoort::Namens),
    ("balie", Doorsoort::Balie),
    ("toestemming", Doorsoort::Toestemming),
    ("taak", Doorsoort::Taak),
    ("onbekend", Doorsoort::Onbekend),
];

/// One text for each [`Veld`]; empty lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter([String; Veld::ALLE.len()]);

impl Filter {
    /// Out of an address; `waarde` gives what it says under a name.
    pub fn lees(waarde: impl Fn(&str) -> Option<String>) -> Self {
        let zonder = Filter::default();
        Veld::ALLE
            .into_iter()
            .fold(zonder, |filter, veld| filter.met(veld, waarde(veld.naam()).as_deref().unwrap_or_default()))
    }

    pub fn waarde(&self, veld: Veld) -> &str {
        &self.0[veld as usize]
    }

    /// The same with another text; an empty one takes the restriction away.
    #[must_use]
    pub fn met(mut self, veld: Veld, waarde: &str) -> Self {
        let waarde = waarde.trim();
        // Not leaving something out is no restriction.
        let geen = veld == Veld::ZonderEigen && waarde == "false";
        self.0[veld as usize] = if geen { String::new() } else { waarde.to_owned() };
        self
    }

    /// How many restrictions there are.
    pub fn aantal(&self) -> usize {
        self.0.iter().filter(|waarde| !waarde.is_empty()).count()
    }

    /// As a query without its question mark; `codeer` makes a text fit for it.
    pub fn query(&self, codeer: &dyn Fn(&str) -> String) -> String {
        let delen = Veld::ALLE.into_iter().filter(|veld| !self.waarde(*veld).is_empty());
        let delen = delen.map(|veld| [veld.naam(), "=", &codeer(self.waarde(veld))].concat());
        delen.collect::<Vec<_>>().join("&")
    }

    /// The page with this list, or with one use in it.
    pub fn adres(&self, gebruik: Option<&str>, codeer: &dyn Fn(&str) -> String) -> String {
        let een = gebruik.map(|id| [GEBRUIK, "=", &codeer(id)].concat());
        let delen = [Some(self.query(codeer)), een];
        let delen: Vec<String> = delen.into_iter().flatten().filter(|deel| !deel.is_empty()).collect();
        let pad = Pagina::Inzage.pad();
        if delen.is_empty() { pad.to_owned() } else { [pad, "?", &delen.join("&")].concat() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, SOORTEN, Veld};

    fn codeer(tekst: &str) -> String {
        tekst.replace(' ', "%20").replace('&', "%26")
    }

    /// Reads an address without codes in it.
    fn lees(query: &str) -> Filter {
        Filter::lees(|naam| {
            query.split('&').find_map(|deel| Some(deel.strip_prefix(naam)?.strip_prefix('=')?.to_owned()))
        })
    }

    #[test]
    fn what_was_read_is_written_again() {
        let query = "van=2026-09-01&tot=2026-09-30&organisatie=uwv&soort=taak&zoek=ww&zonderEigen=true\
                     &gegeven=brp.naam&registratie=brp&activiteit=ww-recht";
        let filter = lees(query);
        assert_eq!(filter.query(&codeer), query);
        assert_eq!(filter.aantal(), Veld::ALLE.len());
        assert_eq!(filter.waarde(Veld::Gegeven), "brp.naam");
    }

    #[test]
    fn what_says_nothing_is_left_out_and_what_is_wrong_stays() {
        let filter = lees("van=&tot=  &zonderEigen=false&soort=zomaar&onbekend=x&voor=1f-01");
        assert_eq!(filter.query(&codeer), "soort=zomaar");
        assert_eq!(Filter::default().query(&codeer), "");
        assert_eq!(Filter::default().aantal(), 0);
    }

    #[test]
    fn an_address_holds_the_list_and_the_one_use() {
        let filter = Filter::default().met(Veld::Zoek, " werk & inkomen ");
        assert_eq!(filter.adres(None, &codeer), "/inzage?zoek=werk%20%26%20inkomen");
        assert_eq!(filter.adres(Some("1f-02"), &codeer), "/inzage?zoek=werk%20%26%20inkomen&gebruik=1f-02");
        assert_eq!(Filter::default().adres(Some("1f-02"), &codeer), "/inzage?gebruik=1f-02");
        assert_eq!(filter.met(Veld::Zoek, "").adres(None, &codeer), "/inzage");
    }

    #[test]
    fn the_kinds_are_called_as_on_the_wire() {
        for (naam, soort) in SOORTEN {
            assert_eq!(serde_json::to_value(soort).unwrap(), naam);
        }
    }
}
