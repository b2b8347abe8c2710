//! The input of one value: what the source says beside what it should be, in a form of its own for each kind.

use super::adres::{Zoekadres, regels};
use super::concept::{Formulier, Veld, veldnaam};
use super::invoer::{Invoer, mag_half};
use super::woorden;
use crate::components::formulier::{Veldfout, foutnaam};
use crate::correcties::zelfde;
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::taal::{Tekst, t, t_string, td_string, use_i18n, volgend, vul};
use contract::correctie::{Aard, Adreskeuze};
use contract::gegevensregister::Soort;
use leptos::prelude::*;

/// More choices than this are searched in.
const ZONDER_ZOEKEN: usize = 8;

#[component]
pub fn Invoerveld(formulier: Formulier, nummer: usize, veld: Veld) -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = formulier.klantbeeld();
    let soort = untrack(|| veld.definitie(klantbeeld)).soort;
    let id = veldnaam(nummer);
    let beschreven = beschreven(&id);
    let naam = Signal::derive(move || veld.definitie(klantbeeld).naam);
    let weg = Memo::new(move |_| veld.invoer.read().weg);
    let kop = id.clone();
    let inhoud = move || {
        if weg.get() {
            return ().into_any();
        }
        let (id, veldnaam) = (kop.clone(), naam);
        match soort {
            Soort::Datum => view! { <Datumveld id veld /> }.into_any(),
            Soort::JaNee => view! { <JaNee id veld formulier /> }.into_any(),
            Soort::Code if veld.definitie(klantbeeld).waarden.is_empty() => {
                view! { <Tekstveld id veld naam=veldnaam getal=false /> }.into_any()
            }
            Soort::Code => view! { <Keuzelijst id veld formulier /> }.into_any(),
            Soort::Adres => view! { <Adresveld id veld /> }.into_any(),
            Soort::Getal | Soort::Bedrag => {
                view! { <Tekstveld id veld naam=veldnaam getal=true /> }.into_any()
            }
            _ => view! { <Tekstveld id veld naam=veldnaam getal=false /> }.into_any(),
        }
    };
    view! {
        <fieldset class="kb-veld kb-wijziging" aria-describedby=beschreven>
            <legend>{naam}</legend>
            <Nu formulier id=id.clone() veld />
            <Veldfout fouten=formulier.fouten veld=id.clone() />
            {inhoud}
            <Weg formulier veld id=id naam />
            <p class="kb-niet-afdrukken" hidden=move || formulier.gekozen().len() < 2>
                <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| veld.gekozen.set(false)>
                    {move || vul(t_string!(i18n, correctie.toch_niet), &[("naam", &naam.read())])}
                </button>
            </p>
        </fieldset>
    }
}

fn nu_naam(id: &str) -> String {
    format!("{id}-nu")
}

/// What the source says now.
#[component]
fn Nu(formulier: Formulier, id: String, veld: Veld) -> impl IntoView {
    let klantbeeld = formulier.klantbeeld();
    let zin = move || {
        let lezer = lezer();
        let bron = klantbeeld.in_zin(&formulier.registratie());
        let nu = woorden::waarde(klantbeeld, &veld.id(), veld.huidig.read().as_ref(), lezer);
        vul(td_string!(lezer.0, correctie.nu), &[("bron", &bron), ("waarde", &nu)])
    };
    view! { <p class="kb-wijziging__nu" id=nu_naam(&id)>{zin}</p> }
}

/// It should not be there at all. Only where there is something that is said to be wrong.
#[component]
fn Weg(formulier: Formulier, veld: Veld, id: String, naam: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let kan = formulier.aard() == Aard::KloptNiet;
    let niets = Memo::new(move |_| !kan || zelfde(veld.huidig.read().as_ref(), None));
    let label = move || vul(t_string!(i18n, correctie.niets_hier), &[("naam", &naam.read())]);
    let id = StoredValue::new(id);
    move || {
        (!niets.get()).then(|| {
            view! {
                <label class="kb-vakje kb-klein">
                    <input
                        type="checkbox"
                        // With the box checked there is nothing else for an error to point at.
                        id=move || veld.invoer.read().weg.then(|| id.get_value())
                        prop:checked=move || veld.invoer.read().weg
                        on:change=move |gebeurtenis| {
                            let weg = event_target_checked(&gebeurtenis);
                            veld.invoer.update(|invoer| invoer.weg = weg);
                        }
                    />
                    <span>{label}</span>
                </label>
            }
        })
    }
}

fn zet(veld: Veld, deel: usize, tekst: String) {
    veld.invoer.update(|invoer| {
        if let Some(plek) = invoer.delen.get_mut(deel) {
            *plek = tekst;
        }
    });
}

fn deel(veld: Veld, deel: usize) -> impl Fn() -> String + Copy + Send + Sync {
    move || veld.invoer.read().delen.get(deel).cloned().unwrap_or_default()
}

fn beschreven(id: &str) -> String {
    [nu_naam(id), foutnaam(id)].join(" ")
}

/// Text, a number, an amount, or a code of which there is no list.
#[component]
fn Tekstveld(id: String, veld: Veld, naam: Signal<String>, getal: bool) -> impl IntoView {
    let i18n = use_i18n();
    let hulp = beschreven(&id);
    let label = move || vul(t_string!(i18n, correctie.moet_zijn), &[("naam", &naam.read())]);
    view! {
        <label for=id.clone()>{label}</label>
        <input
            class="kb-veld__tekst"
            class:kb-veld__tekst--kort=getal
            type="text"
            id=id
            inputmode=getal.then_some("decimal")
            autocomplete="off"
            spellcheck="false"
            aria-describedby=hulp
            prop:value=deel(veld, 0)
            on:input=move |gebeurtenis| zet(veld, 0, event_target_value(&gebeurtenis))
        />
    }
}

