//! The filter bar: a form whose state is the address.

use super::staat::Staat;
use crate::browser::pagina::in_query;
use crate::inzage::filter::{Filter, SOORTEN, Veld};
use crate::inzage::woorden::Namen;
use crate::taal::{Tekst, t, td_string, teksten, use_i18n, volgend, vul};
use contract::Datum;
use contract::routes::Pagina;
use leptos::ev::SubmitEvent;
use leptos::html::{Input, Select};
use leptos::prelude::*;

/// What is filled in; read when the reader asks for the list.
#[derive(Clone, Copy, Default)]
struct Invoer {
    van: NodeRef<Input>,
    tot: NodeRef<Input>,
    zoek: NodeRef<Input>,
    zonder_eigen: NodeRef<Input>,
    organisatie: NodeRef<Select>,
    soort: NodeRef<Select>,
}

impl Invoer {
    /// What has no control of its own stays as it is.
    fn lees(self, nu: Filter) -> Filter {
        let tekst = |veld: NodeRef<Input>| veld.get_untracked().map(|veld| veld.value()).unwrap_or_default();
        let keuze = |veld: NodeRef<Select>| veld.get_untracked().map(|veld| veld.value()).unwrap_or_default();
        let zonder = self.zonder_eigen.get_untracked().is_some_and(|veld| veld.checked());
        nu.met(Veld::Van, &tekst(self.van))
            .met(Veld::Tot, &tekst(self.tot))
            .met(Veld::Zoek, &tekst(self.zoek))
            .met(Veld::ZonderEigen, if zonder { "true" } else { "" })
            .met(Veld::Organisatie, &keuze(self.organisatie))
            .met(Veld::Soort, &keuze(self.soort))
    }
}

#[component]
pub fn Filterbalk() -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let invoer = Invoer::default();
    let ga = staat.ga();
    let toon = move |gebeurtenis: SubmitEvent| {
        gebeurtenis.prevent_default();
        ga(&invoer.lees(staat.filter.get_untracked()));
    };
    let aantal = Memo::new(move |_| staat.filter.read().aantal());
    let kop = move || match aantal.get() {
        0 => td_string!(i18n.taal(), inzage.filter.kop).to_owned(),
        aantal => vul(td_string!(i18n.taal(), inzage.filter.kop_gekozen), &[("aantal", &aantal.to_string())]),
    };
    let wis = move || {
        let wis = t!(i18n, inzage.filter.wis);
        let link = move || view! { <a href=Pagina::Inzage.pad() class="kb-knop kb-knop--stil">{wis}</a> };
        (aantal.get() > 0).then(link)
    };
    view! {
        <details class="kb-filter kb-niet-afdrukken" open=move || { aantal.get() > 0 }>
            <summary>{kop}</summary>
            <form role="search" on:submit=toon>
                <Beperkingen />
                <div class="kb-filter__velden">
                    {datumveld(staat, Veld::Van, &teksten::inzage::filter::van, invoer.van)}
                    {datumveld(staat, Veld::Tot, &teksten::inzage::filter::tot, invoer.tot)}
                    <Organisaties invoer=invoer.organisatie /> <Soorten invoer=invoer.soort />
                    {zoekveld(staat, invoer.zoek)}
                </div>
                {vinkje(staat, invoer.zonder_eigen)}
                <div class="kb-knoppen">
                    <button type="submit" class="kb-knop kb-knop--primair">{t!(i18n, inzage.filter.toon)}</button>
                    {wis}
                </div>
            </form>
        </details>
    }
}

/// The id of the control for a member of the address.
fn id(veld: Veld) -> String {
    ["filter-", veld.naam()].concat()
}

fn fout_id(veld: Veld) -> String {
    ["filter-", veld.naam(), "-fout"].concat()
}

/// The id of what is wrong, when something is.
fn beschreven(staat: Staat, veld: Veld) -> impl Fn() -> Option<String> + Copy + Send + Sync {
    move || staat.veldfout(veld).then(|| fout_id(veld))
}

/// What may stand there.
const fn uitleg(veld: Veld) -> &'static Tekst {
    match veld {
        Veld::Van | Veld::Tot => &teksten::inzage::filter::fout_dag,
        Veld::Soort | Veld::ZonderEigen => &teksten::inzage::filter::fout_keuze,
        Veld::Organisatie | Veld::Zoek | Veld::Gegeven | Veld::Registratie | Veld::Activiteit => {
            &teksten::inzage::filter::fout_lang
        }
    }
}

fn ongeldig(staat: Staat, veld: Veld) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync {
    move || staat.veldfout(veld).then_some("true")
}

/// What the gateway finds wrong: it says where, the page says what, in its own language.
fn veldfout(staat: Staat, veld: Veld) -> AnyView {
    let i18n = use_i18n();
    let fout = move || {
        let tekst = move || uitleg(veld).in_taal(i18n.taal());
        staat.veldfout(veld).then(|| view! { <p class="kb-veldfout" id=fout_id(veld)>{tekst}</p> })
    };
    fout.into_any()
}

/// A control below its name, with what is wrong in between.
fn veld(staat: Staat, veld: Veld, naam: &'static Tekst, invoer: AnyView) -> AnyView {
    view! {
        <div>
            <label for=id(veld)>{volgend(use_i18n(), naam)}</label>
            {veldfout(staat, veld)}
            {invoer}
        </div>
    }
    .into_any()
}

