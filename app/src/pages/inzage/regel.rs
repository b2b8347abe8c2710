//! One use in the list.

use super::melden::melding;
use super::staat::{Staat, plek};
use crate::browser::pagina::in_query;
use crate::inzage::woorden::{Doel, Namen};
use crate::taal::{td_string, vul};
use contract::Taal;
use contract::inzage::{Doorsoort, Gebruik};
use leptos::prelude::*;
use std::sync::Arc;

/// In the list, more registrations than this are a number.
const MEESTE_REGISTRATIES: usize = 4;

pub fn regel(gebruik: Arc<Gebruik>, staat: Staat) -> AnyView {
    let id = plek(&gebruik.id);
    let inhoud = move || inhoud(&gebruik, staat, &Namen::nu());
    view! { <li class="kb-gebruik" id=id tabindex="-1">{inhoud}</li> }.into_any()
}

fn inhoud(gebruik: &Gebruik, staat: Staat, namen: &Namen) -> AnyView {
    let taal = namen.lezer.0;
    let (wie, wanneer) = (namen.wie(&gebruik.door), namen.wanneer_in_maand(gebruik));
    let waarvan = [" ", &wie, ", ", &wanneer].concat();
    let adres = staat.filter.read().adres(Some(&gebruik.id), &in_query);
    view! {
        <p class="kb-gebruik__wanneer">
            <time datetime=gebruik.moment.clone()>{wanneer}</time>
        </p>
        <h4>{wie}</h4>
        {bij_wie(gebruik, namen)}
        <p>{td_string!(taal, inzage.waarvoor)} ": " {doel(gebruik, namen)}</p>
        {gevraagd(gebruik, namen)}
        <p class="kb-zacht kb-klein">{namen.bron(&gebruik.bron)}</p>
        {staat.melding(gebruik).map(|nummer| melding(&nummer, taal))}
        <p class="kb-gebruik__alles">
            <a href=adres>
                {td_string!(taal, inzage.alles)} <span class="kb-alleen-voorlezen">{waarvan}</span>
            </a>
        </p>
    }
    .into_any()
}

/// At whose request and by which function. Of the reader's own looks the name says it all.
fn bij_wie(gebruik: &Gebruik, namen: &Namen) -> Option<AnyView> {
    let soort = gebruik.door.soort;
    let delen =
        [(soort != Doorsoort::Zelf).then(|| namen.verzoek(soort).to_owned()), gebruik.door.functie.clone()];
    let tekst = delen.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (!tekst.is_empty()).then(|| view! { <p class="kb-zacht">{tekst}</p> }.into_any())
}

/// What it was for, with a link to the page about that.
pub fn doel(gebruik: &Gebruik, namen: &Namen) -> AnyView {
    let activiteit = gebruik.activiteit.as_deref();
    match namen.doel(&gebruik.door, activiteit, gebruik.omschrijving.as_deref()) {
        Doel::Bekend { naam, href } => view! { <a href=href>{naam}</a> }.into_any(),
        // Logs are in Dutch.
        Doel::Omschreven(tekst) => view! { <span lang=Taal::Nl.code()>{tekst}</span> }.into_any(),
        Doel::Onbekend => td_string!(namen.lezer.0, inzage.doel_onbekend).into_any(),
    }
}

fn gevraagd(gebruik: &Gebruik, namen: &Namen) -> AnyView {
    let aantal = gebruik.opgevraagd.len();
    // The last line is worth a number only when it stands for more than one.
    let voorop = if aantal > MEESTE_REGISTRATIES { MEESTE_REGISTRATIES - 1 } else { aantal };
    let mut regels: Vec<String> = namen
        .op_volgorde(&gebruik.opgevraagd)
        .into_iter()
        .take(voorop)
        .map(|wat| namen.gevraagd(gebruik, wat))
        .collect();
    let rest = aantal - voorop;
    if rest > 0 {
        let sjabloon = td_string!(namen.lezer.0, inzage.meer_registraties);
        regels.push(vul(sjabloon, &[("aantal", &rest.to_string())]));
    }
    let regels = regels.into_iter().map(|regel| view! { <li>{regel}</li> }).collect_view();
    view! { <ul>{regels}</ul> }.into_any()
}