/// Day, month and year, each a field: nobody has to know how the portal writes a date.
#[component]
fn Datumveld(id: String, veld: Veld) -> impl IntoView {
    let i18n = use_i18n();
    let hulp = beschreven(&id);
    let half = veld.huidig.with_untracked(|huidig| mag_half(huidig.as_ref()));
    let delen: [(&'static Tekst, usize, String); 3] = [
        (&crate::taal::teksten::correctie::dag, 2, id.clone()),
        (&crate::taal::teksten::correctie::maand, 2, format!("{id}-maand")),
        (&crate::taal::teksten::correctie::jaar, 4, format!("{id}-jaar")),
    ];
    let delen = delen.into_iter().enumerate().map(|(nummer, (naam, lengte, id))| {
        view! {
            <div>
                <label for=id.clone()>{volgend(i18n, naam)}</label>
                <input
                    class="kb-veld__tekst kb-datum__deel"
                    class:kb-datum__deel--jaar=lengte == 4
                    type="text"
                    id=id
                    inputmode="numeric"
                    maxlength=lengte.to_string()
                    autocomplete="off"
                    aria-describedby=hulp.clone()
                    prop:value=deel(veld, nummer)
                    on:input=move |gebeurtenis| zet(veld, nummer, event_target_value(&gebeurtenis))
                />
            </div>
        }
    });
    let delen = delen.collect_view();
    view! {
        <div class="kb-datum">{delen}</div>
        {half.then(|| view! { <p class="kb-zacht kb-klein">{t!(i18n, correctie.datum_half)}</p> })}
    }
}

/// Yes or no, in the words of the register.
#[component]
fn JaNee(id: String, veld: Veld, formulier: Formulier) -> impl IntoView {
    let opties = move || {
        let taal = lezer().0;
        let eigen = veld.definitie(formulier.klantbeeld()).waarden;
        let woord = |sleutel: &str, anders: &'static str| {
            (sleutel.to_owned(), eigen.get(sleutel).cloned().unwrap_or_else(|| anders.to_owned()))
        };
        vec![woord("true", td_string!(taal, gegeven.ja)), woord("false", td_string!(taal, gegeven.nee))]
    };
    view! { <Rondjes id veld opties=Signal::derive(opties) /> }
}

/// One of the codes that the register knows; a long list with a field to search in it.
#[component]
fn Keuzelijst(id: String, veld: Veld, formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let vraag = RwSignal::new(String::new());
    let alle = Memo::new(move |_| {
        let mut alle: Vec<(String, String)> =
            veld.definitie(formulier.klantbeeld()).waarden.into_iter().collect();
        alle.sort_by(|een, ander| een.1.cmp(&ander.1));
        alle
    });
    let lang = alle.with_untracked(Vec::len) > ZONDER_ZOEKEN;
    let opties = Signal::derive(move || {
        let gezocht = crate::browser::pagina::kaal(vraag.read().trim());
        let gekozen = veld.invoer.read().delen[0].clone();
        let past = |(code, naam): &&(String, String)| {
            *code == gekozen || crate::browser::pagina::kaal(naam).contains(&gezocht)
        };
        alle.read().iter().filter(past).cloned().collect::<Vec<_>>()
    });
    let zoek_id = format!("{id}-zoek");
    view! {
        {lang.then(|| view! {
            <label for=zoek_id.clone()>{t!(i18n, correctie.zoek_in_lijst)}</label>
            <input
                class="kb-veld__tekst"
                type="search"
                id=zoek_id
                autocomplete="off"
                spellcheck="false"
                on:input=move |gebeurtenis| vraag.set(event_target_value(&gebeurtenis))
            />
            <p class="kb-zacht kb-klein" role="status">
                {move || vul(t_string!(i18n, correctie.keuzes), &[("aantal", &opties.read().len().to_string())])}
            </p>
        })}
        <div class:kb-keuzes=lang>
            <Rondjes id veld opties />
        </div>
    }
}

/// Radio buttons: the value and what it is called.
#[component]
fn Rondjes(id: String, veld: Veld, opties: Signal<Vec<(String, String)>>) -> impl IntoView {
    let groep = StoredValue::new(id);
    let rondje = move |nummer: usize, (waarde, naam): (String, String)| {
        let deze = waarde.clone();
        view! {
            <label class="kb-vakje">
                <input
                    type="radio"
                    name=groep.get_value()
                    id=(nummer == 0).then(|| groep.get_value())
                    prop:checked=move || veld.invoer.read().delen[0] == deze
                    on:change=move |_| zet(veld, 0, waarde.clone())
                />
                <span>{naam}</span>
            </label>
        }
    };
    move || opties.get().into_iter().enumerate().map(|(nummer, optie)| rondje(nummer, optie)).collect_view()
}

/// By postcode and house number, or line by line.
#[component]
fn Adresveld(id: String, veld: Veld) -> impl IntoView {
    let i18n = use_i18n();
    let kies = Callback::new(move |adres: Adreskeuze| zet(veld, 0, regels(&adres).join("\n")));
    view! {
        <Zoekadres id=id.clone() kies />
        <label for=id.clone()>{t!(i18n, correctie.adres.regels)}</label>
        <textarea
            class="kb-veld__tekst"
            id=id.clone()
            rows="3"
            autocomplete="off"
            aria-describedby=beschreven(&id)
            prop:value=deel(veld, 0)
            on:input=move |gebeurtenis| zet(veld, 0, event_target_value(&gebeurtenis))
        ></textarea>
    }
}

/// A field that is added begins empty, whatever it held before it was taken away.
pub fn voeg_toe(veld: Veld) {
    veld.invoer.set(Invoer::default());
    veld.gekozen.set(true);
}