fn datumveld(staat: Staat, van: Veld, naam: &'static Tekst, invoer: NodeRef<Input>) -> AnyView {
    // The browser complains of a value that is no day.
    let waarde = move || {
        let filter = staat.filter.read();
        let dag = filter.waarde(van);
        if dag.parse::<Datum>().is_ok() { dag.to_owned() } else { String::new() }
    };
    let invoer = view! {
        <input
            id=id(van)
            class="kb-veld"
            type="date"
            node_ref=invoer
            prop:value=waarde
            aria-invalid=ongeldig(staat, van)
            aria-describedby=beschreven(staat, van)
        />
    };
    veld(staat, van, naam, invoer.into_any())
}

fn zoekveld(staat: Staat, invoer: NodeRef<Input>) -> AnyView {
    let invoer = view! {
        <input
            id=id(Veld::Zoek)
            class="kb-veld"
            type="search"
            autocomplete="off"
            node_ref=invoer
            prop:value=move || staat.filter.read().waarde(Veld::Zoek).to_owned()
            aria-invalid=ongeldig(staat, Veld::Zoek)
            aria-describedby=beschreven(staat, Veld::Zoek)
        />
    };
    veld(staat, Veld::Zoek, &teksten::inzage::filter::zoek, invoer.into_any())
}

fn vinkje(staat: Staat, invoer: NodeRef<Input>) -> AnyView {
    let van = Veld::ZonderEigen;
    view! {
        {veldfout(staat, van)}
        <label class="kb-vinkje">
            <input
                type="checkbox"
                node_ref=invoer
                prop:checked=move || staat.filter.read().waarde(van) == "true"
                aria-invalid=ongeldig(staat, van)
                aria-describedby=beschreven(staat, van)
            />
            <span>{t!(use_i18n(), inzage.filter.zonder_eigen)}</span>
        </label>
    }
    .into_any()
}

/// The organisations of the register, then those that only a log names, then what the address says.
#[component]
fn Organisaties(invoer: NodeRef<Select>) -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let van = Veld::Organisatie;
    let keuzes = Memo::new(move |_| {
        let mut keuzes = Namen::nu().organisaties();
        let gekozen = staat.filter.read().waarde(van).to_owned();
        let namen = staat.tijdlijn.read().namen();
        for naam in namen.into_iter().chain([gekozen]).filter(|naam| !naam.is_empty()) {
            if keuzes.iter().all(|(id, _)| *id != naam) {
                keuzes.push((naam.clone(), naam));
            }
        }
        keuzes
    });
    // By id: what comes in later leaves the choice of the reader as it is.
    let keuze = move |(id, _): (String, String)| {
        let [waarde, gezocht] = [id.clone(), id.clone()];
        let naam = move || {
            let keuzes = keuzes.read();
            keuzes.iter().find(|(een, _)| *een == id).map(|(_, naam)| naam.clone()).unwrap_or_default()
        };
        view! {
            <option value=waarde prop:selected=move || staat.filter.read().waarde(van) == gezocht>
                {naam}
            </option>
        }
    };
    let invoer = view! {
        <select
            id=id(van)
            class="kb-veld"
            node_ref=invoer
            aria-invalid=ongeldig(staat, van)
            aria-describedby=beschreven(staat, van)
        >
            <option value="" prop:selected=move || staat.filter.read().waarde(van).is_empty()>
                {t!(i18n, inzage.filter.alle_organisaties)}
            </option>
            <For each=move || keuzes.get() key=|(id, _)| id.clone() children=keuze />
        </select>
    };
    veld(staat, van, &teksten::inzage::filter::organisatie, invoer.into_any())
}

#[component]
fn Soorten(invoer: NodeRef<Select>) -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let van = Veld::Soort;
    let keuzes = SOORTEN.map(|(naam, soort)| {
        view! {
            <option value=naam prop:selected=move || staat.filter.read().waarde(van) == naam>
                {move || Namen::nu().verzoek(soort)}
            </option>
        }
    });
    let invoer = view! {
        <select
            id=id(van)
            class="kb-veld"
            node_ref=invoer
            aria-invalid=ongeldig(staat, van)
            aria-describedby=beschreven(staat, van)
        >
            <option value="" prop:selected=move || staat.filter.read().waarde(van).is_empty()>
                {t!(i18n, inzage.filter.alle_soorten)}
            </option>
            {keuzes.into_iter().collect_view()}
        </select>
    };
    veld(staat, van, &teksten::inzage::filter::soort, invoer.into_any())
}

/// What a link elsewhere narrowed the list down to: each as a line that can be taken away.
#[component]
fn Beperkingen() -> impl IntoView {
    let staat = Staat::gebruik();
    let regel = move |veld: Veld| {
        let filter = staat.filter.get();
        let waarde = filter.waarde(veld);
        if waarde.is_empty() {
            return None;
        }
        let namen = Namen::nu();
        let taal = namen.lezer.0;
        let (sjabloon, naam) = match veld {
            Veld::Registratie => {
                (td_string!(taal, inzage.filter.registratie), namen.registratie_voluit(waarde))
            }
            Veld::Activiteit => (td_string!(taal, inzage.filter.activiteit), namen.activiteit(waarde)),
            _ => (td_string!(taal, inzage.filter.gegeven), namen.gegeven_of_groep(waarde)),
        };
        let zin = vul(sjabloon, &[("naam", &naam)]);
        let zonder = filter.clone().met(veld, "").adres(None, &in_query);
        let voorlezen = [" ", &zin].concat();
        Some(view! {
            <div class="kb-beperking">
                {veldfout(staat, veld)} <p>{zin}</p> <a href=zonder class="kb-knop kb-knop--stil">
                    {td_string!(taal, inzage.filter.weg)}
                    <span class="kb-alleen-voorlezen">{voorlezen}</span>
                </a>
            </div>
        })
    };
    Veld::ZONDER_BEDIENING.map(|veld| move || regel(veld)).into_iter().collect_view()
}
