//! The steps of a correctie: what was done, by whom and when, where it is now, and what comes.

use super::woorden;
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::taal::teksten::correcties::later as teksten;
use crate::taal::{Tekst, t, td_string, use_i18n, volgend, vul};
use contract::correctie::{Correctiestap, Correctiestatus, Gebeurtenis};
use leptos::prelude::*;

#[component]
pub fn Trein(stappen: Vec<Correctiestap>, status: Correctiestatus) -> impl IntoView {
    let i18n = use_i18n();
    let laatste = stappen.len().saturating_sub(1);
    let halte = |(nummer, stap)| view! { <Halte stap nu=nummer == laatste /> };
    view! {
        <ol class="kb-trein" aria-label=t!(i18n, correcties.voortgang)>
            {stappen.into_iter().enumerate().map(halte).collect_view()}
            {nog_te_gaan(status).iter().map(|tekst| view! {
                <li class="kb-trein__halte kb-trein__halte--later">{volgend(i18n, tekst)}</li>
            }).collect_view()}
        </ol>
    }
}

/// One step that was taken. `nu`: the last of them.
#[component]
fn Halte(stap: Correctiestap, nu: bool) -> impl IntoView {
    let i18n = use_i18n();
    let wat = stap.wat;
    let tekst = stap.tekst.clone().filter(|tekst| !tekst.is_empty()).map(|tekst| {
        let zin = move || vul(bij(wat).in_taal(i18n.taal()), &[("tekst", &tekst)]);
        view! { <p class="kb-brief">{zin}</p> }
    });
    let wie = move || {
        let lezer = lezer();
        let waarden = [("moment", &*lezer.moment(&stap.op)), ("wie", &*woorden::door(&stap, lezer))];
        vul(td_string!(lezer.0, correcties.door.zin), &waarden)
    };
    view! {
        <li class="kb-trein__halte" aria-current=nu.then_some("step")>
            <strong>{volgend(i18n, woorden::gebeurtenis(wat))}</strong>
            <p class="kb-zacht kb-klein">{wie}</p>
            {tekst}
        </li>
    }
}

/// How the text of a step is called.
const fn bij(wat: Gebeurtenis) -> &'static Tekst {
    match wat {
        Gebeurtenis::InformatieGevraagd => &crate::taal::teksten::correcties::tekst::vraag,
        Gebeurtenis::Aangevuld => &crate::taal::teksten::correcties::tekst::antwoord,
        Gebeurtenis::Verwerkt => &crate::taal::teksten::correcties::tekst::hoe,
        _ => &crate::taal::teksten::correcties::tekst::reden,
    }
}

/// What comes after where it stands now, of the steps that always come.
const fn nog_te_gaan(status: Correctiestatus) -> &'static [&'static Tekst] {
    const ALLE: [&Tekst; 4] =
        [&teksten::ontvangen, &teksten::onderzoek, &teksten::besluit, &teksten::verwerkt];
    match status {
        Correctiestatus::Concept | Correctiestatus::Ingediend | Correctiestatus::Doorgestuurd => {
            ALLE.as_slice()
        }
        Correctiestatus::Ontvangen => ALLE.split_at(1).1,
        Correctiestatus::InOnderzoek | Correctiestatus::InformatieGevraagd | Correctiestatus::Aangevuld => {
            ALLE.split_at(2).1
        }
        Correctiestatus::Toegewezen | Correctiestatus::DeelsToegewezen => ALLE.split_at(3).1,
        Correctiestatus::Afgewezen | Correctiestatus::Verwerkt | Correctiestatus::Ingetrokken => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_has_nothing_to_come_and_what_is_not_has() {
        for status in Correctiestatus::ALLE {
            assert_eq!(nog_te_gaan(status).is_empty(), status.is_klaar(), "{status:?}");
        }
    }
}
