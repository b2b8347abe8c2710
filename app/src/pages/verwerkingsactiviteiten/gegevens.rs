//! Which gegevens an activity uses: per registration, folded when there are many.

use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer_zonder_bedragen;
use crate::taal::{td_string, vul};
use contract::gegevensregister::{Gegevensregister, Registratie};
use leptos::prelude::*;

/// More than so many gegevens of one registration begin folded.
const MEESTE_OPEN: usize = 8;

/// A group of gegevens by name, with the names of those that are used.
type Groepnamen<'a> = (&'a str, Vec<&'a str>);

/// The registrations that these gegevens (ids) are of, each with its groups. An id that nobody knows is left out.
pub fn per_registratie<'a>(
    register: &'a Gegevensregister,
    gegevens: &[String],
) -> Vec<(&'a Registratie, Vec<Groepnamen<'a>>)> {
    let registraties = register.registraties.iter().map(|registratie| {
        let groepen = registratie.groepen.iter().map(|groep| {
            let gebruikt = groep.gegevens.iter().filter(|gegeven| gegevens.contains(&gegeven.id));
            (groep.naam.as_str(), gebruikt.map(|gegeven| gegeven.naam.as_str()).collect::<Vec<_>>())
        });
        (registratie, groepen.filter(|(_, namen)| !namen.is_empty()).collect::<Vec<_>>())
    });
    registraties.filter(|(_, groepen)| !groepen.is_empty()).collect()
}

/// The names of these gegevens. Until those are there, how many there are.
pub fn lijst(gegevens: &[String]) -> AnyView {
    let Some(register) = klantbeeld::gebruik().register() else {
        return view! { <p>{aantal(gegevens.len())}</p> }.into_any();
    };
    let registraties = per_registratie(&register, gegevens).into_iter();
    registraties.map(|(van, groepen)| registratie(van, &groepen)).collect_view().into_any()
}

fn registratie(van: &Registratie, groepen: &[Groepnamen<'_>]) -> AnyView {
    let totaal = groepen.iter().map(|(_, namen)| namen.len()).sum();
    let kop = [&van.naam, ": ", &aantal(totaal)].concat();
    let regels = groepen
        .iter()
        .map(|(groep, namen)| {
            let namen = namen.join(", ");
            view! {
                <li>
                    <strong>{(*groep).to_owned()}</strong>
                    ": "
                    {namen}
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="kb-bronnen__alle" open=totaal <= MEESTE_OPEN>
            <summary>{kop}</summary>
            <ul>{regels}</ul>
        </details>
    }
    .into_any()
}

fn aantal(aantal: usize) -> String {
    let taal = lezer_zonder_bedragen().0;
    let sjabloon = if aantal == 1 {
        td_string!(taal, activiteiten.gegeven)
    } else {
        td_string!(taal, activiteiten.gegevens)
    };
    vul(sjabloon, &[("aantal", &aantal.to_string())])
}

#[cfg(test)]
mod tests {
    use super::per_registratie;
    use crate::klantbeeld::proef::register;

    #[test]
    fn only_what_is_used_is_named_under_its_group() {
        let register = register();
        let ids = ["brp.kinderen.voornamen", "brp.naam.voornamen", "brp.onbekend"].map(str::to_owned);
        let gevonden = per_registratie(&register, &ids);
        assert_eq!(gevonden.len(), 1);
        let (van, groepen) = &gevonden[0];
        assert_eq!(van.id, "brp");
        let namen: Vec<&str> = groepen.iter().map(|(groep, _)| *groep).collect();
        let verwacht: Vec<&str> = van
            .groepen
            .iter()
            .filter(|groep| ["brp.naam", "brp.kinderen"].contains(&groep.id.as_str()))
            .map(|groep| groep.naam.as_str())
            .collect();
        assert_eq!(namen[..2], verwacht[..2], "in the order of the register");
        assert!(groepen.iter().all(|(_, namen)| namen.len() == 1));
        assert!(per_registratie(&register, &[]).is_empty());
    }
}
