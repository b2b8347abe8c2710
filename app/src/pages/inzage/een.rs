//! One use in full: every gegeven, with the way to what it says now.

use super::melden::Melden;
use super::regel::doel;
use super::staat::Staat;
use super::tijdlijn::mislukt;
use crate::api::{self, ApiFout};
use crate::browser::pagina::in_query;
use crate::components::gegeven::naar_gegeven;
use crate::components::groep::naar_groep;
use crate::components::melding::{Melding, Skelet, Toon};
use crate::inzage::bronnen::Afloop;
use crate::inzage::gegevens::{PerGroep, per_groep};
use crate::inzage::woorden::Namen;
use crate::page::Page;
use crate::taal::{hoofdletter, t, t_signal, td_string, use_i18n, vul};
use contract::ProblemType;
use contract::gegevensregister::{Definitie, Groep};
use contract::inzage::{Doorsoort, Gebruik, Opgevraagd, Uitkomst};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// How far the use has come.
#[derive(Clone, PartialEq)]
enum Komst {
    Laadt,
    Er(Arc<Gebruik>),
    /// Neither the portal's own log nor a registration knows it.
    Weg,
    Mislukt,
}

type Antwoord = RwSignal<Option<Result<Arc<Gebruik>, ApiFout>>>;

#[component]
pub fn Een(id: String) -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let antwoord: Antwoord = RwSignal::new(None);
    let eigenaar = StoredValue::new(Owner::current().unwrap_or_default());
    let gezocht = StoredValue::new(id);
    let vraag = move || {
        antwoord.set(None);
        let vraag = eigenaar.get_value().with(|| gezocht.with_value(|id| api::een_gebruik(id)));
        spawn_local(async move {
            let gekomen = vraag.await.map(Arc::new);
            let _ = antwoord.try_set(Some(gekomen));
        });
    };
    // What a registration wrote down is here in full; the gateway does not know it by its id.
    let van_bron = Memo::new(move |_| gezocht.with_value(|id| staat.tijdlijn.read().van_bron(id).cloned()));
    if van_bron.read_untracked().is_none() && gezocht.with_value(|id| van_portaal(id)) {
        vraag();
    }
    let komst = Memo::new(move |_| match van_bron.get() {
        _ if !staat.benoemd.get() => Komst::Laadt,
        Some(gebruik) => Komst::Er(gebruik),
        None => komst(staat, gezocht.with_value(|id| van_portaal(id)), antwoord.read().as_ref()),
    });
    let titel = Signal::derive(move || kop(staat, &gezocht.read_value(), &komst.read()));
    let inhoud = move || match komst.get() {
        Komst::Laadt => {
            view! { <div aria-busy="true"><Skelet tekst=t_signal!(i18n, inzage.een.laden) regels=8 /></div> }
                .into_any()
        }
        Komst::Er(gebruik) => (move || alles(&gebruik, &Namen::nu())).into_any(),
        Komst::Weg => view! {
            <Melding toon=Toon::LetOp kop=t_signal!(i18n, inzage.een.weg)>
                <p>{t!(i18n, inzage.een.weg_tekst)}</p>
            </Melding>
        }
        .into_any(),
        Komst::Mislukt => mislukt(vraag),
    };
    let terug = move || staat.filter.read().adres(None, &in_query);
    view! {
        <Page titel>
            <div class="kb-stapel">
                <p class="kb-niet-afdrukken">
                    <a href=terug>{t!(i18n, inzage.een.terug)}</a>
                </p>
                {inhoud}
            </div>
        </Page>
    }
}

/// Whether this may be an id of the portal's own log: a moment and a trace, in hex.
fn van_portaal(id: &str) -> bool {
    let hex = |deel: &str| !deel.is_empty() && deel.bytes().all(|teken| teken.is_ascii_hexdigit());
    id.split_once('-').is_some_and(|(moment, trace)| hex(moment) && hex(trace))
}

/// An id that the portal does not know may still be in what the registrations are about to say.
fn komst(staat: Staat, van_portaal: bool, antwoord: Option<&Result<Arc<Gebruik>, ApiFout>>) -> Komst {
    match antwoord {
        Some(Ok(gebruik)) => return Komst::Er(Arc::clone(gebruik)),
        Some(Err(fout)) if fout.soort() != Some(ProblemType::NietGevonden) => return Komst::Mislukt,
        None if van_portaal => return Komst::Laadt,
        _ => {}
    }
    let onderweg = staat.fout.read().is_none() && staat.bronnen.read().afloop == Afloop::Onderweg;
    if onderweg { Komst::Laadt } else { Komst::Weg }
}

