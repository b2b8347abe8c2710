//! The state of the list, as it stands in the query.

use crate::http::Fout;
use crate::logboek::Bladwijzer;
use crate::themes::inzage::{Filter, lees_bladwijzer};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use contract::inzage::Doorsoort;
use contract::problem::Parameterfout;
use serde::Deserialize;
use time::Date;
use time::macros::format_description;
use utoipa::IntoParams;

/// The longest text that may stand in a member of the query, in characters.
const TEKST_MAX: usize = 100;
/// More words than this narrow nothing down any more.
const WOORDEN_MAX: usize = 10;

/// Every member as it came; an empty one is an absent one, as a form sends it. What stands above a member is what the
/// OpenAPI description says of it, so it is in Dutch.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Vraag {
    /// De eerste dag, zoals `2026-09-01`
    van: Option<String>,
    /// De laatste dag
    tot: Option<String>,
    /// Id van een organisatie, of haar naam
    organisatie: Option<String>,
    /// Id van een verwerkingsactiviteit
    activiteit: Option<String>,
    /// Id in het gegevensregister, zoals `brp`
    registratie: Option<String>,
    /// Id van een gegeven of een groep
    gegeven: Option<String>,
    /// `zelf`, `namens`, `balie`, `toestemming`, `taak` of `onbekend`
    soort: Option<String>,
    /// Zonder wat u zelf bekeek
    #[param(value_type = Option<bool>)]
    zonder_eigen: Option<String>,
    /// Woorden in de naam van de organisatie of het doel
    zoek: Option<String>,
    #[param(ignore)]
    voor: Option<String>,
}

impl Vraag {
    /// Out of the query of a request; a member that stands there twice is no question.
    pub(super) fn uit(
        vraag: Result<Query<Self>, QueryRejection>,
    ) -> Result<(Filter, Option<Bladwijzer>), Fout> {
        let Query(vraag) =
            vraag.map_err(|_| Fout::parameter("query", "van", "Een parameter staat er dubbel."))?;
        vraag.lees()
    }

    /// Names every mistake at once.
    fn lees(self) -> Result<(Filter, Option<Bladwijzer>), Fout> {
        let mut fouten = Fouten::default();
        let filter = Filter {
            van: fouten.neem("van", self.van, dag, "Geef een dag als 2026-09-01."),
            tot: fouten.neem("tot", self.tot, dag, "Geef een dag als 2026-09-01."),
            organisatie: fouten.tekst("organisatie", self.organisatie),
            activiteit: fouten.tekst("activiteit", self.activiteit),
            registratie: fouten.tekst("registratie", self.registratie),
            gegeven: fouten.tekst("gegeven", self.gegeven),
            soort: fouten.neem(
                "soort",
                self.soort,
                soort,
                "Kies zelf, namens, balie, toestemming, taak of onbekend.",
            ),
            zonder_eigen: fouten
                .neem("zonderEigen", self.zonder_eigen, ja_nee, "Kies true of false.")
                .unwrap_or(false),
            zoek: fouten.tekst("zoek", self.zoek).map(|tekst| woorden(&tekst)).unwrap_or_default(),
        };
        let verder = "Dit is geen plek in de lijst. Begin opnieuw zonder voor.";
        let voor = fouten.neem("voor", self.voor, lees_bladwijzer, verder);
        if fouten.0.is_empty() { Ok((filter, voor)) } else { Err(Fout::OngeldigVerzoek(fouten.0)) }
    }
}

#[derive(Default)]
struct Fouten(Vec<Parameterfout>);

impl Fouten {
    fn neem<T>(
        &mut self,
        naam: &str,
        waarde: Option<String>,
        lees: impl Fn(&str) -> Option<T>,
        detail: &str,
    ) -> Option<T> {
        let waarde = waarde.filter(|tekst| !tekst.is_empty())?;
        let gelezen = lees(&waarde);
        if gelezen.is_none() {
            self.0.push(Parameterfout { plek: "query".into(), name: naam.into(), detail: detail.into() });
        }
        gelezen
    }

    fn tekst(&mut self, naam: &str, waarde: Option<String>) -> Option<String> {
        let kort = |tekst: &str| (tekst.chars().count() <= TEKST_MAX).then(|| tekst.to_owned());
        self.neem(naam, waarde, kort, "Dit is te lang: gebruik ten hoogste 100 tekens.")
    }
}

fn dag(tekst: &str) -> Option<Date> {
    let dag = Date::parse(tekst, format_description!("[year]-[month]-[day]")).ok()?;
    // `Date` takes a sign; nobody's data was used before the Common Era.
    (tekst.len() == 10 && dag.year() > 0).then_some(dag)
}

fn soort(tekst: &str) -> Option<Doorsoort> {
    serde_json::from_value(tekst.into()).ok()
}

fn ja_nee(tekst: &str) -> Option<bool> {
    tekst.parse().ok()
}

fn woorden(tekst: &str) -> Vec<String> {
    tekst.split_whitespace().take(WOORDEN_MAX).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn lees(query: &str) -> Result<(Filter, Option<Bladwijzer>), Vec<String>> {
        let uri = format!("/x?{query}").parse().unwrap();
        let Query(vraag) = Query::<Vraag>::try_from_uri(&uri).unwrap();
        vraag.lees().map_err(|fout| match fout {
            Fout::OngeldigVerzoek(fouten) => fouten.into_iter().map(|fout| fout.name).collect(),
            fout => panic!("{fout}"),
        })
    }

    #[test]
    fn reads_the_state_of_the_list() {
        let (filter, voor) = lees(
            "van=2028-02-29&tot=&soort=taak&zonderEigen=true&zoek=Werk%20%C3%89&voor=1f-0123456789abcdef",
        )
        .unwrap();
        assert_eq!(
            filter,
            Filter {
                van: Some(date!(2028 - 02 - 29)),
                soort: Some(Doorsoort::Taak),
                zonder_eigen: true,
                zoek: vec!["werk".into(), "é".into()],
                ..Filter::default()
            }
        );
        assert_eq!(voor.map(|voor| voor.start_time), Some(0x1f));
        assert_eq!(lees("").unwrap(), (Filter::default(), None));
    }

    #[test]
    fn names_every_mistake() {
        let lang = "x".repeat(101);
        let query = format!(
            "van=2027-02-29&tot=-001-01-01&organisatie={lang}&soort=burger&zonderEigen=ja&zoek={lang}&voor=zomaar"
        );
        let fouten = lees(&query).unwrap_err();
        assert_eq!(fouten, ["van", "tot", "organisatie", "soort", "zonderEigen", "zoek", "voor"]);
    }
}
