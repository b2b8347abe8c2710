//! Who used something for the first time lately.

use super::staat::Staat;
use crate::browser::intl;
use crate::components::melding::{Melding, Toon};
use crate::inzage::verloop::{Nieuw as Eersten, nieuwen};
use crate::inzage::woorden::Namen;
use crate::taal::{hoofdletter, t_signal, td_string, use_i18n, vul};
use leptos::prelude::*;

/// More than these are behind a press.
const MEESTE: usize = 4;

#[component]
pub fn Nieuw() -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let nieuw = Memo::new(move |_| match &*staat.verloop.read() {
        Some(Ok(verloop)) => nieuwen(&verloop.nieuw, &intl::dag_van),
        _ => Vec::new(),
    });
    let lijst = move |deel: &[Eersten], namen: &Namen| {
        let zinnen = deel.iter().map(|een| view! { <li>{zin(een, namen)}</li> });
        zinnen.collect_view()
    };
    let inhoud = move || {
        let namen = Namen::nu();
        let nieuw = nieuw.read();
        let (voorop, rest) = nieuw.split_at(nieuw.len().min(MEESTE));
        let meer = (!rest.is_empty()).then(|| {
            let aantal = rest.len().to_string();
            let meer = vul(td_string!(namen.lezer.0, inzage.nieuw.meer), &[("aantal", &aantal)]);
            view! {
                <details>
                    <summary>{meer}</summary>
                    <ul>{lijst(rest, &namen)}</ul>
                </details>
            }
        });
        view! {
            <ul>{lijst(voorop, &namen)}</ul>
            {meer}
        }
    };
    let er_zijn = Memo::new(move |_| !nieuw.read().is_empty() && staat.benoemd.get());
    move || {
        er_zijn.get().then(|| {
            view! {
                <Melding toon=Toon::Info kop=t_signal!(i18n, inzage.nieuw.kop)>
                    <div class="kb-nieuw">{inhoud}</div>
                </Melding>
            }
        })
    }
}

/// "UWV vroeg op 3 september voor het eerst gegevens op uit de BRP, voor: recht op WW."
fn zin(een: &Eersten, namen: &Namen) -> String {
    let registraties: Vec<String> = een.registraties.iter().map(|id| namen.in_zin(id)).collect();
    let waarden = [
        ("wie", namen.wie(&een.door)),
        ("dag", namen.dag(&een.moment)),
        ("bronnen", namen.lezer.opsomming(&registraties)),
        ("doel", namen.doel_tekst(&een.door, een.activiteit.as_deref(), None)),
    ];
    let waarden = waarden.each_ref().map(|(naam, waarde)| (*naam, waarde.as_str()));
    hoofdletter(vul(td_string!(namen.lezer.0, inzage.nieuw.zin), &waarden))
}