/// "UWV, dinsdag 1 september om 10:12", as soon as it is known from the list or by itself.
fn kop(staat: Staat, id: &str, komst: &Komst) -> String {
    let namen = Namen::nu();
    let noem = |gebruik: &Gebruik| [&namen.wie(&gebruik.door), ", ", &namen.wanneer(gebruik)].concat();
    let in_lijst = || staat.zichtbaar.read().iter().find(|een| een.id == id).map(|een| noem(een));
    match komst {
        Komst::Er(gebruik) => Some(noem(gebruik)),
        Komst::Laadt if staat.benoemd.get() => in_lijst(),
        Komst::Laadt | Komst::Weg | Komst::Mislukt => None,
    }
    .unwrap_or_else(|| td_string!(namen.lezer.0, inzage.een.titel).to_owned())
}

fn alles(gebruik: &Gebruik, namen: &Namen) -> AnyView {
    let taal = namen.lezer.0;
    let soort = gebruik.door.soort;
    let verzoek = (soort != Doorsoort::Zelf)
        .then(|| feit(td_string!(taal, inzage.filter.soort), namen.verzoek(soort).into_any()));
    let functie = gebruik
        .door
        .functie
        .clone()
        .map(|functie| feit(td_string!(taal, inzage.een.functie), functie.into_any()));
    // It was about somebody else, who is not named.
    let rol = gebruik.betrokkenheid.clone().map(|rol| feit(td_string!(taal, inzage.een.rol), rol.into_any()));
    let registraties = namen
        .op_volgorde(&gebruik.opgevraagd)
        .into_iter()
        .map(|wat| registratie(gebruik, wat, namen))
        .collect_view();
    view! {
        <dl class="kb-feiten">
            {feit(td_string!(taal, inzage.een.wanneer), namen.wanneer(gebruik).into_any())}
            {feit(td_string!(taal, inzage.een.wie), namen.wie(&gebruik.door).into_any())} {functie} {verzoek} {rol}
            {feit(td_string!(taal, inzage.waarvoor), doel(gebruik, namen))}
            {feit(td_string!(taal, inzage.een.bron), namen.log_van(&gebruik.bron).into_any())}
        </dl>
        <h2>{td_string!(taal, inzage.een.gegevens)}</h2>
        <p class="kb-zacht kb-niet-afdrukken">{td_string!(taal, inzage.een.uitleg)}</p>
        {registraties}
        <Melden gebruik=gebruik.clone() />
    }
    .into_any()
}

fn feit(naam: &'static str, waarde: AnyView) -> AnyView {
    view! { <div><dt>{naam}</dt><dd>{waarde}</dd></div> }.into_any()
}

fn registratie(gebruik: &Gebruik, wat: &Opgevraagd, namen: &Namen) -> AnyView {
    let taal = namen.lezer.0;
    let PerGroep { groepen, onbekend } = per_groep(namen.groepen(&wat.registratie), wat);
    let niets = groepen.is_empty() && onbekend == 0;
    let rest = (onbekend > 0).then(|| {
        let rest = vul(td_string!(taal, inzage.een.onbekende), &[("aantal", &onbekend.to_string())]);
        view! { <p class="kb-zacht">{rest}</p> }
    });
    let zinnen = [
        namen.uitkomst(wat.uitkomst).map(|zin| hoofdletter([zin, "."].concat())),
        (niets && wat.uitkomst == Uitkomst::Gelukt)
            .then(|| hoofdletter([namen.zonder_gegevens(gebruik), "."].concat())),
    ];
    let zinnen =
        zinnen.into_iter().flatten().map(|zin| view! { <p class="kb-zacht">{zin}</p> }).collect_view();
    let groepen = groepen.into_iter().map(|(van, gegevens)| groep(van, &gegevens)).collect_view();
    view! {
        <section class="kb-gebruikt">
            <h3>{namen.registratie_voluit(&wat.registratie)}</h3>
            {zinnen}
            <dl class="kb-feiten">{groepen}</dl>
            {rest}
        </section>
    }
    .into_any()
}

/// The gegevens of a group; without any, the group itself leads to what it says now.
fn groep(groep: &Groep, gegevens: &[&Definitie]) -> AnyView {
    let gegeven = |een: &&Definitie| {
        view! { <li><a href=naar_gegeven(&een.id)>{een.naam.clone()}</a></li> }
    };
    let gegevens = gegevens.iter().map(gegeven).collect::<Vec<_>>();
    let naam = if gegevens.is_empty() {
        view! { <a href=naar_groep(&groep.id)>{groep.naam.clone()}</a> }.into_any()
    } else {
        groep.naam.clone().into_any()
    };
    view! { <div><dt>{naam}</dt><dd><ul>{gegevens}</ul></dd></div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::van_portaal;

    #[test]
    fn only_what_looks_like_its_own_is_asked_of_the_portal() {
        assert!(van_portaal("17c0f2-0123456789abcdef0123456789abcdef"));
        for id in ["", "..", "-", "17c0f2-", "brp-0123", "17c0f2/../x", "17c0f2-01-02"] {
            assert!(!van_portaal(id), "{id}");
        }
    }
}
